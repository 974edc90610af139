"""Crossref's XML (unixref), as its OpenURL and query services answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.readers.fields import Place, paper, whole_title
from kg.readers.jats import blocks
from kg.readers.markup import content, local
from kg.records import Author, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "crossref_xml"
_WORKS: Final = frozenset(
    {"journal_article", "conference_paper", "posted_content", "content_item", "dissertation", "report-paper"}
)
_ABSTRACT_BESIDE: Final = frozenset({"executive-summary", "graphical", "plain-language-summary", "teaser"})


def paper_of(record: Element, place: Place) -> Paper:
    """The paper of a record."""
    work = next((item for item in record.iter() if local(item) in _WORKS), None)
    if work is None:
        return paper(place, title="")
    dates = [*_all(work, "publication_date"), *_all(record, "publication_date"), None]
    issued = dates[0]
    abstract = next(
        (item for item in _all(work, "abstract") if item.get("abstract-type") not in _ABSTRACT_BESIDE), None
    )
    return paper(
        place,
        title=whole_title(*(content(_first(_first(work, "titles"), name)) for name in ("title", "subtitle"))),
        abstract=" ".join(blocks(abstract)) if abstract is not None else "",
        names=[_author(item) for item in _all(work, "person_name") if item.get("contributor_role") == "author"],
        issued="-".join(filter(None, (content(_first(issued, part)) for part in ("year", "month", "day")))),
        venue=content(_first(record, "full_title")) or content(_first(record, "proceedings_title")),
        doi=content(_first(_first(work, "doi_data"), "doi")),
        urls=(content(_first(_first(work, "doi_data"), "resource")),),
        references=[_reference(item) for item in _all(work, "citation")],
    )


def _all(element: Element | None, name: str) -> Iterator[Element]:
    return (item for item in element.iter() if local(item) == name) if element is not None else iter(())


def _first(element: Element | None, name: str) -> Element | None:
    return next(_all(element, name), None)


def _author(item: Element) -> Author:
    name = " ".join(content(_first(item, part)) for part in ("given_name", "surname", "suffix")).split()
    return Author(name=" ".join(name), orcid=content(_first(item, "ORCID"))[-19:])


def _reference(item: Element) -> str:
    """The DOI of a reference, else its words as "Author, Title, (Year) Journal"."""
    found = content(_first(item, "doi"))
    if found:
        return f"doi:{found}"
    title = content(_first(item, "article_title")) or content(_first(item, "volume_title"))
    where = f"({content(_first(item, 'cYear'))}) {content(_first(item, 'journal_title'))}".strip()
    words = content(_first(item, "unstructured_citation"))
    return ", ".join(part for part in (content(_first(item, "author")), title, where) if part) if title else words
