"""Scopus' search API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.people import names
from kg.readers.shapes.look import objects, word
from kg.records import Paper

NAME: Final = "scopus"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has Dublin Core fields and Scopus' id."""
    return "dc:title" in record and ("eid" in record or "dc:identifier" in record)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of an entry."""
    people = objects(record.get("author"))
    cells = [word(item.get("authname")) for item in people] or [word(record.get("dc:creator"))]
    return paper(
        place,
        id=word(record.get("eid")) or word(record.get("dc:identifier")),
        title=record.get("dc:title"),
        abstract=record.get("dc:description"),
        names=[name for cell in cells for name in names(cell)],
        issued=record.get("prism:coverDate"),
        venue=word(record.get("prism:publicationName")),
        doi=word(record.get("prism:doi")),
        ids=(f"pmid:{word(record['pubmed-id'])}" if record.get("pubmed-id") else "",),
        subjects=word(record.get("authkeywords")).split(" | "),
    )
