"""The works of a person's ORCID record: their titles, and where they appeared, without authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper, whole_title
from kg.readers.markup import untagged
from kg.readers.shapes.look import mapping, objects, word
from kg.records import Paper

NAME: Final = "orcid"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is a work, or a group of what several sources say of one."""
    about = _about(record)
    return "put-code" in about and isinstance(about.get("title"), Mapping)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a work; of a group the first source, which the person prefers."""
    about = _about(record)
    title = mapping(about.get("title"))
    known = {
        word(item.get("external-id-type")): word(item.get("external-id-value"))
        for item in objects(mapping(about.get("external-ids")).get("external-id"))
        if item.get("external-id-relationship", "self") == "self"
    }
    day = mapping(about.get("publication-date"))
    return paper(
        place,
        title=whole_title(*(untagged(_value(title.get(name))) for name in ("title", "subtitle"))),
        abstract=untagged(word(about.get("short-description"))),
        issued="-".join(filter(None, (_value(day.get(part)) for part in ("year", "month", "day")))),
        venue=_value(about.get("journal-title")),
        doi=known.get("doi", ""),
        arxiv=known.get("arxiv", ""),
        ids=[f"{scheme}:{known[scheme]}" for scheme in ("pmid", "pmc") if known.get(scheme)],
        urls=(_value(about.get("url")),),
    )


def _about(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(objects(record.get("work-summary"))), mapping(record.get("work")) or record)


def _value(item: object) -> str:
    return word(mapping(item).get("value"))
