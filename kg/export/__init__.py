"""The graph as files: `write(graph, path, format)` for every format that `kg export --to` knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["FORMATS", "write"]

RDF = ("ttl", "nt", "jsonld", "trig", "nanopub")
FORMATS = (*RDF, "graphml", "gexf", "csv", "vosviewer", "html")


def write(
    graph: Graph, path: Path, format: str, *, base_iri: str, abstracts: bool = True
) -> int:  # the contract's word
    """Write `graph` to `path`; returns how many triples, edges or rows were written.

    `csv` writes a folder, or a zip archive where `path` ends in .zip.

    Raises:
        ExportError: an unknown format, or a path that cannot be written.
    """
    try:
        return _writer(format)(graph, path, base_iri, abstracts)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from None


def _writer(format: str) -> Callable[[Graph, Path, str, bool], int]:  # as above
    if format in RDF:
        from kg.export.rdf import write_rdf  # each format imports what it needs

        return lambda g, p, base, texts: write_rdf(g, p, format, base_iri=base, abstracts=texts)
    if format in ("graphml", "gexf"):
        from kg.export.networks import write_network

        return lambda g, p, base, _: write_network(g, p, format, base_iri=base)
    if format == "vosviewer":
        from kg.export.networks import write_vosviewer

        return lambda g, p, base, _: write_vosviewer(g, p, base_iri=base)
    if format == "csv":
        from kg.export.csv_tables import write_csv

        return lambda g, p, base, _: write_csv(g, p, base_iri=base)
    if format == "html":
        from kg.export.html import write_html

        def html(g: Graph, p: Path, base: str, _: bool) -> int:
            write_html(g, p, base_iri=base)
            return g.statements.height

        return html
    raise ExportError(f"unknown format {format!r}; known are {', '.join(FORMATS)}")
