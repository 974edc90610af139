"""Text that people write by hand: records of "Title: ...", "Authors: ...", "Abstract: ...", in Markdown too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, paper
from kg.readers.files import File, Found, Head
from kg.readers.people import names
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper, Skipped

NAME: Final = "labelled"
_BEFORE: Final = r"^\s{0,8}(?:[-*+#]{1,6} |\d{1,4}[.)] )?[*_]{0,2}"
_AFTER: Final = r"[*_]{0,2}\s?:[*_]{0,2}(?:\s|$)"
_START = re.compile(rf"{_BEFORE}title{_AFTER}", re.I)
_LABEL = re.compile(
    rf"{_BEFORE}(title|authors?|year|date|venue|journal|conference|doi|url|link|arxiv|keywords|abstract|summary){_AFTER}",
    re.I,
)
# a rule, a number or a heading between two records
_NEXT = re.compile(r"^(?:\s*[-=*_]{3,}\s*|\s*\d{1,4}[.)]?\s*|#{1,6} .*)$")
_NOT_OURS: Final = ("{", "[", "<", "@")


def recognises(head: Head) -> bool:
    """Whether the first label is that of a title, and one of an abstract follows."""
    labels = [found[1].lower() for line in head.lines if (found := _LABEL.match(line))]
    told = not head.start.startswith(_NOT_OURS) and labels[:1] == ["title"]
    return told and not {"abstract", "summary"}.isdisjoint(labels)


def read(file: File) -> Iterator[Found]:
    """One paper a title, at its line."""
    for number, lines in chunks(file, _START):
        kept = [line for line in lines if not _NEXT.match(line) or _LABEL.match(line)]
        found = fields((_lower(line) for line in kept), _LABEL)
        yield _paper(found, Place(line=number))


def _lower(line: str) -> str:
    found = _LABEL.match(line)
    return f"{found[1].lower()}: {line[found.end() :]}" if found else line


def _paper(found: Fields, place: Place) -> Paper | Skipped:
    first = {label: values[0] for label, values in found.items() if values}
    title, abstract = first.get("title", ""), first.get("abstract") or first.get("summary", "")
    if not title and not abstract:
        return Skipped(file="", line=place.line, reason="neither title nor abstract")
    people = first.get("authors") or first.get("author", "")
    return paper(
        place,
        title=title,
        abstract=abstract,
        names=names(people),
        author_string=people,
        issued=first.get("date") or first.get("year"),
        venue=first.get("venue") or first.get("journal") or first.get("conference"),
        doi=first.get("doi"),
        arxiv=first.get("arxiv"),
        urls=[first.get("url", ""), first.get("link", "")],
        subjects=re.split(r"[;,]", first.get("keywords", "")),
    )
