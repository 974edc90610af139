"""One thing that came, went or changed. The fields of these types are also the keys of the JSON.

`was` is what OUT_A says, `now` what OUT_B says. Ids are addresses below the base IRI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Sequence[T], Generic[T]):
    """Items of one kind, in a stable order, held as a frame: each becomes an object only when it is looked at."""

    frame: pl.DataFrame
    kind: type[T]

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[T]:
        import msgspec  # turns the lists of a row into the tuples and records that the kind declares

        return (msgspec.convert(row, self.kind) for row in self.frame.iter_rows(named=True))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[T]: ...
    def __getitem__(self, at: int | slice) -> T | Rows[T]:
        """The item at a place, or the items of a slice."""
        if isinstance(at, slice):
            return Rows(self.frame[at], self.kind)
        return next(iter(Rows(self.frame[range(len(self))[at] :][:1], self.kind)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of a thing; several values are joined by "; "."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A paper or an author."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A paper or an author of which fields changed."""

    id: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """One thing under another id or name."""

    id: str
    name: str
    was_id: str
    was_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What was in one thing and is in another: records of papers, or names of entities as "name (paper)".

    `how` is "merged" (the thing it was in is gone), "split" (the thing it is in is new), or "moved".
    """

    how: str
    was_id: str
    was_name: str
    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity."""

    id: str
    name: str
    type: str
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """What a set of names, types or ids gained and lost; `field` says of what."""

    id: str
    name: str
    field: str
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Names that linking joins in one of the builds, and that stand apart, or not at all, in the other."""

    id: str
    name: str
    names: tuple[str, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """A statement; the names are those of the entity, or the paper's title."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    modality: str
    confidence: float
    support: int
    asserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TripleChanged:
    """A statement of another confidence (beyond the step), support, or standing as a direct triple."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    modality: str
    was_confidence: float
    confidence: float
    was_support: int
    support: int
    was_asserted: bool
    asserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityChanged:
    """A triple that is stated in another way; "" is plain."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A result; method, on and metric as the text writes them, the method "" for the paper's own."""

    paper: str
    paper_name: str
    method: str
    on: str
    metric: str
    value: str
    unit: str
    modality: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged:
    """A result of another value, unit, modality, confidence (beyond the step), or standing."""

    paper: str
    paper_name: str
    method: str
    on: str
    metric: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A citation that the source states."""

    citing: str
    citing_name: str
    cited: str
    cited_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic; `kind` is community or subject, `size` its papers."""

    id: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOf:
    """An entity or paper in another topic than before; "" is none."""

    id: str
    name: str
    was_topic: str
    was_topic_name: str
    topic: str
    topic_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value of `build.json` by its path, as JSON; None where a build does not tell it."""

    fact: str
    was: str | None
    now: str | None
