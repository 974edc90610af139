"""What came, went or changed of papers, authors, entities, topics and `build.json`: one record each.

The fields are also the keys of the JSON. `was` is what OUT_A says, `now` what OUT_B says. Ids are addresses below the
base IRI. The records of triples, results and citations are in `statement_items`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field whose value changed; a list of values is joined by "; "."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A paper or an author that came or went."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A paper or an author with changed fields."""

    id: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A paper, entity or topic that has another id or name than before."""

    id: str
    name: str
    was_id: str
    was_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Members that moved from one node to another: the records of a paper, or the names of an entity as "name (paper)".

    `how` is "merged" (the old node is gone), "split" (the new node did not exist before), or "moved".
    """

    how: str
    was_id: str
    was_name: str
    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity that came or went; `papers` is how many papers name it."""

    id: str
    name: str
    type: str
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """What an entity's `field` (type, types, aliases, broader or same_as) gained and lost."""

    id: str
    name: str
    field: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Names that linking joined in one build and not in the other."""

    id: str
    name: str
    names: tuple[str, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic that was born or is gone; `kind` is community or subject, `size` is how many papers it has."""

    id: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanged:
    """An entity or paper that is in another topic than before; "" is no topic."""

    id: str
    name: str
    was_topic: str
    was_topic_name: str
    topic: str
    topic_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildValue:
    """A value of `build.json` as JSON; `fact` is its path in the file, None a value that the build does not have."""

    fact: str
    was: str | None
    now: str | None
