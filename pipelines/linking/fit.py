"""Fit the weights of `kg.linking.judge`: when a paper's alias is another name, and when a wider or narrower thing.

    python pipelines/linking/fit.py PAPERS.jsonl CLUSTERS.json

PAPERS.jsonl holds records with entities; CLUSTERS.json says which names are one thing: [{"forms": [normal form],
"split": [{"form", "papers"}]}]. Prints the accuracy and log loss by five-fold cross-validation over papers, and the
weights for `WEIGHTS`, by logistic regression with a ridge (Newton's method).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.linking.corpus import Corpus
from kg.linking.features import features
from kg.linking.judge import certain, written_out
from kg.linking.units import units
from kg.names import normal
from kg.records import Extraction, FoundEntity, Paper

Floats = NDArray[np.float64]
RIDGE, FOLDS, STEPS = 1.0, 5, 40


def read(path: Path) -> tuple[list[Paper], list[Extraction]]:
    """The papers and their given entities."""
    papers, extractions = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        papers.append(Paper(id=r["id"], title=r["title"], abstract=r["abstract"]))
        found = (
            FoundEntity(name=e["name"], aliases=tuple(e.get("aliases") or ()), type=e["type"], role=e["role"])
            for e in r["entities"]
        )
        extractions.append(Extraction(paper=r["id"], entities=tuple(found)))
    return papers, extractions


def examples(
    papers: list[Paper], read: list[Extraction], clusters: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, float], bool]]:
    """(paper, features, whether the two are one thing) for each two forms of an entity that need weighing."""
    plain = {normal(form): n for n, c in enumerate(clusters) for form in c["forms"]}
    split = {(normal(s["form"]), p): n for n, c in enumerate(clusters) for s in c["split"] for p in s["papers"]}
    text = {p.id: f"{p.title}\n{p.abstract}" for p in papers}
    corpus = Corpus(units(papers, read))
    for unit in corpus.units:
        seen = set()
        for a, b in combinations(unit.forms, 2):
            ends = frozenset((normal(a), normal(b)))
            if len(ends) == 1 or ends in seen or certain(a, b, corpus, unit):
                continue
            if (a, b) != (written_out(a, unit), written_out(b, unit)):
                continue  # an abbreviation has the verdict of its long form
            seen.add(ends)
            one, two = (split.get((x, unit.paper), plain.get(x, x)) for x in map(normal, (a, b)))
            yield unit.paper, features(a, b, corpus, unit, text[unit.paper]), one == two


def fit(x: Floats, y: Floats) -> Floats:
    """The weights that make the penalised likelihood greatest."""
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + RIDGE * w)
    return w


def main(papers_path: str, clusters_path: str) -> None:
    """Fit and print."""
    clusters = json.loads(Path(clusters_path).read_text(encoding="utf-8"))
    rows = list(examples(*read(Path(papers_path)), clusters))
    names = sorted({name for _, seen, _ in rows for name in seen})
    x = np.array([[seen.get(name, 0.0) for name in names] for _, seen, _ in rows])
    y = np.array([float(same) for *_, same in rows])
    ids = sorted({paper for paper, *_ in rows})
    folds = dict(zip(ids, np.random.default_rng(0).integers(0, FOLDS, len(ids)), strict=True))
    fold = np.array([folds[paper] for paper, *_ in rows])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    print(
        f"{len(y)} pairs, {y.mean():.2f} of them one thing; accuracy {((p > 0.5) == y).mean():.3f}, log loss {loss:.3f}"
    )
    for name, weight in zip(names, fit(x, y), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(*sys.argv[1:])
