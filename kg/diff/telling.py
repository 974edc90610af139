"""One item of a difference as one line for people."""

from __future__ import annotations

from functools import singledispatch

from kg.counting import counted
from kg.diff.items import (
    BuildValue,
    Changed,
    Entity,
    ListChange,
    Merge,
    Moved,
    Node,
    Renamed,
    Topic,
    TopicChanged,
)
from kg.diff.phrases import changed_fields, field_name, json_value, node, quoted, several, short
from kg.diff.statement_items import (
    Citation,
    ModalityChanged,
    Result,
    ResultChanged,
    ResultParts,
    Triple,
    TripleChanged,
    TripleParts,
)

_WAYS = {"merged": "merged into", "split": "split off as", "moved": "gave to"}


@singledispatch
def told(item: object) -> str:
    """One item as a line.

    Raises:
        TypeError: it is no item of a difference.
    """
    raise TypeError(f"{type(item).__name__} is no item of a difference")


@told.register
def _(x: Node) -> str:
    return node(x.name, x.id)


@told.register
def _(x: Changed) -> str:
    return f"{node(x.name, x.id)}: {changed_fields(x.changes)}"


@told.register
def _(x: Renamed) -> str:
    return f"{node(x.was_name, x.was_id)} -> {node(x.name, x.id)}"


@told.register
def _(x: Moved) -> str:
    ends = f"{node(x.was_name, x.was_id)} {_WAYS[x.how]} {node(x.name, x.id)}"
    return f"{ends}: {counted(len(x.members), 'member')}, {several(x.members, 3)}"


@told.register
def _(x: Entity) -> str:
    return f"{node(x.name, x.id)} {short(x.type)}, {counted(x.papers, 'paper')}"


@told.register
def _(x: ListChange) -> str:
    if x.field == "type":
        return f"{node(x.name, x.id)}: {several(x.went)} -> {several(x.came)}"
    signed = [*(f"+{value}" for value in x.came), *(f"-{value}" for value in x.went)]
    return f"{node(x.name, x.id)}: {field_name(x.field)} {several(signed)}"


@told.register
def _(x: Merge) -> str:
    return f"{short(x.name)}: {' = '.join(map(short, x.names[:6]))} ({short(x.reason)}, {x.confidence:.2f})"


@told.register
def _(x: Triple) -> str:
    return _triple(x, x.modality)


@told.register
def _(x: TripleChanged) -> str:
    parts = []
    if x.was_confidence != x.confidence:
        parts.append(f"confidence {x.was_confidence:.2f} -> {x.confidence:.2f}")
    if x.was_support != x.support:
        parts.append(f"papers {x.was_support} -> {x.support}")
    if x.was_asserted != x.asserted:
        parts.append("now a direct triple" if x.asserted else "no direct triple any more")
    return f"{_triple(x, x.modality)}: {', '.join(parts)}"


@told.register
def _(x: ModalityChanged) -> str:
    was, now = (several([v or "plain" for v in side]) for side in (x.was, x.now))
    return f"{_triple(x)}: {was} -> {now}"


@told.register
def _(x: Result) -> str:
    value = f"{short(x.value)} {short(x.unit)}".rstrip()
    return f"{_result(x)} = {value}{_in_brackets(x.modality)}"


@told.register
def _(x: ResultChanged) -> str:
    return f"{_result(x)}: {changed_fields(x.changes)}"


@told.register
def _(x: Citation) -> str:
    return f"{short(x.citing_name)} cites {short(x.cited_name)}"


@told.register
def _(x: Topic) -> str:
    return f"{node(x.name, x.id)} {short(x.kind)}, {counted(x.size, 'paper')}"


@told.register
def _(x: TopicChanged) -> str:
    return f"{node(x.name, x.id)}: {quoted(x.was_topic_name)} -> {quoted(x.topic_name)}"


@told.register
def _(x: BuildValue) -> str:
    return f"{short(x.fact)}: {json_value(x.was)} -> {json_value(x.now)}"


def _triple(x: TripleParts, modality: str = "") -> str:
    return f"{short(x.subject_name)} {short(x.predicate)} {short(x.object_name)}{_in_brackets(modality)}"


def _result(x: ResultParts) -> str:
    slots = (x.method or "its own", x.on, x.metric)
    return f"{short(x.paper_name)}: {' / '.join(short(slot) for slot in slots if slot)}"


def _in_brackets(modality: str) -> str:
    return f" [{short(modality)}]" if modality else ""
