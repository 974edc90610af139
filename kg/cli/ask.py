"""The commands that ask: query, show, open, serve, validate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Out, app, say
from kg.counting import counted
from kg.errors import KgError


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def query(
    context: typer.Context,
    sparql: Annotated[
        str | None, typer.Argument(help="SPARQL; the prefixes are predefined. Or the name of a shipped query.")
    ] = None,
    named: Annotated[
        str, typer.Option(help="A shipped query, as --list tells them; its parameters follow as options.")
    ] = "",
    file: Annotated[Path | None, typer.Option(help="A file with SPARQL.")] = None,
    rdf: Annotated[Path | None, typer.Option(help="The RDF to ask; default: kg.ttl of the out folder.")] = None,
    out: Out = Path("out"),
    format: Annotated[str, typer.Option(help="table, csv, tsv, json or xml.")] = "table",
    timeout: Annotated[float, typer.Option(min=0, help="Seconds that the query may take; 0: no limit.")] = 60.0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the SPARQL of a named query instead of its answer.")
    ] = False,
    list_named: Annotated[bool, typer.Option("--list", help="List the shipped queries with their parameters.")] = False,
) -> None:
    """Ask the RDF with SPARQL, or with a shipped query.

    As in kg query 'SELECT * { ?paper a kg:Paper } LIMIT 10', or kg query leaderboard --on ImageNet-1k.
    """
    from kg.query import explain as spelled
    from kg.query import listing
    from kg.query import query as ask

    if list_named:
        typer.echo(listing())
        return
    sparql, named, parameters = asked(sparql, named, file, context.args)
    target = rdf or out / "kg.ttl"
    if explain:
        if not named:
            raise typer.BadParameter("--explain shows the SPARQL of a --named query")
        typer.echo(spelled(named, rdf=target, parameters=parameters))
    else:
        answer = ask(sparql, rdf=target, named=named or None, parameters=parameters, format=format, timeout=timeout)
        typer.echo(answer.rstrip("\n"))


def asked(
    sparql: str | None, named: str, file: Path | None, words: list[str]
) -> tuple[str | None, str, dict[str, str]]:
    """The SPARQL, or else the name of a shipped query, and its parameters, which are the further `words`.

    Raises:
        typer.BadParameter: the words are no parameters, or there are two queries.
    """
    from kg.query import named_queries

    if sparql is not None and sparql.startswith("-"):  # no query, but the first parameter of a named one
        words = [sparql, *words]
        sparql = None
    if sparql and not named and not file and sparql in {known.name for known in named_queries()}:
        named = sparql  # no SPARQL query is a single word
        sparql = None
    if words and not named and not words[0].startswith("--"):
        raise typer.BadParameter(f"{words[0]}: a query is one word; put it into quotes, as in 'SELECT ...'")
    parameters = options_of(words)
    if file is not None:
        if sparql is not None or named:
            raise typer.BadParameter("give the query, or --file, not both")
        sparql = text_of(file)
    return sparql, named, parameters


def text_of(file: Path) -> str:
    """The text of a file with SPARQL.

    Raises:
        KgError: it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KgError(f"{file}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise KgError(f"{file}: is no UTF-8 text") from None


def options_of(words: list[str]) -> dict[str, str]:
    """Words `--name value` or `--name=value` as a mapping.

    Raises:
        typer.BadParameter: a word is neither, or a name is given twice.
    """
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if not name.startswith("--") or (not equals and not rest):
            raise typer.BadParameter(f"{word}: parameters of a named query are written --name value")
        if name[2:] in found:
            raise typer.BadParameter(f"{name} is given more than once")
        found[name[2:]] = value if equals else rest.pop(0)
    return found


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            help="An entity, author or topic by name; a paper by title, id, DOI or arXiv id; anything by IRI.",
            show_default=False,
        ),
    ],
    out: Out = Path("out"),
    limit: Annotated[
        int, typer.Option(min=0, help="Lines of a kind about an entity or a topic, the surest first; 0: all.")
    ] = 10,
) -> None:
    """What the graph knows of one thing, with the sentences."""
    from kg.show import show as text

    typer.echo(text(name, out, limit))


@app.command("open")
def open_page(
    out: Out = Path("out"),
    print_path: Annotated[bool, typer.Option("--print", help="Print the page's path only.")] = False,
) -> None:
    """Open the graph page in the browser."""
    from kg import outputs

    typer.echo(str(outputs.page_of(out) if print_path else outputs.open(out)))


@app.command()
def serve(
    out: Out = Path("out"),
    host: Annotated[
        str, typer.Option(help="Any but a loopback address opens the server to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 30.0,
) -> None:
    """Serve the graph over HTTP, read-only.

    /sparql (SPARQL 1.1 protocol), / (query page), /graph.
    """
    from kg.serve import serve as run

    run(out, host=host, port=port, timeout=timeout, say=say)


@app.command()
def validate(
    out: Out = Path("out"),
    rdf: Annotated[Path | None, typer.Option(help="The RDF to check; default: kg.ttl of the out folder.")] = None,
    shapes: Annotated[Path | None, typer.Option(help="A file of SHACL shapes; default: ours.")] = None,
) -> None:
    """Check the RDF against the SHACL shapes.

    Ends with 1 where there are findings.
    """
    from kg.validate import validate as check

    findings = check(rdf or out / "kg.ttl", shapes, tell=say)
    for finding in findings:
        typer.echo(str(finding))
    say(counted(len(findings), "finding"))
    if findings:
        raise typer.Exit(1)
