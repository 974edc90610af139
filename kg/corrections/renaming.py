"""What papers call that which a corrections file names by a name of its own giving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.corrections.entries import Correction, Corrections
from kg.names import normal


def with_old_names(corrections: Corrections, known: Callable[[str], bool], *, authors: bool = False) -> Corrections:
    """`corrections` with the old name for each that a rename of the file gave, and that is not `known` to papers.

    A user reads the new name in the graph, and writes that. Of things, or of authors. What was renamed by its papers is
    meant by these, where an entry can say so: the old name would join or part its namesakes, too.
    """

    def sort_of(name: str) -> str:
        return name if authors else normal(name)

    old = {sort_of(e.to): e for e in corrections.of("rename", authors=authors)}

    def as_before(entry: Correction) -> Correction:
        papers = entry.papers

        def written(name: str) -> str:
            nonlocal papers
            met = {name}
            while not known(name) and (made := old.get(sort_of(name))) and made.names[0] not in met:
                if made.papers and entry.kind in ("same", "different"):
                    break
                papers = papers or made.papers
                met.add(name := made.names[0])
            return name

        return replace(entry, names=tuple(map(written, entry.names)), papers=papers)

    entries = (as_before(e) if old and e.of_authors == authors else e for e in corrections.entries)
    return replace(corrections, entries=tuple(entries))
