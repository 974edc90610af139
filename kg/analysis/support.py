"""Independent support: how many groups of authors stand behind something, not how many papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.analysis.entity_views import papers_of

if TYPE_CHECKING:
    from kg.graph import Graph


def author_groups(papers: Iterable[str], authors: Mapping[str, Sequence[str]]) -> int:
    """How many groups of `papers` there are with no author in common; a paper without authors counts by itself."""
    leader: dict[str, str] = {}

    def top(x: str) -> str:
        while leader.setdefault(x, x) != x:
            leader[x] = leader[leader[x]]
            x = leader[x]
        return x

    papers = sorted(papers)
    for paper in papers:
        top(paper)
        for author in authors.get(paper, ()):
            leader[top(author)] = top(paper)
    return len({top(paper) for paper in papers})


def independent_support(graph: Graph, entities: Iterable[str] | None = None) -> dict[str, int]:
    """Entity, or each of `entities` that is named -> groups of authors that name it.

    Ten papers of one laboratory are one voice.
    """
    authors = dict(graph.papers.select("id", "authors").iter_rows())
    named = papers_of(graph)
    chosen = named if entities is None else [e for e in entities if e in named]
    return {entity: author_groups(named[entity], authors) for entity in chosen}
