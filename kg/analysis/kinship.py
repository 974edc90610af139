"""Which entities are kin: one is a kind, a version or a setting of the other, by the graph or by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from kg.names import normal

if TYPE_CHECKING:
    from kg.graph import Graph


def kinship(graph: Graph) -> Callable[[str, str], bool]:
    """Whether one of two entities is wider than the other, or has a name with all words of the other's."""
    wide = graph.entities.filter(pl.col("broader").list.len() > 0)
    wider = dict(wide.select("id", "broader").iter_rows())
    row = {id: n for n, id in enumerate(graph.entities["id"])}
    names = graph.entities.select("name", "aliases")

    def forms(id: str) -> tuple[str, ...]:
        name, aliases = names.row(row[id]) if id in row else ("", ())
        return (name, *(aliases or ()))

    def holds(a: str, b: str) -> bool:
        words = set(normal(forms(b)[0]).split())
        return bool(words) and any(words <= set(normal(form).split()) for form in forms(a))

    def kin(a: str, b: str) -> bool:
        return holds(a, b) or holds(b, a) or b in above(a, wider) or a in above(b, wider)

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
