"""The graph as RDF: the triples of each table row, one row at a time; those of nodes by `rdf_nodes`.

Evidence and statements are nodes with IRIs of their own (no blank nodes), as in
the reification of RDF 1.1 Semantics, section D.1, with the quote selector's
`oa:exact` of the Web Annotation model (https://www.w3.org/TR/annotation-model/).

Each term is checked by Oxigraph, and stands here as its text in N-Triples or Turtle.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from kg.export import terms
from kg.export.rdf_nodes import Nodes
from kg.export.turtle import Block, Spelling, Terms
from kg.graph import Graph
from kg.options import BASE_IRI

Row = dict[str, Any]


def blocks(graph: Graph, *, base_iri: str = BASE_IRI, abstracts: bool = True, spell: Spelling = str) -> Iterator[Block]:
    """All triples of `graph` in blocks, in the order of its tables; no triple comes twice.

    Raises:
        ExportError: `base_iri` is none.
    """
    said = Terms(terms.base(base_iri), spell)
    subjects = dict(graph.topics.filter(pl.col("kind") == "subject").select("notation", "id").iter_rows())
    rows = Nodes(said, abstracts=abstracts, subjects=subjects)
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
