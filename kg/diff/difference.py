"""A difference and its sections, one for each kind of thing. The fields are also the keys of the JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

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
from kg.diff.rows import Rows
from kg.diff.statement_items import Citation, ModalityChanged, Result, ResultChanged, Triple, TripleChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Changes of papers; those that were merged or split are in `moved` only."""

    came: Rows[Node]
    went: Rows[Node]
    renamed: Rows[Renamed]
    changed: Rows[Changed]
    moved: Rows[Moved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Changes of authors, matched by id only."""

    came: Rows[Node]
    went: Rows[Node]
    changed: Rows[Changed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """Changes of entities; those that were merged or split are in `moved` only. `links` are broader and same_as."""

    came: Rows[Entity]
    went: Rows[Entity]
    renamed: Rows[Renamed]
    retyped: Rows[ListChange]
    aliases: Rows[ListChange]
    links: Rows[ListChange]
    moved: Rows[Moved]
    merges_made: Rows[Merge]
    merges_undone: Rows[Merge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triples:
    """Changes of statements, compared as if every entity and paper of the first build had its present id."""

    came: Rows[Triple]
    went: Rows[Triple]
    changed: Rows[TripleChanged]
    modality: Rows[ModalityChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Changes of results, matched by paper, method, on, metric, value and unit as written."""

    came: Rows[Result]
    went: Rows[Result]
    changed: Rows[ResultChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Changes of the citations that the sources state."""

    came: Rows[Citation]
    went: Rows[Citation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Changes of topics; communities are matched by the nodes that they share, subjects by id."""

    born: Rows[Topic]
    gone: Rows[Topic]
    renamed: Rows[Renamed]
    moved: Rows[TopicChanged]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildValues:
    """Changes of `build.json`: counts, versions, options and engine in `changed`, the hashes of inputs in `inputs`."""

    changed: Rows[BuildValue]
    inputs: Rows[BuildValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What came, went and changed from `out_a` to `out_b`.

    `tables` names all tables with different rows, also where only scores, sentences or the order differ: these have no
    items.
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
    build: BuildValues
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
