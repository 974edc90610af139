"""Europe PMC's search API, its full records and its short ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.markup import without_tags
from kg.readers.people import names
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "europe_pmc"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has its authors in one text, and the database that it is from."""
    return "authorString" in record and "source" in record


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record; its id is PubMed's number, elsewhere the database and the number there."""
    people = [_author(item) for item in objects(mapping(record.get("authorList")).get("author"))]
    journal = mapping(mapping(record.get("journalInfo")).get("journal"))
    pmid, pmc, own = (word(record.get(name)) for name in ("pmid", "pmcid", "id"))
    return paper(
        place,
        id=f"pmid:{pmid}" if pmid else f"{word(record.get('source'))}:{own}" if own else "",
        title=without_tags(word(record.get("title"))),
        abstract=without_tags(word(record.get("abstractText"))),
        names=people or names(word(record.get("authorString"))),
        issued=record.get("firstPublicationDate") or record.get("pubYear"),
        venue=word(journal.get("title")) or word(record.get("journalTitle")),
        doi=word(record.get("doi")),
        ids=(f"pmid:{pmid}" if pmid else "", f"pmc:{pmc}" if pmc else ""),
        subjects=[word(item) for item in items(mapping(record.get("keywordList")).get("keyword"))],
        retracted="Retracted Publication" in items(mapping(record.get("pubTypeList")).get("pubType")),
        language=word(record.get("language")),
    )


def _author(item: Mapping[str, Any]) -> Author:
    """A person or a group; the full name, where there are no parts, has its initials last."""
    parts = " ".join(filter(None, (word(item.get("firstName")), word(item.get("lastName")))))
    known = mapping(item.get("authorId"))
    return Author(
        name=parts or " ".join(names(word(item.get("fullName")))) or word(item.get("collectiveName")),
        orcid=word(known.get("value")) if known.get("type") == "ORCID" else "",
    )
