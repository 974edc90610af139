"""ProQuest, the text of its reports: documents under a line of their number, with "Field: value" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.fields import Place, paper, turned
from kg.readers.files import File, Found, Head
from kg.readers.markup import untagged
from kg.readers.tagged import Fields, chunks, fields
from kg.records import Paper

NAME: Final = "proquest"
_START = re.compile(r"^Document \d+ of \d+\s*$")
_TAG = re.compile(r"^([A-Z][A-Za-z/ -]{2,40}): ?")
_RULE = re.compile(r"^_{20,}\s*$")
_ADDRESS = re.compile(r"^https?://\S+$")


def recognises(head: Head) -> bool:
    """Whether the report's heading stands on top."""
    return "ProQuest" in head.text[:400] and any(_START.match(line) for line in head.lines)


def read(file: File) -> Iterator[Found]:
    """One paper a document, at the line of its number."""
    for number, lines in chunks(file, _START):
        kept = [line for line in lines[1:] if not _RULE.match(line) and not _ADDRESS.match(line.strip())]
        heading = next((line.strip() for line in kept if line.strip()), "")
        yield _paper(heading, fields(kept, _TAG), Place(line=number))


def _paper(heading: str, found: Fields, place: Place) -> Paper:
    first = {tag: values[0] for tag, values in found.items() if values}
    number = first.get("ProQuest document ID", "")
    return paper(
        place,
        id=f"proquest:{number}" if number else "",
        title=untagged(first.get("Title") or heading),
        abstract=untagged(first.get("Abstract", "")),
        names=[turned(name) for name in untagged(first.get("Author", "")).split(";")],
        issued=first.get("Publication date") or first.get("Publication year"),
        venue=first.get("Publication title") or first.get("University/institution", ""),
        doi=first.get("DOI", ""),
        subjects=untagged(first.get("Subject", "")).split("; "),
        language=first.get("Language", ""),
    )
