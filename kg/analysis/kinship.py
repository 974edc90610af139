"""Which entities are kin: one is a kind, a version or a setting of the other, by the graph or by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.names import normal

if TYPE_CHECKING:
    from kg.graph import Graph


def kinship(graph: Graph) -> Callable[[str, str], bool]:
    """Whether one of two entities is wider than the other, or has all words of its name."""
    rows = list(graph.entities.select("id", "name", "broader").iter_rows())
    wider = {id: above or () for id, _, above in rows}
    words = {id: frozenset(normal(name).split()) for id, name, _ in rows}

    def kin(a: str, b: str) -> bool:
        one, two = words.get(a, frozenset()), words.get(b, frozenset())
        named = bool(one and two) and (one <= two or two <= one)
        return named or b in above(a, wider) or a in above(b, wider)

    return kin


def above(entity: str, wider: Mapping[str, Sequence[str]]) -> set[str]:
    """All that is wider than `entity`, by any number of steps."""
    found: set[str] = set()
    left = [entity]
    while left:
        new = [x for x in wider.get(left.pop(), ()) if x not in found]
        found.update(new)
        left.extend(new)
    return found
