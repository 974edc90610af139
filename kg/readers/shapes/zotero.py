"""Zotero's own JSON: items of its API, which hold what is known as `data`, and of Better BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.markup import untagged
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Paper

NAME: Final = "zotero"
_VENUES: Final = ("publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "repository", "university")
_NO_PAPERS: Final = frozenset({"note", "attachment", "annotation"})


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is an item that has a type of Zotero's."""
    return "itemType" in _about(record)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of an item; notes and attached files are none."""
    about = _about(record)
    if word(about.get("itemType")) in _NO_PAPERS:
        return paper(place, title="")
    people = [item for item in objects(about.get("creators")) if item.get("creatorType", "author") == "author"]
    said = (*word(about.get("extra")).splitlines(), word(about.get("archiveID")), word(about.get("url")))
    exact = word(mapping(record.get("meta")).get("parsedDate"))
    date = word(about.get("date"))
    return paper(
        place,
        id=word(about.get("citationKey")) or word(record.get("key")) or word(about.get("key")),
        title=untagged(word(about.get("title"))),
        abstract=untagged(word(about.get("abstractNote"))),
        names=people,
        issued=exact or date,
        venue=next((text for name in _VENUES if (text := word(about.get(name)))), ""),
        doi=word(about.get("DOI")),
        arxiv=next((text for text in said if "arxiv" in text[:24].lower()), ""),
        urls=(word(about.get("url")),),
        subjects=[word(tag) or word(mapping(tag).get("tag")) for tag in items(about.get("tags"))],
        language=word(about.get("language")),
    )


def _about(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return record if "itemType" in record else mapping(record.get("data"))
