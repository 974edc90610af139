"""SPARQL over the exported RDF, so that what we answer is what we ship.

Oxigraph runs the queries in this process or in one of its own. They can only read this data: no update, no SERVICE, no
FROM (see `kg.query.guard`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.answering import Question
    from kg.query.named import NamedQuery

__all__ = ["FORMATS", "explain", "listing", "named_queries", "query"]

FORMATS: Final = ("table", "csv", "tsv", "json", "xml")
_NO_PARAMETERS: Final[Mapping[str, object]] = MappingProxyType({})
RDF: Final = Path("out/kg.ttl")
LONGEST: Final = 1_000_000.0  # seconds; the longest wait that every system can count


def query(
    sparql: str | None = None,
    *,
    rdf: Path | str = RDF,
    named: str | None = None,
    parameters: Mapping[str, object] = _NO_PARAMETERS,
    format: str = "table",
    timeout: float = 0,
) -> str:
    """The answer of a SPARQL query over the file `rdf`, as text in `format`.

    Either `sparql` or the name of a shipped query is given. `parameters` are names or IRIs of things, numbers or texts;
    they are bound as terms. With a `timeout` in seconds the query runs in a process of its own, which is killed when
    the time is over.

    Raises:
        QueryError: the query, a parameter, the format or the file is not usable, or the time is over.
    """
    from kg.query.answering import answered, answered_within  # Oxigraph is loaded when a query needs it
    from kg.query.store import open_store

    question = _question(sparql, named, parameters, format)
    if not timeout >= 0:  # also false for NaN
        raise QueryError(f"timeout {timeout} is no number of seconds; 0 is without a limit", misuse=True)
    if timeout and not math.isinf(timeout):
        return answered_within(min(timeout, LONGEST), Path(rdf), question)
    return answered(open_store(Path(rdf)), question)


def _question(sparql: str | None, named: str | None, parameters: Mapping[str, object], format: str) -> Question:
    """The question, checked in this process: one of its own could not report misuse apart from other errors."""
    from kg.query.answering import Question
    from kg.query.guard import check
    from kg.query.named import check_parameters, load

    if format not in FORMATS:
        raise QueryError(f"unknown format {format!r}; known are {', '.join(FORMATS)}", misuse=True)
    if (sparql is None) == (named is None):
        raise QueryError("give either a SPARQL query or the name of one; `kg query --list` names them", misuse=True)
    words = _words(parameters)
    if named is not None:
        known = load(named)
        check_parameters(known, words)
        return Question(named=known, parameters=words, format=format)
    if words:
        told = ", ".join(f"--{name}" for name in words)
        raise QueryError(
            f"{told}: no option, and a parameter of shipped queries alone (`kg query --list`)", misuse=True
        )
    check(sparql or "")
    return Question(sparql=sparql or "", format=format)


def _words(parameters: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items()}


def explain(named: str, *, rdf: Path | str = RDF, parameters: Mapping[str, object] = _NO_PARAMETERS) -> str:
    """The SPARQL text of a named query with `parameters`.

    Raises:
        QueryError: no such query, or a parameter or the file is not usable.
    """
    from kg.query.named import bind, load, spelled_out
    from kg.query.store import open_store

    known = load(named)
    return spelled_out(known, bind(open_store(Path(rdf)), known, _words(parameters)))


def named_queries() -> tuple[NamedQuery, ...]:
    """The queries that ship with scikg, by name."""
    from kg.query.named import load_all

    return load_all()


def listing() -> str:
    """The shipped queries as text: name, title, parameters."""
    lines = []
    for known in named_queries():
        parameters = " ".join(f"[--{p.name} ...]" if p.optional else f"--{p.name} ..." for p in known.parameters)
        lines.append(f"{known.name} {parameters}".rstrip() + f"\n    {known.title}")
    return "\n".join(lines)
