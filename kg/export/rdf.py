"""RDF files: Turtle, N-Triples, JSON-LD and TriG, streamed from the tables.

Oxigraph's serialisers write what `kg.export.rdf_rows` yields; no graph of Python
terms is held. rdflib, Oxigraph and Raptor read every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import ExportError
from kg.export.nanopub import write_nanopubs
from kg.export.provenance import Provenance, described
from kg.export.rdf_rows import Block, blocks
from kg.export.terms import BASE_IRI, PREFIXES, base, node, term
from kg.resources import shipped

if TYPE_CHECKING:
    from kg.graph import Graph

FORMATS: Final = ("ttl", "nt", "jsonld", "trig", "nanopub")


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
    said of the graph as a whole. `nanopub` is TriG, too: the statements that hold
    alone, each as a nanopublication.

    Raises:
        ExportError: an unknown format or base IRI, or a file that cannot be written.
    """
    if format not in FORMATS:
        raise ExportError(f"unknown RDF format {format!r}; known are {', '.join(FORMATS)}")
    counted = _Counted(graph, base(base_iri), abstracts, provenance)
    try:
        with path.open("wb") as file:
            if format == "nanopub":
                return write_nanopubs(graph, file, provenance or Provenance(version=""), base_iri)
            if format == "trig":
                serialize(_quads(counted, base_iri), file, RdfFormat.TRIG, prefixes=dict(PREFIXES))
            elif format == "jsonld":
                _write_jsonld(counted, file)
            else:
                _serialize(counted, file, format)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from None
    return counted.triples


@dataclass(slots=True)
class _Counted:
    """The blocks of a graph, counted as they pass, and its description at the end."""

    graph: Graph
    base_iri: str
    abstracts: bool
    provenance: Provenance | None
    triples: int = 0

    def __iter__(self) -> Iterator[Block]:
        for papers, block in blocks(self.graph, base_iri=self.base_iri, abstracts=self.abstracts):
            self.triples += len(block)
            yield papers, block
        if self.provenance:
            block = described(self.graph, self.provenance, self.base_iri, self.triples)
            self.triples += len(block)
            yield (), block


def _serialize(source: Iterable[Block], file: IO[bytes], format: str) -> None:
    triples = chain.from_iterable(block for _, block in source)
    if format == "nt":
        serialize(triples, file, RdfFormat.N_TRIPLES)
    else:
        # Only vocabularies get prefixes: an id may end in a dot, and rdflib does not read `entity:a\.`.
        serialize(triples, file, RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def _quads(source: Iterable[Block], base_iri: str) -> Iterator[Quad]:
    """Each triple in the graph of every paper that says it."""
    for papers, block in source:
        names: list[NamedNode | DefaultGraph] = [node(base_iri, p) for p in papers]
        for name in names or [DefaultGraph()]:
            for s, p, o in block:
                yield Quad(s, p, o, name)


def _write_jsonld(source: Iterable[Block], file: IO[bytes]) -> None:
    """One JSON object a subject under our context (JSON-LD 1.1), a line each."""
    context = json.loads(shipped("ontologies", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    file.write(b'{"@context":' + _json(context) + b',"@graph":[')
    for number, triples in enumerate(_subjects(source)):
        file.write((b",\n" if number else b"\n") + _json(_compact(triples)))
    file.write(b"\n]}\n")


def _subjects(source: Iterable[Block]) -> Iterator[list[Triple]]:
    """The triples of each run of one subject."""
    run: list[Triple] = []
    for _, block in source:
        for triple in block:
            if run and triple.subject != run[0].subject:
                yield run
                run = []
            run.append(triple)
    if run:
        yield run


def _compact(triples: list[Triple]) -> dict[str, Any]:
    """One subject as a JSON object; every value in full, so that no context is needed to type it."""
    found: dict[str, list[Any]] = {}
    for _, predicate, value in triples:
        if predicate == term("rdf:type"):
            found.setdefault("@type", []).append(_value(value)["@id"])
        else:
            found.setdefault(_short(predicate.value), []).append(_value(value))
    return {"@id": str(triples[0].subject)[1:-1], **{k: v[0] if len(v) == 1 else v for k, v in found.items()}}


def _value(value: Any) -> Any:  # noqa: ANN401  # an RDF term, and the JSON that stands for it
    if not isinstance(value, Literal):
        return {"@id": _short(value.value)}
    if value.datatype.value == PREFIXES["xsd"] + "string":
        return value.value
    return {"@value": value.value, "@type": _short(value.datatype.value)}


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
