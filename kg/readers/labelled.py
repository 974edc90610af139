"""Text that people write by hand: records of "Title: ...", "Authors: ...", "Abstract: ...", in Markdown too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, distinct, paper
from kg.readers.files import File, Found, Head
from kg.readers.people import listed, names
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

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
_YAML_BLOCK = re.compile(r"[>|][-+\d]{0,2}$")
_YAML_ITEM = re.compile(r"\s+- ")
_FEWEST: Final = 2  # of titles without any abstract
_LISTS: Final = ("author", "authors", "keywords")  # what else has lines with dashes may be text
_IN_BRACKETS = re.compile(r"^\[([^\[\]]*)\]$")
_AS_TYPED: Final = ("title", "abstract", "summary")  # brackets are part of these


def recognises(head: Head) -> bool:
    """Whether the first label is that of a title, and one of an abstract follows, or several titles with authors."""
    labels = [found[1].lower() for line in head.lines if (found := _LABEL.match(line))]
    told = not head.start.startswith(_NOT_OURS) and labels[:1] == ["title"]
    titles, people = (sum(label.startswith(name) for label in labels) for name in ("title", "author"))
    whole = not {"abstract", "summary"}.isdisjoint(labels) or (titles >= _FEWEST and people >= titles - 1)
    return told and whole and not _is_yaml(head.lines)


def _is_yaml(lines: list[str]) -> bool:
    """Whether a label's value is a block or a list of lines, as YAML has them: as plain text it would be garbled."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if found := _LABEL.match(line):
            value = line[found.end() :].strip()
            items = not value and _YAML_ITEM.match(following) and not _LABEL.match(following)
            if _YAML_BLOCK.match(value) or (items and found[1].lower() in _LISTS):
                return True
    return False


def read(file: File) -> Iterator[Found]:
    """One paper a title, at its line."""
    for number, lines in chunks(file, _START):
        kept = [line for line in lines if not _NEXT.match(line) or _LABEL.match(line)]
        found = fields((_lower(line) for line in kept), _LABEL)
        yield _paper(_bare(found), Place(line=number))


def _lower(line: str) -> str:
    found = _LABEL.match(line)
    return f"{found[1].lower()}: {line[found.end() :]}" if found else line


def _bare(found: Fields) -> Fields:
    """`found` without the brackets around whole values, as "Venue: [to appear]" and `Keywords: ["fog", "horns"]`."""
    for label in found.keys() - _AS_TYPED:
        found[label] = ["; ".join(listed(value)) or _IN_BRACKETS.sub(r"\1", value) for value in found[label]]
    return found


def _paper(found: Fields, place: Place) -> Paper:
    first = {label: values[0] for label, values in found.items() if values}
    people = _all(found, "authors", "author")
    return paper(
        place,
        title=first.get("title"),
        abstract=_abstract(found),
        names=distinct(name for value in people for name in names(value)),
        author_string="; ".join(people),
        issued=first.get("date") or first.get("year"),
        venue=first.get("venue") or first.get("journal") or first.get("conference"),
        doi=first.get("doi"),
        arxiv=first.get("arxiv"),
        urls=_all(found, "url", "link"),
        subjects=[word for value in _all(found, "keywords") for word in re.split(r"[;,]", value)],
    )


def _all(found: Fields, *labels: str) -> tuple[str, ...]:
    return distinct(value for label in labels for value in found[label])


def _abstract(found: Fields) -> str:
    """The abstract; a summary beside it may be a line of it that starts with this word."""
    whole, short = " ".join(_all(found, "abstract")), " ".join(_all(found, "summary"))
    return f"{whole} Summary: {short}" if whole and short else whole or short
