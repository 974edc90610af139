"""arXiv metadata as lines (the snapshot on Kaggle), and unarXive's lines, which hold them with a bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, folded, month, paper
from kg.readers.latex import prose
from kg.readers.shapes.look import items, mapping, objects, word
from kg.records import Author, Paper

NAME: Final = "arxiv_lines"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record is arXiv's metadata or has them inside."""
    return ("paper_id" in record and isinstance(record.get("metadata"), Mapping)) or (
        "categories" in record and ("authors_parsed" in record or "update_date" in record)
    )


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a line."""
    about = mapping(record.get("metadata")) or record
    inner = mapping(record.get("abstract")).get("text")
    number = word(about.get("id")) or word(record.get("paper_id"))
    versions = objects(about.get("versions"))
    return paper(
        place,
        id=f"arxiv:{number}" if number else "",
        title=prose(folded(about.get("title"))),
        abstract=prose(folded(about.get("abstract")) or folded(inner)),
        names=_authors(about),
        author_string=prose(folded(about.get("authors"))),
        issued=_sent(word(versions[0].get("created")) if versions else "") or about.get("update_date"),
        venue=word(about.get("journal-ref")),
        doi=word(about.get("doi")),
        arxiv=number,
        ids=(f"arxiv:{number}" if number else "",),
        subjects=word(about.get("categories")).split(),
        references=[_reference(item) for item in mapping(record.get("bib_entries")).values()],
    )


def _authors(about: Mapping[str, Any]) -> list[object]:
    parsed = [[word(part) for part in items(name)] for name in items(about.get("authors_parsed"))]
    if parsed:  # [family, given, suffix]
        given = (folded(" ".join((*name[1:2], *name[:1], *name[2:3]))) for name in parsed if any(name))
        return [Author(name=prose(name)) for name in given]
    return list(prose(folded(about.get("authors"))).replace(" and ", ", ").split(","))


def _sent(created: str) -> str:
    """The day of "Mon, 2 Apr 2007 19:18:42 GMT"; other forms unchanged."""
    parts = created.replace(",", " ").split()
    if len(parts) > 3 and month(parts[2]) and parts[1].isdigit():
        return f"{parts[3]}-{month(parts[2])}-{parts[1]}"
    return created


def _reference(item: object) -> str:
    """The most widely known identifier of a bibliography's entry, else the entry."""
    entry = mapping(item)
    ids = mapping(entry.get("ids"))
    found = [("doi:", "doi"), ("arxiv:", "arxiv_id"), ("", "open_alex_id"), ("pmid:", "pubmed_id")]
    for scheme, name in found:
        if word(ids.get(name)):
            return scheme + word(ids.get(name))
    arxiv = objects(entry.get("contained_arXiv_ids"))
    return f"arxiv:{word(arxiv[0].get('id'))}" if arxiv and arxiv[0].get("id") else folded(entry.get("bib_entry_raw"))
