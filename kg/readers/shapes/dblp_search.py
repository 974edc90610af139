"""What DBLP's search answers as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers import dblp
from kg.readers.fields import Place, paper
from kg.readers.markup import without_tags
from kg.readers.shapes.look import items, mapping, word
from kg.records import Paper

NAME: Final = dblp.NAME


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is an answer, which holds what is known as `info`."""
    about = mapping(record.get("info"))
    return "title" in about and "key" in about


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of an answer; what there is one of stands without a list."""
    about = mapping(record.get("info"))
    key, venue = word(about.get("key")), word(about.get("venue"))
    people = _list(mapping(about.get("authors")).get("author"))
    addresses = [word(address) for address in (*_list(about.get("ee")), about.get("url"))]
    return paper(
        place,
        id=key,
        title=without_tags(word(about.get("title"))),
        names=[dblp.author(word(mapping(item).get("text")) or word(item)) for item in people],
        issued=about.get("year"),
        venue=venue,
        doi=word(about.get("doi")) or dblp.stated_doi(addresses),
        arxiv=word(about.get("volume")) if venue == dblp.COMPUTING_REPOSITORY else "",
        ids=(f"dblp:{key}" if key else "",),
        urls=addresses,
    )


def _list(value: object) -> list[Any]:
    return items(value) or ([value] if value else [])
