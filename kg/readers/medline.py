"""MEDLINE, the tagged text of PubMed (also as .nbib)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.readers.fields import SUFFIX, Place, month, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.markup import untagged
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Author, Paper

NAME: Final = "medline"
_START = re.compile(r"^PMID- ")
_TAG = re.compile(r"^([A-Z]{2,4}) *- ")
_NAME = re.compile(r"^(?:FAU|AU|CN) *- ")
_INITIALS = re.compile(rf"([^,]+?) ([A-Z]{{1,3}})(?: ({SUFFIX.pattern}))?")
_ORCID = re.compile(r"\b(?:\d{4}-){3}\d{3}[\dX]\b")
_DOI = " [doi]"


def recognises(head: Head) -> bool:
    """Whether a line starts a record."""
    return any(_START.match(line) for line in head.lines)


def read(file: File) -> Iterator[Found]:
    """One paper a record, at the line of its PubMed id."""
    for number, lines in chunks(file, _START):
        yield _paper(fields(lines, _TAG), _authors(lines), Place(line=number))


def _paper(found: Fields, people: Sequence[Author], place: Place) -> Paper:
    number = found["PMID"][0].strip()
    dois = [value.removesuffix(_DOI) for value in (*found["LID"], *found["AID"]) if value.endswith(_DOI)]
    return paper(
        place,
        id=f"pmid:{number}" if number else "",
        title=untagged(" ".join(found["TI"])),
        abstract=untagged(" ".join(found["AB"])),
        names=people,
        issued=spelt_date(next(iter(found["DP"]), "")),
        venue=next(iter(found["JT"] or found["TA"]), ""),
        doi=next(iter(dois), ""),
        ids=(f"pmid:{number}" if number else "", *(f"pmc:{value}" for value in found["PMC"])),
        subjects=[value.strip("*") for value in (*found["OT"], *found["MH"])],
        retracted="Retracted Publication" in found["PT"],
        language=next(iter(found["LA"]), ""),
    )


def _authors(lines: Sequence[str]) -> list[Author]:
    """People and groups in their order, full names rather than short ones; a person's id stands below the name."""
    short = not any(line.startswith("FAU") for line in lines)
    starts = [at for at, line in enumerate(lines) if _NAME.match(line) and (short or not line.startswith("AU "))]
    found = []
    for start, end in pairwise((*starts, len(lines))):
        about = fields(lines[start:end], _TAG)
        tag = "CN" if about["CN"] else "AU" if short else "FAU"
        name = about[tag][0] if tag == "CN" else _person(about[tag][0])
        orcid = _ORCID.search(" ".join(about["AUID"])) if tag != "CN" else None
        if name:
            found.append(Author(name=name, orcid=orcid[0] if orcid else ""))
    return found


def _person(name: str) -> str:
    """Given Family Suffix for "Berg, Jan Jr", and for the short form "Berg J Jr"."""
    initials = _INITIALS.fullmatch(name)
    if initials:
        return " ".join(filter(None, initials.group(2, 1, 3)))
    before, _, last = name.rpartition(" ")
    return turned(f"{before}, {last}" if "," in before.rstrip(",") and SUFFIX.fullmatch(last) else name)


def spelt_date(text: str) -> str:
    """A date such as "2016 Jan 15" or "2015 Nov-Dec" with numbers.

    >>> spelt_date("2016 Jan 15"), spelt_date("2015 Nov-Dec"), spelt_date("2014")
    ('2016-1-15', '2015-11', '2014')
    """
    parts = text.split()
    if len(parts) > 1 and month(parts[1]):
        day = f"-{parts[2]}" if len(parts) > 2 and parts[2].isdigit() else ""
        return f"{parts[0]}-{month(parts[1])}{day}"
    return text
