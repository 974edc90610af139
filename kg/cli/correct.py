"""`kg correct`: the user's corrections, written from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app, say
from kg.vocab import SIGNATURES, TYPES

correct = typer.Typer(
    no_args_is_help=True, help="Write your corrections, which every build obeys.", rich_markup_mode=None
)
app.add_typer(correct, name="correct")
Corrected = Annotated[Path, typer.Option("--corrections", help="Your corrections file.")]
Names = Annotated[list[str], typer.Argument(help="Names as the graph has them.", show_default=False)]
Name = Annotated[str, typer.Argument(help="A name as the graph has it.", show_default=False)]
Persons = Annotated[bool, typer.Option("--authors", help="The names are of persons.")]
Which = Annotated[
    list[str] | None,
    typer.Option("--paper", help="Of several called NAME: the id of a paper that calls this one so; more than once."),
]
CORRECTIONS = Path("corrections.toml")


def add_correction(path: Path, kind: str, names: tuple[str, ...], **fields: object) -> None:
    """Add one entry and say so."""
    from kg.corrections import Correction, add, load

    names = tuple(name.strip() for name in names)
    if "" in names or not str(fields.get("to", "x")).strip():
        raise typer.BadParameter("a name is empty")
    twice = kind == "same" and not fields.get("of_authors")  # a name with itself: all things of that name
    if kind in ("same", "different") and not fields.get("papers") and len(names if twice else set(names)) < 2:
        raise typer.BadParameter(f"{kind} needs two or more different names")
    before = len(load(path).entries) if path.exists() else 0
    after = add(path, Correction(kind=kind, names=names, **fields))  # type: ignore[arg-type]  # each caller gives the kind's own fields
    if len(after.entries) == before:
        say(f"{path}: says so already")
    else:
        say(f"{path}: {kind} added; it holds from the next `kg build`")


@correct.command()
def same(names: Names, authors: Persons = False, corrections: Corrected = CORRECTIONS) -> None:
    """Say that two or more names are one thing.

    A name given twice: all things of that name are one.
    """
    add_correction(corrections, "same", names=tuple(names), of_authors=authors)


@correct.command()
def different(
    names: Names,
    paper: Annotated[
        list[str] | None,
        typer.Option(help="With one NAME: the id of a paper that calls another thing so; more than once."),
    ] = None,
    authors: Persons = False,
    corrections: Corrected = CORRECTIONS,
) -> None:
    """Say that names are different things.

    With --paper: one name is another thing in these papers.
    """
    if paper and len(names) > 1:
        raise typer.BadParameter("--paper is for one NAME that means two things")
    add_correction(corrections, "different", names=tuple(names), papers=tuple(paper or ()), of_authors=authors)


@correct.command()
def rename(
    name: Name,
    to: Annotated[str, typer.Argument(help="What to call it.", show_default=False)],
    paper: Which = None,
    authors: Persons = False,
    corrections: Corrected = CORRECTIONS,
) -> None:
    """Call a thing otherwise."""
    add_correction(corrections, "rename", names=(name,), to=to, papers=tuple(paper or ()), of_authors=authors)


@correct.command()
def retype(
    name: Name,
    to: Annotated[str, typer.Argument(help=f"{', '.join(TYPES[:-1])} or {TYPES[-1]}.", show_default=False)],
    paper: Which = None,
    corrections: Corrected = CORRECTIONS,
) -> None:
    """Say of which type a thing is."""
    known = {kind.casefold(): kind for kind in TYPES}
    if to.casefold() not in known:
        raise typer.BadParameter(f"{to!r} is not a type; use {', '.join(TYPES)}")
    add_correction(corrections, "retype", names=(name,), to=known[to.casefold()], papers=tuple(paper or ()))


@correct.command("list")
def list_all(corrections: Corrected = CORRECTIONS) -> None:
    """List your corrections, each with the line that it starts at."""
    from kg.corrections import load, text_of

    for entry in load(corrections).entries:
        typer.echo(f"{entry.line or '?'}: {' '.join(text_of(entry).split())}")


@correct.command()
def undo(
    line: Annotated[
        int,
        typer.Argument(min=0, show_default=False, help="Where the entry starts, as `list` tells; default: the last."),
    ] = 0,
    corrections: Corrected = CORRECTIONS,
) -> None:
    """Take a correction back."""
    from kg.corrections import remove

    gone = remove(corrections, line)
    say(f"{corrections}: {gone.kind} of line {gone.line} taken back; it no longer holds from the next `kg build`")


@correct.command()
def drop(
    name: Annotated[str, typer.Argument(help="What is no thing at all.")] = "",
    paper: Annotated[
        list[str] | None,
        typer.Option(
            help="The id, as `kg show` tells it, of the paper of a single triple or result; of several called NAME, of "
            "a paper that calls this one so, more than once."
        ),
    ] = None,
    triple: Annotated[tuple[str, str, str] | None, typer.Option(help="HEAD PREDICATE TAIL of that paper.")] = None,
    result: Annotated[list[str] | None, typer.Option(help="field=value of a result, more than once.")] = None,
    corrections: Corrected = CORRECTIONS,
) -> None:
    """Take a thing, a single triple or a single result out."""
    fields = fields_of(result or [])
    papers = tuple(paper or ())
    if [bool(name), bool(triple), bool(fields)].count(True) != 1 or (not name and len(papers) != 1):
        raise typer.BadParameter("give a NAME, or one --paper with --triple or with --result")
    if triple and triple[1] not in SIGNATURES:
        raise typer.BadParameter(f"{triple[1]!r} is no predicate; use {', '.join(SIGNATURES)}")
    if name:
        add_correction(corrections, "drop", names=(name,), papers=papers)
    else:
        add_correction(corrections, "drop", names=(), paper=papers[0], triple=triple or (), result=fields)


def fields_of(words: list[str]) -> tuple[tuple[str, str], ...]:
    """`field=value` words as pairs; anything else is wrong usage."""
    from kg.corrections.entries import RESULT_FIELDS

    pairs = [(word.partition("=")[0], word.partition("=")[2]) for word in words]
    if not all("=" in word for word in words) or not {name for name, _ in pairs} <= set(RESULT_FIELDS):
        raise typer.BadParameter(f"a result is written field=value, the fields {', '.join(RESULT_FIELDS)}")
    if len(dict(pairs)) < len(pairs):
        raise typer.BadParameter("a field of a result is given more than once")
    return tuple(pairs)
