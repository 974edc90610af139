"""A paper as a record in our own format; reading it gives the same paper."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import Paper


def line_of(paper: Paper) -> Mapping[str, object]:
    """The record of a paper, without the fields that are empty."""
    record: dict[str, object] = {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": [{"name": a.name, "orcid": a.orcid} if a.orcid else a.name for a in paper.authors],
        "date": paper.date,
        "venue": paper.venue,
        "doi": paper.doi,
        "arxiv": paper.arxiv,
        "ids": list(paper.ids),
        "urls": list(paper.urls),
        "subjects": list(paper.subjects),
        "references": list(paper.references),
        "retracted": paper.retracted,
        "language": paper.language,
    }
    return {name: value for name, value in record.items() if value or name in ("id", "title", "abstract")}
