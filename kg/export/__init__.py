"""The graph as files: `write(graph, path, format)` for every format that `kg export --to` knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError
from kg.places import whole

if TYPE_CHECKING:
    from kg.export.provenance import Provenance
    from kg.graph import Graph

__all__ = ["FORMATS", "write"]

RDF = ("ttl", "ttl12", "nt", "jsonld", "trig", "nanopub")
FORMATS = (*RDF, "graphml", "gexf", "csv", "vosviewer", "html")


def write(
    graph: Graph,
    path: Path,
    format: str,
    *,
    base_iri: str,
    abstracts: bool = True,
    provenance: Provenance | None = None,
) -> int:
    """Write `graph` to `path`; returns how many triples, edges, rows or statements were written.

    `csv` writes a folder, or a zip archive where `path` ends in .zip. The folder that
    `path` is in is made; a single file is replaced as a whole. `abstracts` is for RDF and `csv`, `provenance` for RDF.

    Raises:
        ExportError: an unknown format, or a path that cannot be written.
    """
    if format not in FORMATS:
        raise ExportError(f"unknown format {format!r}; known are {', '.join(FORMATS)}")
    try:
        if format == "csv":
            from kg.export.csv_tables import write_csv  # each format imports what it needs

            path.parent.mkdir(parents=True, exist_ok=True)
            return write_csv(graph.shown(), path, base_iri=base_iri, abstracts=abstracts)
        with whole(path) as part:
            if format in RDF:
                from kg.export.rdf import write_rdf

                return write_rdf(graph, part, format, base_iri=base_iri, abstracts=abstracts, provenance=provenance)
            return _write_view(graph.shown(), part, format, base_iri)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from None


def _write_view(graph: Graph, path: Path, format: str, base_iri: str) -> int:
    """Write what shows the graph: a network or the page."""
    if format in ("graphml", "gexf"):
        from kg.export.networks import write_network

        return write_network(graph, path, format, base_iri=base_iri)
    if format == "vosviewer":
        from kg.export.networks import write_vosviewer

        return write_vosviewer(graph, path, base_iri=base_iri)
    from kg.export.html import write_html

    write_html(graph, path, base_iri=base_iri)
    return graph.statements.height
