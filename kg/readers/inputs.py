"""From the inputs given to `File`s: folders walked in order, compressed files and archives opened by content."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import zstandard

from kg.errors import ReadError
from kg.readers.columns import NAMES
from kg.readers.files import HEAD_SIZE, File, Head
from kg.readers.foreign import office
from kg.readers.streams import utf8
from kg.records import Skipped
from kg.standard_input import STANDARD_INPUT, piped

_MAX_RATIO: Final = 200  # of a zip member to its compressed size; text reaches about 20
_MAX_MEMBER: Final = 64 * 1024 * 1024  # below this size no ratio is suspicious
_GZIP, _BZIP2, _ZSTD, _ZIP = b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
DAMAGE: Final[tuple[type[Exception], ...]] = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    zstandard.ZstdError,
    NotImplementedError,  # zipfile: a compression method that Python does not know
    RuntimeError,  # zipfile: a password
)


_ABOUT: Final = re.compile(  # also README.de.md and README_zh-CN.md
    r"(?:readme|licen[cs]e|notice|changelog|citation)(?:[._-][a-z]{2}(?:-[a-z]{2})?)?(?:\.(?:md|txt|rst|cff))?", re.I
)


def check(inputs: Iterable[Path], columns: Mapping[str, str]) -> None:
    """Raises ReadError for the first input that is not there, and for a column of a field that there is none of."""
    for field in columns:
        if field not in NAMES:
            raise ReadError(f"no such field: {field}; a column may hold {', '.join(NAMES)}", misuse=True)
    for given in inputs:
        try:
            missing = given != STANDARD_INPUT and not given.exists()
        except OSError as error:
            raise ReadError(f"{given}: {damage(error)}") from None
        if missing:
            raise ReadError(f"no such file or folder: {given}")


def files(given: Path, columns: Mapping[str, str]) -> Iterator[File | Skipped]:
    """The files of one input, each named relative to it; `Skipped` for what cannot be opened."""
    for name, path in named(given):
        yield from _open(path, name, columns)


def named(given: Path) -> list[tuple[str, Path]]:
    """The files that are read of one input, in order, each with its name relative to it; "-" is standard input."""
    if given == STANDARD_INPUT:
        return [(given.name, Path(piped().name))]
    if given.is_dir():
        return [(_name(path.relative_to(given)), path) for path in _walk(given)]
    return [(_name(Path(given.name)), given)]


def _name(path: Path) -> str:
    """A path as text that can be written, also where the file system holds bytes that are no UTF-8."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _walk(folder: Path) -> list[Path]:
    """All files below `folder`, ordered by the parts of their paths, and the folders that cannot be looked into.

    Hidden files, kg's own out folders, and files about the folder such as README.md are left out.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        if "build.json" in names and "extractions.jsonl" in names:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".") and not _ABOUT.fullmatch(name)]
    found += [Path(error.filename) for error in closed]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _open(path: Path, name: str, columns: Mapping[str, str]) -> Iterator[File | Skipped]:
    try:
        if not path.is_file():
            yield Skipped(file=name, line=None, reason=_irregular(path))
            return
        with path.open("rb") as stream:
            start = stream.read(HEAD_SIZE)
        if start.startswith(_ZIP) and zipfile.is_zipfile(path):
            yield from _members(path, name, start, columns)
            return
        unpack = _unpacker(start)
        yield _file(name, partial(_reopen, path, unpack), columns, path="" if unpack else str(path))
    except DAMAGE as error:
        yield Skipped(file=name, line=None, reason=damage(error))


def _irregular(path: Path) -> str:
    if path.is_dir():
        return "a folder that cannot be looked into"
    return "a pipe: send it to standard input, and give -" if path.is_fifo() else "not a regular file"


def _unpacker(start: bytes) -> Callable[[Path], Any] | None:
    """What opens a compressed file, by its first bytes."""
    if start.startswith(_GZIP):
        return gzip.GzipFile
    if start.startswith(_BZIP2):
        return bz2.BZ2File
    return _zstd if start.startswith(_ZSTD) else None


def _zstd(path: Path) -> zstandard.ZstdDecompressionReader:
    unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
    return unpacker.stream_reader(path.open("rb"), read_across_frames=True, closefd=True)


def _reopen(path: Path, unpack: Callable[[Path], Any] | None) -> BinaryIO:
    return utf8(io.BufferedReader(unpack(path), HEAD_SIZE) if unpack else path.open("rb"))


def _members(path: Path, name: str, start: bytes, columns: Mapping[str, str]) -> Iterator[File | Skipped]:
    """The members of a zip archive, read in place: nothing is written, so that their paths are only names."""
    with zipfile.ZipFile(path) as archive:
        if told := office(start, archive.namelist()):
            yield Skipped(file=name, line=None, reason=told)
            return
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            parts = [part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
            inner = "/".join((name, *parts))
            hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
            if member.is_dir() or hidden or _ABOUT.fullmatch(inner.rpartition("/")[2]):
                continue
            if member.file_size > max(_MAX_MEMBER, _MAX_RATIO * member.compress_size):
                yield Skipped(file=inner, line=None, reason="unpacks to far more than any text does: not read")
                continue
            try:
                yield _file(inner, partial(_reopen_member, archive, member), columns)
            except DAMAGE as error:
                yield Skipped(file=inner, line=None, reason=damage(error))


def _reopen_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return utf8(io.BufferedReader(archive.open(member), HEAD_SIZE))  # type: ignore[type-var]  # reads only


def _file(name: str, reopen: Callable[[], BinaryIO], columns: Mapping[str, str], path: str = "") -> File:
    with reopen() as stream:
        start = stream.read(HEAD_SIZE)
    return File(
        name=name,
        head=Head(start, whole=len(start) < HEAD_SIZE, columns=columns),
        open=reopen,
        path=path,
        columns=columns,
    )


def damage(error: Exception) -> str:
    """One line that says how a file is damaged."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return f"cannot be read: {' '.join(words.split())}"
