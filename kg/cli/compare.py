"""The command that compares: diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app

_SHOWN = 10


@app.command()
def diff(
    out_a: Annotated[Path, typer.Argument(help="The out folder of before.", show_default=False)],
    out_b: Annotated[Path, typer.Argument(help="The out folder of now.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="Everything, as one JSON object.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, help=f"Items of a kind; default {_SHOWN}, with --json all.", show_default=False)
    ] = None,
    step: Annotated[float, typer.Option(min=0, max=1, help="From which change on a confidence is another.")] = 0.05,
) -> None:
    """What came, went and changed between two builds.

    Ends with 0 whether or not anything did.
    """
    from kg.diff import diff as compare
    from kg.diff.written import json_lines, text

    found = compare(out_a, out_b, step=step)
    for line in json_lines(found, limit) if json else text(found, _SHOWN if limit is None else limit):
        typer.echo(line)
