"""The graph as RDF: the triples of each table row, one row at a time.

Evidence and statements are nodes with IRIs of their own (no blank nodes), as in
the reification of RDF 1.1 Semantics, section D.1, with the quote selector's
`oa:exact` of the Web Annotation model (https://www.w3.org/TR/annotation-model/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import polars as pl
from pyoxigraph import Literal, NamedNode, Triple

from kg.export import terms
from kg.export.terms import term
from kg.export.text import address, clean
from kg.graph import Graph
from kg.records import digest

Row = dict[str, Any]
Node = Callable[[str], NamedNode]  # the node of an id
# The papers that say something, as ids (none: it is said of the graph as a whole), and the triples.
Block = tuple[tuple[str, ...], list[Triple]]


def blocks(graph: Graph, *, base_iri: str = terms.BASE_IRI, abstracts: bool = True) -> Iterator[Block]:
    """All triples of `graph` in blocks, in the order of its tables; no triple comes twice.

    Raises:
        ExportError: `base_iri` is none.
    """
    rows = _Rows(
        node=partial(terms.node, terms.base(base_iri)),
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
    joined = _supported(graph)
    yield from _direct(joined, rows.node)
    yield from _statements(joined, rows.node)
    for row in graph.results.filter(pl.col("asserted")).iter_rows(named=True):
        yield (row["paper"],), list(rows.result(row))
    yield from _evidence(graph.evidence, rows.node)


def triples(graph: Graph, *, base_iri: str = terms.BASE_IRI, abstracts: bool = True) -> Iterator[Triple]:
    """All triples of `graph`, as a stream.

    Raises:
        ExportError: `base_iri` is none.
    """
    for _, block in blocks(graph, base_iri=base_iri, abstracts=abstracts):
        yield from block


def _supported(graph: Graph) -> pl.DataFrame:
    """The statements, each with its evidence and the papers that support it."""
    support = graph.support.group_by("statement", maintain_order=True).agg(
        pl.col("evidence").unique(maintain_order=True), pl.col("paper").unique(maintain_order=True)
    )
    return graph.statements.join(support, left_on="id", right_on="statement", how="left", maintain_order="left")


def _direct(statements: pl.DataFrame, node: Node) -> Iterator[Block]:
    """The triples that hold, each said by the papers that support it."""
    held = statements.filter(pl.col("asserted")).select("subject", "predicate", "object", "paper")
    for subject, predicate, target, papers in held.iter_rows():
        yield tuple(papers or ()), [Triple(node(subject), term("kg:" + predicate), node(target))]


def _statements(statements: pl.DataFrame, node: Node) -> Iterator[Block]:
    """Who says a triple, how surely, and where. Half of a graph is this, so it is written out."""
    kind, a = term("kg:Statement"), term("rdf:type")
    subject_of, predicate_of, object_of = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
    confidence_of, support_of, modality_of = term("kg:confidence"), term("kg:support"), term("kg:modality")
    evidence_of = term("kg:evidence")
    columns = ("id", "subject", "predicate", "object", "confidence", "support", "modality", "evidence")
    for name, subject, predicate, target, confidence, support, modality, evidence in statements.select(
        columns
    ).iter_rows():
        s = node(name)
        block = [
            Triple(s, a, kind),
            Triple(s, subject_of, node(subject)),
            Triple(s, predicate_of, term("kg:" + predicate)),
            Triple(s, object_of, node(target)),
            Triple(s, confidence_of, terms.decimal(confidence)),
            Triple(s, support_of, terms.integer(support)),
        ]
        if modality:
            block.append(Triple(s, modality_of, terms.text(modality)))
        block.extend([Triple(s, evidence_of, node(e)) for e in evidence or ()])
        yield (), block


def _evidence(evidence: pl.DataFrame, node: Node) -> Iterator[Block]:
    """The quoted sentences."""
    kind, a = term("kg:Evidence"), term("rdf:type")
    paper_of, field_of, exact = term("kg:paper"), term("kg:field"), term("oa:exact")
    start_of, end_of = term("oa:start"), term("oa:end")
    for name, paper, field_, start, end, quote in evidence.iter_rows():
        s = node(name)
        yield (
            (paper,),
            [
                Triple(s, a, kind),
                Triple(s, paper_of, node(paper)),
                Triple(s, field_of, terms.text(field_)),
                Triple(s, exact, terms.text(quote)),
                Triple(s, start_of, terms.integer(start)),
                Triple(s, end_of, terms.integer(end)),
            ],
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """What one row of a table says; a method a table."""

    node: Node
    abstracts: bool
    subjects: dict[str, str] = field(default_factory=dict)  # notation -> topic id

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
    for value in dict.fromkeys(clean(v) for v in values if v):
        yield Triple(s, term(predicate), Literal(value))


def _addresses(s: NamedNode, predicate: str, values: Iterable[str]) -> Iterator[Triple]:
    """A node for each value that is a web address."""
    for value in dict.fromkeys(address(v) for v in values):
        if value:
            try:
                yield Triple(s, term(predicate), NamedNode(value))
            except ValueError:  # a host that is none
                continue
