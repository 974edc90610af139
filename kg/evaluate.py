"""`kg evaluate GOLD`: precision, recall and F1 with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.options import cores
from kg.records import Extraction, Paper
from kg.scoring import Counts, score

Row = dict[str, Any]


def evaluate(
    gold: str | Path, *, pipeline: str = "default", jobs: int = 0, bootstrap: int = 1000, seed: int = 0
) -> dict[str, Row]:
    """Row -> p, r, f1, low and high (the 95 % interval of f1 over resampled papers), pred, gold.

    The pipeline reads every paper anew; the annotations serve as truth only.

    Raises:
        KgError: the file holds no annotated paper, or the pipeline is not usable.
    """
    from dataclasses import replace  # only here

    from kg.nlp import extract, load_pipeline  # spaCy takes seconds
    from kg.readers import records

    found = [r for r in records([Path(gold)]) if isinstance(r, Paper)]
    for paper in found:
        if paper.fault:
            raise ReadError(f"{paper.sources[0].place}: {paper.fault}; mend or take out this record")
    papers = [p for p in found if p.given is not None]
    if not papers:
        raise ReadError(f"{gold}: holds no annotated paper; give JSON Lines with id, title, abstract, entities")
    nlp = load_pipeline(pipeline, threads=cores(jobs))
    read = extract([replace(p, given=None) for p in papers], nlp)
    return rows([score(x, given(p)) for p, x in zip(papers, read, strict=True)], bootstrap, seed)


def given(paper: Paper) -> Extraction:
    """What a record brought."""
    return paper.given or Extraction(paper=paper.id)


def rows(counts: Sequence[Counts], bootstrap: int, seed: int) -> dict[str, Row]:
    """Sums over papers as precision, recall and F1, with a percentile bootstrap (Efron 1979) over papers."""
    import numpy as np  # only here

    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(counts), (bootstrap, len(counts))) if bootstrap else None
    table: dict[str, Row] = {}
    for name in counts[0]:
        values = np.array([c[name] for c in counts], dtype=float)
        right, said, true = values.sum(0)
        p, r = (right / said if said else 0.0), (right / true if true else 0.0)
        row: Row = {"p": p, "r": r, "f1": f1(right, said, true)}
        if picks is not None:
            drawn = values[picks].sum(1)
            scores = 2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1e-9)
            row |= {"low": float(np.quantile(scores, 0.025)), "high": float(np.quantile(scores, 0.975))}
        table[name] = {k: round(float(v), 4) for k, v in row.items()} | {"pred": int(said), "gold": int(true)}
    return table


def f1(right: float, said: float, true: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (said + true) if said + true else 0.0


def table(found: dict[str, Row]) -> str:
    """The rows as text."""
    lines = []
    for name, row in found.items():
        spread = f"  [{row['low']:.3f}, {row['high']:.3f}]" if "low" in row else ""
        lines.append(f"{name:34s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}{spread}  ({row['gold']} gold)")
    return "\n".join(lines)
