"""The single triples and results that a user drops, under any name of the things that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from kg.corrections.entries import Correction, Corrections
from kg.corrections.retyping import retyped, told_types
from kg.names import normal
from kg.records import Entity, Extraction, FoundRelation, FoundResult, Paper
from kg.vocab import PAPER, ROLE_PREDICATE, UNDIRECTED

_ROLE_ALONE: Final = ("trained", "reported")  # roles whose triples the graph has from the role, not from a relation

Claim: TypeAlias = FoundRelation | FoundResult
Means: TypeAlias = Callable[[str], set[str]]


@dataclass(frozen=True, slots=True)
class Names:
    """What names mean in one paper: linked things by their ids, and words of no thing by themselves."""

    own: dict[str, str] = field(default_factory=lambda: {PAPER: PAPER})  # as the paper writes them
    linked: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # as the graph shows its things
    spelled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # the same by the normal form

    def node(self, form: str) -> str:
        """What a form of the paper means."""
        return self.own.get(form, form)

    def here(self, name: str) -> set[str]:
        """What `name` means where the paper itself writes so."""
        return {self.node(name)}

    def anywhere(self, name: str) -> set[str]:
        """All things of the paper that have `name` in any paper."""
        return {self.node(name), *self.linked.get(name, ())}

    def alike(self, name: str) -> set[str]:
        """All things of the paper that have `name` in any paper and any spelling."""
        return {*self.anywhere(name), *self.spelled.get(normal(name), ())}


def names_of(corrections: Corrections, entities: Iterable[Entity], papers: Iterable[Paper]) -> Mapping[str, Names]:
    """The names in each paper of which something single is dropped; `entities` are the linked things of all."""
    found = {entry.paper: Names() for entry in corrections.of("drop") if entry.paper}
    for entity in entities if found else ():
        for member in entity.members:
            if names := found.get(member.paper):
                names.own[member.name] = entity.id
                for name in (entity.name, *entity.aliases):
                    names.linked[name].add(entity.id)
                    names.spelled[normal(name)].add(entity.id)
    for paper in papers if found else ():
        if names := found.get(paper.id):
            for name in (paper.id, paper.title):
                names.linked[name].add(PAPER)
    return found


def claims(x: Extraction, entry: Correction) -> Iterator[Claim]:
    """What of one paper `entry` may mean: its triples or its results."""
    if not entry.triple:
        yield from x.results
        return
    yield from x.relations
    for e in x.entities:
        if e.role in _ROLE_ALONE:
            yield FoundRelation(head=PAPER, predicate=ROLE_PREDICATE[e.role], tail=e.name)


def dropped(entry: Correction, x: Extraction, names: Names) -> list[Claim]:
    """What `entry` takes away: what the paper names so; else what the graph names so, else in any spelling."""

    def meant(means: Means) -> list[Claim]:
        return [claim for claim in claims(x, entry) if _fits(entry, claim, names, means)]

    return meant(names.here) or meant(names.anywhere) or meant(names.alike)


def _fits(entry: Correction, claim: Claim, names: Names, means: Means) -> bool:
    if isinstance(claim, FoundResult):
        return all(_same_field(k, v, getattr(claim, k), names, means) for k, v in entry.result)
    head, predicate, tail = entry.triple
    ends = names.node(claim.head), names.node(claim.tail)
    ways = (ends, ends[::-1]) if predicate in UNDIRECTED else (ends,)
    return predicate == claim.predicate and any(a in means(head) and b in means(tail) for a, b in ways)


def _same_field(name: str, told: str, found: str, names: Names, means: Means) -> bool:
    if name == "value":
        return told == found or _number(told) == _number(found) is not None
    return told == found or (name != "unit" and names.node(found) in means(told))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def without_dropped(
    extractions: Iterable[Extraction],
    corrections: Corrections,
    entities: Iterable[Entity] = (),
    papers: Iterable[Paper] = (),
) -> list[Extraction]:
    """`extractions` without the single triples and results that `corrections` drop, and with the types that they tell.

    A thing may be called as its paper does, or as any other name that linking gave it; a paper by id or title. A triple
    is dropped as the paper has it, or else as it is with a told type.
    """
    rules: dict[str, list[Correction]] = {}
    for entry in corrections.of("drop"):
        if entry.paper:
            rules.setdefault(entry.paper, []).append(entry)
    entities = tuple(entities)
    names, told = names_of(corrections, entities, papers), told_types(corrections, entities)

    def kept(x: Extraction) -> Extraction:
        if x.paper not in rules:
            return retyped(x, told)
        there = names[x.paper]
        first = [entry for entry in rules[x.paper] if dropped(entry, x, there)]
        later = [entry for entry in rules[x.paper] if entry not in first]
        return _without(retyped(_without(x, first, there), told), later, there)

    return [*map(kept, extractions)]


def _without(x: Extraction, rules: Sequence[Correction], names: Names) -> Extraction:
    gone = {claim for entry in rules for claim in dropped(entry, x, names)}
    ends = {(c.predicate, c.tail) for c in gone if isinstance(c, FoundRelation) and c.head == PAPER}
    entities = (
        replace(e, role="mentioned") if e.role in _ROLE_ALONE and (ROLE_PREDICATE[e.role], e.name) in ends else e
        for e in x.entities
    )
    return replace(
        x,
        entities=tuple(entities),
        relations=tuple(r for r in x.relations if r not in gone),
        results=tuple(r for r in x.results if r not in gone),
    )
