"""The command line: one thin function a command over the Python API; the only place that prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Citation and topic knowledge graphs from scholarly abstracts, every triple with its sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Inputs = Annotated[list[Path], typer.Argument(help="Files and folders to read.", show_default=False)]
Out = Annotated[Path, typer.Option("-o", "--out", help="The out folder.")]
File = Annotated[Path | None, typer.Option("-o", "--out", help="A file; standard output without it.")]
Pipeline = Annotated[str, typer.Option(help="`default`, `small`, or the folder of a spaCy pipeline.")]
Least = Annotated[float, typer.Option(min=0, max=1, help="What is less sure is kept, but is no triple of the graph.")]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=0, help="Threads for the extraction; 0: one a core.")]
Base = Annotated[str, typer.Option(help="What the IRIs begin with.")]
BASE = "https://w3id.org/scikg/id/"


def say(text: str) -> None:
    """A line for people, on standard error."""
    typer.echo(text, err=True)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from importlib.metadata import version as installed  # not needed otherwise

        typer.echo(f"kg {installed('scikg')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Build, ask and look at knowledge graphs of papers."""


@app.command()
def build(
    inputs: Inputs,
    out: Out = Path("out"),
    pipeline: Pipeline = "default",
    min_confidence: Least = 0.0,
    base_iri: Base = BASE,
    no_abstracts: Annotated[bool, typer.Option(help="Leave the abstracts out of the RDF.")] = False,
    with_cited: Annotated[bool, typer.Option(help="Keep references outside the set as cited-only papers.")] = False,
    corrections: Annotated[
        Path | None, typer.Option(help="Your corrections; default corrections.toml if there.")
    ] = None,
    link_table: Annotated[
        Path | None, typer.Option(help="Names and IRIs to link to: CSV, or RDF with SKOS labels.")
    ] = None,
    jobs: Jobs = 0,
) -> None:
    """Read papers and write the graph: RDF, HTML page, GraphML, tables, report."""
    from kg.build import BuildOptions  # heavy imports wait
    from kg.build import build as run

    default = Path("corrections.toml")
    options = BuildOptions(
        pipeline=pipeline,
        min_confidence=min_confidence,
        base_iri=base_iri,
        abstracts=not no_abstracts,
        with_cited=with_cited,
        corrections=corrections or (default if default.is_file() else None),
        link_table=link_table,
        jobs=jobs,
    )
    report = run(inputs, out, options, say)
    for note in report.notes:
        say(note)
    for skipped in report.skipped[:20]:
        say(f"skipped {skipped.file}:{skipped.line or 0}: {skipped.reason}")
    if len(report.skipped) > 20:
        say(f"and {len(report.skipped) - 20} more skipped, see {out / 'build.json'}")
    say(
        f"{report.records} records, {report.papers} papers, {report.entities} entities, "
        f"{report.triples} triples, {report.results} results in {out}"
    )
    say(f"next: kg open -o {out}, or kg show NAME -o {out}")


@app.command()
def extract(
    inputs: Inputs, out: File = None, pipeline: Pipeline = "default", min_confidence: Least = 0.0, jobs: Jobs = 0
) -> None:
    """Extraction alone: one JSON line a record, in input order, without merging."""
    from kg.extraction import extract_lines

    lines = extract_lines(inputs, pipeline=pipeline, min_confidence=min_confidence, jobs=jobs, say=say)
    if out is None:
        for line in lines:
            typer.echo(line)
    else:
        from kg.outputs import write_lines

        write_lines(lines, out)


@app.command()
def show(name: str, out: Out = Path("out")) -> None:
    """What the graph knows of an entity or a paper, each with its sentence."""
    from kg.show import show as text

    typer.echo(text(name, out))


@app.command("open")
def open_page(
    out: Out = Path("out"),
    print_path: Annotated[bool, typer.Option("--print", help="Print the page's path only.")] = False,
) -> None:
    """Open the graph page in the browser."""
    from kg import outputs

    typer.echo(str(outputs.page_of(out) if print_path else outputs.open(out)))


@app.command()
def export(
    to: Annotated[str, typer.Option("--to", help="ttl, nt, jsonld, trig, graphml, gexf, csv, vosviewer or html.")],
    source: Annotated[Path, typer.Option("--from", help="The out folder to read.")] = Path("out"),
    out: File = None,
    base_iri: Annotated[str, typer.Option(help="What the IRIs begin with; default: as built.")] = "",
    no_abstracts: Annotated[bool, typer.Option(help="Leave the abstracts out.")] = False,
) -> None:
    """Write the built graph in another format."""
    from kg import outputs

    data = outputs.export(to, source, out, base_iri=base_iri, abstracts=not no_abstracts)
    sys.stdout.buffer.write(data)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Annotated papers in the contract's JSON Lines.")],
    pipeline: Pipeline = "default",
    jobs: Jobs = 0,
    bootstrap: Annotated[int, typer.Option(min=0, help="Resamplings for the 95 % intervals; 0: none.")] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
) -> None:
    """Precision, recall and F1 of the extraction on a gold file."""
    from kg.evaluate import evaluate as run
    from kg.evaluate import table

    rows = run(gold, pipeline=pipeline, jobs=jobs, bootstrap=bootstrap)
    if as_json:
        import json

        typer.echo(json.dumps(rows, indent=1))
    else:
        typer.echo(table(rows))


def main() -> None:
    """Run `kg`; an error of ours is one line and exit code 1."""
    debug = "--debug" in sys.argv
    try:
        app()
    except KgError as error:
        if debug:
            raise
        say(f"kg: {' '.join(str(error).split())}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
