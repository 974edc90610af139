"""INSPIRE's literature API: records of high energy physics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper, turned, whole_title
from kg.readers.markup import untagged
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "inspire"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether what is known of the record has INSPIRE's number and a list of titles."""
    about = mapping(record.get("metadata")) or record
    return "control_number" in about and isinstance(about.get("titles"), list)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record; of several titles and abstracts the first, which INSPIRE shows."""
    about = mapping(record.get("metadata")) or record
    own = f"inspire:{word(about.get('control_number'))}"
    printed = next(iter(objects(about.get("publication_info"))), {})
    title = next(iter(objects(about.get("titles"))), {})
    return paper(
        place,
        id=own,
        title=whole_title(*(untagged(word(title.get(name))) for name in ("title", "subtitle"))),
        abstract=untagged(_first(about.get("abstracts"))),
        names=[_author(item) for item in objects(about.get("authors"))],
        issued=about.get("earliest_date") or about.get("preprint_date") or printed.get("year"),
        venue=word(printed.get("journal_title")),
        doi=_first(about.get("dois")),
        arxiv=_first(about.get("arxiv_eprints")),
        ids=(own,),
        subjects=[word(item.get("value")) for item in objects(about.get("keywords"))],
        references=[_reference(item) for item in objects(about.get("references"))],
    )


def _first(values: object) -> str:
    return word(next(iter(objects(values)), {}).get("value"))


def _author(item: Mapping[str, Any]) -> Author:
    known = {word(name.get("schema")): word(name.get("value")) for name in objects(item.get("ids"))}
    return Author(name=turned(word(item.get("full_name"))), orcid=known.get("ORCID", ""))


def _reference(item: Mapping[str, Any]) -> str:
    """The most widely known identifier of a reference; "" for one that has none."""
    about = mapping(item.get("reference"))
    doi, arxiv = word(items(about.get("dois"))), word(about.get("arxiv_eprint"))
    number = word(mapping(item.get("record")).get("$ref")).rpartition("/")[2]
    return f"doi:{doi}" if doi else f"arxiv:{arxiv}" if arxiv else f"inspire:{number}" if number else ""
