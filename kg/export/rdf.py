"""RDF files: Turtle, N-Triples, JSON-LD and TriG, streamed from the tables.

Turtle and N-Triples are joined from what `kg.export.rdf_rows` yields, and Oxigraph
makes the other formats of it; no graph of Python terms is held. rdflib, Oxigraph and
Raptor read every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from kg.errors import ExportError
from kg.export.nanopub import write_nanopubs
from kg.export.provenance import Provenance, described
from kg.export.rdf_rows import blocks
from kg.export.terms import PREFIXES, base, node, prefixed, term
from kg.export.turtle import Block, Spelling, n_triples, parsed, reified, short, turtle
from kg.resources import shipped

if TYPE_CHECKING:
    from kg.graph import Graph
from kg.options import BASE_IRI

FORMATS: Final = ("ttl", "ttl12", "nt", "jsonld", "trig", "nanopub")


def write_rdf(
    graph: Graph,
    path: Path,
    format: str,
    *,
    base_iri: str = BASE_IRI,
    abstracts: bool = True,
    provenance: Provenance | None = None,
) -> int:
    """Write `graph` to the file `path`; returns the number of triples.

    With `provenance` the file says at its end how it was made and what it holds. In
    TriG each paper is a named graph of what it says; the default graph holds what is
    said of the graph as a whole. `ttl12` is Turtle of RDF 1.2, in which a statement
    reifies its triple (https://www.w3.org/TR/rdf12-turtle/). `nanopub` is TriG, too: the statements that hold
    alone, each as a nanopublication.

    Raises:
        ExportError: an unknown format or base IRI.
        OSError: the file cannot be written.
    """
    if format not in FORMATS:
        raise ExportError(f"unknown RDF format {format!r}; known are {', '.join(FORMATS)}")
    spell = short if format in ("ttl", "ttl12") else str
    counted = _Counted(graph, base(base_iri), abstracts, provenance, spell, reifies=format == "ttl12")
    with path.open("wb") as file:
        if format == "nanopub":
            return write_nanopubs(graph, file, provenance or Provenance(version=""), base_iri)
        if format == "trig":
            serialize(_quads(counted, base_iri), file, RdfFormat.TRIG, prefixes=dict(PREFIXES))
        elif format == "jsonld":
            _write_jsonld(counted, file)
        elif format == "nt":
            file.writelines(n_triples(counted))
        else:
            file.write(b'VERSION "1.2"\n' if format == "ttl12" else b"")
            file.writelines(turtle(counted))
    return counted.triples


@dataclass(slots=True)
class _Counted:
    """The blocks of a graph, counted as they pass, and its description at the end."""

    graph: Graph
    base_iri: str
    abstracts: bool
    provenance: Provenance | None
    spell: Spelling
    reifies: bool
    triples: int = 0

    def __iter__(self) -> Iterator[Block]:
        found = blocks(self.graph, base_iri=self.base_iri, abstracts=self.abstracts, spell=self.spell)
        for papers, block in reified(found) if self.reifies else found:
            self.triples += len(block)
            yield papers, block
        if self.provenance:
            about = described(self.graph, self.provenance, self.base_iri, self.triples)
            self.triples += len(about)
            yield (), [(self.spell(s), self.spell(p), self.spell(o)) for s, p, o in about]


def _quads(source: Iterable[Block], base_iri: str) -> Iterator[Quad]:
    """Each triple in the graph of every paper that says it."""
    for papers, block in parsed(source):
        names: list[NamedNode | DefaultGraph] = [node(base_iri, p) for p in papers]
        for name in names or [DefaultGraph()]:
            for s, p, o, _ in block:
                yield Quad(s, p, o, name)


def _write_jsonld(source: Iterable[Block], file: IO[bytes]) -> None:
    """One JSON object a subject under our context (JSON-LD 1.1), a line each."""
    context = json.loads(shipped("ontologies", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    file.write(b'{"@context":' + _json(context) + b',"@graph":[')
    quads = (quad for _, block in parsed(source) for quad in block)
    for number, (subject, found) in enumerate(groupby(quads, key=lambda quad: quad.subject)):
        file.write((b",\n" if number else b"\n") + _json(_compact(subject, found)))
    file.write(b"\n]}\n")


def _compact(subject: Any, quads: Iterable[Quad]) -> dict[str, Any]:  # noqa: ANN401  # an RDF term
    """One subject as a JSON object; every value in full, so that no context is needed to type it."""
    found: dict[str, list[Any]] = {}
    for _, predicate, value, _ in quads:
        if predicate == term("rdf:type"):
            found.setdefault("@type", []).append(_value(value)["@id"])
        else:
            found.setdefault(prefixed(predicate.value), []).append(_value(value))
    return {"@id": str(subject)[1:-1], **{k: v[0] if len(v) == 1 else v for k, v in found.items()}}


def _value(value: Any) -> Any:  # noqa: ANN401  # an RDF term, and the JSON that stands for it
    if not isinstance(value, Literal):
        return {"@id": prefixed(value.value)}
    if value.datatype.value == PREFIXES["xsd"] + "string":
        return value.value
    return {"@value": value.value, "@type": prefixed(value.datatype.value)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
