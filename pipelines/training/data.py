"""Annotated papers -> what the network learns from: words, spans, things, pairs, numbers with their right answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.names import normal
from kg.nlp.features import LABELS, LONGEST_MENTION, NUMBER, Span
from kg.nlp.words import Encoded, Word, WordPieces, encode, shape_of, words_of
from kg.sentences import sentences_of
from kg.vocab import ALL_ROLES, ENTITY_PREDICATES, PAPER, TYPES

SPAN_LABELS = {"material": "Dataset"} | {t.lower(): t for t in TYPES}
EXTRAS = ("evaluatesOn", "outperforms", "comparedWith")


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


@dataclass(slots=True)
class Number:
    """One number of the text: is it a result, and which thing is its metric, its place, its method (-1: none)."""

    span: Span
    result: int
    slots: tuple[int, int, int] = (-1, -1, -1)  # -2: not known
    paper: bool = False


@dataclass(slots=True)
class Example:
    """A paper as the network sees it; `types` are annotated in its source, `full` means roles and relations too."""

    id: str
    text: str
    words: list[Word]
    title_words: int
    sentence: list[int]
    shapes: list[int]
    encoded: Encoded
    spans: dict[Span, int]
    things: list[Thing]
    pairs: dict[tuple[int, int], set[int]]
    numbers: list[Number]
    types: tuple[int, ...]
    full: bool


def layout(title: str, abstract: str, pieces: WordPieces) -> tuple[str, list[Word], int, list[int], Encoded]:
    """Text, words, number of title words, sentence of each word, and the encoder's input, cut at 512 pieces."""
    text = f"{title}\n{abstract}"
    head = words_of(title)
    words = head + words_of(abstract, len(title) + 1)
    encoded = encode([w.text for w in words], len(head), pieces)
    while len(encoded.ids) > 512:
        words = words[:-10]
        encoded = encode([w.text for w in words], len(head), pieces)
    ends = [len(title), *(len(title) + 1 + end for _, end in sentences_of(abstract))]
    sentence, at = [], 0
    for word in words:
        while at < len(ends) - 1 and word.start >= ends[at]:
            at += 1
        sentence.append(at)
    return text, words, len(head), sentence, encoded


def find_forms(words: Sequence[Word], text: str, forms: Iterable[str]) -> dict[str, list[Span]]:
    """Where each form stands in the text: whole words, case and plural aside, longer names before shorter."""
    starts = {w.start: i for i, w in enumerate(words)}
    ends = {w.end: i for i, w in enumerate(words)}
    taken: dict[Span, str] = {}
    by_length = sorted(set(forms), key=lambda f: (-len(f), f))
    for exact in (True, False):
        for form in by_length:
            pattern = re.escape(form) if exact else re.escape(form) + "s?"
            loose = not exact and len(form) > 3 and not form.isupper()
            if not exact and not loose:
                continue
            for match in re.finditer(pattern, text, 0 if exact else re.I):
                first, last = starts.get(match.start()), ends.get(match.end())
                if first is None or last is None or last - first >= LONGEST_MENTION:
                    continue
                if not any(s <= last and first <= e for s, e in taken):
                    taken[first, last] = form
    found: dict[str, list[Span]] = {}
    for span, form in sorted(taken.items()):
        found.setdefault(form, []).append(span)
    return found


def example(record: dict[str, Any], pieces: WordPieces) -> Example:
    """A paper of our gold as an Example."""
    text, words, title_words, sentence, encoded = layout(record["title"], record["abstract"], pieces)
    owner: dict[str, int] = {}
    for i, e in enumerate(record["entities"]):
        for form in (e["name"], *e["aliases"]):
            owner.setdefault(form, i)
    where = find_forms(words, text, owner)
    things: list[Thing] = []
    index: dict[int, int] = {}
    for i, e in enumerate(record["entities"]):
        forms = {f: where[f] for f in (e["name"], *e["aliases"]) if f in where and owner[f] == i}
        if forms:
            index[i] = len(things)
            things.append(Thing(forms, 1 + TYPES.index(e["type"]), 1 + ALL_ROLES.index(e["role"])))
    named = {form: index[i] for form, i in owner.items() if i in index}
    pairs: dict[tuple[int, int], set[int]] = {}
    for head, predicate, tail in record["relations"]:
        if tail not in named:
            continue
        if head == PAPER and predicate in EXTRAS:
            things[named[tail]].extra[EXTRAS.index(predicate)] = 1
        elif head in named and predicate in ENTITY_PREDICATES and named[head] != named[tail]:
            pairs.setdefault((named[head], named[tail]), set()).add(ENTITY_PREDICATES.index(predicate))
            if predicate == "comparedWith":
                pairs.setdefault((named[tail], named[head]), set()).add(ENTITY_PREDICATES.index(predicate))
    spans = {m: t.type for t in things for m in t.mentions}
    for name, mentions in phrases(record, text, words, sentence, {normal(f) for f in owner}).items():
        free = [m for m in mentions if m not in spans]
        if free:
            spans |= dict.fromkeys(free, len(LABELS))
            named[name] = len(things)
            things.append(Thing({name: free}, len(LABELS), 0))
    numbers = numbers_of(record, text, words, named, things)
    shapes = [shape_of(w.text) for w in words]
    everything = tuple(range(1, 1 + len(LABELS)))
    return Example(
        record["id"],
        text,
        words,
        title_words,
        sentence,
        shapes,
        encoded,
        spans,
        things,
        pairs,
        numbers,
        everything,
        True,
    )


def phrases(
    record: dict[str, Any], text: str, words: Sequence[Word], sentence: Sequence[int], names: set[str]
) -> dict[str, list[Span]]:
    """Measures and places of results that are no entity: where they stand, in the sentences of their numbers."""
    found: dict[str, list[Span]] = {}
    numbers = number_spans(words, text)
    for result in record["results"]:
        value = plain_number(result["value"])
        here = {sentence[span[0]] for v, span in numbers if value and plain_number(v) == value}
        for name in (result["metric"], result["on"]):
            if name and normal(name) not in names:
                spans = find_forms(words, text, [name]).get(name, [])
                found.setdefault(name, []).extend(s for s in spans if sentence[s[0]] in here)
    return {name: sorted(set(spans)) for name, spans in found.items() if spans}


def number_spans(words: Sequence[Word], text: str) -> list[tuple[str, Span]]:
    """The numbers of a text with the words that they cover."""
    found = []
    at = 0
    for match in NUMBER.finditer(text):
        while at < len(words) and words[at].end <= match.start():
            at += 1
        last = at
        while last + 1 < len(words) and words[last + 1].start < match.end():
            last += 1
        if at < len(words):
            found.append((match.group(), (at, last)))
    return found


def plain_number(value: str) -> str:
    """A number as written without sign, thousands separators and what follows."""
    digits = re.search(r"\d[\d,]*\.?\d*|\.\d+", value)
    return digits.group().replace(",", "").strip(".") if digits else ""


def numbers_of(
    record: dict[str, Any], text: str, words: Sequence[Word], named: dict[str, int], things: Sequence[Thing]
) -> list[Number]:
    """Each number of the text with what the gold's results say of it, the nearest where a value stands twice."""
    found = [(plain_number(t), span) for t, span in number_spans(words, text)]
    answers: dict[int, tuple[tuple[int, int, int], bool]] = {}
    for result in record["results"]:
        slots = tuple(named.get(v, -1 if v in ("", PAPER) else -2) for v in map(result.get, ("metric", "on", "method")))
        value = plain_number(result["value"])
        places = [i for i, (v, _) in enumerate(found) if v == value]
        if not places:
            continue
        near = [m for s in slots if s >= 0 for m in things[s].mentions]
        best = min(places, key=lambda i: (i in answers, min((abs(m[0] - found[i][1][0]) for m in near), default=0)))
        answers.setdefault(best, (slots, result["method"] == PAPER))  # type: ignore[arg-type]  # three slots
    return [Number(span, int(i in answers), *(answers.get(i, ()))) for i, (_, span) in enumerate(found)]


def corpus_example(record: dict[str, Any], types: Sequence[str], pieces: WordPieces) -> Example | None:
    """A record of a corpus with character spans as an Example; its other types are unknown."""
    text, words, _, sentence, encoded = layout("", record["text"], pieces)
    starts = {w.start - 1: i for i, w in enumerate(words)}
    ends = {w.end - 1: i for i, w in enumerate(words)}
    spans: dict[Span, int] = {}
    for e in record["entities"]:
        label = SPAN_LABELS.get(e["label"].lower())
        first, last = starts.get(e["start"]), ends.get(e["end"])
        if label in types and first is not None and last is not None and 0 <= last - first < LONGEST_MENTION:
            spans[first, last] = 1 + TYPES.index(label)
    known = tuple(1 + TYPES.index(t) for t in types)
    if not words:
        return None
    shapes = [shape_of(w.text) for w in words]
    return Example(record["id"], text, words, 0, sentence, shapes, encoded, spans, [], {}, [], known, False)
