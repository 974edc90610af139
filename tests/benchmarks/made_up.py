"""A made-up graph of any size, with ties as uneven as in real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from kg.graph import Graph, frame

Row = tuple[Any, ...]
COUNTS = {"Method": 4000, "Dataset": 400, "Task": 300, "Metric": 60}
SLUGS = {"Method": "method", "Dataset": "data-set", "Task": "task", "Metric": "metric"}
TOPICS, AUTHORS, TRIPLES_A_PAPER = 25, 3000, 205
WORDS = ["deep", "graph", "neural", "sparse", "causal", "robust", "visual", "speech", "latent", "dense", "federated"]


def made_up(papers: int, seed: int = 0) -> Graph:
    """A graph of `papers` papers, some 205 triples each."""
    rng = random.Random(seed)
    tables = ("papers", "statements", "support", "evidence", "results", "citations")
    rows: dict[str, list[Row]] = {name: [] for name in tables}
    said: set[tuple[str, str, str]] = set()
    for n in range(papers):
        rows["papers"].append(_paper(rng, n))
        rows["evidence"] += _evidence(rng, n)
        rows["results"] += _results(rng, n)
        rows["citations"] += [(f"paper/p{n}", f"paper/p{rng.randrange(n)}") for _ in range(8 if n else 0)]
        for triple in dict.fromkeys(_triples(rng, n)):
            if triple not in said and triple[0] != triple[2]:
                said.add(triple)
                name, confidence = f"statement/{len(said):08x}", round(rng.uniform(0.3, 1), 4)
                rows["statements"].append((name, *triple, "", confidence, 1, True))
                sentence = f"evidence/{n:08x}a{120 * rng.randrange(6)}"
                rows["support"].append((name, sentence, f"paper/p{n}", confidence))
    return Graph(
        **{name: frame(name, table) for name, table in rows.items()},
        entities=frame("entities", [_entity(rng, k, i) for k, count in COUNTS.items() for i in range(count)]),
        authors=frame("authors", [(f"author/{i}", f"Author {i}", "", []) for i in range(AUTHORS)]),
        topics=frame("topics", [(f"topic/{i}", f"Topic {i}", "community", "", "", 1) for i in range(TOPICS)]),
        quarantine=frame("quarantine", []),
    )


def _some(rng: random.Random, kind: str) -> str:
    """An entity; few are named often."""
    return f"entity/{SLUGS[kind]}-{min(int(rng.paretovariate(0.7)) - 1, COUNTS[kind] - 1)}"


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=16)) + "."


def _paper(rng: random.Random, n: int) -> Row:
    authors = sorted({f"author/{rng.randrange(AUTHORS)}" for _ in range(3)})
    abstract = " ".join(_sentence(rng) for _ in range(8))
    head = (f"paper/p{n}", f"p{n}", f"Title {n}", abstract, authors, "A, B", f"{2000 + n % 26}-03-01", "Venue")
    source = (["made-up.jsonl"], [f"made-up.jsonl:{n}"])
    return (*head, f"10.1/{n}", "", [], [], [], [], *source, n % 3 == 0, False, False, f"topic/{n % TOPICS}", None)


def _entity(rng: random.Random, kind: str, i: int) -> Row:
    slug = f"{SLUGS[kind]}-{i}"
    names = (slug.replace("-", " "), kind, [kind], [f"{slug} alias"], [], [])
    return (f"entity/{slug}", *names, rng.randrange(1, 200), 2020, f"topic/{i % TOPICS}", rng.random() / 1000, 0.0)


def _evidence(rng: random.Random, n: int) -> Iterator[Row]:
    for field, start in (("title", 0), *(("abstract", 120 * i) for i in range(6))):
        yield f"evidence/{n:08x}{field[0]}{start}", f"paper/p{n}", field, start, start + 110, _sentence(rng)


def _results(rng: random.Random, n: int) -> Iterator[Row]:
    for i in range(2):
        slots = (f"entity/method-{n % COUNTS['Method']}", _some(rng, "Dataset"), _some(rng, "Metric"))
        texts = ("ours", "set", "metric", f"{rng.uniform(10, 99):.1f}", "%")
        yield f"result/{n:08x}{i}", f"paper/p{n}", *slots, *texts, 0.8, "", True, [f"evidence/{n:08x}a120"], False


def _triples(rng: random.Random, n: int) -> Iterator[tuple[str, str, str]]:
    paper, own = f"paper/p{n}", f"entity/method-{n % COUNTS['Method']}"
    yield paper, "proposes", own
    yield paper, "mentions", own
    for predicate, kind in (("uses", "Method"), ("uses", "Method"), ("evaluatesOn", "Dataset"), ("addresses", "Task")):
        tail = _some(rng, kind)
        yield paper, predicate, tail
        yield paper, "mentions", tail
    yield own, "basedOn", _some(rng, "Method")
    yield own, "evaluatedOn", _some(rng, "Dataset")
    yield own, "outperforms", _some(rng, "Method")
    if n:
        yield paper, "buildsOn", f"paper/p{rng.randrange(n)}"
