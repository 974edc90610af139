"""What a difference is made of: a section for each kind of thing. The fields are also the keys of the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kg.diff.items import (
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
    Rows,
    Sets,
    Thing,
    Topic,
    TopicOf,
    Triple,
    TripleChanged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Papers that were merged or split are in `moved` alone."""

    came: Rows[Node]
    went: Rows[Node]
    renamed: Rows[Renamed]
    changed: Rows[Changed]
    moved: Rows[Moved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Persons, matched by id alone."""

    came: Rows[Node]
    went: Rows[Node]
    changed: Rows[Changed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """Entities that were merged or split are in `moved` alone; `sets` tells of types, aliases, broader, same_as."""

    came: Rows[Thing]
    went: Rows[Thing]
    renamed: Rows[Renamed]
    retyped: Rows[Sets]
    aliases: Rows[Sets]
    links: Rows[Sets]
    moved: Rows[Moved]
    merges_made: Rows[Merging]
    merges_undone: Rows[Merging]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triples:
    """Statements, compared as if every entity and paper had the id that it has now."""

    came: Rows[Triple]
    went: Rows[Triple]
    changed: Rows[TripleChanged]
    modality: Rows[ModalityChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Results, matched by paper, method, on, metric, value and unit as written."""

    came: Rows[Number]
    went: Rows[Number]
    changed: Rows[NumberChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Stated citations."""

    came: Rows[Citing]
    went: Rows[Citing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Communities are matched by the nodes that they share, subjects by id."""

    born: Rows[Topic]
    gone: Rows[Topic]
    renamed: Rows[Renamed]
    moved: Rows[TopicOf]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What `build.json` says: counts, versions, options, engine; and the hashes of the inputs."""

    changed: Rows[Fact]
    inputs: Rows[Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What came, went and changed from `out_a` to `out_b`.

    `tables` names the tables whose rows differ at all: scores and sentences have no items of their own.
    """

    out_a: str
    out_b: str
    step: float
    papers: Papers
    authors: Authors
    entities: Entities
    triples: Triples
    results: Results
    citations: Citations
    topics: Topics
    build: Facts
    tables: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.tables) or any(len(rows) for _, _, rows in self.parts())

    def parts(self) -> Iterator[tuple[str, str, Rows[object]]]:
        """(section, kind, items) in the order of the fields, empty ones too."""
        for section in fields(self):
            held = getattr(self, section.name)
            if section.name in SECTIONS:
                for part in fields(held):
                    yield section.name, part.name, getattr(held, part.name)


SECTIONS = ("papers", "authors", "entities", "triples", "results", "citations", "topics", "build")
