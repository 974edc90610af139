"""`kg evaluate GOLD`: precision, recall and F1 with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.counting import counted
from kg.errors import ReadError
from kg.options import cores
from kg.records import Extraction, Paper
from kg.scoring import Counts, score
from kg.vocab import PAPER, SIGNATURES

Row = dict[str, float]


def evaluate(
    gold: str | Path,
    *,
    pipeline: str = "default",
    jobs: int = 0,
    bootstrap: int = 1000,
    seed: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Row]:
    """The scores by row: p, r, f1, low and high (95 % interval of f1 over resampled papers), pred and gold (counts).

    The pipeline reads every paper without its annotation. `say` is called with which records are left out, and which
    annotations no extraction can ever meet.

    Raises:
        KgError: the file holds no annotated paper, or the pipeline is not usable.
    """
    from kg.nlp import extract, load_pipeline  # spaCy takes seconds

    papers = annotated(Path(gold), say)
    for paper in papers:
        for doubt in doubts(paper):
            say(doubt)
    nlp = load_pipeline(pipeline, threads=cores(jobs))
    read = extract([replace(p, given=None) for p in papers], nlp)
    return rows([score(x, given(p)) for p, x in zip(papers, read, strict=True)], bootstrap, seed)


def annotated(gold: Path, say: Callable[[str], None]) -> list[Paper]:
    """The annotated papers of a file, each once; `say` is called with what is left out.

    Raises:
        ReadError: there is none, or an annotation is malformed.
    """
    from kg.readers import records  # loads all readers

    found: dict[tuple[str, str, str], Paper] = {}
    bare = 0
    for record in records([gold]):
        if not isinstance(record, Paper):
            say(f"skipped {record.place}: {record.reason}")
        elif record.fault:
            raise ReadError(f"{record.sources[0].place}: {record.fault}; mend or take out this record")
        elif record.given is None:
            bare += 1
        elif (first := found.setdefault((record.id, record.title, record.abstract), record)) is not record:
            say(f"skipped {record.sources[0].place}: {record.id} is in {first.sources[0].place} already")
    if not found:
        raise ReadError(f"{gold}: holds no annotated paper; give JSON Lines with id, title, abstract, entities")
    if bare:
        say(f"{counted(bare, 'record')} without entities left out")
    return list(found.values())


def doubts(paper: Paper) -> Iterator[str]:
    """The relations of a gold paper that no extraction can ever find, one line each."""
    place, gold = paper.sources[0].place, given(paper)
    known = {PAPER}.union(*({e.name, *e.aliases} for e in gold.entities))
    for r in gold.relations:
        if r.predicate not in SIGNATURES:
            yield f"{place}: no predicate is called {r.predicate!r}; known are {', '.join(SIGNATURES)}"
        yield from (
            f"{place}: {r.predicate} names no entity of the record: {n!r}" for n in (r.head, r.tail) if n not in known
        )


def given(paper: Paper) -> Extraction:
    """The annotation of a paper; an empty one if it has none."""
    return paper.given or Extraction(paper=paper.id)


def rows(counts: Sequence[Counts], bootstrap: int, seed: int) -> dict[str, Row]:
    """Precision, recall and F1 by row, with a percentile bootstrap (Efron 1979) over papers."""
    import numpy as np

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
    """The rows as text, a line each."""
    lines = []
    for name, row in found.items():
        if not row["gold"] and not row["pred"]:
            lines.append(f"{name:34s} P   -    R   -    F1   -    (0 gold)")
            continue
        spread = f"  [{row['low']:.3f}, {row['high']:.3f}]" if "low" in row else ""
        lines.append(f"{name:34s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}{spread}  ({row['gold']} gold)")
    return "\n".join(lines)
