r"""Fit the weights of `kg.linking.judge`: when a paper's alias is another name, and when a wider or narrower thing.

    python -m pipelines.linking.fit PAPERS.jsonl CLUSTERS.json \
        --pairs PAIRS.jsonl.gz --annotations GOLD.jsonl ANNOTATIONS.jsonl.gz --texts TEXTS.jsonl.gz

PAPERS.jsonl holds records with entities; CLUSTERS.json says which names are one thing: [{"forms": [normal form],
"split": [{"form", "papers"}]}]. PAIRS.jsonl.gz says of single pairs whether they are ("paper", "names", "same"); the
entities of those papers come from ANNOTATIONS, their titles and abstracts from there or from TEXTS. Prints the accuracy
and log loss on PAPERS by five-fold cross-validation, and the weights for `WEIGHTS`, by logistic regression with a ridge
(Newton's method).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from pipelines.training.annotations import lines, with_texts

Floats = NDArray[np.float64]
Answer = Callable[[str, str, str], bool | None]  # paper, two names -> whether they are one thing, None: not known
Row = tuple[str, dict[str, float], bool]  # paper, features, whether the two are one thing
RIDGE, FOLDS, STEPS = 1.0, 5, 40
CORPUS = 800  # papers read as one corpus: as many as PAPERS has, since features count papers
SHARE = 0.3  # weight of a pair of PAIRS beside one of PAPERS, best by cross-validation among 0, 0.3, 0.6, 1


def paper(r: Mapping[str, Any]) -> tuple[Paper, Extraction]:
    """A record and its given entities."""
    found = (
        FoundEntity(name=e["name"], aliases=tuple(e.get("aliases") or ()), type=e["type"], role=e["role"])
        for e in r["entities"]
    )
    return Paper(id=r["id"], title=r["title"], abstract=r["abstract"]), Extraction(paper=r["id"], entities=tuple(found))


def examples(read: Sequence[tuple[Paper, Extraction]], answer: Answer) -> Iterator[Row]:
    """A row for each two forms of an entity that need weighing and that `answer` knows."""
    text = {p.id: f"{p.title}\n{p.abstract}" for p, _ in read}
    corpus = Corpus(units([p for p, _ in read], [x for _, x in read]))
    for unit in corpus.units:
        seen = set()
        for a, b in combinations(unit.forms, 2):
            ends = frozenset((normal(a), normal(b)))
            if len(ends) == 1 or ends in seen or certain(a, b, corpus, unit):
                continue
            if (a, b) != (written_out(a, unit), written_out(b, unit)):
                continue  # an abbreviation has the verdict of its long form
            seen.add(ends)
            same = answer(unit.paper, a, b)
            if same is not None:
                yield unit.paper, features(a, b, corpus, unit, text[unit.paper]), same


def by_clusters(clusters: Iterable[Mapping[str, Any]]) -> Answer:
    """The answers of CLUSTERS.json."""
    clusters = list(clusters)
    plain = {normal(form): n for n, c in enumerate(clusters) for form in c["forms"]}
    split = {(normal(s["form"]), p): n for n, c in enumerate(clusters) for s in c["split"] for p in s["papers"]}

    def answer(paper: str, a: str, b: str) -> bool:
        one, two = (split.get((x, paper), plain.get(x, x)) for x in map(normal, (a, b)))
        return one == two

    return answer


def judged(args: argparse.Namespace, without: set[str]) -> Iterator[Row]:
    """The rows of the single pairs, their papers read in corpora of equal size; none of `without` is among them."""
    said = {(r["paper"], frozenset(map(normal, r["names"]))): bool(r["same"]) for r in lines(args.pairs)}
    found = {r["id"]: r for r in with_texts(args.annotations, args.texts) if r["id"] not in without}
    rows = list(found.values())
    order = np.random.default_rng(1).permutation(len(rows))
    for at in range(0, len(rows), CORPUS):
        part = [paper(rows[i]) for i in sorted(order[at : at + CORPUS])]
        yield from examples(part, lambda p, a, b: said.get((p, frozenset((normal(a), normal(b))))))


def fit(x: Floats, y: Floats, weight: Floats) -> Floats:
    """The weights that make the penalised likelihood greatest."""
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (weight * (p - y)) + RIDGE * w)
    return w


def main(args: argparse.Namespace) -> None:
    """Fit and print."""
    read = [paper(r) for r in lines(args.papers)]
    rows = list(examples(read, by_clusters(json.loads(args.clusters.read_text(encoding="utf-8")))))
    more = list(judged(args, {p.id for p, _ in read})) if args.pairs else []
    names = sorted({name for _, seen, _ in (*rows, *more) for name in seen})
    x = np.array([[seen.get(name, 0.0) for name in names] for _, seen, _ in (*rows, *more)])
    y = np.array([float(same) for *_, same in (*rows, *more)])
    weight = np.array([1.0] * len(rows) + [SHARE] * len(more))
    ids = sorted({paper for paper, *_ in rows})
    folds = dict(zip(ids, np.random.default_rng(0).integers(0, FOLDS, len(ids)), strict=True))
    fold = np.array([folds[paper] for paper, *_ in rows] + [FOLDS] * len(more))
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(*(a[fold != k] for a in (x, y, weight)))))
    loss = -np.mean(np.log(np.where(y == 1, p, 1 - p)[: len(rows)]))
    right = ((p > 0.5) == y)[: len(rows)].mean()
    print(f"{len(rows)} pairs and {len(more)} more; accuracy {right:.3f}, log loss {loss:.3f}")
    for name, value in zip(names, fit(x, y, weight), strict=True):
        print(f'    "{name}": {value:.2f},')


def arguments() -> argparse.Namespace:
    """The command line."""
    p = argparse.ArgumentParser(description="Fit the weights of the alias judge")
    p.add_argument("papers", type=Path)
    p.add_argument("clusters", type=Path)
    p.add_argument("--pairs", type=Path)
    p.add_argument("--annotations", type=Path, nargs="*", default=[])
    p.add_argument("--texts", type=Path)
    return p.parse_args()


if __name__ == "__main__":
    main(arguments())
