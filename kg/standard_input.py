"""Standard input, which can be read once, as a file that readers may look at twice."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Final

from kg.errors import ReadError

STANDARD_INPUT: Final = Path("-")


def path_of(word: str | Path) -> Path:
    """The path that `word` names; "./-" is the file of this name, which `Path` alone would take for the sign.

    Raises:
        ReadError: the word is empty, which `Path` alone would take for the current folder.
    """
    if not str(word).strip():
        raise ReadError("an input is empty; give a file or a folder, as . for the current one", misuse=True)
    path = Path(word)
    return Path.cwd() / path if path == STANDARD_INPUT and isinstance(word, str) and word != "-" else path


@cache
def piped() -> IO[bytes]:
    """What came on standard input, in a file that is there as long as this process.

    Raises:
        ReadError: there is no standard input, or no room for it.
    """
    if sys.stdin is None:
        raise ReadError("-: there is no standard input; give a file")
    held = tempfile.NamedTemporaryFile(prefix="scikg-")  # noqa: SIM115  # as long as this process
    try:
        shutil.copyfileobj(sys.stdin.buffer, held)
        held.flush()
    except OSError as error:
        raise ReadError(f"-: standard input cannot be kept: {error.strerror or error}") from error
    return held
