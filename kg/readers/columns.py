"""Rows of tables as papers: which column holds what, in the exports of the field and by a map of the user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.readers.fields import Place, date, folded, paper, text
from kg.readers.identifiers import doi, normal_id
from kg.readers.markup import without_tags
from kg.readers.people import listed, names
from kg.readers.web_of_science import cited
from kg.records import Paper

# field -> names of its column in lower case, with spaces for underscores, the best first
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("eid", "ut (unique wos id)", "ut", "id", "publication id", "key"),
    "title": ("title", "document title", "paper title", "item title", "article title", "ti"),
    "abstract": ("abstract", "abstract note", "abstract text", "ab", "summary"),
    "authors": (
        *("author full names", "authors", "author", "author names", "author(s)", "author/s", "af", "au"),
        "authorships.author.display name",
    ),
    "date": ("date", "publication date", "date published", "published"),
    "year": ("year", "publication year", "pubyear", "pub year", "py"),
    "venue": (
        *("venue", "source title", "journal", "publication title", "journal/book", "journal name", "so"),
        *("primary location.source.display name", "publication", "publish or perish source"),
    ),
    "doi": ("doi", "item doi", "di"),
    "arxiv": ("arxiv", "arxiv id"),
    "pmid": ("pmid", "pubmed id", "pm"),
    "url": ("url", "link", "pdf link", "articleurl", "primary location.landing page url"),
    "subjects": (
        *("subjects", "author keywords", "keywords", "manual tags", "de"),
        *("topics.display name", "keywords.display name"),
    ),
    "references": ("references", "cited references", "cr", "referenced works"),
    "language": ("language", "language of original document", "la"),
}
_NEXT_REFERENCE = re.compile(r";(?=\[)")
_WANTED: Final = (("abstract",), ("authors",), ("date", "year"))
_MOST_NAMES: Final = 20
_NO_NAMES: Final = ("[no author name available]", "[no author name found]")
_NO_ABSTRACT: Final = ("[no abstract available]", "no abstract available")


def positions(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands: in the user's column, else in one of a known name. Empty without a title."""
    lower = [_name(name) for name in header]
    if "gsrank" in lower:  # elsewhere a source is a database
        lower = ["publish or perish source" if name == "source" else name for name in lower]
    found = {}
    for field, known in NAMES.items():
        wanted = (_name(columns[field]),) if field in columns else known
        at = next((lower.index(name) for name in wanted if name in lower), None)
        if at is not None:
            found[field] = at
    return found if "title" in found else {}


def unread(header: Sequence[str], where: Mapping[str, int], columns: Mapping[str, str]) -> str:
    """What a user should know of columns: those named that are not there, and others where something is missing."""
    absent = [f"no column {name} for {field}" for field, name in columns.items() if field not in where]
    missing = [" or ".join(fields) for fields in _WANTED if not any(field in where for field in fields)]
    others = [name for at, name in enumerate(header) if name.strip() and at not in where.values()]
    if missing and others:
        names_of = folded(", ".join(others[:_MOST_NAMES])) + ", ..." * (len(others) > _MOST_NAMES)
        absent.append(
            f"no column is known for {', '.join(missing)}: --column FIELD=NAME says which; not read: {names_of}"
        )
    return "; ".join(absent)


def _name(column: str) -> str:
    return folded(column.replace("_", " ")).lower()


def row_paper(row: Mapping[str, Any], place: Place, glued: bool) -> Paper:
    """The paper of one row.

    Args:
        row: field to value, text or list.
        place: where the row starts.
        glued: whether authors stand without anything between them, as SpringerLink writes them.
    """
    abstract = without_tags(text(row.get("abstract")))
    if abstract.lower() in _NO_ABSTRACT:
        abstract = ""
    people = row.get("authors")
    if isinstance(people, str) and people.strip().lower() in _NO_NAMES:
        people = ""
    pmid, own = text(row.get("pmid")), normal_id(text(row.get("id")))
    return paper(
        place,
        id=row.get("id"),
        title=without_tags(text(row.get("title"))),
        abstract=abstract,
        names=people if isinstance(people, list) else names(text(people), glued=glued),
        author_string="" if isinstance(people, list) or glued or listed(text(people)) else text(people),
        issued=_issued(row),
        venue=row.get("venue"),
        doi=row.get("doi"),
        arxiv=row.get("arxiv"),
        ids=(f"pmid:{pmid}" if pmid else "", own if own.startswith("openalex:") else ""),
        urls=_list(row.get("url"), r";|\|(?=http)"),
        subjects=_list(row.get("subjects"), r"[;|]"),
        references=_references(row.get("references")),
        language=text(row.get("language")),
    )


def _issued(row: Mapping[str, Any]) -> str:
    """The date, where it is one and of the year; else the year."""
    exact, year = date(row.get("date")), date(row.get("year"))
    return exact if exact and exact.startswith(year[:4]) else year


def _list(value: object, between: str) -> list[str]:
    if isinstance(value, list):
        return [text(item) for item in value]
    return listed(text(value)) or [item.strip() for item in re.split(between, text(value))]


def _references(value: object) -> list[str]:
    if isinstance(value, str) and value.startswith("[") and not listed(value):
        return [_of_dimensions(item) for item in _NEXT_REFERENCE.split(value)]
    return [_reference(item) for item in _list(value, r";|\|(?=https://openalex\.org/)")]


def _of_dimensions(item: str) -> str:
    """The DOI of "[authors]|[title]|[source]|[year]|...|[DOI]|[id]|...", else its id there, else title and year."""
    parts = [part.strip("[] ") for part in item.split("|")]
    for part in parts:
        if part.startswith("10.") and (found := doi(part)):
            return f"doi:{found}"
    own = next((part for part in parts if part.startswith("pub.")), "")
    return own or (f"{parts[1]}, ({parts[3]})" if len(parts) > 3 and parts[3] else item)


def _reference(item: str) -> str:
    """The DOI of a reference, or its words; a bare identifier unchanged."""
    if not item or " " not in item:
        return item
    found = doi(item)
    if found:
        return f"doi:{found}"
    known = cited(item)
    return known if re.match(r"wos:[^,]+, \d{4}, [^,]+, v\S+, p\S+$", known) else item
