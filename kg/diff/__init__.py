"""`kg diff OUT_A OUT_B`: what came, went and changed between two builds.

All work is joins of tables, so it grows with the tables and never with their product. Papers and entities are matched
first (`matching`); triples, results and citations are then compared under the ids of the second build, so that a
rename or a merge is told once and not again by every triple.
"""

from __future__ import annotations

from pathlib import Path

from kg.diff.records import Difference

STEP = 0.05  # of confidence; below it lies what another version of the arithmetic may change

__all__ = ["STEP", "Difference", "diff"]


def diff(out_a: str | Path, out_b: str | Path, *, step: float = STEP) -> Difference:
    """What came, went and changed from the out folder `out_a` to `out_b`; false where nothing did.

    Confidences count as changed from `step` on.

    Raises:
        GraphError: a folder holds no build, or a file of it cannot be read.
    """
    import polars as pl

    from kg.diff import claims, facts, nodes  # polars: heavy
    from kg.diff.sides import Side
    from kg.diff.topics import topics

    a, b = Side.of(Path(out_a)), Side.of(Path(out_b))
    tables = facts.different_tables(a, b)
    of_papers, records = nodes.match_papers(a, b)
    linked = a.linked(), b.linked()
    of_entities, members = nodes.match_entities(a, b, linked, of_papers)
    names = claims.Names.of(a, b, pl.concat([of_papers.heirs, of_entities.heirs]))
    return Difference(
        out_a=str(out_a),
        out_b=str(out_b),
        step=step,
        papers=nodes.papers(a, b, of_papers, records),
        authors=nodes.authors(a, b),
        entities=nodes.entities(a, b, linked, of_entities, members),
        triples=claims.triples(a, b, names, step),
        results=claims.results(a, b, names, step),
        citations=claims.citations(a, b, names),
        topics=topics(a, b, names, pl.concat([of_papers.pairs, of_entities.pairs])),
        build=facts.facts(a, b),
        tables=tables,
    )
