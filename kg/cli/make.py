"""The commands that read papers: build, extract, fetch."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import File, Inputs, Jobs, MinConfidence, Pipeline, Sources, app, say, show
from kg.counting import counted
from kg.options import BASE_IRI

if TYPE_CHECKING:
    from kg.build import BuildReport

_SHOWN = 20  # skipped records

Base = Annotated[str, typer.Option(metavar="IRI", help="What the IRIs begin with.")]


@app.command()
def build(
    inputs: Sources,
    out: Annotated[str, typer.Option("-o", "--out", help="The out folder, or its address in a store.")] = "out",
    pipeline: Pipeline = "default",
    min_confidence: MinConfidence = 0.0,
    base_iri: Base = BASE_IRI,
    no_abstracts: Annotated[bool, typer.Option("--no-abstracts", help="Leave the abstracts out of the RDF.")] = False,
    with_cited: Annotated[
        bool, typer.Option("--with-cited", help="Keep references outside the set, without text.")
    ] = False,
    column: Annotated[
        list[str] | None, typer.Option(help="For tables: field=column, as in title=Titel; more than once.")
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Your corrections; default corrections.toml if there.")
    ] = None,
    link_table: Annotated[
        Path | None, typer.Option(help="Names and IRIs to link to: CSV, or RDF with SKOS labels.")
    ] = None,
    jobs: Jobs = 0,
    engine: Annotated[str, typer.Option(help="Who reads the texts: local, or ray (a cluster).")] = "local",
) -> None:
    """Read papers and write the graph with its page.

    RDF, HTML page, GraphML, tables, report.
    """
    from kg.build import build as run  # heavy, and so imported late
    from kg.options import BuildOptions
    from kg.progress import Progress
    from kg.stores import is_address

    default = Path("corrections.toml")
    options = BuildOptions(
        pipeline=pipeline,
        min_confidence=min_confidence,
        base_iri=base_iri,
        abstracts=not no_abstracts,
        with_cited=with_cited,
        columns=tuple(pairs_of(column or [])),
        corrections=corrections or (default if default.is_file() else None),
        link_table=link_table,
        jobs=jobs,
        engine=engine,
    )
    on_terminal = sys.stderr.isatty()
    progress = Progress(show, every=0.5 if on_terminal else 30, stages=on_terminal)
    try:
        report = run(inputs, out, options, progress)
    except KeyboardInterrupt:
        show()
        say("stopped; what was read is kept, and the same command goes on from there")
        raise
    show()
    say_report(report, out)
    say(progress.summary())
    if not is_address(out):
        say(f"next: kg open -o {quote(out)}, or kg show NAME -o {quote(out)}")


def say_report(report: BuildReport, out: str) -> None:
    """Say what a build noted, skipped and made."""
    for note in report.notes:
        say(note)
    for skipped in report.skipped[:_SHOWN]:
        say(f"skipped {skipped.place}: {skipped.reason}")
    if len(report.skipped) > _SHOWN:
        say(f"and {len(report.skipped) - _SHOWN} more skipped, see {out}/build.json")
    counts = (
        (report.records, "record"),
        (report.papers, "paper"),
        (report.entities, "entity"),
        (report.triples, "triple"),
        (report.results, "result"),
    )
    say(f"{', '.join(counted(*count) for count in counts)} in {out}")


def pairs_of(words: list[str]) -> list[tuple[str, str]]:
    """Words `field=column` as pairs.

    Raises:
        typer.BadParameter: one is written otherwise, or a field is given twice.
    """
    pairs = [(w.partition("=")[0], w.partition("=")[2]) for w in words]
    if not all(a and b for a, b in pairs):
        raise typer.BadParameter("columns are written field=column, as in title=Titel")
    if len(dict(pairs)) < len(pairs):
        raise typer.BadParameter("a field is given more than one column")
    return pairs


@app.command()
def extract(
    inputs: Inputs,
    out: File = None,
    pipeline: Pipeline = "default",
    min_confidence: MinConfidence = 0.0,
    jobs: Jobs = 0,
) -> None:
    """Extraction alone, as JSON Lines.

    One line a record, in input order, without merging.
    """
    from kg.extraction import extract_lines

    lines = extract_lines(inputs, pipeline=pipeline, min_confidence=min_confidence, jobs=jobs, say=say)
    if out is None:
        for line in lines:
            typer.echo(line)
    else:
        from kg.outputs import write_lines

        write_lines(lines, out)


@app.command()
def fetch(
    source: Annotated[str, typer.Argument(help="openalex, arxiv, semanticscholar or crossref.")],
    search: Annotated[str, typer.Argument(metavar="QUERY", help="In the source's own query language.")],
    out: File = None,
    limit: Annotated[int, typer.Option(min=1, help="Papers to fetch.")] = 100,
    budget: Annotated[
        float | None, typer.Option(min=0, help="The most to spend where a source meters, in dollars.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again for what is on disk.")] = False,
) -> None:
    """Fetch papers from a source on the network.

    As JSON Lines, which kg build reads. OPENALEX_API_KEY and S2_API_KEY hold your keys, where you have them, and
    SCIKG_MAIL the mail address that some sources ask for.
    """
    from kg.export.lines import line
    from kg.fetch import fetch as run

    found = run(source, search, limit=limit, out=out, budget=budget, fresh=fresh, say=say)
    if out is None:
        for record in found.records:
            typer.echo(line(dict(record)))
