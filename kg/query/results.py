"""Answers as text: a table for people, and the W3C's formats for programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.export.terms import PREFIXES, prefixed
from kg.export.text import printable
from kg.query.guard import unknown_prefix
from kg.query.store import base_iri

Term = NamedNode | BlankNode | Literal | Triple
Answer = QuerySolutions | QueryBoolean | QueryTriples

_ROWS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_TRIPLES: Final = {"table": RdfFormat.TURTLE, "json": RdfFormat.JSON_LD, "xml": RdfFormat.RDF_XML}
_WIDEST: Final = 60  # longer cells only widen their own row
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"The SELECT [^,\[]+")  # a readable reason in a list of expected signs
_CHARACTERS: Final = re.compile(r"(, )?\[('[^\]]*|_)\]")  # expected classes of letters: no help to a reader


def run(store: Store, sparql: str, format: str) -> str:
    """The answer, in `format`, of a query that `guard.check` let pass.

    Raises:
        QueryError: the query cannot be parsed or run, or has no answer in this format.
    """
    answer = ask(store, sparql)
    try:
        return written(answer, format, base_iri(store))
    except (OSError, RuntimeError, ValueError) as error:  # Oxigraph evaluates while the rows are read
        raise QueryError(f"the query failed: {error}") from None


def ask(store: Store, sparql: str) -> Answer:
    """The answer as Oxigraph gives it; the contract's prefixes are known, and an id of a table is an IRI, too.

    Raises:
        QueryError: the query cannot be parsed or run.
    """
    base = base_iri(store)
    try:
        return store.query(
            sparql,
            base_iri=base if base.endswith("/") else None,  # nothing else resolves to the base with the id behind it
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=any(True for _ in store.named_graphs()),
        )
    except SyntaxError as error:
        raise QueryError(_syntax_message(str(error), sparql)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from None


def written(answer: Answer, format: str, base: str = "") -> str:
    """`answer` as text; a table shows IRIs that begin with `base` without it.

    Raises:
        QueryError: triples were asked for in a format for rows.
    """
    if isinstance(answer, QueryTriples):
        if format not in _TRIPLES:
            raise QueryError(f"CONSTRUCT and DESCRIBE give triples, not {format}; use table (Turtle), json or xml")
        prefixes = dict(PREFIXES) if format == "table" else None
        return (serialize(answer, format=_TRIPLES[format], prefixes=prefixes) or b"").decode()
    if format == "table":
        return f"{str(bool(answer)).lower()}\n" if isinstance(answer, QueryBoolean) else _table(answer, base)
    text = (answer.serialize(format=_ROWS[format]) or b"").decode()
    return text if text.endswith("\n") else text + "\n"


def _table(answer: QuerySolutions, base: str) -> str:
    """Aligned columns; the first line names them."""
    head = [v.value for v in answer.variables]
    rows = [[_shown(solution[v], base) for v in head] for solution in answer]
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(head, *rows, strict=True)]
    lines = [_line(row, widths) for row in (head, ["-" * w for w in widths], *rows)]
    if not rows:
        lines.append("(no rows)")
    return "\n".join(lines) + "\n"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _shown(value: Term | None, base: str) -> str:
    """A term for people, on one line: a literal bare, an IRI of the data as an id, of a vocabulary with its prefix."""
    if value is None:
        return ""
    if isinstance(value, Literal):
        return " ".join(printable(value.value).split())
    if isinstance(value, NamedNode):
        ours = base and value.value.startswith(base)
        return (ours and value.value[len(base) :]) or prefixed(value.value)
    return str(value)


def _syntax_message(message: str, sparql: str) -> str:
    """Oxigraph's message in one line, with the place in words."""
    place, told = "", message
    if match := _PLACE.match(message):
        place, told = f", line {match[1]}, column {match[2]}", match[3]
    told = " ".join(told.split())
    if unknown := unknown_prefix(sparql, PREFIXES):  # Oxigraph does not always name it
        prefix, end = unknown
        before = sparql[:end].split("\n")
        place = f", line {len(before)}, column {len(before[-1]) + 1}"
        told = f"prefix {prefix}: is not known; declare it, or use one of {', '.join(PREFIXES)}"
    elif about := _SENTENCE.search(told):
        told = about[0]
    return f"the query is no SPARQL{place}: {_CHARACTERS.sub('', told)[:200]}"
