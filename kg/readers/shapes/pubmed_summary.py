"""What PubMed's ESummary answers as JSON: title, people and day, without abstract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.readers.fields import Place, month, paper
from kg.readers.markup import untagged
from kg.readers.people import initials_first
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Paper

NAME: Final = "pubmed_summary"
_PERSON, _GROUP = "Author", "CollectiveName"  # all others are editors


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has a number and the day by which PubMed sorts."""
    return "uid" in record and "sortpubdate" in record


def listed(value: Mapping[str, Any]) -> list[object] | None:
    """The records of an answer, in the order of their numbers; None where the value is no such answer."""
    result = mapping(value.get("result"))
    numbers = result.get("uids")
    return [result.get(word(number)) for number in numbers] if isinstance(numbers, list) else None


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a summary."""
    known = {word(item.get("idtype")): word(item.get("value")) for item in objects(record.get("articleids"))}
    number = word(record.get("uid"))
    return paper(
        place,
        id=f"pmid:{number}",
        title=untagged(untagged(word(record.get("title")))),  # its tags are escaped
        names=_people(objects(record.get("authors"))),
        issued=_day(word(record.get("pubdate"))) or record.get("sortpubdate"),
        venue=word(record.get("fulljournalname")) or word(record.get("source")) or word(record.get("booktitle")),
        doi=known.get("doi", ""),
        ids=(f"pmid:{number}", f"pmc:{known['pmc']}" if known.get("pmc") else ""),
        retracted="Retracted Publication" in items(record.get("pubtype")),
        language=word(record.get("lang")),
    )


def _people(listed: Sequence[Mapping[str, Any]]) -> list[str]:
    """The authors with their initials first, and groups as they stand, in order."""
    turned = iter(initials_first([word(item.get("name")) for item in listed if item.get("authtype") == _PERSON]))
    return [
        next(turned) if item.get("authtype") == _PERSON else word(item.get("name"))
        for item in listed
        if item.get("authtype") in (_PERSON, _GROUP)
    ]


def _day(told: str) -> str:
    """The date of "2021 Jan 5", "2021 Jan-Feb" or "2021 Winter", as exact as it stands."""
    year, name, day, *_ = *told.split(), "", "", ""
    number = month(name)
    return "-".join(filter(None, (year, str(number) if number else "", day if number else "")))
