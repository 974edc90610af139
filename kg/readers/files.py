"""A file as readers see it: its head to be recognised by, and a stream of numbered lines that no size can break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, ClassVar, Final, TypeAlias

from kg.records import Paper, Skipped

HEAD_SIZE: Final = 64 * 1024
MAX_LINE: Final = 16 * 1024 * 1024
MAX_DOCUMENT: Final = 64 * 1024 * 1024  # what has to be held in memory as one piece
# Stands for a line that was too long to keep: whatever record it is part of is left out, the next one is read.
TOO_LONG: Final = "\udcff(line too long)\udcff"
_LINE_END: Final = re.compile(r"(?<!\r)\r++\n")  # Windows', and what some programs make of it


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a whole file that its user should know, and that is no error."""

    text: str


Found: TypeAlias = Paper | Skipped | Note


@dataclass(frozen=True)
class Head:
    """The first bytes of a file, after decompression."""

    bytes: bytes
    whole: bool = False  # whether the file ends with them
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables, as the user names them

    @cached_property
    def text(self) -> str:
        """The head as text, lines ending in a line feed; bytes that are no UTF-8 stay as lone surrogates."""
        return _LINE_END.sub("\n", self.bytes.decode("utf-8", "surrogateescape").removeprefix("\ufeff"))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the head; the last one may be cut off."""
        return self.text.split("\n")

    @cached_property
    def start(self) -> str:
        """The first characters that are not white space."""
        return self.text[:4096].lstrip()


@dataclass(frozen=True)
class File:
    """One file, or one member of an archive. `open` gives its bytes, decompressed, as UTF-8, from the start."""

    name: str
    head: Head
    open: Callable[[], BinaryIO]
    limit: ClassVar[str] = f"more than {MAX_LINE >> 20} MB"
    path: str = ""  # of the file on disk, where it is one that is not compressed
    columns: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their 1-based numbers, in constant memory; bytes that are no UTF-8 as lone surrogates."""
        with self.open() as stream:
            number = 0
            while line := stream.readline(MAX_LINE):
                number += 1
                if len(line) == MAX_LINE and not line.endswith(b"\n"):
                    _drop_line(stream)
                    yield number, TOO_LONG
                    continue
                yield number, line.decode("utf-8", "surrogateescape").rstrip("\r\n")

    def document(self) -> bytes:
        """The whole file; raises ValueError where it is too large to be held as one piece."""
        with self.open() as stream:
            data = stream.read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise ValueError(f"one piece of more than {MAX_DOCUMENT >> 20} MB: give it as JSON Lines")
        return data


class Rationed:
    """A stream that ends in ValueError where one record takes more than `size` bytes: call `refill` after each."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size, self._left = stream, size, size

    def refill(self) -> None:
        """Let the next record take its full size again."""
        self._left = self._size

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; raises ValueError where they are more than one record may have."""
        data = self._stream.read(HEAD_SIZE if size < 0 else min(size, HEAD_SIZE))
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"one record of more than {self._size >> 20} MB")
        return data


def _drop_line(stream: BinaryIO) -> None:
    while (piece := stream.readline(MAX_LINE)) and not piece.endswith(b"\n"):
        pass
