"""IEEE Xplore's API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "ieee"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has IEEE's article number."""
    return "article_number" in record


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of an article."""
    number = word(record.get("article_number"))
    people = objects(mapping(record.get("authors")).get("authors"))
    terms = mapping(record.get("index_terms"))
    words = [
        word(term) for kind in ("author_terms", "ieee_terms") for term in items(mapping(terms.get(kind)).get("terms"))
    ]
    return paper(
        place,
        id=f"ieee:{number}" if number else "",
        title=record.get("title"),
        abstract=record.get("abstract"),
        names=[Author(name=word(item.get("full_name"))) for item in people if item.get("full_name")],
        issued=record.get("publication_year"),
        venue=word(record.get("publication_title")),
        doi=word(record.get("doi")),
        urls=(word(record.get("html_url")),),
        subjects=words,
    )
