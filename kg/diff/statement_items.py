"""What came, went or changed of triples, results and citations: one record each.

The fields are also the keys of the JSON. A name is an entity's name or a paper's title.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.diff.items import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class TripleParts:
    """The ids and names of a triple."""

    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple(TripleParts):
    """A statement that came or went."""

    modality: str
    confidence: float
    support: int
    asserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TripleChanged(TripleParts):
    """A statement whose confidence (by at least the step), support or `asserted` changed."""

    modality: str
    was_confidence: float
    confidence: float
    was_support: int
    support: int
    was_asserted: bool
    asserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityChanged(TripleParts):
    """A triple that is stated with other modalities than before; "" is a plain statement."""

    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultParts:
    """The paper of a result, and its method, on and metric as the text writes them; `method` "" is the paper's own."""

    paper: str
    paper_name: str
    method: str
    on: str
    metric: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(ResultParts):
    """A result that came or went."""

    value: str
    unit: str
    modality: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChanged(ResultParts):
    """A result whose value, unit, modality, confidence (by at least the step) or `asserted` changed."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation that the source states."""

    citing: str
    citing_name: str
    cited: str
    cited_name: str
