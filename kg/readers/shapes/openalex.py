"""OpenAlex works, of the schema with `host_venue` and `concepts` (until 2023) and of the one with `topics`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.columns import NAMES
from kg.readers.fields import Place, paper
from kg.readers.identifiers import arxiv, normal_id
from kg.readers.markup import without_tags
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "openalex"
_SITE: Final = "https://openalex.org/"
_OURS: Final = frozenset(NAMES) - {"id", "title", "doi", "language"} | {"entities"}  # what OpenAlex calls otherwise


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is a work of OpenAlex, perhaps with a few of its fields (`select`) and none of our own."""
    own = word(record.get("id"))
    return normal_id(own).startswith("openalex:") and (
        "authorships" in record
        or "display_name" in record
        or "abstract_inverted_index" in record
        or (own.startswith(_SITE) and "title" in record and _OURS.isdisjoint(record))
    )


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a work, its abstract put back in order."""
    ids = mapping(record.get("ids"))
    where = mapping(record.get("primary_location"))
    journal = mapping(where.get("source")) or mapping(record.get("host_venue"))
    pages = [where, *objects(record.get("locations"))]
    landing = [word(page.get("landing_page_url")) for page in pages]
    pmid = normal_id(word(ids.get("pmid")))
    return paper(
        place,
        id=record.get("id"),
        title=without_tags(word(record.get("title")) or word(record.get("display_name"))),
        abstract=without_tags(put_back(record.get("abstract_inverted_index"))),
        names=[_author(item) for item in objects(record.get("authorships"))],
        issued=record.get("publication_date") or record.get("publication_year"),
        venue=word(journal.get("display_name")),
        doi=word(record.get("doi")) or word(ids.get("doi")),
        arxiv=next((address for address in landing if "arxiv.org/" in address and arxiv(address)), ""),
        ids=(normal_id(word(record.get("id"))), pmid),
        urls=landing[:1],
        subjects=_subjects(record),
        references=[word(reference) for reference in items(record.get("referenced_works"))],
        retracted=record.get("is_retracted") is True,
        language=word(record.get("language")),
    )


def put_back(index: object) -> str:
    """The abstract of an inverted index, {word: [positions]}."""
    placed = [
        (position, text)
        for text, positions in mapping(index).items()
        for position in items(positions)
        if isinstance(position, int)
    ]
    return " ".join(text for _, text in sorted(placed, key=lambda pair: pair[0]))


def _author(item: Mapping[str, Any]) -> Author:
    author = mapping(item.get("author"))
    orcid = word(author.get("orcid")) or word(item.get("raw_orcid"))
    return Author(name=word(author.get("display_name")) or word(item.get("raw_author_name")), orcid=orcid[-19:])


def _subjects(record: Mapping[str, Any]) -> list[str]:
    """Topics, or in the older schema the two widest levels of concepts."""
    topics = [word(topic.get("display_name")) for topic in objects(record.get("topics"))]
    concepts = [item for item in objects(record.get("concepts")) if item.get("level") in (0, 1)]
    return topics or [word(concept.get("display_name")) for concept in concepts]
