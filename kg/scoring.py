"""Predicted extractions compared with annotated ones, one paper at a time.

An entity is right if at least half of its predicted forms are forms of one annotated entity, and both have one type;
each annotated entity is used once. Dataset and Benchmark taken for each other count half. Roles and triples are
compared on the entities that were aligned in this way, whatever their type. What has a modality or a confidence below
the threshold is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence, Set

from kg.names import normal
from kg.records import Extraction, FoundEntity, FoundResult
from kg.vocab import ALL_ROLES, DATA, PAPER, UNDIRECTED

Triple = tuple[Hashable, Hashable, str]  # head, tail, predicate
Counts = dict[str, tuple[float, float, float]]  # row -> how many are right, predicted, annotated
TYPE_ROWS = {"Method": ("Method",), "Task": ("Task",), "Metric": ("Metric",), "Dataset+Benchmark": DATA}
RESULT_ROWS = {
    "results, value only": (),
    "results, value+metric+on": ("metric", "on"),
    "results, value+metric+on+method": ("metric", "on", "method"),
}
PREDICATES = (
    *("proposes", "uses", "evaluatesOn", "addresses"),
    *("evaluatedOn", "appliedTo", "benchmarkFor", "basedOn", "partOf", "comparedWith", "outperforms"),
)


def worth(one: str, other: str) -> float:
    """How right one type is where the other is annotated, from 0 to 1."""
    if one == other:
        return 1.0
    return 0.5 if one in DATA and other in DATA else 0.0


def forms(entity: FoundEntity) -> set[str]:
    """The normal forms of an entity."""
    return {normal(n) for n in (entity.name, *entity.aliases)} - {""}


def align(found: Sequence[FoundEntity], gold: Sequence[FoundEntity]) -> dict[int, int]:
    """Predicted entity -> annotated entity, by index; the best fits first, each used once."""
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
    """A value in a form that is the same for every spelling of one number."""
    text = unicodedata.normalize("NFKC", value).lower()
    text = re.sub(r"[‐-―−~]|\bto\b", "-", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text)
    text = re.sub(r"[^\w.+/-]", "", text).strip(".")
    if not re.search(r"\d", text):
        return text
    return re.sub(r"[^\d.+/-]", "", text).lstrip("-+").strip(".")


class Namer:
    """Leads from the names of one extraction to annotated entities, so that both sides can be compared.

    `to` leads from the index of an entity to that of the annotated one; without it, `entities` are the annotated ones.
    """

    def __init__(self, entities: Sequence[FoundEntity], to: dict[int, int] | None) -> None:
        self.to = to
        self.names: dict[str, int] = {}
        exact, plain = [[e.name] for e in entities], [[normal(e.name)] for e in entities]
        aliases = [[normal(a) for a in e.aliases] for e in entities]
        for level in (exact, plain, aliases):  # a name counts before an alias
            for i, names in enumerate(level):
                for name in names:
                    self.names.setdefault(name, i)

    def key(self, name: str) -> Hashable:
        """What `name` stands for: PAPER, the index of an annotated entity, or the name itself."""
        if name == PAPER:
            return PAPER
        i = self.names.get(name, self.names.get(normal(name)))
        if i is not None and self.to is not None:
            i = self.to.get(i)
        return ("?", normal(name)) if i is None else i


def triples(found: Extraction, namer: Namer) -> set[Triple]:
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
    mine = [e for e in found.entities if not e.below]
    theirs = gold.entities
    pairs = align(mine, theirs)
    counts = {**_entity_counts(mine, theirs, pairs), **_role_counts(mine, theirs, pairs)}
    ours, true = Namer(mine, pairs), Namer(theirs, None)
    counts |= _triple_counts(triples(found, ours), triples(gold, true))
    for row, parts in RESULT_ROWS.items():
        predicted, annotated = result_keys(found, ours, parts), result_keys(gold, true, parts)
        counts[row] = ((predicted & annotated).total(), predicted.total(), annotated.total())
    return counts


def _entity_counts(mine: Sequence[FoundEntity], theirs: Sequence[FoundEntity], pairs: dict[int, int]) -> Counts:
    credit = {i: worth(mine[i].type, theirs[j].type) for i, j in pairs.items()}
    counts: Counts = {
        "entities": (sum(credit.values()), len(mine), len(theirs)),
        "entities, span only": (len(pairs), len(mine), len(theirs)),
    }
    for row, types in TYPE_ROWS.items():
        right = sum(c for i, c in credit.items() if mine[i].type in types and theirs[pairs[i]].type in types)
        counts[f"entities {row}"] = (right, sum(e.type in types for e in mine), sum(e.type in types for e in theirs))
    return counts


def _role_counts(mine: Sequence[FoundEntity], theirs: Sequence[FoundEntity], pairs: dict[int, int]) -> Counts:
    counts: Counts = {}
    for role in ALL_ROLES:
        predicted: set[Hashable] = {pairs.get(i, ("?", i)) for i, e in enumerate(mine) if e.role == role}
        annotated = {j for j, e in enumerate(theirs) if e.role == role}
        counts[f"role {role}"] = _overlap(predicted, annotated)
    return counts


def _triple_counts(predicted: set[Triple], annotated: set[Triple]) -> Counts:
    sides = predicted, annotated
    of_paper = [{t for t in side if t[0] == PAPER} for side in sides]
    counts = {
        "relations": _overlap(*sides),
        "relations of the paper": _overlap(*of_paper),
        "relations between entities": _overlap(predicted - of_paper[0], annotated - of_paper[1]),
    }
    for predicate in PREDICATES:
        counts[f"  {predicate}"] = _overlap(*({t for t in side if t[2] == predicate} for side in sides))
    return counts


def _overlap(predicted: Set[Hashable], annotated: Set[Hashable]) -> tuple[float, float, float]:
    return len(predicted & annotated), len(predicted), len(annotated)
