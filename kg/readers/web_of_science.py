"""Web of Science, the tagged text of its "plain text" export, with cited references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kg.readers.fields import Place, month, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.identifiers import doi
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

NAME: Final = "web_of_science"
_START = re.compile(r"^PT [A-Z]\b")
_TAG = re.compile(r"^([A-Z][A-Z0-9])(?: |$)")
_EACH_LINE: Final = frozenset({"AU", "AF", "CR"})
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
        yield _paper(fields(lines, _TAG, _EACH_LINE), Place(line=number))


def _paper(found: Fields, place: Place) -> Paper:
    first = {tag: values[0] for tag, values in found.items() if values}
    words = "; ".join((*found["DE"], *found["ID"]))
    return paper(
        place,
        id=first.get("UT", ""),
        title=first.get("TI", ""),
        abstract=" ".join(found["AB"]),
        names=[turned(name) for name in found["AF"] or found["AU"]],
        issued=_date(first.get("PY", ""), first.get("PD", "")),
        venue=first.get("SO", ""),
        doi=first.get("DI", ""),
        ids=(_own_key(first), f"pmid:{first['PM']}" if first.get("PM") else ""),
        subjects=words.split("; "),
        references=[cited(reference) for reference in found["CR"]],
        language=first.get("LA", ""),
    )


def cited(text: str) -> str:
    """The DOI of a cited reference, else its first parts, by which `_own_key` finds the paper in the set.

    >>> cited("BETH RA, 1936, PHYS REV, V50, P115, DOI 10.1103/PhysRev.50.115")
    'doi:10.1103/physrev.50.115'
    >>> cited("Debye P., 1909, ANN PHYS-BERLIN, V30, P57")
    'wos:debye p, 1909, ann phys-berlin, v30, p57'
    """
    found = doi(text)
    if found:
        return f"doi:{found}"
    parts = [part.strip() for part in text.replace(".", "").lower().split(",")]
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
