"""Annotated papers -> what the network learns from: words, spans, things, pairs, numbers with their right answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.names import normal
from kg.nlp.features import LABELS, LONGEST_MENTION, Span
from kg.nlp.words import WordPieces, shape_of
from kg.vocab import ALL_ROLES, ENTITY_PREDICATES, PAPER, TYPES
from pipelines.training.layout import Layout, find_forms, layout
from pipelines.training.results import Number, numbers_of, phrases

SPAN_LABELS = {"material": "Dataset"} | {t.lower(): t for t in TYPES}
EXTRAS = ("evaluatesOn", "outperforms", "comparedWith")
PHRASE = len(LABELS)  # the type of a metric or place that is no entity
Pairs = dict[tuple[int, int], set[int]]  # (head, tail) -> predicates, all by index


@dataclass(slots=True)
class Thing:
    """One annotated entity: its written forms with their mentions, its type and role as indices (0: none)."""

    forms: dict[str, list[Span]]
    type: int
    role: int
    extra: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def mentions(self) -> list[Span]:
        """All mentions in text order."""
        return sorted({m for spans in self.forms.values() for m in spans})


@dataclass(slots=True, kw_only=True)
class Example:
    """A paper as the network sees it."""

    id: str
    page: Layout
    shapes: list[int]
    spans: dict[Span, int]
    things: list[Thing] = field(default_factory=list)
    pairs: Pairs = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    types: tuple[int, ...]  # that its source annotates
    full: bool  # whether roles, relations and results are annotated, too


def example(record: Mapping[str, Any], pieces: WordPieces) -> Example:
    """A paper of our gold as an Example."""
    page = layout(record["title"], record["abstract"], pieces)
    owner: dict[str, int] = {}  # form -> the first entity that has it
    for i, e in enumerate(record["entities"]):
        for form in (e["name"], *e["aliases"]):
            owner.setdefault(form, i)
    things, index = _things(record["entities"], owner, find_forms(page.words, page.text, owner))
    named = {form: index[i] for form, i in owner.items() if i in index}
    pairs = _pairs(record["relations"], named, things)
    spans = {m: t.type for t in things for m in t.mentions}
    for name, mentions in phrases(record, page, {normal(f) for f in owner}).items():
        free = [m for m in mentions if m not in spans]
        if free:
            spans |= dict.fromkeys(free, PHRASE)
            named[name] = len(things)
            things.append(Thing({name: free}, PHRASE, 0))
    return Example(
        id=record["id"],
        page=page,
        shapes=[shape_of(w.text) for w in page.words],
        spans=spans,
        things=things,
        pairs=pairs,
        numbers=numbers_of(record, page, named, [t.mentions for t in things]),
        types=tuple(range(1, 1 + len(LABELS))),
        full=True,
    )


def _things(
    entities: Sequence[Mapping[str, Any]], owner: Mapping[str, int], where: Mapping[str, list[Span]]
) -> tuple[list[Thing], dict[int, int]]:
    """The entities that the text names as things; and entity -> thing, by index."""
    things: list[Thing] = []
    index: dict[int, int] = {}
    for i, e in enumerate(entities):
        forms = {f: where[f] for f in (e["name"], *e["aliases"]) if f in where and owner[f] == i}
        if forms:
            index[i] = len(things)
            things.append(Thing(forms, 1 + TYPES.index(e["type"]), 1 + ALL_ROLES.index(e["role"])))
    return things, index


def _pairs(relations: Sequence[Sequence[str]], named: Mapping[str, int], things: Sequence[Thing]) -> Pairs:
    """The relations between things; those of the paper itself are marked on their things."""
    pairs: Pairs = {}
    for head, predicate, tail in relations:
        if tail not in named:
            continue
        if head == PAPER and predicate in EXTRAS:
            things[named[tail]].extra[EXTRAS.index(predicate)] = 1
        elif head in named and predicate in ENTITY_PREDICATES and named[head] != named[tail]:
            ends = named[head], named[tail]
            for pair in (ends, ends[::-1]) if predicate == "comparedWith" else (ends,):
                pairs.setdefault(pair, set()).add(ENTITY_PREDICATES.index(predicate))
    return pairs


def corpus_example(record: Mapping[str, Any], types: Sequence[str], pieces: WordPieces) -> Example | None:
    """A record of a corpus with character spans as an Example, None without words; its other types are unknown."""
    page = layout("", record["text"], pieces)
    if not page.words:
        return None
    starts = {w.start - 1: i for i, w in enumerate(page.words)}
    ends = {w.end - 1: i for i, w in enumerate(page.words)}
    spans: dict[Span, int] = {}
    for e in record["entities"]:
        label = SPAN_LABELS.get(e["label"].lower())
        first, last = starts.get(e["start"]), ends.get(e["end"])
        if label in types and first is not None and last is not None and 0 <= last - first < LONGEST_MENTION:
            spans[first, last] = 1 + TYPES.index(label)
    shapes = [shape_of(w.text) for w in page.words]
    known = tuple(1 + TYPES.index(t) for t in types)
    return Example(id=record["id"], page=page, shapes=shapes, spans=spans, types=known, full=False)
