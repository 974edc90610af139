"""The dumps of Papers With Code: papers with abstracts, and which repository holds the code of which paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import Place, paper
from kg.readers.shapes.look import items, word
from kg.records import Paper

NAME: Final = "papers_with_code"


def recognises(record: Mapping[str, Any]) -> bool:
    """Whether the record has an address of a paper there and a title."""
    return "paper_url" in record and ("title" in record or "paper_title" in record)


def paper_of(record: Mapping[str, Any], place: Place) -> Paper:
    """The paper of a record; a record of a repository marks it as one with code."""
    repository = word(record.get("repo_url"))
    return paper(
        place,
        title=record.get("title") or record.get("paper_title"),
        abstract=record.get("abstract"),
        names=[word(name) for name in items(record.get("authors"))],
        issued=record.get("date"),
        venue=word(record.get("proceeding")) or word(record.get("conference")),
        arxiv=word(record.get("arxiv_id")) or word(record.get("paper_arxiv_id")),
        urls=[word(record.get(name)) for name in ("url_abs", "paper_url_abs", "paper_url", "repo_url")],
        subjects=[word(task) for task in items(record.get("tasks"))],
        has_code=bool(repository),
    )
