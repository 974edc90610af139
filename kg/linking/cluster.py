"""Union-find over facets that keeps the edge that made each union and what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """Disjoint sets with union by size and path halving (Tarjan and van Leeuwen, JACM 1984)."""

    def __init__(
        self,
        places: Sequence[tuple[str, int]],
        marks: Sequence[frozenset[str]] = (),
        forbid: Callable[[frozenset[str], frozenset[str]], bool] | None = None,
    ) -> None:
        """`places` gives paper and unit of each facet, `marks` and `forbid` what must never be joined."""
        self._parent = list(range(len(places)))
        self._units: list[dict[str, set[int]]] = [{paper: {unit}} for paper, unit in places]
        self._members: list[list[int]] = [[n] for n in range(len(places))]
        self._marks = dict(enumerate(marks))
        self._forbid = forbid
        self.edges: list[Edge] = []

    def find(self, x: int) -> int:
        """The representative of x's set."""
        parent = self._parent
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def clash(self, a: int, b: int) -> int:
        """The papers in which the sets of `a` and `b` are two things."""
        one, two = self._units[self.find(a)], self._units[self.find(b)]
        if len(one) > len(two):
            one, two = two, one
        return sum(not one[paper] & two[paper] for paper in one if paper in two)

    def members(self, x: int) -> list[int]:
        """The facets of x's set."""
        return self._members[self.find(x)]

    def join(self, edge: Edge) -> bool:
        """Make the sets of the edge's ends one; False where a user forbids it or they are one already."""
        a, b = self.find(edge.a), self.find(edge.b)
        if a == b or (self._forbid and self._forbid(self._of(a), self._of(b))):
            return False
        if len(self._units[a]) < len(self._units[b]):
            a, b = b, a
        self._parent[b] = a
        for paper, units in self._units[b].items():
            self._units[a].setdefault(paper, set()).update(units)
        self._units[b] = {}
        self._members[a] += self._members[b]
        self._members[b] = []
        if self._forbid:
            self._marks[a] = self._of(a) | self._of(b)
        self.edges.append(edge)
        return True

    def _of(self, root: int) -> frozenset[str]:
        return self._marks.get(root, frozenset())
