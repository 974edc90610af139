"""Names and periods in words, as the reports have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.analysis.profiles import Profile
from kg.counting import counted

if TYPE_CHECKING:
    from kg.graph import Graph


def named(graph: Graph) -> dict[str, str]:
    """Node -> its name or title."""
    found: dict[str, str] = dict(graph.papers.select("id", "title").iter_rows())
    for table_ in (graph.entities, graph.authors, graph.topics):
        found.update(table_.select("id", "name").iter_rows())
    return found


def spell(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Names in one line."""
    return "; ".join(names.get(i, i) for i in ids)


def span(found: Profile) -> str:
    """The period of a topic in words, with how many of its papers are dated where not all are."""
    if found.period is None:
        return ""
    years = " to ".join(dict.fromkeys(map(str, found.period)))
    return years if found.dated == found.size else f"{years} ({counted(found.dated, 'paper')})"
