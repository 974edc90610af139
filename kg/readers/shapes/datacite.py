"""DataCite's records, alone or as the API's `attributes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper, turned, whole_title
from kg.readers.markup import untagged
from kg.readers.shapes.look import mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "datacite"
_OTHER_TITLES: Final = frozenset({"Subtitle", "AlternativeTitle", "TranslatedTitle"})
_CITES: Final = frozenset({"Cites", "References"})


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record or its attributes have titles and creators."""
    about = mapping(record.get("attributes")) or record
    return isinstance(about.get("titles"), list) and isinstance(about.get("creators"), list)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record."""
    about = mapping(record.get("attributes")) or record
    titles = [(word(item.get("titleType")), untagged(word(item.get("title")))) for item in objects(about.get("titles"))]
    texts = objects(about.get("descriptions"))
    dates = {word(item.get("dateType")): word(item.get("date")) for item in objects(about.get("dates"))}
    return paper(
        place,
        title=whole_title(
            next((title for kind, title in titles if kind not in _OTHER_TITLES), ""),
            next((title for kind, title in titles if kind == "Subtitle"), ""),
        ),
        abstract=untagged(
            next((word(item.get("description")) for item in texts if item.get("descriptionType") == "Abstract"), "")
        ),
        names=[_author(item) for item in objects(about.get("creators"))],
        issued=dates.get("Issued") or about.get("publicationYear"),
        venue=word(mapping(about.get("container")).get("title")),
        doi=word(about.get("doi")) or word(about.get("id")),
        urls=(word(about.get("url")),),
        subjects=(word(item.get("subject")) for item in objects(about.get("subjects"))),
        references=[
            word(item.get("relatedIdentifier"))
            for item in objects(about.get("relatedIdentifiers"))
            if item.get("relationType") in _CITES
        ],
        language=word(about.get("language")),
    )


def _author(item: Mapping[str, Any]) -> Author:
    given, family = word(item.get("givenName")), word(item.get("familyName"))
    known = [word(item.get("id")), *(word(name.get("nameIdentifier")) for name in objects(item.get("nameIdentifiers")))]
    orcid = next((text[-19:] for text in known if "orcid.org/" in text), "")
    return Author(name=f"{given} {family}".strip() or turned(word(item.get("name"))), orcid=orcid)
