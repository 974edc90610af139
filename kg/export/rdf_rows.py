"""The graph as RDF: the triples of each table row, one row at a time.

Evidence and statements are nodes with IRIs of their own (no blank nodes), as in
the reification of RDF 1.1 Semantics, section D.1, with the quote selector's
`oa:exact` of the Web Annotation model (https://www.w3.org/TR/annotation-model/).

Each term is checked by Oxigraph, and stands here as its text in N-Triples or Turtle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from pyoxigraph import Literal, NamedNode

from kg.export import terms
from kg.export.text import address, identifier
from kg.export.turtle import Block, Line, Spelling, Terms
from kg.graph import Graph
from kg.options import BASE_IRI
from kg.records import digest

Row = dict[str, Any]


def blocks(graph: Graph, *, base_iri: str = BASE_IRI, abstracts: bool = True, spell: Spelling = str) -> Iterator[Block]:
    """All triples of `graph` in blocks, in the order of its tables; no triple comes twice.

    Raises:
        ExportError: `base_iri` is none.
    """
    said = Terms(terms.base(base_iri), spell)
    subjects = dict(graph.topics.filter(pl.col("kind") == "subject").select("notation", "id").iter_rows())
    rows = _Rows(said, abstracts=abstracts, subjects=subjects)
    for row in graph.papers.iter_rows(named=True):
        yield (row["id"],), list(rows.paper(row))
    for citing, cited in graph.citations.unique(maintain_order=True).iter_rows():
        yield (citing,), [(said.node(citing), said.term("cito:cites"), said.node(cited))]
    for name, of in (("authors", rows.author), ("topics", rows.topic), ("entities", rows.entity)):
        for row in getattr(graph, name).iter_rows(named=True):
            yield (), list(of(row))
    for file in dict.fromkeys(f for files in graph.papers["files"] for f in files):
        yield (), list(rows.source(file))
    joined = _supported(graph)
    yield from _direct(joined, said)
    yield from _statements(joined, said)
    for row in graph.results.filter(pl.col("asserted")).iter_rows(named=True):
        yield (row["paper"],), list(rows.result(row))
    yield from _evidence(graph.evidence, said)


def _supported(graph: Graph) -> pl.DataFrame:
    """The statements, each with its evidence and the papers that support it."""
    support = graph.support.group_by("statement", maintain_order=True).agg(
        pl.col("evidence").unique(maintain_order=True), pl.col("paper").unique(maintain_order=True)
    )
    return graph.statements.join(support, left_on="id", right_on="statement", how="left", maintain_order="left")


def _direct(statements: pl.DataFrame, said: Terms) -> Iterator[Block]:
    """The triples that hold, each said by the papers that support it."""
    held = statements.filter(pl.col("asserted")).select("subject", "predicate", "object", "paper")
    for subject, predicate, target, papers in held.iter_rows():
        yield tuple(papers or ()), [(said.node(subject), said.term("kg:" + predicate), said.node(target))]


def _statements(statements: pl.DataFrame, said: Terms) -> Iterator[Block]:
    """Who says a triple, how surely, and where. Half of a graph is this, so it is written out."""
    kind, a = said.term("kg:Statement"), said.term("rdf:type")
    subject_of, predicate_of, object_of = said.term("rdf:subject"), said.term("rdf:predicate"), said.term("rdf:object")
    confidence_of, support_of = said.term("kg:confidence"), said.term("kg:support")
    modality_of, evidence_of = said.term("kg:modality"), said.term("kg:evidence")
    columns = ("id", "subject", "predicate", "object", "confidence", "support", "modality", "evidence")
    for name, subject, predicate, target, confidence, support, modality, evidence in statements.select(
        columns
    ).iter_rows():
        s = said.node(name)
        block = [
            (s, a, kind),
            (s, subject_of, said.node(subject)),
            (s, predicate_of, said.term("kg:" + predicate)),
            (s, object_of, said.node(target)),
            (s, confidence_of, said.decimal(confidence)),
            (s, support_of, said.integer(support)),
        ]
        if modality:
            block.append((s, modality_of, said.text(modality)))
        block.extend([(s, evidence_of, said.node(e)) for e in evidence or ()])
        yield (), block


def _evidence(evidence: pl.DataFrame, said: Terms) -> Iterator[Block]:
    """The quoted sentences."""
    kind, a = said.term("kg:Evidence"), said.term("rdf:type")
    paper_of, field_of, exact = said.term("kg:paper"), said.term("kg:field"), said.term("oa:exact")
    start_of, end_of = said.term("oa:start"), said.term("oa:end")
    for name, paper, field_, start, end, quote in evidence.iter_rows():
        s = said.node(name)
        yield (
            (paper,),
            [
                (s, a, kind),
                (s, paper_of, said.node(paper)),
                (s, field_of, said.text(field_)),
                (s, exact, said.text(quote)),
                (s, start_of, said.integer(start)),
                (s, end_of, said.integer(end)),
            ],
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What one row of a table says; a method a table."""

    said: Terms
    abstracts: bool
    subjects: dict[str, str] = field(default_factory=dict)  # notation -> topic id

    def paper(self, row: Row) -> Iterator[Line]:
        """A paper without its triples to entities."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "kg:Paper", "fabio:ResearchPaper")
        yield from self._texts(s, "dcterms:title", [row["title"]])
        if self.abstracts:
            yield from self._texts(s, "dcterms:abstract", [row["abstract"]])
        yield from self._texts(s, "kg:authorString", [row["author_string"]])
        yield from self._nodes(s, "dcterms:creator", row["authors"])
        yield from self._some(s, "dcterms:issued", terms.when(row["date"]))
        yield from self._nodes(s, "dcterms:subject", [self.subjects.get(n, "") for n in row["subjects"]])
        yield from self._some(s, "kg:hasCode", terms.typed("true", "xsd:boolean") if row["has_code"] else None)
        yield from self._addresses(s, "schema:codeRepository", row["code"])
        yield from self._addresses(s, "foaf:page", row["pages"])
        yield from self._texts(s, "bibo:doi", [row["doi"].lower()])
        yield from self._texts(s, "dcterms:identifier", [row["identifier"]])
        yield from self._texts(s, "dcterms:isPartOf", [row["venue"]])
        yield from self._texts(s, "schema:creativeWorkStatus", ["Retracted" if row["retracted"] else ""])
        yield from self._nodes(s, "prov:wasDerivedFrom", [source_id(f) for f in row["files"]])
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def author(self, row: Row) -> Iterator[Line]:
        """A person."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "foaf:Person")
        yield from self._texts(s, "foaf:name", [row["name"]])
        yield from self._texts(s, "schema:alternateName", [n for n in row["names"] or () if n != row["name"]])
        if row["orcid"]:
            yield from self._addresses(s, "schema:sameAs", ["https://orcid.org/" + row["orcid"].rsplit("/", 1)[-1]])

    def topic(self, row: Row) -> Iterator[Line]:
        """A community of the graph, or a subject that the source gives."""
        s = self.said.node(row["id"])
        yield from self._typed(s, "skos:Concept" if row["kind"] == "subject" else "kg:Topic")
        yield from self._texts(s, "skos:prefLabel", [row["name"]])
        yield from self._texts(s, "skos:notation", [row["notation"]])
        yield from self._nodes(s, "skos:broader", [row["parent"]])

    def entity(self, row: Row) -> Iterator[Line]:
        """A method, data set, benchmark, task or metric."""
        s = self.said.node(row["id"])
        yield from self._typed(s, *(f"kg:{name}" for name in row["types"] or [row["type"]]), "skos:Concept")
        yield from self._texts(s, "skos:prefLabel", [row["name"]])
        yield from self._texts(s, "skos:altLabel", [a for a in row["aliases"] or () if a != row["name"]])
        yield from self._nodes(s, "skos:broader", row["broader"] or ())
        yield from self._addresses(s, "skos:exactMatch", row["same_as"] or (), identifier)
        yield from self._some(s, "kg:paperCount", terms.integer(row["paper_count"]))
        year = row["first_seen"]
        yield from self._some(s, "kg:firstSeen", terms.when(f"{year:04d}") if year is not None else None)
        yield from self._some(s, "kg:pagerank", terms.double(row["pagerank"]))
        yield from self._some(s, "kg:betweenness", terms.double(row["betweenness"]))
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def source(self, file: str) -> Iterator[Line]:
        """A file that papers were read from."""
        s = self.said.node(source_id(file))
        yield from self._typed(s, "prov:Entity")
        yield from self._texts(s, "dcterms:title", [file])

    def result(self, row: Row) -> Iterator[Line]:
        """A number on a measure; what a paper only plans or denies is none (extractions.jsonl keeps it)."""
        s, paper = self.said.node(row["id"]), self.said.node(row["paper"])
        yield (paper, self.said.term("kg:reports"), s)
        yield from self._typed(s, "kg:Result")
        yield (s, self.said.term("kg:paper"), paper)
        for name in ("method", "on", "metric"):
            yield from self._nodes(s, f"kg:{name}", [row[name]])
        yield from self._texts(s, "kg:methodText", [row["method_text"]])
        yield from self._texts(s, "kg:onText", [row["on_text"]])
        yield from self._texts(s, "kg:metricText", [row["metric_text"]])
        yield from self._texts(s, "kg:valueText", [row["value_text"]])
        yield from self._some(s, "kg:value", terms.number(row["value_text"]))
        yield from self._texts(s, "kg:unit", [row["unit"]])
        yield from self._some(s, "kg:isGain", terms.typed("true", "xsd:boolean") if row["gain"] else None)
        yield (s, self.said.term("kg:confidence"), self.said.decimal(row["confidence"]))
        yield from self._nodes(s, "kg:evidence", row["evidence"] or ())

    def _nodes(self, s: str, predicate: str, ids: Iterable[str]) -> list[Line]:
        """A triple for each id that is one."""
        return [(s, self.said.term(predicate), self.said.node(i)) for i in dict.fromkeys(ids) if i]

    def _typed(self, s: str, *classes: str) -> list[Line]:
        return [(s, self.said.term("rdf:type"), self.said.term(name)) for name in classes]

    def _some(self, s: str, predicate: str, value: Literal | None) -> list[Line]:
        return [] if value is None else [(s, self.said.term(predicate), self.said.spell(value))]

    def _texts(self, s: str, predicate: str, values: Iterable[str]) -> list[Line]:
        """A string literal for each value that is not empty; equal ones are one."""
        found = dict.fromkeys([self.said.text(v) for v in values if v])
        return [(s, self.said.term(predicate), v) for v in found]

    def _addresses(
        self, s: str, predicate: str, values: Iterable[str], read: Callable[[str], str] = address
    ) -> Iterator[Line]:
        """A node for each value that is a web address, or what else `read` makes one of."""
        for value in dict.fromkeys(map(read, values)):
            if value:
                try:
                    yield s, self.said.term(predicate), self.said.spell(NamedNode(value))
                except ValueError:  # a host that is none
                    continue


def source_id(file: str) -> str:
    """The id of a source file, by its name below the input given."""
    return "source/" + digest(file)
