"""Files that hold no papers to read: what they are, and what to do with them instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SPREADSHEET: Final = "a spreadsheet: save it as CSV"
_TEXT: Final = "a text document: save it as plain text"
_PDF: Final = "a PDF is not read: export its record from a reference manager, or write title and abstract as JSON Lines"
_PACKED: Final = "is not opened: unpack it first"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_WEB_PAGE: Final = re.compile(rb"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|table)\b", re.I | re.S)
_IDENTIFIERS: Final = "identifiers without titles: let a reference manager look them up, and give its export"
_IDENTIFIER: Final = re.compile(  # one word of a list
    rb"(?:https?://\S+/|doi:|arxiv:)?(?:10\.\d{4,9}/\S+|\d{4}\.\d{4,5}(?:v\d+)?)[,;]?|pmid:\d+|(?:doi|pmid):",
    re.I,
)
_EXCEL_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"

# first bytes -> what the file is
_STARTS: Final = (
    (b"%PDF", _PDF),
    (_OLD_OFFICE, f"{SPREADSHEET}; or another file of old Office"),
    (b"{\\rtf", _TEXT),
    (b"SQLite format 3", "a database: export the papers from the program that it belongs to, as BibTeX or RIS"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive {_PACKED}"),
    (b"Rar!\x1a", f"a RAR archive {_PACKED}"),
    (b"\xfd7zXZ\x00", f"an xz file {_PACKED}"),
)
# the beginning of a name in an office program's archive -> what the file is
_MEMBERS: Final = (("xl/workbook.", SPREADSHEET), ("word/document.", _TEXT), ("ppt/presentation.", _TEXT))
_OPEN_DOCUMENT: Final = ((b"opendocument.spreadsheet", SPREADSHEET), (b"opendocument.text", _TEXT))


def office(start: bytes, names: Iterable[str]) -> str:
    """What an archive is that an office program wrote, and what to do; "" for other archives.

    Args:
        start: the archive's first bytes.
        names: of its members.
    """
    document = start[:200] if b"mimetypeapplication/vnd.oasis." in start[:200] else b""
    found = next((told for kind, told in _OPEN_DOCUMENT if kind in document), "")
    known = tuple(names)
    return found or next((told for first, told in _MEMBERS if any(name.startswith(first) for name in known)), "")


def foreign(start: bytes) -> str:
    """What a file is by its first bytes, and what to do; "" where they do not tell."""
    if found := next((told for first, told in _STARTS if start.startswith(first)), ""):
        return found
    if start.startswith(_ZIP):
        names = [first for first, _ in _MEMBERS if first.encode() in start]
        return office(start, names) or f"an archive inside another, or one that is cut off, {_PACKED}"
    if start[257:262] == b"ustar":
        return "a tar archive: unpack it first"
    if _EXCEL_XML in start[:2000]:
        return SPREADSHEET
    if _WEB_PAGE.match(start[:4000]):
        return "a web page: copy its text into a file, or save a table in it as CSV"
    words = start.split()
    return _IDENTIFIERS if words and all(map(_IDENTIFIER.fullmatch, words[:-1] or words)) else ""
