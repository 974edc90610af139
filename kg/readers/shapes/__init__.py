"""The shapes that a JSON object of a known source has, and the paper that each states.

A shape is a module with a `NAME`, `recognises(record)` and `paper_of(record, place)`. The first that knows a record
takes it; the project's own record comes last, since it asks for a title only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from kg.readers import generic
from kg.readers.fields import Place
from kg.readers.shapes import (
    arxiv_lines,
    crossref,
    csl,
    datacite,
    dblp_search,
    europe_pmc,
    ieee,
    inspire,
    invenio,
    look,
    openalex,
    openreview,
    orcid,
    papers_with_code,
    pubmed_summary,
    scopus,
    semantic_scholar,
    solr,
    zotero,
)
from kg.records import Paper, Skipped


class Shape(Protocol):
    """What one source's records look like."""

    @property
    def NAME(self) -> str:  # noqa: N802  # a constant, as a module has it
        """What `Source.reader` says."""

    def recognises(self, record: Mapping[str, Any], /) -> bool:
        """Whether the record is of this shape."""

    def paper_of(self, record: Mapping[str, Any], place: Place, /) -> Paper:
        """The paper that the record states."""


SHAPES: Final[tuple[Shape, ...]] = (
    openalex,
    semantic_scholar,
    crossref,
    arxiv_lines,
    ieee,
    scopus,
    datacite,
    dblp_search,
    europe_pmc,
    inspire,
    invenio,
    orcid,
    openreview,
    papers_with_code,
    pubmed_summary,
    zotero,
    csl,
    solr,
    generic,
)

_SHOWN: Final = 80  # letters of an error in a message
# Where the pages of an API keep their records
_LISTS: Final = (
    ("results",),
    ("message", "items"),
    ("items",),
    ("data",),
    ("articles",),
    ("papers",),
    ("publications",),
    ("records",),
    ("entries",),
    ("documents",),
    ("works",),
    ("search-results", "entry"),
    ("result", "hits", "hit"),
    ("resultList", "result"),
    ("hits", "hits"),
    ("response", "docs"),
    ("collection",),
    ("activities-summary", "works", "group"),
    ("group",),
    ("bulk",),
    ("notes",),
)


def papers(value: object, place: Place) -> Iterator[Paper | Skipped]:
    """The papers of one JSON value: of a record, of an API's page of records, of a list."""
    if isinstance(value, list):
        line = place.line if place.line != 1 else None  # an answer in one line is told by the numbers of its records
        for number, item in enumerate(value, start=1):
            yield from papers(item, Place(line=line, record=number))
        return
    if not isinstance(value, Mapping):
        yield place.skipped("not a JSON object")
        return
    page = _page(value)
    if page is not None:
        yield from papers(page, place)
    elif isinstance(value.get("message"), Mapping):
        yield _paper(value["message"], place)
    elif _is_index(value):
        yield from papers([{"id": key, **item} if len(value) > 1 else item for key, item in value.items()], place)
    else:
        yield _paper(value, place)
        yield from semantic_scholar.neighbours(value, place)


def _page(value: Mapping[str, Any]) -> list[Any] | None:
    """The records of an API's page; None where the value is a record itself."""
    if (summaries := pubmed_summary.listed(value)) is not None:
        return summaries
    for path in _LISTS:
        inner: object = value
        for key in path:
            inner = inner.get(key) if isinstance(inner, Mapping) else None
        if isinstance(inner, list) and (len(path) > 1 or _is_list_of(value, inner)):
            return inner
    return None


def _is_list_of(value: Mapping[str, Any], inner: list[Any]) -> bool:
    """Whether `inner` holds the records of `value`, and is no list of notes, items or data that a record brings."""
    if not inner:
        return not _is_record(value)
    if not value.get("title") and not generic.recognises(value):
        return any(isinstance(item, Mapping) for item in inner)
    records = [item for item in inner if isinstance(item, Mapping) and _is_record(item)]
    whole = any(_shape(item) is not generic or generic.is_whole(item) for item in records)
    if generic.is_whole(value, beside_papers=whole) or _shape(value) is not generic:  # as Zotero's with its notes
        return False
    return bool(records)


def _is_record(value: Mapping[str, Any]) -> bool:
    return _shape(value) is not None


def _shape(value: Mapping[str, Any]) -> Shape | None:
    return next((shape for shape in SHAPES if shape.recognises(value)), None)


def _is_index(value: Mapping[str, Any]) -> bool:
    """Whether the value holds records by their ids, as {"p1": {"title": ...}, "p2": {"title": ...}}, or just one."""
    if not value or semantic_scholar.unwrapped(value) is not value:
        return False
    return all(isinstance(item, Mapping) and _is_record(item) for item in value.values())


def _paper(record: Mapping[str, Any], place: Place) -> Paper | Skipped:
    record = semantic_scholar.unwrapped(record)
    shape = _shape(record)
    if other := semantic_scholar.no_paper(record):
        return place.skipped(other)
    if shape is None:
        told = look.word(record.get("error"))[:_SHOWN]  # what an answer has in a record's place
        return place.skipped(f"neither title nor abstract, but: {told}" if told else "neither title nor abstract")
    return shape.paper_of(record, replace(place, reader=shape.NAME))
