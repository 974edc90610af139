"""The graph about itself: the build as a PROV-O activity, the data as a VoID and DCAT data set.

https://www.w3.org/TR/prov-o/, https://www.w3.org/TR/void/,
https://www.w3.org/TR/vocab-dcat-3/. It holds no time unless one is given, so that
two builds of the same input give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl
from pyoxigraph import Literal, NamedNode, Triple

from kg.export import terms
from kg.export.plan import pathless
from kg.export.rdf_nodes import source_id
from kg.export.terms import term
from kg.graph import Graph
from kg.records import digest

_RIGHTS: Final = "Titles, abstracts and quoted sentences remain under the terms of their sources."
_TURTLE: Final = "https://www.iana.org/assignments/media-types/text/turtle"
_COUNTED: Final = {"papers": "Paper", "results": "Result", "statements": "Statement", "evidence": "Evidence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a graph came to be. `inputs` gives the SHA-256 of each input file; `started` is an ISO time, or "".

    `licence` is an IRI, or "": nobody but its owner can license a graph.
    """

    version: str
    model: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    started: str = ""
    licence: str = ""

    @property
    def key(self) -> str:
        """What names the build: the same input, version and options give the same key."""
        told = json.dumps([dict(self.options), dict(self.inputs)], sort_keys=True, default=str)
        return digest(self.version, self.model, told)


def provenance_of(manifest: Mapping[str, Any], licence: str = "") -> Provenance:
    """The provenance that a `build.json` tells; what it lacks stays empty."""
    options = pathless(manifest.get("options") or {})
    versions = manifest.get("versions") or {}
    return Provenance(
        version=str(versions.get("scikg", "")),
        model=str(manifest.get("model") or options.get("pipeline", "")),
        options=options,
        inputs=manifest.get("inputs") or {},
        started=str(manifest.get("started") or ""),
        licence=licence,
    )


def described(graph: Graph, told: Provenance, base_iri: str, triples: int) -> list[Triple]:
    """The triples of the description; `triples` is how many the file holds without them."""
    about = _About(told, base_iri)
    found = [*about.build(), *about.inputs(), *about.dataset(graph)]
    total = terms.integer(triples + len(found) + 1)
    return [*found, Triple(about.node("dataset"), term("void:triples"), total)]


@dataclass(frozen=True, slots=True)
class _About:
    told: Provenance
    base: str

    def node(self, kind: str, *more: str) -> NamedNode:
        """A node of this build."""
        return terms.node(self.base, "/".join((kind, self.told.key, *more)))

    def build(self) -> Iterator[Triple]:
        """The activity, the software that ran it, its options as its plan, its model."""
        build, software, plan = self.node("build"), self.node("build", "software"), self.node("build", "plan")
        association = self.node("build", "association")
        yield _said(build, "rdf:type", term("prov:Activity"))
        yield _said(build, "prov:wasAssociatedWith", software)
        yield _said(build, "prov:qualifiedAssociation", association)
        yield _said(association, "rdf:type", term("prov:Association"))
        yield _said(association, "prov:agent", software)
        yield _said(association, "prov:hadPlan", plan)
        yield _said(software, "rdf:type", term("prov:SoftwareAgent"))
        yield _said(software, "foaf:name", terms.text("scikg"))
        yield _said(software, "schema:softwareVersion", terms.text(self.told.version))
        yield _said(plan, "rdf:type", term("prov:Plan"))
        options = json.dumps(dict(self.told.options), sort_keys=True, ensure_ascii=False, default=str)
        yield _said(plan, "dcterms:description", terms.text(options))
        if self.told.started:
            yield _said(build, "prov:startedAtTime", terms.typed(self.told.started, "xsd:dateTime"))
        if self.told.model:
            model = self.node("build", "model")
            yield _said(build, "prov:used", model)
            yield _said(model, "rdf:type", term("prov:Entity"))
            yield _said(model, "dcterms:title", terms.text(self.told.model))

    def inputs(self) -> Iterator[Triple]:
        """The input files with their hashes."""
        for file, sha256 in sorted(self.told.inputs.items()):
            source = terms.node(self.base, source_id(file))
            yield _said(self.node("build"), "prov:used", source)
            yield _said(source, "schema:sha256", terms.text(sha256))

    def dataset(self, graph: Graph) -> Iterator[Triple]:
        """The data set, its rights, and how much of each class and predicate it holds."""
        dataset, file, rights = (self.node("dataset", *more) for more in ((), ("turtle",), ("rights",)))
        yield _said(dataset, "rdf:type", term("void:Dataset"))
        yield _said(dataset, "rdf:type", term("dcat:Dataset"))
        yield _said(dataset, "dcterms:title", terms.text("A knowledge graph of papers, made by scikg"))
        if self.told.licence:
            yield _said(dataset, "dcterms:license", NamedNode(self.told.licence))
        yield _said(dataset, "dcterms:rights", rights)
        yield _said(dataset, "prov:wasGeneratedBy", self.node("build"))
        yield _said(dataset, "void:uriSpace", terms.text(self.base))
        yield _said(dataset, "void:vocabulary", NamedNode(terms.PREFIXES["kg"]))
        yield _said(dataset, "dcat:distribution", file)
        yield _said(rights, "rdf:type", term("dcterms:RightsStatement"))
        yield _said(rights, "rdfs:label", terms.text(_RIGHTS))
        yield _said(file, "rdf:type", term("dcat:Distribution"))
        yield _said(file, "dcat:mediaType", NamedNode(_TURTLE))
        for name, count in _classes(graph):
            part = self.node("dataset", name)
            yield _said(dataset, "void:classPartition", part)
            yield _said(part, "void:class", term("kg:" + name))
            yield _said(part, "void:entities", terms.integer(count))
        direct = graph.statements.filter(pl.col("asserted")).group_by("predicate").len().sort("predicate")
        for name, count in direct.iter_rows():
            part = self.node("dataset", name)
            yield _said(dataset, "void:propertyPartition", part)
            yield _said(part, "void:property", term("kg:" + name))
            yield _said(part, "void:triples", terms.integer(count))


def _classes(graph: Graph) -> Iterator[tuple[str, int]]:
    """How many nodes of each class the graph holds."""
    types = (
        graph.entities.select(pl.col("types").explode()).to_series().drop_nulls().value_counts(name="n").sort("types")
    )
    yield from types.iter_rows()
    for table, name in _COUNTED.items():
        frame = getattr(graph, table)
        yield name, (frame.filter(pl.col("asserted")) if table == "results" else frame).height
    yield "Topic", graph.topics.filter(pl.col("kind") != "subject").height


def _said(s: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(s, term(predicate), value)
