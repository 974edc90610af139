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


EVIL = "</script><img src=x onerror=alert(1)>"


def small() -> Graph:
    """Four papers around one method, with markup in every field that holds text."""
    papers = [
        (
            "p1",
            "RMT: Retentive Networks Meet Vision",
            "2023-09-20",
            "Ada Ash, Bo Birch, et al.",
            ["author/ash", "author/birch"],
        ),
        ("p2", "Seeing with Retention", "2024-02-01", "Bo Birch", ["author/birch"]),
        ("p3", f"On {EVIL} and <b>bold</b> claims & more", "2021", EVIL, ["author/evil"]),
        ("p4", "A lone paper", "", "", []),
    ]
    entities = [
        ("rmt", "RMT", "Method", ["RMT", "Retentive Vision Transformer"]),
        ("imagenet", "ImageNet-1k", "Dataset", ["ImageNet-1k"]),
        ("classification", "image classification", "Task", ["image classification"]),
        ("accuracy", "Top1-acc", "Metric", ["Top1-acc"]),
        ("seer", "Seer", "Method", ["Seer"]),
        ("evil", EVIL, "Method", [EVIL, '"><svg onload=alert(2)>']),
    ]
    said = [
        ("s1", "paper/p1", "proposes", "entity/rmt", "", 0.95, "We introduce RMT, a vision backbone.", "p1"),
        (
            "s2",
            "entity/rmt",
            "evaluatedOn",
            "entity/imagenet",
            "",
            0.9,
            "RMT reaches 84.1% Top1-acc on ImageNet-1k.",
            "p1",
        ),
        ("s3", "entity/rmt", "appliedTo", "entity/classification", "", 0.4, "RMT is for image classification.", "p1"),
        ("s4", "paper/p2", "proposes", "entity/seer", "", 0.9, "We propose Seer.", "p2"),
        ("s5", "entity/seer", "basedOn", "entity/rmt", "", 0.8, "Seer is built on RMT.", "p2"),
        ("s6", "paper/p2", "buildsOn", "paper/p1", "", 0.8, "Seer is built on RMT.", "p2"),
        ("s7", "paper/p3", "uses", "entity/evil", "", 0.8, f"We use {EVIL} here.", "p3"),
        ("s8", "entity/seer", "outperforms", "entity/rmt", "hedged", 0.6, "Seer may outperform RMT.", "p2"),
        ("s9", "entity/evil", "basedOn", "entity/seer", "", 0.7, f"=1+1 {EVIL} is based on Seer.", "p3"),
    ]
    statements, support, evidence = [], [], []
    for id_, subject, predicate, target, modality, sure, quote, paper in said:
        statements.append((f"statement/{id_}", subject, predicate, target, modality, sure, 1, not modality))
        support.append((f"statement/{id_}", f"evidence/{id_}", f"paper/{paper}", sure))
        evidence.append((f"evidence/{id_}", f"paper/{paper}", "abstract", 0, len(quote), quote))
    authors = [("author/ash", "Ada Ash"), ("author/birch", "Bo Birch"), ("author/evil", EVIL)]
    result = row(
        "results",
        id="result/r1",
        paper="paper/p1",
        method="entity/rmt",
        on="entity/imagenet",
        metric="entity/accuracy",
        method_text="RMT",
        on_text="ImageNet-1k",
        metric_text="Top1-acc",
        value_text="84.1",
        unit="%",
        confidence=0.9,
        asserted=True,
        evidence=["evidence/s2"],
    )
    return graph(
        papers=[
            row(
                "papers",
                id=f"paper/{i}",
                identifier=i,
                title=t,
                date=d,
                author_string=s,
                authors=a,
                venue=EVIL,
                doi=EVIL,
                code=["https://code.example/rmt", "javascript:alert(3)"],
            )
            for i, t, d, s, a in papers
        ],
        entities=[
            row("entities", id=f"entity/{i}", name=n, type=t, types=[t], aliases=a, paper_count=1, topic=None)
            for i, n, t, a in entities
        ],
        authors=[row("authors", id=i, name=n, names=[n]) for i, n in authors],
        statements=statements,
        support=support,
        evidence=evidence,
        results=[result],
        citations=[("paper/p2", "paper/p1")],
        topics=[row("topics", id="topic/LG", name="LG", kind="subject", notation="LG", size=1)],
    )
