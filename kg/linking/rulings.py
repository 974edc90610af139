"""A user's corrections as linking obeys them: which facets must be, and must not be, one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from kg.corrections import Correction, Corrections, with_old_names
from kg.linking.cluster import Clusters, Edge
from kg.linking.facets import Facet


class Rulings:
    """What corrections say of names. A name stands for all spellings of it, unless another name shares its key."""

    def __init__(
        self,
        corrections: Corrections | None,
        key: Callable[[str], str],
        known: Callable[[str], bool] = lambda _: True,
    ) -> None:
        """`known` tells whether papers have a name: for one that a rename gave, the old one stands."""
        corrections = corrections or Corrections()
        self._corrections = with_old_names(corrections, known)
        self._key = key
        apart = list(self._corrections.of("different"))
        self._exact = {
            name for entry in apart for a, b in combinations(entry.names, 2) if key(a) == key(b) for name in (a, b)
        }
        self._apart = {frozenset((self.mark(a), self.mark(b))) for e in apart for a, b in combinations(e.names, 2)}
        self._marks = {mark for pair in self._apart for mark in pair}
        self._parted = [e for e in apart if e.papers]
        self._apart |= {frozenset(self._sides(e)) for e in self._parted}
        self._dropped = {self.mark(e.names[0]) for e in corrections.of("drop") if e.names and not e.papers}

    def mark(self, form: str) -> str:
        """What corrections know `form` by."""
        return form if form in self._exact else self._key(form)

    def different(self, a: str, b: str) -> bool:
        """Whether the user says that `a` and `b` are two things."""
        return bool(self._apart) and frozenset((self.mark(a), self.mark(b))) in self._apart

    def dropped(self, form: str) -> bool:
        """Whether the user wants nothing of this name."""
        return bool(self._dropped) and self.mark(form) in self._dropped

    @property
    def any_apart(self) -> bool:
        """Whether anything is said to be different."""
        return bool(self._apart)

    def marks(self, facet: Facet) -> frozenset[str]:
        """The marks of `facet` that are said to differ from something."""
        known = {self.mark(form) for form in facet.forms} if self._marks or self._parted else frozenset()
        sides = (
            self._sides(entry)[facet.unit.paper in entry.papers]
            for entry in self._parted
            if self.mark(entry.names[0]) in known
        )
        return frozenset((*(known & self._marks), *sides))

    def _sides(self, entry: Correction) -> tuple[str, str]:
        """The marks of what other papers, and what those of `entry`, call by its name."""
        mark = f"{self.mark(entry.names[0])}\x1f{entry.line}"
        return f"{mark}\x1fothers", f"{mark}\x1fthese"

    def forbid(self, one: Iterable[str], two: Iterable[str]) -> bool:
        """Whether sets with these marks must stay apart."""
        return any(frozenset((a, b)) in self._apart for a in one for b in two)

    def join(self, facets: Sequence[Facet], clusters: Clusters) -> None:
        """Join what the user says is one thing."""
        wanted: dict[str, list[Correction]] = defaultdict(list)
        for entry in self._corrections.of("same"):
            for mark in dict.fromkeys(map(self.mark, entry.names)):
                wanted[mark].append(entry)
        alone = {e for e in self._corrections.of("same") if len(set(map(self.mark, e.names))) == 1}
        first: dict[tuple[int, str], tuple[int, str]] = {}
        for n, facet in enumerate(facets if wanted else ()):
            for form in facet.forms:
                for entry in wanted.get(self.mark(form), ()):
                    at, name = first.setdefault((entry.line, entry.names[0]), (n, form))
                    names = name, form
                    if entry in alone:
                        names = self._telling(name, facets[at]), self._telling(form, facet)
                    clusters.join(Edge(at, n, names, f"told by {self._corrections.place(entry)}", 1.0))

    def _telling(self, form: str, facet: Facet) -> str:
        """A name of `facet` that tells it from others called `form`, or `form`."""
        return next((f for f in facet.forms if self._key(f) != self._key(form)), form)
