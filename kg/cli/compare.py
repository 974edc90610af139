"""The commands that compare: diff compares two builds, evaluate the extraction with a gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Jobs, Pipeline, app, say

_SHOWN = 10  # items of a kind


@app.command()
def diff(
    out_a: Annotated[Path, typer.Argument(help="The out folder of before.", show_default=False)],
    out_b: Annotated[Path, typer.Argument(help="The out folder of now.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as one JSON object.")] = False,
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
    for line in json_lines(found, limit) if as_json else text(found, _SHOWN if limit is None else limit):
        typer.echo(line)


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Annotated papers: JSON Lines of id, title, abstract, entities, relations.")
    ],
    pipeline: Pipeline = "default",
    jobs: Jobs = 0,
    bootstrap: Annotated[int, typer.Option(min=0, help="Resamplings for the 95 % intervals; 0: none.")] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
) -> None:
    """Precision, recall and F1 of the extraction on a gold file."""
    from kg.evaluate import evaluate as run
    from kg.evaluate import table

    rows = run(gold, pipeline=pipeline, jobs=jobs, bootstrap=bootstrap, say=say)
    if as_json:
        typer.echo(json.dumps(rows, indent=1))
    else:
        typer.echo(table(rows))
