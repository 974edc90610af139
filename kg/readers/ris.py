"""RIS, as nearly every database and reference manager exports it; rispy reads the fields of each record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.fields import CURATED, Place, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.markup import untagged
from kg.readers.people import initials_first
from kg.readers.shapes.look import items, word
from kg.readers.tagged import chunks
from kg.records import Paper, Skipped

NAME: Final = "ris"
_START = re.compile(r"^\s{0,2}TY {1,2}- ?")
_END = re.compile(r"^ER {1,2}- ?\s*$")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_APART = re.compile(r";\s*(?=[a-z]+://|www\.|10\.|file:)", re.I)  # rispy parts addresses at every semicolon
_TITLES: Final = ("title", "primary_title", "translated_title", "short_title")
_VENUES: Final = ("alternate_title3", "journal_name", "secondary_title", "alternate_title2")
_MEETINGS: Final = frozenset({"CONF", "CPAPER"})
_PROCEEDINGS: Final = "custom3"  # of a meeting; in records of other types it is anything


def recognises(head: Head) -> bool:
    """Whether a line starts a record."""
    return any(_START.match(line) for line in head.lines)


def read(file: File) -> Iterator[Found]:
    """One paper a record, at the line of its type."""
    import rispy  # only RIS needs it

    for number, lines in chunks(file, _START):
        end = next((at for at, line in enumerate(lines) if _END.match(line)), len(lines))
        text = "\n".join((lines[0].lstrip(), *lines[1:end], "ER  - "))
        try:
            found = rispy.loads(text)
        except (ValueError, KeyError, TypeError, rispy.parser.ParseError) as error:
            yield Skipped(file="", line=number, reason=f"not RIS: {error}")
            continue
        yield from (_paper(record, Place(line=number)) for record in found)


def _paper(record: Mapping[str, Any], place: Place) -> Paper:
    venues = (*_VENUES, _PROCEEDINGS) if word(record.get("type_of_reference")) in _MEETINGS else _VENUES
    names = [*items(record.get("first_authors")), *items(record.get("authors"))]
    number = word(record.get("accession_number"))
    return paper(
        place,
        id=record.get("id") or (number if number.startswith(CURATED) else ""),
        title=untagged(next((word(record[key]) for key in _TITLES if record.get(key)), "")),
        abstract=untagged(word(record.get("abstract")) or word(record.get("notes_abstract"))),
        names=dict.fromkeys(initials_first([turned(word(name)) for name in names])),
        issued=_date(record),
        venue=next((word(record[key]) for key in venues if record.get(key)), ""),
        doi=word(record.get("doi")),
        urls=_APART.split(";".join(word(url) for url in items(record.get("urls")))),
        subjects=_subjects(record),
        language=word(record.get("language")),
    )


def _subjects(record: Mapping[str, Any]) -> list[str]:
    """The keywords: IEEE Xplore has all of them in one line, Embase a star at those that matter most."""
    lines = [untagged(word(item)) for item in items(record.get("keywords"))]
    return [piece.strip(" *") for line in lines for piece in line.split(";")]


def _date(record: Mapping[str, Any]) -> str:
    """The most exact date that does not contradict the year; `DA` is often the day of the export."""
    dates = [word(record.get(key)).strip("/ ") for key in ("year", "publication_year", "date")]
    years = [found[1] for found in map(_YEAR.search, dates) if found]
    if not years:
        return ""
    exact = [date for date in dates if date.startswith(years[0])]
    return max(exact, key=len, default=years[0])
