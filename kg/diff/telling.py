"""One item of a difference as one line for people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from kg.diff.items import (
    Change,
    Changed,
    Citing,
    Fact,
    Merging,
    ModalityChanged,
    Moved,
    Node,
    Number,
    NumberChanged,
    Renamed,
    Sets,
    Thing,
    Topic,
    TopicOf,
    Triple,
    TripleChanged,
)
from kg.export.text import printable

_LONGEST = 90
_HASH = 64
_BEFORE = 20  # characters that two long texts share before the place where they part
_FIELDS = {"author_string": "authors as written", "has_code": "marked as with code"}
_WAYS = {"merged": "merged into", "split": "split off as", "moved": "gave to"}


def short(value: object) -> str:
    """A text on one line, without what a terminal would obey, and not too long."""
    line = printable(" ".join(str(value).split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def several(values: Sequence[str], most: int = 6) -> str:
    """The first few of many."""
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return ", ".join(map(short, values[:most])) + more


def count(number: int, word: str) -> str:
    """A number with its word: "1 paper", "2 papers"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _node(name: str, identifier: str) -> str:
    return f"{short(name)} [{short(identifier)}]"


def _quoted(value: str) -> str:
    return f"“{short(value)}”" if value else "none"


def _changes(changes: Sequence[Change]) -> str:
    return "; ".join(f"{_field(c.field)} {' -> '.join(map(_quoted, _parting(c.was, c.now)))}" for c in changes)


def _field(name: str) -> str:
    """A field in words."""
    return _FIELDS.get(name, name.replace("_", " "))


def _parting(was: str, now: str) -> tuple[str, str]:
    """Two texts, both without what they begin with alike where that would hide how they differ."""
    start = (
        next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now))) - _BEFORE
    )
    if max(len(was), len(now)) <= _LONGEST or start < _BEFORE or not (was and now):
        return was, now
    return f"…{was[start:]}", f"…{now[start:]}"


def _triple(x: Triple | TripleChanged | ModalityChanged, modality: str = "") -> str:
    how = f" [{short(modality)}]" if modality else ""
    return f"{short(x.subject_name)} {short(x.predicate)} {short(x.object_name)}{how}"


def _number(x: Number | NumberChanged) -> str:
    return f"{short(x.paper_name)}: {' / '.join(short(v) for v in (x.method or 'its own', x.on, x.metric) if v)}"


@singledispatch
def told(item: object) -> str:
    """One item as a line."""
    raise TypeError(f"{type(item).__name__} is no item of a difference")


@told.register
def _(x: Node) -> str:
    return _node(x.name, x.id)


@told.register
def _(x: Changed) -> str:
    return f"{_node(x.name, x.id)}: {_changes(x.changes)}"


@told.register
def _(x: Renamed) -> str:
    return f"{_node(x.was_name, x.was_id)} -> {_node(x.name, x.id)}"


@told.register
def _(x: Moved) -> str:
    ends = f"{_node(x.was_name, x.was_id)} {_WAYS[x.how]} {_node(x.name, x.id)}"
    return f"{ends}: {count(len(x.members), 'member')}, {several(x.members, 3)}"


@told.register
def _(x: Thing) -> str:
    return f"{_node(x.name, x.id)} {short(x.type)}, {count(x.papers, 'paper')}"


@told.register
def _(x: Sets) -> str:
    if x.field == "type":
        return f"{_node(x.name, x.id)}: {several(x.went)} -> {several(x.came)}"
    return (
        f"{_node(x.name, x.id)}: {_field(x.field)} {several([*(f'+{v}' for v in x.came), *(f'-{v}' for v in x.went)])}"
    )


@told.register
def _(x: Merging) -> str:
    return f"{short(x.name)}: {' = '.join(map(short, x.names[:6]))} ({short(x.reason)}, {x.confidence:.2f})"


@told.register
def _(x: Triple) -> str:
    return _triple(x, x.modality)


@told.register
def _(x: TripleChanged) -> str:
    sure = f"confidence {x.was_confidence:.2f} -> {x.confidence:.2f}" if x.was_confidence != x.confidence else ""
    papers = f"papers {x.was_support} -> {x.support}" if x.was_support != x.support else ""
    stands = "now a direct triple" if x.asserted else "no direct triple any more"
    parts = (sure, papers, stands if x.asserted != x.was_asserted else "")
    return f"{_triple(x, x.modality)}: {', '.join(p for p in parts if p)}"


@told.register
def _(x: ModalityChanged) -> str:
    was, now = (several([v or "plain" for v in side]) for side in (x.was, x.now))
    return f"{_triple(x)}: {was} -> {now}"


@told.register
def _(x: Number) -> str:
    return f"{_number(x)} = {short(x.value)} {short(x.unit)}".rstrip() + (f" [{short(x.modality)}]" * bool(x.modality))


@told.register
def _(x: NumberChanged) -> str:
    return f"{_number(x)}: {_changes(x.changes)}"


@told.register
def _(x: Citing) -> str:
    return f"{short(x.citing_name)} cites {short(x.cited_name)}"


@told.register
def _(x: Topic) -> str:
    return f"{_node(x.name, x.id)} {short(x.kind)}, {count(x.size, 'paper')}"


@told.register
def _(x: TopicOf) -> str:
    return f"{_node(x.name, x.id)}: {_quoted(x.was_topic_name)} -> {_quoted(x.topic_name)}"


@told.register
def _(x: Fact) -> str:
    return f"{short(x.fact)}: {_value(x.was)} -> {_value(x.now)}"


def _value(told: str | None) -> str:
    """A value as JSON; of a hash its first digits tell enough."""
    value = short(told or "none")
    return value[:13] + "…" if len(value.strip('"')) == _HASH else value
