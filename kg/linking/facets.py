"""What one paper's entity falls into: its name with all forms that mean the same, and forms that mean another thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.linking.units import Unit

MOST: Final = 40  # forms of an entity that are compared

Weigh = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Facet:
    """Forms of one paper's entity that are one thing. `main` is the facet that holds the entity's name."""

    unit: Unit
    forms: tuple[str, ...]
    main: bool


def facets(unit: Unit, weigh: Weigh, threshold: float) -> Iterator[Facet]:
    """The facets of `unit`: one, unless an alias is not so much another name as that of a wider or narrower thing.

    `weigh` gives how likely two forms are one thing. Forms are joined by average linkage (Sokal and Michener 1958)
    down to `threshold`. That takes the cube of their number, so what is past the first ones is alone.
    """
    parts: list[tuple[str, ...]] = [(form,) for form in unit.forms[:MOST]]
    likely = {frozenset(pair): weigh(*pair) for pair in combinations(unit.forms[:MOST], 2)}

    def linkage(pair: tuple[int, int]) -> float:
        pairs = [likely[frozenset((a, b))] for a in parts[pair[0]] for b in parts[pair[1]]]
        return sum(pairs) / len(pairs)

    while len(parts) > 1:
        best = max(combinations(range(len(parts)), 2), key=linkage)
        if linkage(best) < threshold:
            break
        first, second = best
        parts[first] += parts.pop(second)
    for part in (*parts, *((form,) for form in unit.forms[MOST:])):
        yield Facet(unit, part, unit.name in part)
