"""Text that is not UTF-8: Excel, older reference managers and databases write Windows-1252, and do not say so.

Or that was read in the wrong encoding before it came to us: "userâ€™s", and quotes as control characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, Final

from kg.readers.fields import title_id
from kg.records import Author, Paper

NOTE: Final = "not UTF-8, read as Windows-1252; save the file as UTF-8 where letters are wrong"
MENDED: Final = "with letters that were read in a wrong encoding before, mended where that is plain"
_FOREIGN: Final = re.compile(r"[\udc80-\udcff]{3}|[\udc81\udc8d\udc8f\udc90\udc9d]")  # no Western text has these
_BYTE: Final = re.compile(r"[\udc80-\udcff]+")
_TEXTS: Final = ("title", "abstract", "authors", "author_string", "venue", "subjects", "references")
# UTF-8 that was read as Latin-1 or Windows-1252. No language writes these; a quote or dash may follow a capital.
_TWICE: Final = re.compile(
    "[ÃÂÎÏ][\x80-\xbfŒœŠšŸŽžƒˆ˜†‡•…‰‹›€™]|â(?:\x80|€)[\x80-\xbf‘’“”–—œ˜™¦š¢ž]|â[\x81-\x9f][\x80-\xbf]|ï»¿"
)
_TIMES: Final = 3  # some texts have passed through several such programs
_CONTROLS: Final = re.compile("[\x80-\x9f]")  # the web's standard takes them for Windows-1252


def western(found: Paper) -> Paper:
    """`found` with the bytes that are no UTF-8 read as Windows-1252; unchanged where it has none, or they are not that.

    They stand in the text as lone surrogates (PEP 383). The web's standard takes Latin-1 for Windows-1252 too.
    """
    if any(_FOREIGN.search(text) for text in (found.title, found.abstract, found.author_string)):
        return found
    return _changed(found, [f.name for f in fields(found)], _bytes_read)


def mended(found: Paper) -> Paper:
    """`found` with the texts mended that were read in the wrong encoding; a record with its own extraction stays."""
    return found if found.given is not None else _changed(found, _TEXTS, _mended)


def _changed(found: Paper, names: Iterable[str], read: Callable[[str], str]) -> Paper:
    """`found` with its fields read anew; itself where none changes."""
    new = {name: _value(getattr(found, name), read) for name in names}
    changed: dict[str, Any] = {name: value for name, value in new.items() if value != getattr(found, name)}
    if not changed:
        return found
    if found.id == title_id(found.title or found.abstract):
        changed["id"] = title_id(changed.get("title", found.title) or changed.get("abstract", found.abstract))
    return replace(found, **changed)


def _value(value: Any, read: Callable[[str], str]) -> Any:  # noqa: ANN401  # a field of a paper
    if isinstance(value, str):
        return read(value)
    if isinstance(value, tuple):
        return tuple(_value(item, read) for item in value)
    return replace(value, name=read(value.name)) if isinstance(value, Author) else value


def _bytes_read(text: str) -> str:
    return _BYTE.sub(lambda m: m[0].encode("ascii", "surrogateescape").decode("cp1252", "replace"), text)


def _mended(text: str) -> str:
    if text.isascii():
        return text
    for _ in range(_TIMES):
        text, before = _TWICE.sub(_once, text), text
        if text == before:
            break
    return _CONTROLS.sub(lambda m: _as_byte(m[0]).decode("cp1252", "ignore") or m[0], text)


def _once(match: re.Match[str]) -> str:
    """What the letters of UTF-8 bytes stand for; themselves where they are none."""
    try:
        return b"".join(map(_as_byte, match[0])).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _as_byte(letter: str) -> bytes:
    return letter.encode("latin-1" if ord(letter) < 256 else "cp1252")
