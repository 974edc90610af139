"""The refer format of EndNote (.enw), which Google Scholar, Zotero and many publishers export too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import CURATED, Place, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.markup import untagged
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

NAME: Final = "refer"
_START = re.compile(r"^%0 ")
_TAG = re.compile(r"^(%\S)(?: |$)")


def recognises(head: Head) -> bool:
    """Whether a line starts a record and another has an author, a title or a year."""
    return any(_START.match(line) for line in head.lines) and bool(re.search(r"^%[ATD] ", head.text, re.M))


def read(file: File) -> Iterator[Found]:
    """One paper a record, at the line of its type."""
    for number, lines in chunks(file, _START):
        yield _paper(fields(lines, _TAG, frozenset({"%K"})), Place(line=number))


def _paper(found: Fields, place: Place) -> Paper:
    dates = [*found["%D"], *found["%8"]]
    year = next(iter(found["%D"]), "")
    number = next(iter(found["%M"]), "")
    return paper(
        place,
        id=number if number.startswith(CURATED) else "",
        title=untagged(" ".join(found["%T"])),
        abstract=untagged(" ".join(found["%X"])),
        names=[turned(name.rstrip(",")) for name in found["%A"]],
        issued=max((d for d in dates if d.startswith(year)), key=len, default=""),
        venue=next(iter([*found["%J"], *found["%B"]]), ""),
        doi=next(iter(found["%R"]), ""),
        urls=found["%U"],
        subjects=[word.strip() for line in found["%K"] for word in re.split(r"[;,]", untagged(line))],
        language=next(iter(found["%G"]), ""),
    )
