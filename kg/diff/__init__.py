"""`kg diff OUT_A OUT_B`: what came, went and changed between two builds.

Papers and entities are matched first (`matching`). Triples, results and citations are then compared under the ids of
the second build, so that a rename or a merge is told once and not again by every triple. All work is joins of polars
tables, so its cost grows with the size of the tables.
"""

from __future__ import annotations

from pathlib import Path

from kg.diff.difference import Difference

STEP = 0.05  # of confidence; smaller changes may come from another version of the arithmetic

__all__ = ["STEP", "Difference", "diff"]


def diff(out_a: str | Path, out_b: str | Path, *, step: float = STEP) -> Difference:
    """What came, went and changed from the out folder `out_a` to `out_b`; false if nothing did.

    A confidence counts as changed if it moved by `step` or more.

    Raises:
        GraphError: a folder holds no build, or a file of it cannot be read.
    """
    import polars as pl

    from kg.diff import entities, manifests, papers, statements  # polars: heavy
    from kg.diff.sides import Side
    from kg.diff.topics import topics

    a, b = Side.of(Path(out_a)), Side.of(Path(out_b))
    tables = manifests.different_tables(a, b)
    of_papers, records = papers.match_papers(a, b)
    linked = a.linked(), b.linked()
    of_entities, members = entities.match_entities(a, b, linked, of_papers)
    names = statements.Names.of(a, b, pl.concat([of_papers.heirs, of_entities.heirs]))
    return Difference(
        out_a=str(out_a),
        out_b=str(out_b),
        step=step,
        papers=papers.papers(a, b, of_papers, records),
        authors=papers.authors(a, b),
        entities=entities.entities(a, b, linked, of_entities, members),
        triples=statements.triples(a, b, names, step),
        results=statements.results(a, b, names, step),
        citations=statements.citations(a, b, names),
        topics=topics(a, b, names, pl.concat([of_papers.pairs, of_entities.pairs])),
        build=manifests.build_values(a, b),
        tables=tables,
    )
