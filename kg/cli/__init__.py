"""The command line: one thin function a command over the Python API; the only place that prints."""

from __future__ import annotations

import sys

from kg.cli import ask, compare, correct, make
from kg.cli.app import app, say
from kg.errors import KgError

__all__ = ["app", "ask", "compare", "correct", "main", "make"]


def main() -> None:
    """Run `kg`; an error of ours is one line and exit code 1, or 2 for wrong usage."""
    debug = "--debug" in sys.argv
    try:
        app()
    except KgError as error:
        if debug:
            raise
        say(f"kg: {' '.join(str(error).split())}")
        sys.exit(2 if error.misuse else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
