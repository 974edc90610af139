"""Checks that SHACL Core cannot express: unknown terms, and direct triples without a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kg.export.terms import PREFIXES
from kg.validate.findings import Finding, short
from kg.vocab import SIGNATURES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    Stated = tuple[Node | None, ...]  # subject, predicate, object, modality


def unknown_terms(data: Graph, known: Collection[Node]) -> Iterator[Finding]:
    """Predicates and classes in our namespace that are not among the `known` terms of the ontology."""
    from rdflib.namespace import RDF

    unknown: dict[Node, str] = {}  # term -> the first node that has it
    for s, p, o in data:
        for term in (p, o) if p == RDF.type else (p,):
            if term not in known and str(term).startswith(PREFIXES["kg"]):
                unknown[term] = min(str(s), unknown.get(term, str(s)))
    for term, node in sorted(unknown.items(), key=str):
        yield Finding(node=node, path=short(data, term), value="", message="the ontology has no such term")


def statement_faults(data: Graph) -> Iterator[Finding]:
    """Direct triples without a plain statement, and so without a sentence; and statements that are there twice."""
    from rdflib import RDF, URIRef

    parts = (RDF.subject, RDF.predicate, RDF.object, URIRef(PREFIXES["kg"] + "modality"))
    statements = data.subjects(RDF.type, URIRef(PREFIXES["kg"] + "Statement"))
    stated = Counter(tuple(data.value(s, part) for part in parts) for s in statements)
    if stated:  # nanopublications have no statements
        yield from _unstated(data, stated)
        yield from _repeated(data, stated)


def _unstated(data: Graph, stated: Counter[Stated]) -> Iterator[Finding]:
    from rdflib import URIRef

    for predicate in (URIRef(PREFIXES["kg"] + name) for name in (*SIGNATURES, "buildsOn")):
        for s, o in data.subject_objects(predicate):
            if (s, predicate, o, None) not in stated:
                told = "no statement without modality bears this triple"
                yield Finding(node=short(data, s), path=short(data, predicate), value=short(data, o), message=told)


def _repeated(data: Graph, stated: Counter[Stated]) -> Iterator[Finding]:
    for (s, predicate, o, modality), times in stated.items():
        if times > 1:
            told = f"{times} statements say this" + ("" if modality is None else f" ({modality})")
            yield Finding(node=short(data, s), path=short(data, predicate), value=short(data, o), message=told)
