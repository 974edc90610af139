"""Google Scholar, copied and pasted: an author's profile (title, authors, venue, citations, year), and results."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.readers.fields import Place, paper
from kg.readers.files import File, Found, Head, Note
from kg.records import Paper, Skipped

NAME: Final = "scholar"
_YEAR: Final = r"(?:1[89]|20)\d\d"
# the row of a profile ends with citations and year, in cells or in lines of their own
_CELLS = re.compile(r"^(?P<venue>[^\t]*)\t(?P<numbers>[\d*\t ]*)$")
_PAIR = re.compile(rf"^(?:\d+\*?[ \t]+)?(?P<year>{_YEAR})$")
_LAST = re.compile(rf"(?<!\d){_YEAR}$")
_CITED = re.compile(r"^\d+\*?$")
_HEADER = re.compile(r"^(?:(?:title|cited by|year|articles|sort|sort by .*)\s*)+$", re.I)
_YEAR_AT_END = re.compile(rf",? {_YEAR}$")
# "E Moss, DA van Fern, ..." and nothing else
_CAPITAL: Final = r"[^\W\d_a-z]"
_PERSON: Final = (
    rf"(?:{_CAPITAL}{{1,4}}|{_CAPITAL}(?:\.[ -]?{_CAPITAL}){{0,3}}\.)"
    rf"(?: [a-z'’]{{1,4}}){{0,2}}(?: {_CAPITAL}[\w.'’-]*+){{1,3}}"
)
_PEOPLE = re.compile(rf"^{_PERSON}(?:, {_PERSON})*(?:,? ?(?:\.\.\.|…))?$")
_MORE = re.compile(r",? ?(?:\.\.\.|…)$")
# below the title of a result: "E Moss, D Fern… - Journal of Harbours, 2021 - quay.test"
_BYLINE = re.compile(rf"^(?P<people>.+?) - (?:(?P<venue>.*?),? )?(?P<year>{_YEAR})(?: - (?P<site>.+))?$")
_LONGEST: Final = 500  # letters of a line below a title
_KIND = re.compile(r"^(?:\[[A-Z]{1,8}\]\s*)+")
_SITE = re.compile(r"^(?:\[[A-Z]{1,8}\]\s*)+[\w.-]+$")
_MOST: Final = 8  # lines above the end of a row that are looked at
_ROW: Final = (1, 2)
_BUTTONS = re.compile(r"\bCited by \d+\b|\bRelated articles\b|\bSave Cite\b")


def recognises(head: Head) -> bool:
    """Whether a row of a profile stands whole, or a result with its buttons, or two results."""
    lines = [_plain(line) for line in head.lines]
    results = sum(_byline(line) is not None for line in lines)
    return results > 1 or bool(results and _BUTTONS.search(head.text)) or _has_row([line for line in lines if line])


def _has_row(lines: Sequence[str]) -> bool:
    """Whether authors stand one or two lines above citations and year."""
    return any(
        any(_PEOPLE.match(above) for above in lines[max(1, at - 3) : at])
        for at, line in enumerate(lines)
        if ((cells := _CELLS.match(line)) and cells["numbers"].strip()) or (_PAIR.match(line) and _cited(lines, at))
    )


def _cited(lines: Sequence[str], at: int) -> bool:
    return bool(_CITED.match(lines[at - 1])) or " " in lines[at]


def read(file: File) -> Iterator[Found]:
    """One paper a row or result, at the line of its title. Neither has an abstract."""
    lines = ((number, text) for number, line in file.lines() if (text := _plain(line)))
    if not any(map(_byline, map(_plain, file.head.lines))):
        yield from _rows(lines)
        return
    for above, (_, line) in pairwise(lines):
        if (found := _byline(line)) and not _SITE.match(above[1]):
            yield _paper(above, found["people"], found["venue"] or "", found["year"])
    yield Note("the lines that Google Scholar shows below a title are cut out of the text, no abstract: left out")


def _plain(line: str) -> str:
    return line.replace("\xa0", " ").strip(" \r")


def _byline(line: str) -> re.Match[str] | None:
    found = _BYLINE.match(line) if len(line) < _LONGEST else None
    return found if found and _PEOPLE.match(found["people"]) else None


def _rows(lines: Iterable[tuple[int, str]]) -> Iterator[Paper | Skipped]:
    """The rows of a profile; what stands above the title of one is the page's."""
    row: deque[tuple[int, str]] = deque(maxlen=_MOST)
    for number, line in lines:
        cells, pair = _CELLS.match(line), _PAIR.match(line)
        if _HEADER.match(line):
            row.clear()
        elif cells or pair:
            venue = cells["venue"].strip() if cells else ""
            kept = [*(item for item in row if not _CITED.match(item[1])), *[(number, venue)] * bool(venue)]
            year = _LAST.search(cells["numbers"] if cells else line)
            yield from _row(kept, year[0] if year else "")
            row.clear()
        else:
            row.append((number, line))


def _row(row: Sequence[tuple[int, str]], year: str) -> Iterator[Paper | Skipped]:
    """The paper whose authors stand last or last but one."""
    last = len(row) - 1
    at = next((at for at in (last - 1, last) if at > 0 and _PEOPLE.match(row[at][1])), 0)
    if at:
        venue = row[at + 1][1] if at < last else ""
        yield _paper(row[at - 1], row[at][1], _YEAR_AT_END.sub("", venue), year)
    elif last in _ROW:
        yield Place(line=row[0][0]).skipped(f"no authors as in “E Moss, D Fern” below the title {row[0][1][:80]!r}")


def _paper(title: tuple[int, str], people: str, venue: str, year: str) -> Paper:
    """The paper; a venue of which the page shows a part only is left out."""
    cut = bool(_MORE.search(people))
    return paper(
        Place(line=title[0]),
        title=_KIND.sub("", title[1]),
        names=[*_MORE.sub("", people).split(", "), *["et al."] * cut],
        issued=year,
        venue="" if "…" in venue or "..." in venue else venue,
    )
