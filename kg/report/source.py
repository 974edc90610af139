"""What the parts of the report are made from, and what a part is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.analysis.trends import papers_by_year
from kg.analysis.wording import named

if TYPE_CHECKING:
    from kg.graph import Graph

SHOWN = 12  # rows of a table


@dataclass(frozen=True, kw_only=True)
class Source:
    """An analysed graph, and what several parts look up in it."""

    graph: Graph
    seed: int = 0

    @cached_property
    def names(self) -> dict[str, str]:
        """Node -> name or title."""
        return named(self.graph)

    @cached_property
    def quotes(self) -> dict[str, str]:
        """Evidence -> the sentence."""
        return dict(self.graph.evidence.select("id", "quote").iter_rows())

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """Statement -> its sentences."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for statement, evidence in self.graph.support.select("statement", "evidence").iter_rows():
            found[statement].append(self.quotes[evidence])
        return found

    @cached_property
    def years(self) -> list[int]:
        """The years from the first to the last dated paper."""
        return list(papers_by_year(self.graph))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the report; `key` is its anchor, `body` is HTML, `lead` and `title` are plain text."""

    key: str
    title: str
    lead: str
    body: str
