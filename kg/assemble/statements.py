"""Relations of single papers -> statements of the graph: equal triples joined, all their evidence kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import polars as pl

from kg.assemble.addresses import paper_node
from kg.graph import frame
from kg.ground import entity_evidence, plainest, role_relations
from kg.names import normal
from kg.records import Extraction, FoundRelation, Paper, Span, digest
from kg.sentences import sentences_of
from kg.vocab import PAPER, SIGNATURES, UNDIRECTED, allowed

A_CHUNK: Final = 50_000  # rows
_At: TypeAlias = tuple[str, int, int]  # field, start, end


@dataclass(slots=True)
class Statement:
    """A statement in the making."""

    subject: str
    predicate: str
    object: str
    modality: str
    confidence: float = 0.0
    asserted: bool = False
    papers: int = 0
    last: str = ""  # the paper that said it last


class Collector:
    """Gathers statements, their support, evidence, and what breaks domain or range, one paper after the other.

    What belongs to one paper goes to a table's rows when the next begins, and rows to columns when they are many:
    a row takes several times the memory of its columns.
    """

    def __init__(self, keys: Mapping[str, str], types: Mapping[str, tuple[str, ...]]) -> None:
        self.keys = keys  # node id -> what stays the same when papers are added
        self.types = types  # node id -> the types that it has in the graph
        self.statements: dict[str, Statement] = {}
        self.support: dict[tuple[str, str], float] = {}  # of this paper
        self.evidence: dict[_At, tuple[str, str, str, int, int, str]] = {}  # of this paper
        self.own: dict[tuple[str, str], str] = {}  # of this paper: (predicate, node) -> the name that it has here
        self.taken: set[tuple[str, str]] = set()  # of this paper: (predicate, name)
        self.quarantine: list[tuple[object, ...]] = []
        self._node = ""
        self._rows: dict[str, list[tuple[object, ...]]] = {"support": [], "evidence": []}
        self._done: dict[str, list[pl.DataFrame]] = {"support": [], "evidence": []}

    def sentence(self, paper: Paper, node: str, span: Span) -> str:
        """The id of a sentence as evidence."""
        at = (span.field, span.start, span.end)
        if at not in self.evidence:
            name = "evidence/" + digest(node, span.field, str(span.start), str(span.end))
            self.evidence[at] = (name, node, *at, paper.quote(span))
        return self.evidence[at][0]

    def add(
        self, paper: Paper, node: str, ends: tuple[str, str], said: FoundRelation, evidence: Sequence[Span]
    ) -> None:
        """Add what one paper says of the nodes `ends`."""
        subject, target = ends
        if said.predicate in UNDIRECTED and not subject.startswith("paper/") and self.keys[target] < self.keys[subject]:
            subject, target = target, subject
        known = self._own(said, target) if subject == node else self.keys[target]
        key = digest(self.keys.get(subject, subject), said.predicate, known, said.modality)
        name = "statement/" + key
        statement = self.statements.setdefault(name, Statement(subject, said.predicate, target, said.modality))
        statement.confidence = max(statement.confidence, said.confidence)
        statement.asserted |= not said.modality and not said.below
        statement.papers += statement.last != node
        statement.last = node
        for span in evidence:
            at = (name, self.sentence(paper, node, span))
            self.support[at] = max(self.support.get(at, 0.0), said.confidence)

    def _own(self, said: FoundRelation, target: str) -> str:
        """What a paper calls the object of a triple about itself: no other paper changes the statement's id then."""
        at = (said.predicate, target)
        if at not in self.own:
            name = normal(said.tail)
            while (said.predicate, name) in self.taken:  # RAT beside rat
                name += "#"
            self.own[at] = name
            self.taken.add((said.predicate, name))
        return self.own[at]

    def paper(self, paper: Paper, found: Extraction, of: Mapping[str, str]) -> None:
        """Add all that one paper states; `of` gives the entity of each name."""
        node = paper_node(paper.id)
        self._close()
        self._node = node
        types = self.types_here(found, of)
        below = {e.name for e in found.entities if e.below}
        dropped = types.keys() - of.keys()  # by the user: they are no entities any more
        named = {form: e for e in reversed(found.entities) for form in (e.name, *e.aliases)}  # the first of that name
        sentences = sentences_of(paper.abstract) if found.entities else []
        for said in (*found.relations, *role_relations(found), *_mentions(paper, found, of)):
            if said.head in below or said.tail in below:
                said = replace(said, below=True)  # a statement, and no triple
            if said.head in dropped or said.tail in dropped:
                continue
            reason = _breaks(said, types, of)
            if reason:
                self.quarantine.append((node, said.head, said.predicate, said.tail, reason))
                continue
            head = node if said.head == PAPER else of[said.head]
            if head == of[said.tail]:
                continue  # two names of one thing
            evidence = said.evidence or entity_evidence(paper, named[said.tail], sentences, said.predicate)
            self.add(paper, node, (head, of[said.tail]), said, evidence)

    def types_here(self, found: Extraction, of: Mapping[str, str]) -> dict[str, str]:
        """Form -> its type: as the paper has it, but where a user has given the thing another."""
        types = {}
        for e in found.entities:
            for form in (*e.aliases, e.name):
                known = self.types.get(of.get(form, ""), (e.type,))
                types[form] = e.type if e.type in known else known[0]
        return types

    def _close(self, at_least: int = A_CHUNK) -> None:
        """The paper before is complete."""
        self._rows["support"] += [(s, e, self._node, sure) for (s, e), sure in self.support.items()]
        self._rows["evidence"] += self.evidence.values()
        self.support.clear()
        self.evidence.clear()
        self.own.clear()
        self.taken.clear()
        for name, rows in self._rows.items():
            if len(rows) >= at_least:
                self._done[name].append(frame(name, rows))
                rows.clear()

    def frames(self) -> dict[str, pl.DataFrame]:
        """The tables statements, support, evidence and quarantine."""
        self._close(at_least=0)
        tables = {name: pl.concat(done, rechunk=True) for name, done in self._done.items()}
        rows = [
            (i, s.subject, s.predicate, s.object, s.modality, round(s.confidence, 4), s.papers, s.asserted)
            for i, s in self.statements.items()
        ]
        return {
            "statements": frame("statements", rows),
            **tables,
            "quarantine": frame("quarantine", self.quarantine),
        }


def _mentions(paper: Paper, found: Extraction, of: Mapping[str, str]) -> Iterable[FoundRelation]:
    """The things that a paper names: by their name, and by an alias what linking took for another, wider thing."""
    known = set()
    for e in found.entities:
        known.add(of.get(e.name))
        yield FoundRelation(head=PAPER, predicate="mentions", tail=e.name, confidence=e.confidence, below=e.below)
    for e in found.entities:
        for form in (f for f in e.aliases if f in of and of[f] not in known):
            known.add(of[form])
            spans = [s for s in e.mentions if paper.quote(s) == form]
            at = (plainest(paper, spans, "mentions"),) if spans else ()
            yield FoundRelation(
                head=PAPER, predicate="mentions", tail=form, confidence=e.confidence, evidence=at, below=e.below
            )


def _breaks(said: FoundRelation, types: Mapping[str, str], of: Mapping[str, str]) -> str:
    """Why a relation cannot stand in the graph, or ""."""
    if said.predicate not in SIGNATURES:
        return f"unknown predicate {said.predicate}"
    for name in (said.head, said.tail):
        if name != PAPER and name not in of:
            return f"{name!r} is no entity of the paper"
    head = PAPER if said.head == PAPER else types[said.head]
    if said.tail == PAPER or not allowed(head, said.predicate, types[said.tail]):
        return f"{said.predicate} does not join {head} to {types.get(said.tail, PAPER)}"
    return ""
