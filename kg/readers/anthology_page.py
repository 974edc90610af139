"""Pages of the ACL Anthology, copied and pasted: of a person, an event or a volume; abstracts where they are open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.readers.fields import Place, folded, paper
from kg.readers.files import File, Found, Head, Note
from kg.readers.reference_people import are_people
from kg.records import Paper, Skipped

NAME: Final = "anthology_page"
_LINK: Final = r"\[?(?:pdf|bib|abs)\]?"
_OTHER: Final = (
    r"\[?(?:code|videos?|posters?|slides|software|data(?:sets?)?|presentation|attachments?|note|optionalsupp\w+|"
    r"supplementa\w+|erratum|revision|correction|handout|copyright|agreement|dashboard|website)\]?"
)
# the links stand above the title, in lines of their own too, or before it; there "Code" may be the title's first word
_LINKS = re.compile(rf"(?:{_LINK}|{_OTHER})(?:[\s|]*(?:{_LINK}|{_OTHER}))*", re.I)
_WITH_TITLE = re.compile(r"\[?pdf\]?\s?\[?bib\]?(?:\s?\[?abs\]?)?(?:\s?\[\w+\])*\s+(?P<title>\S.*)")
_VOLUME_LINKS = re.compile(r"(?:(?:pdf|bib) \(full\)\s*)+(?P<name>.*)")
_YEAR: Final = r"(?:19|20)\d\d"
_HEADING = re.compile(_YEAR)
_OF_EVENT = re.compile(rf"\(({_YEAR})\)$")
_IN_VENUE = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_VOLUME = re.compile(r"(?:Proceedings|Actes|Findings) (?:of|de|du) |Findings\b")
_SENTENCE: Final = (".", "!", "?", ".”", '."', ".)")
_END = re.compile(
    r"(?:Co-?authors|Venues|Volumes|Fix (?:data|author)|up|(?:Show|Hide) all abstracts.*|ACL materials are .*)"
)
_PARTED: Final = " | "


@dataclass(frozen=True, slots=True)
class _Entry:
    """What stands below one paper's links, its line that of the title, and what the page says above."""

    line: int
    lines: tuple[str, ...]
    year: str
    volume: str

    def has_people(self) -> bool:
        """Whether people, and nothing else, stand below the title."""
        return len(self.lines) > 1 and (_PARTED in self.lines[1] or are_people(self.lines[1]))

    def is_volume(self) -> bool:
        """Whether it is a volume with its editors, which stands before its papers."""
        return len(self.lines) < 3 and bool(self.lines) and bool(_VOLUME.match(self.lines[0]))


def recognises(head: Head) -> bool:
    """Whether links to a paper and to its BibTeX stand above or before a title that people stand below."""
    linked = re.search(r"^\s*\[?pdf\]?\s{0,3}\[?bib\b", head.text, re.M)
    return bool(linked) and any(entry.has_people() for entry in _entries(enumerate(head.lines, start=1)))


def read(file: File) -> Iterator[Found]:
    """One paper an entry; the volumes that stand among them give those below them their venue."""
    volumes, last = 0, ("", "")
    for entry in _entries(file.lines()):
        if entry.is_volume():
            volumes, last = volumes + 1, (entry.lines[0], entry.year)
        elif entry.lines:
            yield _paper(entry, entry.volume or last[0] * (last[1] == entry.year))
    if volumes:
        yield Note(f"volumes with their editors, which are no papers, left out: {volumes}")


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    event = year = volume = ""
    heading = inside = False
    block: list[tuple[int, str]] = []
    for number, line in ((number, folded(line)) for number, line in lines):
        of_volume, titled = _VOLUME_LINKS.fullmatch(line), _WITH_TITLE.fullmatch(line)
        links = _LINKS.fullmatch(line)
        ends = of_volume or links or titled or _HEADING.fullmatch(line) or _END.fullmatch(line)
        if ends and block:
            yield _entry(block, year or event, volume)
            block = []
        if of_volume:
            volume, heading, inside = of_volume["name"], not of_volume["name"], False
        elif links or titled:
            inside, heading = True, False
            block = [(number, titled["title"])] if titled and not links else []
        elif ends:
            year, volume = (line, "") if _HEADING.fullmatch(line) else (year, volume)
            inside = False
        elif inside and line:
            block.append((number, line))
        elif heading and line:
            volume, heading = line, False
        elif found := _OF_EVENT.search(line):
            event = found[1]
    if block:
        yield _entry(block, year or event, volume)


def _entry(block: list[tuple[int, str]], year: str, volume: str) -> _Entry:
    return _Entry(line=block[0][0], lines=tuple(line for _, line in block), year=year, volume=volume)


def _paper(entry: _Entry, volume: str) -> Paper | Skipped:
    """The paper: below title and people the venue on a person's page, and the abstract where it was open."""
    place = Place(line=entry.line)
    if not entry.has_people():
        return place.skipped(f"no authors as in “Eli Moss | Dee Fern” below the title {entry.lines[0][:80]!r}")
    title, people, *rest = entry.lines
    venue = rest.pop(0) if rest and not rest[0].endswith(_SENTENCE) else volume
    told = _IN_VENUE.findall(venue)
    return paper(
        place,
        title=title,
        abstract=" ".join(line for line in rest if line.endswith(_SENTENCE)),
        names=people.split(_PARTED),
        issued=entry.year or (told[-1] if told else ""),
        venue=venue,
    )
