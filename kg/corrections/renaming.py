"""What papers call that which a corrections file names by a name of its own giving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.corrections.entries import Corrections
from kg.names import normal


def with_old_names(corrections: Corrections, known: Callable[[str], bool], *, authors: bool = False) -> Corrections:
    """`corrections` with the old name for each that a rename of the file gave, and that is not `known` to papers.

    A user reads the new name in the graph, and writes that. Of things, or of authors.
    """

    def sort_of(name: str) -> str:
        return name if authors else normal(name)

    old = {sort_of(e.to): e.names[0] for e in corrections.of("rename", authors=authors)}

    def written(name: str) -> str:
        met = {name}
        while not known(name) and (before := old.get(sort_of(name), name)) not in met:
            met.add(name := before)
        return name

    entries = (
        replace(e, names=tuple(map(written, e.names))) if old and e.of_authors == authors else e
        for e in corrections.entries
    )
    return replace(corrections, entries=tuple(entries))
