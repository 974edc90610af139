"""The commands that write a finished graph in another form: export, report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Out, app


@app.command()
def export(
    to: Annotated[
        str, typer.Option("--to", help="ttl, ttl12, nt, jsonld, trig, nanopub, graphml, gexf, csv, vosviewer or html.")
    ],
    source: Annotated[Path, typer.Option("--from", help="The out folder to read.")] = Path("out"),
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A file, for csv also a folder; standard output without it.")
    ] = None,
    base_iri: Annotated[str, typer.Option(metavar="IRI", help="What the IRIs begin with; default: as built.")] = "",
    no_abstracts: Annotated[bool, typer.Option("--no-abstracts", help="Leave the abstracts out.")] = False,
    licence: Annotated[
        str, typer.Option("--license", metavar="IRI", help="State this licence of yours in the RDF; default: none.")
    ] = "",
) -> None:
    """Write the built graph in another format."""
    from kg import outputs

    if to == "csv" and out is None and sys.stdout.isatty():
        raise typer.BadParameter("csv is a zip archive of tables on standard output; name a file or a folder with -o")
    data = outputs.export(
        to, source, out, base_iri=base_iri, abstracts=False if no_abstracts else None, licence=licence
    )
    sys.stdout.buffer.write(data)


@app.command()
def report(
    out: Out = Path("out"),
    to: Annotated[Path | None, typer.Option(help="The file to write; default: report.html in the out folder.")] = None,
) -> None:
    """Write the analysis as one HTML file with plots."""
    from kg.graph import Graph
    from kg.outputs import tables_of
    from kg.report import report_html

    typer.echo(str(report_html(Graph.load(tables_of(out)), to or out / "report.html")))
