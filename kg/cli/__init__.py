"""The command line: one thin function a command over the Python API; the only place that prints."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path

from kg.cli import ask, compare, correct, make, write
from kg.cli.app import app, say
from kg.errors import KgError

__all__ = ["app", "ask", "compare", "correct", "main", "make", "write"]

_DEBUG = "--debug"  # may stand anywhere in the command


def main() -> None:
    """Run `kg`. An error is one line and exit code 1, or 2 for wrong usage; a traceback is shown only with --debug."""
    if sys.stderr is None:  # closed, as by `2>&-`
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():  # a file or a pipe: Windows has cp1252 there
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    stdout = sys.stdout
    words = sys.argv[1:]
    try:
        app(args=[word for word in words if word != _DEBUG])
    except SystemExit:
        if sys.stdout is not stdout:  # typer replaced it: the reader of our output went away
            sys.exit(0)
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if _DEBUG in words:
            raise
        say(f"kg: {' '.join(told(error).split())}")
        if isinstance(error, OSError):
            sys.stdout = None  # else a full disk behind it would be reported twice
        sys.exit(2 if isinstance(error, KgError) and error.misuse else 1)


def told(error: Exception) -> str:
    """The message of an error for people."""
    if isinstance(error, KgError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        unnamed = "the current folder" if error.errno == errno.ENOENT else "standard output"
        return f"{error.filename or unnamed}: {error.strerror}"
    return f"{type(error).__name__}: {error}: a fault of kg; {_DEBUG} shows where"
