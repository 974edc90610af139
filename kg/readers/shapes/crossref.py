"""Crossref works: the API's `message`, lists of them, and lines of its yearly dump."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper, whole_title
from kg.readers.markup import without_tags
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "crossref"
_DATES: Final = ("issued", "published", "published-online", "published-print", "posted", "created")


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has a DOI, and its title in a list as only Crossref writes it."""
    return "DOI" in record and (isinstance(record.get("title"), list) or "reference-count" in record)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a work, tags in title and abstract removed."""
    updates = objects(record.get("updated-by"))
    return paper(
        place,
        title=whole_title(*(without_tags(word(record.get(name))) for name in ("title", "subtitle"))),
        abstract=without_tags(word(record.get("abstract"))),
        names=[author(item) for item in objects(record.get("author"))],
        issued=next((day for name in _DATES if (day := date_parts(record.get(name)))), ""),
        venue=without_tags(word(record.get("container-title"))) or _institution(record.get("institution")),
        doi=word(record.get("DOI")),
        urls=(word(record.get("URL")),),
        subjects=(word(subject) for subject in items(record.get("subject"))),
        references=[_reference(item) for item in objects(record.get("reference"))],
        retracted=any(word(update.get("type")) == "retraction" for update in updates),
        language=word(record.get("language")),
    )


def _institution(value: object) -> str:
    """The first institution, as a preprint server's; older records have one that is no list."""
    return word(mapping(next(iter(objects(value)), value)).get("name"))


def author(item: Mapping[str, Any]) -> Author:
    """A person or an organisation as Crossref and CSL write it."""
    parts = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
    name = " ".join(word(item.get(part)) for part in parts if item.get(part))
    return Author(
        name=" ".join((name or word(item.get("literal")) or word(item.get("name"))).split()),
        orcid=word(item.get("ORCID"))[-19:],
    )


def date_parts(value: object) -> str:
    """The date of {"date-parts": [[2023, 8, 1]]}, with dashes; parts may be text or missing."""
    parts = items(mapping(value).get("date-parts"))
    first = [word(part) for part in items(parts[0] if parts else None)][:3]
    return "-".join(part for part in first if part)


def _reference(item: Mapping[str, Any]) -> str:
    """The DOI of a reference, else its words as "Author, Title, (Year) Journal"."""
    doi = word(item.get("DOI"))
    if doi:
        return f"doi:{doi}"
    title = word(item.get("article-title")) or word(item.get("volume-title")) or word(item.get("series-title"))
    if title:
        where = f"({word(item.get('year'))}) {word(item.get('journal-title'))}".strip()
        return ", ".join(part for part in (word(item.get("author")), without_tags(title), where) if part)
    return without_tags(word(item.get("unstructured")))
