"""Union-find over facets that keeps the edge that made each union."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """Two facets that are one thing, by which names and why."""

    a: int
    b: int
    names: tuple[str, str]
    reason: str
    confidence: float


class Clusters:
    """Disjoint sets with union by size and path halving (Tarjan and van Leeuwen 1984)."""

    def __init__(self, papers: list[tuple[str, int]]) -> None:
        """`papers` gives the paper and the unit of each facet."""
        self._parent = list(range(len(papers)))
        self._units: list[dict[str, set[int]]] = [{paper: {unit}} for paper, unit in papers]
        self.edges: list[Edge] = []

    def find(self, x: int) -> int:
        """The representative of x's set."""
        parent = self._parent
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def clash(self, a: int, b: int) -> int:
        """The papers in which the sets of `a` and `b` are different things."""
        one, two = self._units[self.find(a)], self._units[self.find(b)]
        if len(one) > len(two):
            one, two = two, one
        return sum(not one[paper] & two[paper] for paper in one if paper in two)

    def papers(self, x: int) -> int:
        """The number of papers of x's set."""
        return len(self._units[self.find(x)])

    def join(self, edge: Edge) -> None:
        """Make the sets of the edge's ends one."""
        a, b = self.find(edge.a), self.find(edge.b)
        if a == b:
            return
        if len(self._units[a]) < len(self._units[b]):
            a, b = b, a
        self._parent[b] = a
        for paper, units in self._units[b].items():
            self._units[a].setdefault(paper, set()).update(units)
        self._units[b] = {}
        self.edges.append(edge)
