"""A list of references out of a paper or a word processor: numbered, with dashes, in paragraphs or one a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from kg.readers.encodings import NOTE, readable
from kg.readers.fields import Place, folded, paper
from kg.readers.files import File, Found, Head, Note
from kg.readers.identifiers import doi
from kg.readers.reference_people import people_of
from kg.readers.reference_styles import Reference, reference

NAME: Final = "reference_list"
Starts: TypeAlias = Callable[[str, str], bool]  # of a line and the one before it

_NUMBER = re.compile(r"^\s*(?:\[\d{1,6}\]|\(\d{1,6}\)|\d{1,6}[.)])\s+(?=\S)")
_DASH = re.compile(r"^\s*[-*•·–]\s+(?=\S)")
_MARK = re.compile(rf"{_NUMBER.pattern}|{_DASH.pattern}")
_LAYOUTS: Final[tuple[Starts, ...]] = (
    lambda line, _: bool(_NUMBER.match(line)),
    lambda line, _: bool(_DASH.match(line)),
    lambda _, before: not before.strip(),
    lambda _line, _before: True,
)
_HEADING = re.compile(
    r"^\W*(?:references|bibliography|works cited|literature(?: cited)?|publications|further reading)\W*$|^#", re.I
)
_ARXIV = re.compile(
    r"\b(?:arxiv(?:\.org/(?:abs|pdf)/|[: ]\s*)(?:preprint )?(?:arxiv:)?|abs/)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.I
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)\]]")
_FEWEST: Final = 2  # of references that make a list
_SHARE: Final = 0.8  # of a list's entries that are references
_LEAST: Final = 0.6  # of a text that is in references
_MOST_LINES: Final = 100  # of one entry
_SHOWN: Final = 60  # letters of an entry in a message


def recognises(head: Head) -> bool:
    """Whether nearly all of the entries on top are references, and these most of the text: no paper's last page."""
    return _layout(head) is not None


def read(file: File) -> Iterator[Found]:
    """One paper a reference, at its first line, without abstract."""
    starts = _layout(file.head)
    western = 0
    for number, written in _entries(file.lines(), starts) if starts else ():
        entry = readable(written)
        western += entry != written
        found = reference(entry)
        place = Place(line=number)
        if found:
            yield _paper(entry, found, place)
        elif not _HEADING.match(entry):
            yield place.skipped(f"no reference with people, year and title that can be told apart: {entry[:_SHOWN]!r}")
    if western:
        yield Note(f"{western} of the references {NOTE}")


def _paper(entry: str, found: Reference, place: Place) -> Found:
    preprint = _ARXIV.search(entry)
    return paper(
        place,
        title=found.title,
        names=people_of(found.people),
        issued=found.year,
        venue=found.venue,
        doi=doi(entry),
        arxiv=preprint[1] if preprint else "",
        urls=_ADDRESS.findall(entry),
    )


def _layout(head: Head) -> Starts | None:
    """Where entries start, by what makes references of nearly all of them and of most of the text."""
    lines = list(enumerate(head.lines if head.whole else head.lines[:-1], start=1))
    text = sum(len(line.strip()) for _, line in lines)
    for starts in _LAYOUTS:
        entries = [entry for _, entry in _entries(lines, starts) if not _HEADING.match(entry)]
        entries = entries if head.whole else entries[:-1]
        good = [entry for entry in entries if reference(readable(entry))]
        whole = sum(map(len, good)) >= _LEAST * text
        if whole and len(good) >= max(_FEWEST, _SHARE * len(entries)):
            return starts
    return None


def _entries(lines: Iterable[tuple[int, str]], starts: Starts) -> Iterator[tuple[int, str]]:
    """The entries in one line each, without number or dash; an empty line ends one."""
    begun, parts, before = 0, [""], ""
    for number, line in lines:
        new = bool(line.strip()) and starts(line, before)
        if begun and (new or not line.strip()):
            yield begun, folded(" ".join(parts))
            begun = 0
        if new:
            begun, parts = number, [_MARK.sub("", line)]
        elif begun and len(parts) < _MOST_LINES:
            parts.append(line)
        before = line
    if begun:
        yield begun, folded(" ".join(parts))
