"""Pasted author pages: blocks of subject and date, title, authors, abstract; mostly name and counts on top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.readers.fields import Place, month, paper
from kg.readers.files import File, Found, Head, Note
from kg.records import Paper, Skipped

NAME: Final = "author_page"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# "CLOct 7, 2022Code": subject, date and mark are glued together; a date of the running year is shown without it
_BLOCK = re.compile(rf"^(?P<subject>[A-Z]{{2}}|[a-z-]+(?:\.[A-Za-z-]+)?)?\s*(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})"
                    r"(?:, (?P<year>\d{4}))?\s*(?P<code>Code)?$")  # fmt: skip
_H_INDEX = re.compile(r"^h-index\s*\d+$", re.M)
_COUNT = re.compile(r"^([\d,]+)\s*papers?$", re.I)
_REST = re.compile(r",?\s*\bet al\.?$")


def recognises(head: Head) -> bool:
    """Whether the counts of an author stand above blocks, or a block's line has subject and date glued together."""
    blocks = [found for line in head.lines if (found := _BLOCK.match(line.strip()))]
    return bool(blocks) and (_has_owner(head) or any(map(_is_glued, blocks)))


def _has_owner(head: Head) -> bool:
    return bool(_H_INDEX.search(head.text))


def _is_glued(block: re.Match[str]) -> bool:
    """Whether no other text has such a line: a bare date, or one after a word, may stand anywhere."""
    return bool(block["subject"] and block["year"]) and block.end("subject") == block.start("month")


def read(file: File) -> Iterator[Found]:
    """One record a block, its line that of subject and date; an owner who stands on top is an author of each."""
    owned = _has_owner(file.head)
    owner, counted, shown = "", 0, 0
    block: list[str] = []
    start: tuple[int, re.Match[str]] | None = None
    for number, line in file.lines():
        line = line.strip()
        found = _BLOCK.match(line)
        if not found:
            owner = owner or line * owned
            count = _COUNT.match(line)
            if count and not start:
                counted = max(counted, int(count[1].replace(",", "")))
            if line:
                block.append(line)
            continue
        if start:
            yield _record(owner, *start, block)
        shown += bool(found["year"])
        start, block = (number, found), []
    if start:
        yield _record(owner, *start, block)
    if counted > shown:
        yield Note(f"the author page shows {shown} of the {counted} papers that it counts")


def _record(owner: str, number: int, head: re.Match[str], block: Sequence[str]) -> Paper | Skipped:
    """The paper of one block. Without its year a paper cannot be placed in time: it is left out, and reported."""
    if not head["year"]:
        reason = f'the date {head["month"]} {head["day"]} has no year: add it to have the paper "{" ".join(block[:1])}"'
        return Skipped(file="", line=number, reason=reason)
    return _paper(owner, number, head, block)


def _paper(owner: str, number: int, head: re.Match[str], block: Sequence[str]) -> Paper:
    """The paper of one block; a block that was cut off has its title at least."""
    title = block[0] if block else ""
    people, abstract = (block[1], " ".join(block[2:])) if len(block) > 2 else ("", "")
    if len(block) == 2:
        people, abstract = (block[1], "") if _is_names(block[1]) else ("", block[1])
    names = [name.strip() for name in _REST.sub("", people).split(",") if name.strip()]
    if owner and not any(_key(name) == _key(owner) for name in names):
        names.append(owner)
    day = f"{head['year']}-{month(head['month']):02}-{int(head['day']):02}"
    return paper(
        Place(line=number),
        title=title,
        abstract=abstract,
        names=names,
        author_string=people,
        issued=day,
        subjects=(head["subject"] or "",),
        has_code=bool(head["code"]),
    )


def _is_names(line: str) -> bool:
    return bool(_REST.search(line)) or (len(line) < 300 and not line.endswith(".") and len(line.split()) < 40)


def _key(name: str) -> tuple[str, str]:
    """First letter and family name: "J. Schmidhuber" and "Jürgen Schmidhuber" are one person on one page."""
    words = name.lower().replace(".", " ").split()
    return (words[0][:1], words[-1]) if words else ("", "")
