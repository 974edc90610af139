"""Web of Science, with cited references: the tagged text of its "plain text" export, and the fields of its tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.readers.fields import Place, month, paper, text, turned
from kg.readers.files import File, Found, Head
from kg.readers.identifiers import doi
from kg.readers.markup import untagged
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

NAME: Final = "web_of_science"
_START = re.compile(r"^PT [A-Z]\b")
_TAG = re.compile(r"^([A-Z][A-Z0-9])(?: |$)")
_EACH_LINE: Final = frozenset({"AU", "AF", "CR"})
_COLUMNS: Final = {  # of the export for Excel, whose names are words
    "Authors": "AU",
    "Author Full Names": "AF",
    "Article Title": "TI",
    "Source Title": "SO",
    "Language": "LA",
    "Author Keywords": "DE",
    "Keywords Plus": "ID",
    "Abstract": "AB",
    "Cited References": "CR",
    "Journal Abbreviation": "J9",
    "Publication Date": "PD",
    "Publication Year": "PY",
    "Volume": "VL",
    "Start Page": "BP",
    "DOI": "DI",
    "Pubmed Id": "PM",
    "UT (Unique WOS ID)": "UT",
}
_KEY_PARTS: Final = 5  # author, year, journal, volume, page


def recognises(head: Head) -> bool:
    """Whether the file starts as an export does, or a record and its authors stand on top."""
    lines = head.lines
    return head.text.startswith("FN ") or any(
        _START.match(line) and after.startswith(("AU ", "BA ", "CA ", "GP ")) for line, after in pairwise(lines)
    )


def read(file: File) -> Iterator[Found]:
    """One paper a record, at the line of its type."""
    for number, lines in chunks(file, _START):
        yield paper_of(fields(lines, _TAG, _EACH_LINE), Place(line=number))


def tags_of(header: Sequence[str]) -> list[str]:
    """The tag of each column of a table that Web of Science wrote; nothing for another table."""
    tags = [_COLUMNS.get(name.strip(), name.strip()) for name in header]
    return tags if {"UT", "TI", "SO"} <= set(tags) else []


def cells_of(tags: Sequence[str], cells: Sequence[str]) -> Fields:
    """The fields of a row of a table."""
    found: Fields = defaultdict(list)
    for tag, cell in zip(tags, cells, strict=False):
        if cell.strip():
            found[tag] = [value.strip() for value in cell.split(";")] if tag in _EACH_LINE else [text(cell)]
    return found


def paper_of(found: Fields, place: Place) -> Paper:
    """The paper that the fields of a record state."""
    first = {tag: values[0] for tag, values in found.items() if values}
    words = untagged("; ".join((*found["DE"], *found["ID"])))
    return paper(
        place,
        id=first.get("UT", ""),
        title=untagged(first.get("TI", "")),
        abstract=untagged(" ".join(found["AB"])),
        names=[turned(name) for name in found["AF"] or found["AU"]],
        issued=_date(first.get("PY", ""), first.get("PD", "")),
        venue=first.get("SO", ""),
        doi=first.get("DI", ""),
        ids=(_own_key(first), f"pmid:{first['PM']}" if first.get("PM") else ""),
        subjects=words.split("; "),
        references=[cited(reference) for reference in found["CR"]],
        language=first.get("LA", ""),
    )


def cited(reference: str) -> str:
    """The DOI of a cited reference, else its first parts, by which `_own_key` finds the paper in the set.

    >>> cited("BETH RA, 1936, PHYS REV, V50, P115, DOI 10.1103/PhysRev.50.115")
    'doi:10.1103/physrev.50.115'
    >>> cited("Debye P., 1909, ANN PHYS-BERLIN, V30, P57")
    'wos:debye p, 1909, ann phys-berlin, v30, p57'
    """
    found = doi(reference)
    if found:
        return f"doi:{found}"
    parts = [part.strip() for part in reference.replace(".", "").lower().split(",")]
    return "wos:" + ", ".join(parts[:_KEY_PARTS])


def _own_key(first: dict[str, str]) -> str:
    """How other records of an export cite this one; "" where parts of it are missing."""
    family, _, given = first.get("AU", "").partition(",")
    parts = [f"{family} {given.strip()}", first.get("PY", ""), first.get("J9", "")]
    if not all(parts) or not first.get("VL") or not first.get("BP"):
        return ""
    return cited(", ".join((*parts, f"V{first['VL']}", f"P{first['BP']}")))


def _date(year: str, day: str) -> str:
    """The year, with month and day where they are plain ("JUN 17")."""
    parts = day.replace("-", " ").split()
    if year and parts and month(parts[0]) and not parts[0].isdigit():
        return f"{year}-{month(parts[0])}" + (f"-{parts[1]}" if len(parts) == 2 and parts[1].isdigit() else "")
    return year
