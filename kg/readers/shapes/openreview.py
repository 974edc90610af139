"""OpenReview's notes, of both versions of its API: in the second one each value stands in an object."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.shapes.look import items, mapping, word
from kg.records import Paper

NAME: Final = "openreview"
_SITE: Final = "https://openreview.net/forum?id="
_SHOWN: Final = ("pdate", "odate", "cdate", "tcdate")  # published, shown, sent; in milliseconds since 1970
_MOST: Final = 4_102_444_800_000  # the year 2100


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is a note of a forum that has a title."""
    return "forum" in record and "title" in mapping(record.get("content"))


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a note. A review or a comment has a title too, and another forum than its own."""
    said = {name: mapping(value).get("value", value) for name, value in mapping(record.get("content")).items()}
    own, forum = word(record.get("id")), word(record.get("forum"))
    if own != forum:
        return paper(place, title="")
    return paper(
        place,
        id=own,
        title=said.get("title"),
        abstract=said.get("abstract"),
        names=[word(name) for name in items(said.get("authors"))],
        issued=next((day for name in _SHOWN if (day := _day(record.get(name)))), ""),
        venue=word(said.get("venue")) or word(said.get("venueid")),
        urls=(f"{_SITE}{forum}",),
        subjects=[word(subject) for subject in items(said.get("keywords"))] or word(said.get("keywords")).split(","),
    )


def _day(stamp: object) -> str:
    known = isinstance(stamp, int) and 0 < stamp < _MOST
    return datetime.fromtimestamp(stamp / 1000, UTC).date().isoformat() if known and isinstance(stamp, int) else ""
