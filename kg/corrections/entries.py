"""The entries of a corrections file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.records import Extraction, FoundRelation, FoundResult

KINDS: Final = ("same", "different", "rename", "retype", "drop")
RESULT_FIELDS: Final = ("method", "on", "metric", "value", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the file; `line` is where it starts, 0 for one not yet written."""

    kind: str
    line: int = 0
    names: tuple[str, ...] = ()
    of_authors: bool = False
    to: str = ""  # the new name, or the new type
    paper: str = ""
    triple: tuple[str, ...] = ()
    result: tuple[tuple[str, str], ...] = ()

    def drops_triple(self, paper: str, relation: FoundRelation) -> bool:
        """Whether this takes `relation` of `paper` away."""
        return self.paper == paper and self.triple == (relation.head, relation.predicate, relation.tail)

    def drops_result(self, paper: str, result: FoundResult) -> bool:
        """Whether this takes `result` of `paper` away."""
        return bool(self.result) and self.paper == paper and all(getattr(result, k) == v for k, v in self.result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a corrections file asks for. `file` is its name, for messages."""

    file: str = "corrections.toml"
    entries: tuple[Correction, ...] = ()

    def of(self, kind: str, *, authors: bool = False) -> Iterator[Correction]:
        """The entries of `kind` that are about things, or about authors."""
        return (e for e in self.entries if e.kind == kind and e.of_authors == authors)

    def place(self, entry: Correction) -> str:
        """`file:line` of an entry."""
        return place_of(self.file, entry.line)


def place_of(file: str, line: int = 0) -> str:
    """`file:line`, or the file alone where the line is not known."""
    return f"{file}:{line}" if line else file


def without_dropped(extractions: Iterable[Extraction], corrections: Corrections) -> list[Extraction]:
    """`extractions` without the single triples and results that `corrections` drop."""
    drops: dict[str, list[Correction]] = {}
    for entry in corrections.of("drop"):
        if entry.paper:
            drops.setdefault(entry.paper, []).append(entry)
    out = []
    for x in extractions:
        if rules := drops.get(x.paper):
            relations = tuple(r for r in x.relations if not any(e.drops_triple(x.paper, r) for e in rules))
            results = tuple(r for r in x.results if not any(e.drops_result(x.paper, r) for e in rules))
            out.append(replace(x, relations=relations, results=results))
        else:
            out.append(x)
    return out
