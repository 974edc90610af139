"""Graphs for the tests and the benchmark of the page: made up, of realistic shape, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Sequence

from kg.graph import SCHEMA, Graph, frame
from kg.records import digest

WORDS = [
    "sparse",
    "deep",
    "causal",
    "graph",
    "neural",
    "latent",
    "robust",
    "masked",
    "linear",
    "gated",
    "spectral",
    "contrastive",
    "recurrent",
    "adaptive",
    "hierarchical",
    "multimodal",
    "federated",
    "probabilistic",
    "sequential",
    "variational",
]
THINGS = [
    "transformer",
    "network",
    "encoder",
    "attention",
    "policy",
    "kernel",
    "diffusion",
    "memory",
    "decoder",
    "classifier",
    "sampler",
    "tokenizer",
    "optimizer",
    "retrieval",
    "alignment",
    "segmentation",
    "translation",
    "parsing",
    "detection",
    "captioning",
]
TYPES = ("Method", "Method", "Method", "Task", "Dataset", "Metric", "Benchmark")
LINK = {
    "Method": ("uses", "proposes"),
    "Task": ("addresses",),
    "Dataset": ("evaluatesOn", "trainsOn"),
    "Benchmark": ("evaluatesOn",),
    "Metric": ("measures",),
}
BETWEEN = {"Method": "basedOn", "Task": "appliedTo", "Dataset": "evaluatedOn", "Benchmark": "evaluatedOn"}


def row(table: str, **values: object) -> tuple[object, ...]:
    """A row of `table`; what is not given is empty, or null where it is a number."""
    empty = {"String": "", "List(String)": [], "Boolean": False}
    unknown = set(values) - set(SCHEMA[table])
    assert not unknown, f"{table} has no {unknown}"
    return tuple(values.get(c, empty.get(str(t))) for c, t in SCHEMA[table].items())


def graph(**tables: Sequence[tuple[object, ...]]) -> Graph:
    """A graph of these rows; tables that are not given are empty."""
    return Graph(**{name: frame(name, list(tables.get(name, ()))) for name in SCHEMA})


def synthetic(nodes: int, edges: int, *, topics: int = 24) -> Graph:
    """A graph of about `nodes` papers and entities and exactly `edges` statements, each with its sentence."""
    chance = random.Random(7)  # noqa: S311  # no secret depends on it
    papers = nodes * 3 // 10
    entities = nodes - papers
    names = [_name(n, chance) for n in range(entities)]
    kinds = [TYPES[n % len(TYPES)] for n in range(entities)]
    topic_of = [int(topics * chance.random() ** 1.6) for _ in range(nodes)]
    topic_ids = [f"topic/t{n}" for n in range(topics)]
    members: list[list[int]] = [[] for _ in range(topics)]
    for e in range(entities):
        members[topic_of[papers + e]].append(e)
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in SCHEMA}
    for p in range(papers):
        title = f"{_title(chance)} for {names[chance.randrange(entities)]} ({p})"
        rows["papers"].append(
            row(
                "papers",
                id=f"paper/p{p}",
                identifier=f"p{p}",
                title=title,
                date=f"{2012 + int(13 * chance.random() ** 0.6)}-0{1 + p % 9}",
                author_string="A. Able, B. Baker",
                authors=[f"author/a{p % max(1, papers // 3)}"],
                topic=topic_ids[topic_of[p]],
                pagerank=chance.random() / papers,
            )
        )
    seen: set[tuple[str, str, str]] = set()
    counts = [0] * entities
    while len(rows["statements"]) < edges:
        p = chance.randrange(papers)
        own = members[topic_of[p]]
        near = bool(own) and chance.random() < 0.85
        e = own[int(len(own) * chance.random() ** 2.2)] if near else int(entities * chance.random() ** 2.2)
        subject, predicate = f"paper/p{p}", chance.choice(LINK[kinds[e]])
        if chance.random() < 0.25 and own and kinds[e] in BETWEEN:
            head = own[int(len(own) * chance.random() ** 1.5)]
            if kinds[head] == "Method" and head != e:
                subject, predicate = f"entity/e{head}", BETWEEN[kinds[e]]
        key = (subject, predicate, f"entity/e{e}")
        if key in seen:
            continue
        seen.add(key)
        counts[e] += 1
        _say(rows, key, f"paper/p{p}", names[e], chance)
    for e, name in enumerate(names):
        rows["entities"].append(
            row(
                "entities",
                id=f"entity/e{e}",
                name=name,
                type=kinds[e],
                types=[kinds[e]],
                aliases=[name, name.upper()] if e % 5 == 0 else [name],
                paper_count=max(1, counts[e]),
                first_seen=2012 + e % 13,
                topic=topic_ids[topic_of[papers + e]],
                pagerank=(counts[e] + 1) / edges,
                betweenness=chance.random() / 100,
            )
        )
    rows["authors"] = [
        row("authors", id=f"author/a{n}", name=f"Author Number {n}", names=[f"Author Number {n}"])
        for n in range(max(1, papers // 3))
    ]
    rows["topics"] = [
        row("topics", id=t, name=f"{names[m[0]]}, {names[m[1 % len(m)]]}", kind="community", size=len(m))
        for t, m in zip(topic_ids, members, strict=True)
        if m
    ]
    return graph(**rows)


def _name(n: int, chance: random.Random) -> str:
    return f"{chance.choice(WORDS)} {chance.choice(THINGS)} {n}"


def _title(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(4)).capitalize()


def _say(
    rows: dict[str, list[tuple[object, ...]]], key: tuple[str, str, str], paper: str, name: str, chance: random.Random
) -> None:
    """A statement with one sentence as evidence."""
    subject, predicate, target = key
    statement, evidence = "statement/" + digest(*key), "evidence/" + digest(*key, "e")
    middle = " ".join(chance.choice(WORDS + THINGS) for _ in range(14))
    quote = f"We show that {name} helps {middle} by a clear margin."
    sure = round(0.3 + 0.7 * chance.random(), 2)
    rows["statements"].append((statement, subject, predicate, target, "", sure, 1 + chance.randrange(3), True))
    rows["support"].append((statement, evidence, paper, sure))
    rows["evidence"].append((evidence, paper, "abstract", 0, len(quote), quote))
