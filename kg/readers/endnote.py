"""EndNote's XML export, which Zotero and others write too: every text stands in elements of its style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.readers.fields import CURATED, Place, month, paper, turned
from kg.readers.markup import content
from kg.records import Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "endnote_xml"
_VENUES: Final = ("periodical/full-title", "titles/secondary-title", "titles/alt-title", "publisher")
_FACES: Final = {"superscript": "sup", "subscript": "sub"}
_MEDLINE = re.compile(r"pubmed|medline|^nlm$", re.I)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY = re.compile(r"(?:(\d{1,2}) )?([A-Za-z]{3,9})\.?(?: (\d{1,2}))?\b")
_BETWEEN = re.compile(r"[;\r\n]|, ")  # keywords that stand in one element


def paper_of(record: Element, place: Place) -> Paper:
    """The paper of a record; its number in the user's library is no id, since every library has a first record."""
    for style in record.iter("style"):
        style.tag = next((tag for face, tag in _FACES.items() if face in style.get("face", "")), "style")
    number, source = _text(record, "accession-num"), _text(record, "remote-database-name")
    known = number if _MEDLINE.search(source) and number.isdigit() else ""
    return paper(
        place,
        id=number if number.startswith(CURATED) else "",
        title=_text(record, "titles/title") or _text(record, "titles/short-title"),
        abstract=_text(record, "abstract"),
        names=[turned(content(item).rstrip(",")) for item in record.iterfind("contributors/authors/author")],
        issued=_date(record),
        venue=next((text for path in _VENUES if (text := _text(record, path))), ""),
        doi=_text(record, "electronic-resource-num"),
        ids=(f"pmid:{known}" if known else "",),
        urls=[
            address
            for item in record.iterfind("urls//url")
            for address in content(item).split()
            if not address.startswith("internal-pdf:")  # a file of the user's own
        ],
        subjects=[word.strip() for item in record.iterfind("keywords/keyword") for word in _BETWEEN.split(_raw(item))],
        language=_text(record, "language"),
    )


def _text(record: Element, path: str) -> str:
    return content(record.find(path))


def _raw(item: Element) -> str:
    return "".join(item.itertext())


def _date(record: Element) -> str:
    """The year, with month and day where they stand with it as "2021-03-04", "Mar 4" or "4 March"."""
    year = next(iter(_YEAR.findall(_text(record, "dates/year"))), "")
    for item in record.iterfind("dates/pub-dates/date"):
        day = content(item)
        if _YEAR.match(day) and day.startswith(year):
            return day
        if year and (found := _DAY.match(day)) and month(found[2]):
            exact = found[1] or found[3]
            return f"{year}-{month(found[2])}" + (f"-{exact}" if exact else "")
    return year
