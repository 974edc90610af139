"""Predicted against annotated extractions, one paper at a time: how many are right, predicted, annotated.

An entity is right when at least half of its predicted forms are forms of one
annotated entity, each annotated entity being used once, and its type is that
entity's; Dataset and Benchmark stand for each other at half the worth. Roles and
triples are compared on the entities so aligned, whatever their type. What carries
a modality or falls below the threshold is no claim and is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from kg.names import normal
from kg.records import Extraction, FoundEntity, FoundResult
from kg.vocab import ALL_ROLES, DATA, PAPER, UNDIRECTED

Triple = tuple[Hashable, Hashable, str]
Counts = dict[str, tuple[float, float, float]]  # row -> right, predicted, annotated
TYPE_ROWS = {"Method": ("Method",), "Task": ("Task",), "Metric": ("Metric",), "Dataset+Benchmark": DATA}
PREDICATES = (
    *("proposes", "uses", "evaluatesOn", "addresses"),
    *("evaluatedOn", "appliedTo", "benchmarkFor", "basedOn", "partOf", "comparedWith", "outperforms"),
)


def worth(one: str, other: str) -> float:
    """What a type is worth against another."""
    if one == other:
        return 1.0
    return 0.5 if one in DATA and other in DATA else 0.0


def forms(entity: FoundEntity) -> set[str]:
    """The normal forms of an entity."""
    return {normal(n) for n in (entity.name, *entity.aliases)} - {""}


def align(found: Sequence[FoundEntity], gold: Sequence[FoundEntity]) -> dict[int, int]:
    """Predicted number -> annotated number, the best fits first, each used once."""
    mine, theirs = [forms(e) for e in found], [forms(e) for e in gold]
    fits = []
    for i, a in enumerate(mine):
        for j, b in enumerate(theirs):
            common = len(a & b)
            if common and 2 * common >= len(a):
                fits.append((-worth(found[i].type, gold[j].type), -common, i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(fits, key=lambda f: f[:2]):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def number_key(value: str) -> str:
    """A value in the form in which two spellings of one number are equal."""
    text = unicodedata.normalize("NFKC", value).lower()
    text = re.sub(r"[‐-―−~]|\bto\b", "-", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text)
    text = re.sub(r"[^\w.+/-]", "", text).strip(".")
    if not re.search(r"\d", text):
        return text
    return re.sub(r"[^\d.+/-]", "", text).lstrip("-+").strip(".")


class Namer:
    """Maps the names of one extraction to the annotated entities, so that both sides speak of the same things."""

    def __init__(self, entities: Sequence[FoundEntity], to: dict[int, int] | None) -> None:
        self.to = to
        self.names: dict[str, int] = {}
        levels = (lambda e: [e.name], lambda e: [normal(e.name)], lambda e: [normal(a) for a in e.aliases])
        for level in levels:
            for i, entity in enumerate(entities):
                for name in level(entity):
                    self.names.setdefault(name, i)

    def key(self, name: str) -> Hashable:
        """What `name` stands for: PAPER, an annotated entity, or itself."""
        if name == PAPER:
            return PAPER
        i = self.names.get(name, self.names.get(normal(name)))
        if i is not None and (self.to is None or i in self.to):
            return i if self.to is None else self.to[i]
        return ("?", normal(name))


def triples(found: Extraction, namer: Namer) -> set[tuple[Hashable, Hashable, str]]:
    """The plain triples of an extraction on aligned entities; an undirected one has its ends in order."""
    keys = set()
    for r in found.relations:
        if r.modality or r.below:
            continue
        head, tail = namer.key(r.head), namer.key(r.tail)
        if r.predicate in UNDIRECTED and r.head != PAPER:
            head, tail = sorted((head, tail), key=str)
        keys.add((head, tail, r.predicate))
    return keys


def result_keys(found: Extraction, namer: Namer, parts: Sequence[str]) -> Counter[tuple[Hashable, ...]]:
    """The plain results of an extraction as (value, parts...)."""
    plain: Iterable[FoundResult] = (r for r in found.results if not (r.modality or r.below))
    return Counter((number_key(r.value), *(namer.key(getattr(r, p)) for p in parts)) for r in plain)


def score(found: Extraction, gold: Extraction) -> Counts:
    """The counts of one paper by row."""
    counts: Counts = {}
    mine = [e for e in found.entities if not e.below]
    theirs = gold.entities
    pairs = align(mine, theirs)
    credit = {i: worth(mine[i].type, theirs[j].type) for i, j in pairs.items()}
    counts["entities"] = (sum(credit.values()), len(mine), len(theirs))
    counts["entities, span only"] = (len(pairs), len(mine), len(theirs))
    for row, types in TYPE_ROWS.items():
        right = sum(c for i, c in credit.items() if mine[i].type in types and theirs[pairs[i]].type in types)
        counts[f"entities {row}"] = (right, sum(e.type in types for e in mine), sum(e.type in types for e in theirs))
    for role in ALL_ROLES:
        a = {pairs.get(i, ("?", i)) for i, e in enumerate(mine) if e.role == role}
        b = {j for j, e in enumerate(theirs) if e.role == role}
        counts[f"role {role}"] = (len(a & b), len(a), len(b))
    left, right_side = Namer(mine, pairs), Namer(theirs, None)
    said, true = triples(found, left), triples(gold, right_side)
    split: dict[str, tuple[set[Triple], ...]] = {
        "relations": (said, true),
        "relations of the paper": tuple({t for t in x if t[0] == PAPER} for x in (said, true)),
        "relations between entities": tuple({t for t in x if t[0] != PAPER} for x in (said, true)),
        **{f"  {p}": tuple({t for t in x if t[2] == p} for x in (said, true)) for p in PREDICATES},
    }
    for row, (ours, gold_ones) in split.items():
        counts[row] = (len(ours & gold_ones), len(ours), len(gold_ones))
    for row, parts in (
        ("results, value only", ()),
        ("results, value+metric+on", ("metric", "on")),
        ("results, value+metric+on+method", ("metric", "on", "method")),
    ):
        p, q = result_keys(found, left, parts), result_keys(gold, right_side, parts)
        counts[row] = (sum((p & q).values()), sum(p.values()), sum(q.values()))
    return counts
