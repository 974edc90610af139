"""What papers say of a thing that a user gives another type, in words that fit the new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from kg.corrections.entries import Correction, Corrections
from kg.names import normal
from kg.records import Entity, Extraction, FoundEntity, FoundRelation
from kg.vocab import PAPER, ROLE_PREDICATE, ROLES, allowed

# What a paper does with a thing of a type, where it does something else with one of another type.
_ROLE: Final = {
    "Method": "used",
    "Dataset": "evaluated",
    "Benchmark": "evaluated",
    "Task": "addressed",
    "Metric": "reported",
}
_OF_PAPER: Final = frozenset(ROLE_PREDICATE.values())
_OF_METHOD: Final = ("appliedTo", "evaluatedOn")  # a method is applied to a task as it is evaluated on data

Told: TypeAlias = Mapping[tuple[str, str], Correction]


def told_types(corrections: Corrections, entities: Iterable[Entity]) -> Told:
    """The retype entry of each (paper, name) that one has changed; `entities` are as they were linked."""
    entries: dict[str, list[Correction]] = {}
    for told in corrections.of("retype"):
        entries.setdefault(normal(told.names[0]), []).insert(0, told)  # the later one counts
    found: dict[tuple[str, str], Correction] = {}
    for entity in entities if entries else ():
        fitting = (e for form in (entity.name, *entity.aliases) for e in entries.get(normal(form), ()))
        entry = next((e for e in fitting if entity.types[0][0] == e.to and _of_papers(e, entity)), None)
        if entry and len(entity.types) == 1:
            found.update(((m.paper, m.name), entry) for m in entity.members)
    return found


def _of_papers(entry: Correction, entity: Entity) -> bool:
    """Whether `entry` means `entity` by its papers, or says nothing of papers."""
    return not entry.papers or any(member.paper in entry.papers for member in entity.members)


def retyped(x: Extraction, told: Told) -> Extraction:
    """`x` with the told types, the roles that fit these, and the triples that say as much of the new type.

    A paper that "uses" what is a task addresses it. A triple that no such word can mend stays, and is left out later.
    """
    entities = tuple(_entity(e, told.get((x.paper, e.name))) for e in x.entities) if told else x.entities
    if entities == x.entities:
        return x
    types = {PAPER: PAPER} | {form: e.type for e in entities for form in (*e.aliases, e.name)}
    alone = (  # what the graph has had from the role alone
        FoundRelation(head=PAPER, predicate=ROLE_PREDICATE[e.role], tail=e.name, confidence=e.confidence, below=e.below)
        for old, e in zip(x.entities, entities, strict=True)
        if old.role in ("trained", "reported") and e.role not in ("trained", "reported")
    )
    return replace(x, entities=entities, relations=(*(_mended(r, types) for r in x.relations), *alone))


def unlawful(x: Extraction, told: Told) -> Iterator[tuple[Correction, str]]:
    """The entry and the predicate of each triple of a retyped `x` that cannot be in the graph for a told type."""
    types = {PAPER: PAPER} | {form: e.type for e in x.entities for form in (*e.aliases, e.name)}
    for r in x.relations:
        entry = next((e for end in (r.tail, r.head) if (e := told.get((x.paper, end)))), None)
        if entry and r.head in types and r.tail in types and not allowed(types[r.head], r.predicate, types[r.tail]):
            yield entry, r.predicate


def _entity(e: FoundEntity, entry: Correction | None) -> FoundEntity:
    if entry is None or e.type == entry.to:
        return e
    return replace(e, type=entry.to, role=e.role if e.role in ROLES[entry.to] else _ROLE[entry.to])


def _mended(r: FoundRelation, types: Mapping[str, str]) -> FoundRelation:
    head, tail = types.get(r.head, ""), types.get(r.tail, "")
    if not head or not tail or tail == PAPER or allowed(head, r.predicate, tail):
        return r
    others: tuple[str, ...] = _OF_METHOD if r.predicate in _OF_METHOD else ()
    if r.head == PAPER and r.predicate in _OF_PAPER:
        others = (ROLE_PREDICATE[_ROLE[tail]],)
    return replace(r, predicate=next((p for p in others if allowed(head, p, tail)), r.predicate))
