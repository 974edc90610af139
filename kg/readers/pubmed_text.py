"""PubMed's "Abstract (text)": numbered records of paragraphs, as its pages save them and as they are copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.readers.fields import Place, folded, paper
from kg.readers.files import File, Found, Head
from kg.readers.medline import spelt_date
from kg.readers.people import names
from kg.records import Paper, Skipped

NAME: Final = "pubmed_text"
_START = re.compile(r"^(\d{1,6})\. \S")
_CITATION = re.compile(r"^\d{1,6}\. (?P<venue>.+?)\. (?P<date>(?:1[89]|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)\b")
_PMID = re.compile(r"^PMID: (\d{1,9})\b", re.M)
_PMC = re.compile(r"^PMCID: (PMC\d{1,9})\b", re.M)
_DOI = re.compile(r"^DOI: (10\.\S+)|\bdoi: (10\.\S+?)\.?(?:\s|$)", re.M)
_PERSON = re.compile(r"[^\W\d_][^\d.:;()]* [^\W\d_a-z]{1,3}(?: (?:Jr|Sr|\dnd|\drd|\dth))?")
_MARKS = re.compile(r"\((?:\d+|[a-z#*])\)|[*#]")  # of affiliations
# paragraphs about a paper that are none of its abstract
_ABOUT = re.compile(
    r"^(?:Author information:|Collaborators?(?: \(\d+\))?:|Contributors?:|\[Article in |Comment (?:in|on)\b"
    r"|(?:Erratum|Update|Retraction) (?:in|of|for)\b|Republished |Conflict of interest statement|Competing interest"
    r"|©|\(c\) \d{4}|Copyright |Published by |Trial registration: |DOI: |PMCID: |PMID: )"
)
_MOST_LINES: Final = 20_000  # of one record


def recognises(head: Head) -> bool:
    """Whether a numbered citation stands on top, and a line has the number that PubMed gives."""
    first = next((line for line in head.lines if line.strip()), "")
    return bool(_CITATION.match(first)) and bool(_PMID.search(head.text))


def read(file: File) -> Iterator[Found]:
    """One paper a citation, at its line."""
    for number, lines in _records(file):
        yield _paper(lines, Place(line=number))


def _records(file: File) -> Iterator[tuple[int, list[str]]]:
    """The lines of each record: it begins with the next number, behind the one before and its PubMed id.

    Raises:
        ValueError: a record has no end.
    """
    begun, lines, count, ended = 0, [""], 0, True
    for number, line in file.lines():
        start = _START.match(line) if ended and not lines[-1].strip() else None
        if start and (not begun or int(start[1]) == count + 1):
            if begun:
                yield begun, lines
            begun, lines, count, ended = number, [], int(start[1]), False
        lines.append(line)
        ended = ended or bool(_PMID.match(line))
        if len(lines) > _MOST_LINES:
            raise ValueError(f"the record of line {begun} has no end")
    if begun:
        yield begun, lines


def _paper(lines: Sequence[str], place: Place) -> Paper | Skipped:
    text = "\n".join(lines)
    citation, title, *rest = [*map(folded, re.split(r"\n[ \t]*\n", text)), "", ""]
    if title.startswith("PMID: ") or not title:
        return place.skipped("neither title nor abstract")
    people = _people(rest[0])
    abstract = [part for part in rest[bool(people) :] if not _ABOUT.match(part)]
    where, found = _CITATION.match(citation), _DOI.search(text)
    pmid, pmc = _PMID.search(text), _PMC.search(text)
    return paper(
        place,
        id=f"pmid:{pmid[1]}" if pmid else "",
        title=title,
        abstract=" ".join(filter(None, abstract)),
        names=people,
        issued=spelt_date(where["date"]) if where else "",
        venue=where["venue"] if where else "",
        doi=(found[1] or found[2]) if found else "",
        ids=(f"pmid:{pmid[1]}" if pmid else "", f"pmc:{pmc[1]}" if pmc else ""),
    )


def _people(paragraph: str) -> list[str]:
    """The names of "Moss E(1), Fern DA(1)(2); Harbour Team."; none where the paragraph is something else."""
    persons, _, group = _MARKS.sub("", paragraph).rstrip(".").partition(";")
    pieces = [piece.strip() for piece in persons.split(",") if piece.strip()]
    if not pieces or not paragraph.endswith(".") or not all(map(_PERSON.fullmatch, pieces)):
        return []
    return [*names(", ".join(pieces)), *[group.strip()] * bool(group.strip())]
