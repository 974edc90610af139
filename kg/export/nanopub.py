"""Each statement that holds as a nanopublication: the triple, the sentences that it was read from, who says so.

https://nanopub.net/guidelines/working_draft/: four named graphs each, in TriG. The
ids are those of the statements, so they stay when papers are added; a time of
creation, and a licence, stand there only where one was told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

import polars as pl
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.export import terms
from kg.export.provenance import Provenance
from kg.export.terms import term
from kg.graph import Graph


def write_nanopubs(graph: Graph, file: IO[bytes], told: Provenance, base_iri: str) -> int:
    """Write all nanopublications to `file`; returns the number of quads."""
    count = 0

    def counted() -> Iterator[Quad]:
        nonlocal count
        for quad in quads(graph, told, base_iri):
            count += 1
            yield quad

    serialize(counted(), file, RdfFormat.TRIG, prefixes=dict(terms.PREFIXES))
    return count


def quads(graph: Graph, told: Provenance, base_iri: str) -> Iterator[Quad]:
    """The quads of all nanopublications, in the order of the statements."""
    node = partial(terms.node, base_iri)
    sentences = graph.support.join(graph.evidence, left_on="evidence", right_on="id", maintain_order="left")
    said = sentences.group_by("statement", maintain_order=True).agg("evidence", "paper", "quote")
    held = graph.statements.filter(pl.col("asserted"))
    held = held.join(said, left_on="id", right_on="statement", how="left", maintain_order="left")
    for row in held.iter_rows(named=True):
        name = "nanopub/" + str(row["id"]).removeprefix("statement/")
        this, (head, assertion, provenance, about) = node(name), _graphs(node, name)
        yield Quad(this, term("rdf:type"), term("np:Nanopublication"), head)
        yield Quad(this, term("np:hasAssertion"), assertion, head)
        yield Quad(this, term("np:hasProvenance"), provenance, head)
        yield Quad(this, term("np:hasPublicationInfo"), about, head)
        yield Quad(node(row["subject"]), term("kg:" + row["predicate"]), node(row["object"]), assertion)
        yield Quad(assertion, term("kg:confidence"), terms.decimal(row["confidence"]), provenance)
        seen = zip(row["evidence"] or (), row["paper"] or (), row["quote"] or (), strict=True)
        for evidence, paper, quote in seen:
            yield Quad(assertion, term("prov:wasDerivedFrom"), node(evidence), provenance)
            yield Quad(node(evidence), term("kg:paper"), node(paper), provenance)
            yield Quad(node(evidence), term("oa:exact"), terms.text(quote), provenance)
        yield Quad(this, term("prov:wasAttributedTo"), node(f"build/{told.key}/software"), about)
        if told.licence:
            yield Quad(this, term("dcterms:license"), NamedNode(told.licence), about)
        if told.started:
            yield Quad(this, term("dcterms:created"), terms.typed(told.started, "xsd:dateTime"), about)


def _graphs(node: Callable[[str], NamedNode], name: str) -> list[NamedNode]:
    mark = "/" if "#" in node(name).value else "#"  # an IRI has one fragment, which a base ending in '#' takes
    return [node(f"{name}{mark}{part}") for part in ("head", "assertion", "provenance", "pubinfo")]
