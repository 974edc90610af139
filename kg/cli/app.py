"""The typer application, the options that several commands have, and how commands speak to people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

_ORDER = (
    *("build", "extract", "query", "show", "open", "export"),
    *("evaluate", "serve", "validate", "correct", "diff", "report", "fetch"),
)


class _Commands(TyperGroup):
    """The commands in the order in which a newcomer needs them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401  # a context of typer's own click
        return sorted(super().list_commands(ctx), key=_ORDER.index)


app = typer.Typer(
    name="kg",
    cls=_Commands,
    help="Citation and topic knowledge graphs from scholarly abstracts, every triple with its sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_KNOWN = (
    "known by their content: BibTeX, RIS, EndNote (also XML), CSL-JSON, exports of Web of Science, Scopus, IEEE, "
    "Springer, ProQuest and PubMed, JATS, OpenAlex, Semantic Scholar, arXiv, Crossref, DataCite, DBLP, pasted author "
    "pages, listings, tables (CSV, TSV, Parquet), JSON Lines of id, title and abstract; also packed with gzip, bzip2, "
    "zstd or zip"
)
_FILES = "Files and folders to read, - for standard input"
Inputs = Annotated[list[str], typer.Argument(help=f"{_FILES}, {_KNOWN}.", show_default=False)]
Sources = Annotated[
    list[str], typer.Argument(help=f"{_FILES}, or addresses such as s3://..., {_KNOWN}.", show_default=False)
]
Out = Annotated[Path, typer.Option("-o", "--out", help="The out folder.")]
File = Annotated[Path | None, typer.Option("-o", "--out", help="A file; standard output without it.")]
Pipeline = Annotated[
    str, typer.Option(help="`default`, `small` (faster, less exact), or the folder of a spaCy pipeline.")
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, help="What is less sure is kept, but is no triple of the graph.")
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=0, help="Threads for the extraction; 0: one a core.")]


def say(text: str) -> None:
    """A line for people, on standard error."""
    typer.echo(text, err=True)


def show(text: str = "") -> None:
    """Show progress: one line that changes on a terminal, else a line each time; without text the line is cleared."""
    if sys.stderr.isatty():
        typer.echo(f"\r\x1b[2K{text[:120]}", nl=False, err=True)
    elif text:
        say(text)


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
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error; anywhere in the command.")
    ] = False,
) -> None:
    """Build, ask and look at knowledge graphs of papers."""
