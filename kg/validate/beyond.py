"""What SHACL Core has no words for: terms that the ontology lacks, and triples that no statement bears."""

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


def unknown_terms(data: Graph, known: Collection[Node]) -> Iterator[Finding]:
    """Predicates and classes in our name space that are not `known`."""
    from rdflib.namespace import RDF

    unknown: dict[Node, str] = {}  # with the first node that has it
    for s, p, o in data:
        for term in (p, o) if p == RDF.type else (p,):
            if term not in known and str(term).startswith(PREFIXES["kg"]):
                unknown[term] = min(str(s), unknown.get(term, str(s)))
    for term, node in sorted(unknown.items(), key=str):
        yield Finding(node=node, path=short(data, term), value="", message="the ontology has no such term")


def unborne(data: Graph) -> Iterator[Finding]:
    """Direct triples that no plain statement bears, so that no sentence does, and statements that come twice."""
    from rdflib import RDF, URIRef

    kg = PREFIXES["kg"]
    parts = (RDF.subject, RDF.predicate, RDF.object, URIRef(kg + "modality"))
    statements = data.subjects(RDF.type, URIRef(kg + "Statement"))
    borne = Counter(tuple(data.value(s, part) for part in parts) for s in statements)
    if not borne:  # as nanopublications, which bear their triples otherwise
        return
    for predicate in (URIRef(kg + name) for name in (*SIGNATURES, "buildsOn")):
        for s, o in data.subject_objects(predicate):
            if (s, predicate, o, None) not in borne:
                told = "no statement without modality bears this triple"
                yield Finding(node=short(data, s), path=short(data, predicate), value=short(data, o), message=told)
    for (subject, said, of, modality), times in borne.items():
        if times > 1:
            told = f"{times} statements say this" + f" ({modality})" * (modality is not None)
            yield Finding(node=short(data, subject), path=short(data, said), value=short(data, of), message=told)
