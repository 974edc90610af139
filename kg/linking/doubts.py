"""Where linking is least sure: merges that may be wrong, and things that may be one and are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.linking.abbreviations import is_short, letters
from kg.linking.corpus import abbreviates
from kg.linking.known import known
from kg.linking.lexicon import ALIKE
from kg.linking.spelling import core, joined, stem
from kg.records import Entity

_BLOCK = 50  # entities that share a clue and are still compared
_ALIKE = tuple(frozenset(map(stem, group.split())) for group in ALIKE)
_TYPO = 8  # letters from which one that differs may be a slip
# how likely such a pair is one thing: guesses; few annotated names are such pairs, of the last two kinds none is one
_DONE = 0.6
_DONE_TO_ONE = 0.2  # "object detection" is not "object recognition"
_LETTERS = 0.1
_ONE_LETTER = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Names that were joined, or were not, and how likely they are one thing."""

    names: tuple[str, ...]
    entities: tuple[str, ...]  # their ids
    reason: str
    confidence: float
    papers: int


def least_certain(entities: Sequence[Entity], n: int = 20) -> list[Doubt]:
    """The `n` merges with the lowest confidence; of equals the one with more papers first."""
    doubts = [
        Doubt(names=m.names, entities=(e.id,), reason=m.reason, confidence=m.confidence, papers=_papers(e))
        for e in entities
        for m in e.merges
        if m.confidence < 0.95
    ]
    return sorted(doubts, key=lambda d: (d.confidence, -d.papers, d.names))[:n]


def likely_missed(entities: Sequence[Entity], n: int = 20) -> list[Doubt]:
    """The `n` likeliest pairs of entities that are one thing.

    A paper gives both names to one thing, a name has another word for what is done, the letters of a short form fit,
    or a slip. Pairs are sought by clue (initials, names with one letter left out, words before the last), never all by
    all.
    """
    by_id = {e.id: e for e in entities}
    found: dict[tuple[str, str], Doubt] = {}
    for a, b, names, reason, confidence in (*_splits(entities), *_told_apart_by_none(by_id)):
        ends = (min(a, b), max(a, b))
        if ends not in found or found[ends].confidence < confidence:
            papers = _papers(by_id[a]) + _papers(by_id[b])
            sure = round(confidence, 2)
            found[ends] = Doubt(names=names, entities=ends, reason=reason, confidence=sure, papers=papers)
    return sorted(found.values(), key=lambda d: (-d.confidence, -d.papers, d.names))[:n]


_Pair = tuple[str, str, tuple[str, str], str, float]


def _splits(entities: Sequence[Entity]) -> Iterator[_Pair]:
    """Names that a paper gives to one thing, and that were kept apart."""
    at = {(m.paper, m.name): e.id for e in entities for m in e.members}
    for entity in entities:
        for split in entity.splits:
            other = at.get((split.paper, split.names[1]), entity.id)
            if other != entity.id:
                yield (
                    entity.id,
                    other,
                    split.names,
                    "one thing in a paper, the one wider by its words",
                    split.confidence,
                )


def _told_apart_by_none(by_id: Mapping[str, Entity]) -> Iterator[_Pair]:
    """Entities with names alike of which no paper names both; half as likely where the types differ."""
    entities = list(by_id.values())
    for a, b, names, reason, confidence in (*_short_forms(entities), *_heads(entities), *_slips(entities)):
        one, two = by_id[a], by_id[b]
        if not {m.paper for m in one.members} & {m.paper for m in two.members}:
            yield a, b, names, reason, confidence * (1 if one.type == two.type else 0.5)


def _short_forms(entities: Sequence[Entity]) -> Iterator[_Pair]:
    """Entities known only by a short form, with those whose words have these initials."""
    by_initials: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for entity in entities:
        for form in (entity.name, *entity.aliases):
            parts = re.findall(r"[a-z0-9]+", form.lower())
            if len(parts) > 1:
                by_initials["".join(part[0] for part in parts)].append((form, entity))
    meant = {letters(short) for names in known() for short in names[1:] if is_short(short)}
    for entity in entities:
        forms = (entity.name, *entity.aliases)
        if (
            letters(entity.name) in meant
            or not is_short(entity.name)
            or not all(letters(f) == letters(entity.name) for f in forms)
        ):
            continue
        near = by_initials.get(letters(entity.name), ())
        for form, other in near if len(near) <= _BLOCK else ():
            if other.id != entity.id and abbreviates(entity.name, form):
                yield (
                    entity.id,
                    other.id,
                    (entity.name, form),
                    "the letters fit, no paper says so",
                    _LETTERS / len(near),
                )


def _heads(entities: Sequence[Entity]) -> Iterator[_Pair]:
    """Entities with names that differ in what is done alone: "stance detection", "stance classification"."""
    by_rest: dict[tuple[int, tuple[str, ...]], dict[str, tuple[str, Entity]]] = defaultdict(dict)
    for entity in entities:
        for form in (entity.name, *entity.aliases):
            *rest, head = core(form)[0]
            for n, alike in enumerate(_ALIKE if rest else ()):
                if head in alike:
                    by_rest[n, tuple(rest)].setdefault(head, (form, entity))
    for (_, before), named in by_rest.items():
        confidence = _DONE if len(before) > 1 else _DONE_TO_ONE
        for (form, one), (other, two) in combinations(named.values(), 2):
            if one.id != two.id:
                yield one.id, two.id, (form, other), "differ in the word for what is done", confidence


def _slips(entities: Sequence[Entity]) -> Iterator[_Pair]:
    """Entities with names that differ in one letter (blocked by deletions, Garbe's symmetric delete)."""
    by_deletion: dict[str, list[tuple[str, str, Entity]]] = defaultdict(list)
    for entity in entities:
        for form in {joined(core(f)[0]): f for f in (entity.name, *entity.aliases)}.items():
            key, text = form
            if len(key) >= _TYPO and not any(c.isdigit() for c in key):
                for cut in {key[:i] + key[i + 1 :] for i in range(len(key))} | {key}:
                    by_deletion[cut].append((key, text, entity))
    for near in by_deletion.values():
        if 1 < len(near) <= _BLOCK:
            for n, (a, text, one) in enumerate(near):
                for b, other, two in near[:n]:
                    if one.id != two.id and a != b:
                        yield one.id, two.id, (text, other), "differ in one letter", _ONE_LETTER


def _papers(entity: Entity) -> int:
    return len({member.paper for member in entity.members})
