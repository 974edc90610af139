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
        self._places = places
        self._units: dict[int, dict[str, set[int]]] = {}  # of sets of two and more
        self._members: dict[int, list[int]] = {}
        self._marks = dict(enumerate(marks)) if forbid else {}
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
        one, two = self._units_of(self.find(a)), self._units_of(self.find(b))
        if len(one) > len(two):
            one, two = two, one
        return sum(not one[paper] & two[paper] for paper in one if paper in two)

    def members(self, x: int) -> list[int]:
        """The facets of x's set."""
        root = self.find(x)
        return self._members.get(root, [root])

    def join(self, edge: Edge) -> bool:
        """Make the sets of the edge's ends one; False where a user forbids it or they are one already."""
        a, b = self.find(edge.a), self.find(edge.b)
        if a == b or (self._forbid and self._forbid(self._of(a), self._of(b))):
            return False
        if len(self.members(a)) < len(self.members(b)):
            a, b = b, a
        self._parent[b] = a
        units, fewer = self._units_of(a), self._units_of(b)
        for paper, there in fewer.items():
            units.setdefault(paper, set()).update(there)
        self._units[a] = units
        self._members.setdefault(a, [a]).extend(self._members.pop(b, [b]))
        self._units.pop(b, None)
        if self._forbid:
            self._marks[a] = self._of(a) | self._of(b)
        self.edges.append(edge)
        return True

    def _units_of(self, root: int) -> dict[str, set[int]]:
        if root in self._units:
            return self._units[root]
        paper, unit = self._places[root]
        return {paper: {unit}}

    def _of(self, root: int) -> frozenset[str]:
        return self._marks.get(root, frozenset())
