"""CSL-JSON, as Zotero, Mendeley and citation processors write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.markup import without_tags
from kg.readers.shapes.crossref import author, date_parts
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Paper

NAME: Final = "csl_json"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has a type and one of the fields that only CSL writes so."""
    own = ("container-title", "issued", "DOI", "URL", "citation-key", "container-title-short")
    people = objects(record.get("author"))
    return "type" in record and (any(key in record for key in own) or any("family" in item for item in people))


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of an item."""
    issued = mapping(record.get("issued"))
    words = record.get("categories") or record.get("keyword")
    return paper(
        place,
        id=record.get("id") or record.get("citation-key"),
        title=without_tags(word(record.get("title"))),
        abstract=without_tags(word(record.get("abstract"))),
        names=[author(item) for item in objects(record.get("author"))],
        issued=date_parts(issued) or word(issued.get("raw")) or word(issued.get("literal")),
        venue=word(record.get("container-title")) or word(record.get("event-title")),
        doi=word(record.get("DOI")),
        arxiv=_arxiv(record),
        ids=(f"pmid:{word(record['PMID'])}" if record.get("PMID") else "",),
        urls=(word(record.get("URL")),),
        subjects=[word(subject) for subject in items(words)] or word(words).split(","),
        language=word(record.get("language")),
    )


def _arxiv(record: Mapping[str, Any]) -> str:
    """The arXiv id that stands in the number, the note or the address."""
    places = (word(record.get(key)) for key in ("number", "note", "URL"))
    return next((text for text in places if "arxiv" in text[:24].lower()), "")
