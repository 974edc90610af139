"""Text that is not UTF-8: Excel, older reference managers and databases write Windows-1252, and do not say so."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any, Final

from kg.readers.fields import title_id
from kg.records import Author, Paper

NOTE: Final = "not UTF-8, read as Windows-1252; save the file as UTF-8 where letters are wrong"
_FOREIGN: Final = re.compile(r"[\udc80-\udcff]{3}|[\udc81\udc8d\udc8f\udc90\udc9d]")  # no Western text has these
_BYTE: Final = re.compile(r"[\udc80-\udcff]+")


def western(found: Paper) -> Paper:
    """`found` with the bytes that are no UTF-8 read as Windows-1252; unchanged where it has none, or they are not that.

    They stand in the text as lone surrogates (PEP 383). The web's standard takes Latin-1 for Windows-1252 too.
    """
    changed: dict[str, Any] = {}
    for name in (f.name for f in fields(found)):
        value = getattr(found, name)
        if isinstance(value, str | tuple):
            new = _read(value)
            if new != value:
                changed[name] = new
    if not changed or any(_FOREIGN.search(text) for text in (found.title, found.abstract, found.author_string)):
        return found
    if found.id == title_id(found.title or found.abstract):
        changed["id"] = title_id(changed.get("title", found.title) or changed.get("abstract", found.abstract))
    return replace(found, **changed)


def readable(text: str) -> str:
    """`text` as Windows-1252 where it has bytes that are no UTF-8, for readers that look at letters and quotes."""
    return text if _FOREIGN.search(text) else str(_read(text))


def _read(value: Any) -> Any:  # noqa: ANN401  # a field of a paper
    if isinstance(value, str):
        return _BYTE.sub(lambda m: m[0].encode("ascii", "surrogateescape").decode("cp1252", "replace"), value)
    if isinstance(value, tuple):
        return tuple(_read(item) for item in value)
    return replace(value, name=_read(value.name)) if isinstance(value, Author) else value
