"""A person's page of DBLP, copied and pasted: a mark such as [j2], people and a colon, then title, venue and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.readers.dblp import COMPUTING_REPOSITORY, author
from kg.readers.fields import Place, folded, paper
from kg.readers.files import File, Found, Head, Note
from kg.readers.reference_people import are_people
from kg.records import Paper, Skipped

NAME: Final = "dblp_page"
_START = re.compile(r"^\s*(?:[-*•]\s+)?\[([a-z])\d{1,4}\]\s*")
_EDITED: Final = "e"  # the mark of volumes that the person edited
_YEAR: Final = r"(?:19|20)\d\d"
# what ends an entry: a heading of years, and what stands below the last one
_END = re.compile(
    rf"^\W*(?:{_YEAR}(?: ?[–-] ?(?:{_YEAR}|today))?|Coauthor Index|see FAQ|manage site settings|last updated on .*"
    r"|(?:Journal Articles|Conference and Workshop Papers|Informal (?:and Other )?Publications|Books and Theses"
    r"|Parts in Books or Collections|Editorship|Reference Works|Data and Artifacts))\W*$"
)
# as in “J. Harb. Res. 7(2): 1-12 (2021)”, and as in “HARB (1) 2020: 17-25” and “Harbour University, 2010”
_JOURNAL = re.compile(rf"(?P<venue>[^\d:].*?) (?P<volume>\S*\d\S*)(?:: ?[^:()]*)? \((?P<year>{_YEAR})\)")
_MEETING = re.compile(rf"(?P<venue>\D[^:]*?)(?: \([^()]*\))?,? (?P<year>{_YEAR})(?:(?::|, (?:ISBN|pp)).*)?")
_STOP = re.compile(r"(?<=[.?!])(?<! pp\.) ")
# what may stand before a full stop within the short name of a journal: "IEEE Trans.", "Softw.", "J."
_SHORT = re.compile(r"(?:[A-Z][\w&-]*,? ){0,4}[A-Z][\w&-]{0,8}\.")
# what of it may be a sentence of the title as well, and a first sentence that may go on
_WORD = re.compile(r"\b(?!Trans)\w{4,}[aeouys]\.$")
_GOES_ON = re.compile(r"(?:^\S{1,3}|\b(?:vs|[Nn]o|[Vv]ol|[Pp]t|[Dd]r|[Ss]t|[Mm]rs?|al))\.$")
_DATED = re.compile(rf"\({_YEAR}\)$")  # as only journals are
_NUMBER = re.compile(r" \d{4}\b")  # of one of several people with a name
_MOST_LINES: Final = 200  # of one entry: large groups have a line for each person
_LONGEST: Final = 3000  # letters of title, venue and year
_SHOWN: Final = 80  # letters of an entry in a message


@dataclass(frozen=True, slots=True)
class _Work:
    people: str
    title: str
    venue: str
    year: str
    volume: str = ""


def recognises(head: Head) -> bool:
    """Whether an entry stands whole: its mark, people, a colon, and what has title, venue and year."""
    return any(_work(lines) for _, _, lines in _entries(enumerate(head.lines, start=1)))


def read(file: File) -> Iterator[Found]:
    """One paper an entry, at the line of its mark, without abstract."""
    edited = 0
    for number, kind, lines in _entries(file.lines()):
        if kind == _EDITED:
            edited += 1
        elif work := _work(lines):
            yield _paper(work, Place(line=number))
        else:
            yield _unread(" ".join(lines), Place(line=number))
    if edited:
        yield Note(f"volumes that the person edited, which are no papers, left out: {edited}")


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, list[str]]]:
    """The entries: line and letter of the mark, and the lines up to a heading or the next mark."""
    begun, kind = 0, ""
    block: list[str] = []
    for number, line in lines:
        start = _START.match(line)
        if begun and (start or _END.match(line)):
            yield begun, kind, block
            begun = 0
        if start:
            begun, kind, block = number, start[1], []
        rest = folded(line[start.end() :] if start else line)
        if begun and rest and len(block) < _MOST_LINES:
            block.append(rest)
    if begun:
        yield begun, kind, block


def _work(lines: Sequence[str]) -> _Work | None:
    """The parts of an entry; None where they are missing or could be told apart in two ways."""
    at = next((at for at, line in enumerate(lines) if line.endswith(":")), None)
    if at is not None:
        return _parted(" ".join(lines[: at + 1])[:-1], " ".join(lines[at + 1 :]))
    people, _, rest = " ".join(lines).partition(": ")
    return _parted(people, rest) if are_people(_NUMBER.sub("", people)) else None


def _parted(people: str, rest: str) -> _Work | None:
    pieces = _STOP.split(rest if len(rest) < _LONGEST else "")
    if not _DATED.search(rest):
        found, start = _MEETING.fullmatch(pieces[-1]), len(pieces) - 1
    elif start := _journal_start(pieces):
        found = _JOURNAL.fullmatch(" ".join(pieces[start:]))
    if not start or not found:
        return None
    volume = found.groupdict().get("volume", "")
    return _Work(people, " ".join(pieces[:start]).removesuffix("."), found["venue"], found["year"], volume)


def _journal_start(pieces: Sequence[str]) -> int:
    """Where the name of a journal starts: behind it all is short; 0 where that may be words of the title too."""
    last = len(pieces) - 1
    if pieces[-1].startswith(COMPUTING_REPOSITORY):
        return last
    start = last
    while start > 1 and _SHORT.fullmatch(pieces[start - 1]):
        start -= 1
    short = pieces[start:last]
    return 0 if any(map(_WORD.search, short)) or (short and start == 1 and _GOES_ON.search(pieces[0])) else start


def _paper(work: _Work, place: Place) -> Paper:
    preprint = work.venue == COMPUTING_REPOSITORY
    return paper(
        place,
        title=work.title,
        names=[author(name.strip()) for name in work.people.split(",")],
        issued=work.year,
        venue=work.venue,
        arxiv=work.volume.removeprefix("abs/") if preprint else "",
    )


def _unread(entry: str, place: Place) -> Skipped:
    return place.skipped(f"people, title, venue and year cannot be told apart: {entry[:_SHOWN]!r}")
