"""Fit the confidence curves of a pipeline on development papers, and print how well they hold.

    python -m pipelines.training.calibrate PIPELINE GOLD.jsonl --dev-ids DEV.txt

The table is of curves fitted on one half of the papers and looked at on the other,
both ways; what is written into the pipeline is fitted on all of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import minimize

from kg.evaluate import given
from kg.nlp import load_pipeline
from kg.nlp.confidence import KINDS, calibrated, logit
from kg.nlp.extract import extraction, make_doc
from kg.records import Extraction
from kg.vocab import PAPER
from pipelines.training.annotations import development, development_arguments, right

Judged = tuple[str, float, bool]  # kind of claim, score, right or wrong
BINS = 5


def judged(found: Extraction, gold: Extraction) -> Iterator[Judged]:
    """Every claim of a paper with its score, and whether the annotation has it."""
    entities, relations, results = right(found, gold)
    yield from (("entity", e.confidence, ok) for e, ok in zip(found.entities, entities, strict=True))
    for r, ok in zip(found.relations, relations, strict=True):
        if ok is not None:
            yield ("of_paper" if r.head == PAPER else "between"), r.confidence, ok
    yield from (("result", x.confidence, ok) for x, ok in zip(found.results, results, strict=True))


def fit(rows: Sequence[Judged]) -> list[float]:
    """Slope and shift of the logistic curve that fits best, with a little ridge towards no change."""
    x = np.array([logit(score) for _, score, _ in rows])
    right = np.array([right for _, _, right in rows], dtype=float)

    def loss(curve: np.ndarray) -> float:
        z = curve[0] * x + curve[1]
        return float(np.sum(np.logaddexp(0, z) - right * z) + 0.5 * ((curve[0] - 1) ** 2 + curve[1] ** 2))

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return [round(float(v), 4) for v in found]


def curves(rows: Sequence[Judged]) -> dict[str, list[float]]:
    """A curve for each kind that has enough rows."""
    of = {kind: [r for r in rows if r[0] == kind] for kind in KINDS}
    return {kind: fit(mine) for kind, mine in of.items() if len(mine) >= 30}


def reliability(rows: Sequence[Judged]) -> str:
    """Confidence against the share that was right, in bins of equal size, and the expected calibration error."""
    lines = []
    for kind in KINDS:
        mine = sorted((score, right) for k, score, right in rows if k == kind)
        size = -(-len(mine) // BINS) or 1
        bins = [mine[i : i + size] for i in range(0, len(mine), size)]
        told = [(sum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for b in bins]
        error = sum(abs(s - r) * n for s, r, n in told) / max(len(mine), 1)
        cells = "  ".join(f"{s:.2f}->{r:.2f}" for s, r, _ in told)
        lines.append(f"{kind:9s} n={len(mine):5d}  error {error:.3f}  {cells}")
    return "\n".join(lines)


def calibrate(args: argparse.Namespace) -> None:
    """Fit, print, write."""
    papers = development(args.gold, args.dev_ids)
    nlp = load_pipeline(str(args.pipeline), threads=2)
    docs = nlp.pipe(make_doc(nlp, p) for p in papers)
    of = [list(judged(extraction(p, d, 0.0), given(p))) for p, d in zip(papers, docs, strict=True)]
    halves = [[r for rows in of[i::2] for r in rows] for i in (0, 1)]
    fitted = [curves(half) for half in halves]
    crossed = [(k, calibrated(s, k, fitted[1 - i]), right) for i in (0, 1) for k, s, right in halves[i]]
    everything = halves[0] + halves[1]
    print("as the network says\n" + reliability(everything))
    print("calibrated, on papers that the curve was not fitted on\n" + reliability(crossed))
    path = args.pipeline / "kg_encoder" / "settings.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["calibration"] = curves(everything)
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    development_arguments(parser)
    return parser.parse_args()


if __name__ == "__main__":
    calibrate(arguments())
