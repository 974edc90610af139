"""The bytes of a text as every reader wants them: UTF-8 without a byte order mark, lines that end in a line feed."""

from __future__ import annotations

import codecs
import io
import re
from contextlib import suppress
from typing import Any, BinaryIO, Final

from kg.readers.files import HEAD_SIZE

_LINE_END: Final = re.compile(rb"\r+\n|\r|\n")
_BOMS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


class _Recoded(io.RawIOBase):
    """UTF-16 as UTF-8; what cannot be decoded becomes U+FFFD."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._rest = stream, b""
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        while not self._rest:
            piece = self._stream.read(HEAD_SIZE)
            self._rest = self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
            if not piece:
                break
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def close(self) -> None:
        self._stream.close()
        super().close()


class _OldMac(io.RawIOBase):
    """Text with a line feed for every carriage return, which alone ended a line before the year 2001."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        piece = self._stream.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


def utf8(stream: BinaryIO) -> BinaryIO:
    """`stream` without a byte order mark, UTF-16 (also without one) as UTF-8, an old Mac's line ends as line feeds."""
    plain = _unmarked(stream)
    start = plain.peek(HEAD_SIZE)
    first = _LINE_END.search(start)
    if first and first[0] == b"\r" and first.end() < len(start) and b"\r\n" not in start:
        return io.BufferedReader(_OldMac(plain))
    return plain


def _unmarked(stream: BinaryIO) -> io.BufferedReader[Any]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]  # ours reads only
    start = buffered.peek(4)
    for bom, encoding in _BOMS:
        if start.startswith(bom) and not start.startswith(codecs.BOM_UTF32_LE):
            buffered.read(len(bom))
            return io.BufferedReader(_Recoded(buffered, encoding))
    if start.startswith(codecs.BOM_UTF8):
        buffered.read(len(codecs.BOM_UTF8))
        return buffered
    encoding = _unsaid(buffered.peek(HEAD_SIZE)[:HEAD_SIZE])
    return io.BufferedReader(_Recoded(buffered, encoding)) if encoding else buffered


def _unsaid(start: bytes) -> str:
    """The kind of UTF-16 that has no mark, else "": its ASCII letters have a NUL each, nearly all on one side.

    Binary data has NULs on both sides, or characters that no text has.
    """
    pairs = start[: len(start) // 2 * 2]
    even, odd = pairs[::2].count(0), pairs[1::2].count(0)
    if not pairs or 8 * max(even, odd) < len(pairs) or 4 * min(even, odd) > max(even, odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    with suppress(UnicodeDecodeError):
        if not _NO_TEXT.search(codecs.getincrementaldecoder(encoding)().decode(pairs)):
            return encoding
    return ""
