"""The graph as RDF: the triples of each table row, one row at a time.

Evidence and statements are nodes with IRIs of their own (no blank nodes), as in
the reification of RDF 1.1 Semantics, section D.1, with the quote selector's
`oa:exact` of the Web Annotation model (https://www.w3.org/TR/annotation-model/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from pyoxigraph import Literal, NamedNode, Triple

from kg.export import terms
from kg.export.terms import term
from kg.export.text import address
from kg.graph import Graph
from kg.records import digest

Row = dict[str, Any]
# The papers that say something, as ids (none: it is said of the graph as a whole), and the triples.
Block = tuple[tuple[str, ...], list[Triple]]


def blocks(graph: Graph, *, base_iri: str = terms.BASE_IRI, abstracts: bool = True) -> Iterator[Block]:
    """All triples of `graph` in blocks, in the order of its tables; no triple comes twice.

    Raises:
        ExportError: `base_iri` is none.
    """
    rows = _Rows(
        base=terms.base(base_iri),
        abstracts=abstracts,
        subjects=dict(graph.topics.filter(pl.col("kind") == "subject").select("notation", "id").iter_rows()),
    )
    for row in graph.papers.iter_rows(named=True):
        yield (row["id"],), list(rows.paper(row))
    for citing, cited in graph.citations.unique(maintain_order=True).iter_rows():
        yield (citing,), [Triple(rows.node(citing), term("cito:cites"), rows.node(cited))]
    for name, of in (("authors", rows.author), ("topics", rows.topic), ("entities", rows.entity)):
        for row in getattr(graph, name).iter_rows(named=True):
            yield (), list(of(row))
    for file in dict.fromkeys(f for files in graph.papers["files"] for f in files):
        yield (), list(rows.source(file))
    yield from _statements(graph, rows)
    for row in graph.results.filter(pl.col("asserted")).iter_rows(named=True):
        yield (row["paper"],), list(rows.result(row))
    for row in graph.evidence.iter_rows(named=True):
        yield (row["paper"],), list(rows.evidence(row))


def triples(graph: Graph, *, base_iri: str = terms.BASE_IRI, abstracts: bool = True) -> Iterator[Triple]:
    """All triples of `graph`, as a stream.

    Raises:
        ExportError: `base_iri` is none.
    """
    for _, block in blocks(graph, base_iri=base_iri, abstracts=abstracts):
        yield from block


def _statements(graph: Graph, rows: _Rows) -> Iterator[Block]:
    """The direct triples, each said by the papers that support it, then the statements about them."""
    support = graph.support.group_by("statement", maintain_order=True).agg(
        pl.col("evidence").unique(maintain_order=True), pl.col("paper").unique(maintain_order=True)
    )
    joined = graph.statements.join(support, left_on="id", right_on="statement", how="left", maintain_order="left")
    direct = joined.filter(pl.col("asserted")).select("subject", "predicate", "object", "paper")
    for subject, predicate, target, papers in direct.iter_rows():
        triple = Triple(rows.node(subject), term("kg:" + predicate), rows.node(target))
        yield tuple(papers or ()), [triple]
    for row in joined.iter_rows(named=True):
        yield (), list(rows.statement(row))


@dataclass(frozen=True, slots=True)
class _Rows:
    """What one row of a table says; a method a table."""

    base: str
    abstracts: bool
    subjects: dict[str, str] = field(default_factory=dict)  # notation -> topic id

    def node(self, identifier: str) -> NamedNode:
        """The node of an id."""
        return terms.node(self.base, identifier)

    def paper(self, row: Row) -> Iterator[Triple]:
        """A paper without its triples to entities."""
        s = self.node(row["id"])
        yield from _typed(s, "kg:Paper", "fabio:ResearchPaper")
        yield from _texts(s, "dcterms:title", [row["title"]])
        if self.abstracts:
            yield from _texts(s, "dcterms:abstract", [row["abstract"]])
        yield from _texts(s, "kg:authorString", [row["author_string"]])
        yield from self._nodes(s, "dcterms:creator", row["authors"])
        yield from _some(s, "dcterms:issued", terms.when(row["date"]))
        yield from self._nodes(s, "dcterms:subject", [self.subjects.get(n, "") for n in row["subjects"]])
        yield from _some(s, "kg:hasCode", terms.typed("true", "xsd:boolean") if row["has_code"] else None)
        yield from _addresses(s, "schema:codeRepository", row["code"])
        yield from _addresses(s, "foaf:page", row["pages"])
        yield from _texts(s, "bibo:doi", [row["doi"].lower()])
        yield from _texts(s, "dcterms:identifier", [row["identifier"]])
        yield from _texts(s, "dcterms:isPartOf", [row["venue"]])
        yield from _texts(s, "schema:creativeWorkStatus", ["Retracted" if row["retracted"] else ""])
        yield from self._nodes(s, "prov:wasDerivedFrom", [source_id(f) for f in row["files"]])
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def author(self, row: Row) -> Iterator[Triple]:
        """A person."""
        s = self.node(row["id"])
        yield from _typed(s, "foaf:Person")
        yield from _texts(s, "foaf:name", [row["name"]])
        yield from _texts(s, "schema:alternateName", [n for n in row["names"] or () if n != row["name"]])
        if row["orcid"]:
            yield from _addresses(s, "schema:sameAs", ["https://orcid.org/" + row["orcid"].rsplit("/", 1)[-1]])

    def topic(self, row: Row) -> Iterator[Triple]:
        """A community of the graph, or a subject that the source gives."""
        s = self.node(row["id"])
        yield from _typed(s, "skos:Concept" if row["kind"] == "subject" else "kg:Topic")
        yield from _texts(s, "skos:prefLabel", [row["name"]])
        yield from _texts(s, "skos:notation", [row["notation"]])
        yield from self._nodes(s, "skos:broader", [row["parent"]])

    def entity(self, row: Row) -> Iterator[Triple]:
        """A method, data set, benchmark, task or metric."""
        s = self.node(row["id"])
        yield from _typed(s, *(f"kg:{name}" for name in row["types"] or [row["type"]]), "skos:Concept")
        yield from _texts(s, "skos:prefLabel", [row["name"]])
        yield from _texts(s, "skos:altLabel", [a for a in row["aliases"] or () if a != row["name"]])
        yield from self._nodes(s, "skos:broader", row["broader"] or ())
        yield from _addresses(s, "skos:exactMatch", row["same_as"] or ())
        yield from _some(s, "kg:paperCount", terms.integer(row["paper_count"]))
        year = row["first_seen"]
        yield from _some(s, "kg:firstSeen", terms.when(f"{year:04d}") if year is not None else None)
        yield from _some(s, "kg:pagerank", terms.double(row["pagerank"]))
        yield from _some(s, "kg:betweenness", terms.double(row["betweenness"]))
        yield from self._nodes(s, "kg:inTopic", [row["topic"]])

    def source(self, file: str) -> Iterator[Triple]:
        """A file that papers were read from."""
        s = self.node(source_id(file))
        yield from _typed(s, "prov:Entity")
        yield from _texts(s, "dcterms:title", [file])

    def statement(self, row: Row) -> Iterator[Triple]:
        """Who says a triple, how surely, and where."""
        s = self.node(row["id"])
        yield from _typed(s, "kg:Statement")
        yield Triple(s, term("rdf:subject"), self.node(row["subject"]))
        yield Triple(s, term("rdf:predicate"), term("kg:" + row["predicate"]))
        yield Triple(s, term("rdf:object"), self.node(row["object"]))
        yield Triple(s, term("kg:confidence"), terms.decimal(row["confidence"]))
        yield Triple(s, term("kg:support"), terms.integer(row["support"]))
        yield from _texts(s, "kg:modality", [row["modality"]])
        yield from self._nodes(s, "kg:evidence", row["evidence"] or ())

    def result(self, row: Row) -> Iterator[Triple]:
        """A number on a measure; what a paper only plans or denies is none (extractions.jsonl keeps it)."""
        s, paper = self.node(row["id"]), self.node(row["paper"])
        yield Triple(paper, term("kg:reports"), s)
        yield from _typed(s, "kg:Result")
        yield Triple(s, term("kg:paper"), paper)
        for name in ("method", "on", "metric"):
            yield from self._nodes(s, f"kg:{name}", [row[name]])
        yield from _texts(s, "kg:methodText", [row["method_text"]])
        yield from _texts(s, "kg:onText", [row["on_text"]])
        yield from _texts(s, "kg:metricText", [row["metric_text"]])
        yield from _texts(s, "kg:valueText", [row["value_text"]])
        yield from _some(s, "kg:value", terms.number(row["value_text"]))
        yield from _texts(s, "kg:unit", [row["unit"]])
        yield Triple(s, term("kg:confidence"), terms.decimal(row["confidence"]))
        yield from self._nodes(s, "kg:evidence", row["evidence"] or ())

    def evidence(self, row: Row) -> Iterator[Triple]:
        """A quoted sentence."""
        s = self.node(row["id"])
        yield from _typed(s, "kg:Evidence")
        yield Triple(s, term("kg:paper"), self.node(row["paper"]))
        yield Triple(s, term("kg:field"), terms.text(row["field"]))
        yield Triple(s, term("oa:exact"), terms.text(row["quote"]))
        yield Triple(s, term("oa:start"), terms.integer(row["start"]))
        yield Triple(s, term("oa:end"), terms.integer(row["end"]))

    def _nodes(self, s: NamedNode, predicate: str, ids: Iterable[str]) -> Iterator[Triple]:
        """A triple for each id that is one."""
        for identifier in dict.fromkeys(ids):
            if identifier:
                yield Triple(s, term(predicate), self.node(identifier))


def source_id(file: str) -> str:
    """The id of a source file, by its name below the input given."""
    return "source/" + digest(file)


def _typed(s: NamedNode, *classes: str) -> Iterator[Triple]:
    for name in classes:
        yield Triple(s, term("rdf:type"), term(name))


def _some(s: NamedNode, predicate: str, value: Literal | None) -> Iterator[Triple]:
    if value is not None:
        yield Triple(s, term(predicate), value)


def _texts(s: NamedNode, predicate: str, values: Iterable[str]) -> Iterator[Triple]:
    """A string literal for each value that is not empty; equal ones are one."""
    for value in dict.fromkeys(terms.text(v) for v in values if v):
        yield Triple(s, term(predicate), value)


def _addresses(s: NamedNode, predicate: str, values: Iterable[str]) -> Iterator[Triple]:
    """A node for each value that is a web address."""
    for value in dict.fromkeys(address(v) for v in values):
        if value:
            try:
                yield Triple(s, term(predicate), NamedNode(value))
            except ValueError:  # a host that is none
                continue
