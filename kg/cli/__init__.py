"""The command line: one thin function a command over the Python API; the only place that prints."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

from kg.cli import ask, compare, correct, make
from kg.cli.app import app, say
from kg.errors import KgError

__all__ = ["app", "ask", "compare", "correct", "main", "make"]

_DEBUG = "--debug"  # heard wherever it stands


def main() -> None:
    """Run `kg`; an error is one line and exit code 1, or 2 for wrong usage, and a traceback only where asked for."""
    if sys.stderr is None:  # closed, as by `2>&-`
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as long as this process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():  # a file or a pipe: Windows has cp1252 there
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    stdout = sys.stdout
    words = sys.argv[1:]
    try:
        app(args=[word for word in words if word != _DEBUG])
    except SystemExit:
        if sys.stdout is not stdout:  # whoever read it went away, as `head` does, and typer has put a deaf one there
            sys.exit(0)
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if _DEBUG in words:
            raise
        say(f"kg: {' '.join(told(error).split())}")
        if isinstance(error, OSError):
            sys.stdout = None  # a full disk behind it would be told once more
        sys.exit(2 if isinstance(error, KgError) and error.misuse else 1)


def told(error: Exception) -> str:
    """What an error says to a user."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        unnamed = "the current folder" if error.errno == errno.ENOENT else "standard output"
        return f"{error.filename or unnamed}: {error.strerror}"
    return f"{type(error).__name__}: {error}: a fault of kg; {_DEBUG} shows where"
