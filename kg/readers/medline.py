"""MEDLINE, the tagged text of PubMed (also as .nbib)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, month, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

NAME: Final = "medline"
_START = re.compile(r"^PMID- ")
_TAG = re.compile(r"^([A-Z]{2,4}) *- ")
_INITIALS = re.compile(r"^([^,]+) ([A-Z]{1,3})$")
_DOI = " [doi]"


def recognises(head: Head) -> bool:
    """Whether a line starts a record."""
    return any(_START.match(line) for line in head.lines)


def read(file: File) -> Iterator[Found]:
    """One paper a record, at the line of its PubMed id."""
    for number, lines in chunks(file, _START):
        yield _paper(fields(lines, _TAG), Place(line=number))


def _paper(found: Fields, place: Place) -> Paper:
    number = found["PMID"][0].strip()
    dois = [value.removesuffix(_DOI) for value in (*found["LID"], *found["AID"]) if value.endswith(_DOI)]
    names = found["FAU"] or found["AU"]
    return paper(
        place,
        id=f"pmid:{number}" if number else "",
        title=" ".join(found["TI"]),
        abstract=" ".join(found["AB"]),
        names=[_INITIALS.sub(r"\2 \1", turned(name)) for name in names],
        issued=spelt_date(next(iter(found["DP"]), "")),
        venue=next(iter(found["JT"] or found["TA"]), ""),
        doi=next(iter(dois), ""),
        ids=(f"pmid:{number}" if number else "", *(f"pmc:{value}" for value in found["PMC"])),
        subjects=[value.strip("*") for value in (*found["OT"], *found["MH"])],
        retracted="Retracted Publication" in found["PT"],
        language=next(iter(found["LA"]), ""),
    )


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
