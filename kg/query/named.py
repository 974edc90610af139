"""Named queries: files with a title, a description and parameters in their first comment lines.

    # title: Leaderboard of a data set
    # description: Every number reported on it, the best first.
    # parameter on: entity. The data set or benchmark.
    # parameter metric: entity, optional. Only this metric.

A parameter is a variable of the query's SELECT, bound to a term by VALUES (SPARQL 1.1, section 10.2.2). Its kind says
how the user's word becomes that term, so the word itself never gets into the query. Oxigraph plans the query with the
values; its own substitution of variables does not (measured: 1.4 s against 0.01 s for a leaderboard over 900,000
triples).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import PipelineError, QueryError
from kg.export.terms import PREFIXES
from kg.query.lookup import KINDS, TYPED, find, typed
from kg.resources import shipped

_HEAD: Final = re.compile(r"#\s*(title|description):\s*(.+)")
_SELECT: Final = re.compile(r"SELECT([^{]*)WHERE \{")
_PARAMETER: Final = re.compile(r"#\s*parameter (\w+):\s*(\w+)(, optional)?\.\s*(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A variable that the user sets; `kind` is one of `kg.query.lookup.KINDS`."""

    name: str
    kind: str
    optional: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A shipped query."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


def load_all() -> tuple[NamedQuery, ...]:
    """Every shipped query, by name."""
    return tuple(_read(path) for path in sorted(shipped("ontologies", "queries").glob("*.rq")))


def load(name: str) -> NamedQuery:
    """The shipped query called `name`.

    Raises:
        QueryError: there is none.
    """
    known = {q.name: q for q in load_all()}
    if name not in known:
        raise QueryError(f"no query named {name!r}; known are {', '.join(known)}", misuse=True)
    return known[name]


def check_parameters(query: NamedQuery, given: Mapping[str, str]) -> None:
    """Check that the parameters `given` are those that `query` takes.

    Raises:
        QueryError: one is unknown, missing, or no number where one is needed.
    """
    known = {p.name: p for p in query.parameters}
    for name, word in given.items():
        if name not in known:
            told = ", ".join(f"--{p}" for p in known) or "none"
            raise QueryError(f"query {query.name} has no parameter --{name}; it has {told}", misuse=True)
        if known[name].kind in TYPED:
            typed(known[name].kind, word, f"--{name}")
    for parameter in query.parameters:
        if not parameter.optional and parameter.name not in given:
            raise QueryError(f"query {query.name} needs --{parameter.name}: {parameter.description}", misuse=True)


def bind(store: Store, query: NamedQuery, given: Mapping[str, str]) -> dict[str, list[NamedNode] | list[Literal]]:
    """The terms of the parameters `given`, by variable: one term, or all things of that name.

    Raises:
        QueryError: a parameter is unknown or missing, or names nothing or too many things.
    """
    check_parameters(query, given)
    known = {p.name: p for p in query.parameters}
    return {name: find(store, known[name].kind, value, f"--{name}") for name, value in given.items()}


def spelled_out(query: NamedQuery, bound: Mapping[str, Sequence[object]]) -> str:
    r"""The query as SPARQL text that runs anywhere: prefixes in front, the bound terms as VALUES in its WHERE.

    A sub-select that selects a parameter gets the VALUES, too: it is evaluated first, and would go over the whole graph
    without them.

    >>> plain = NamedQuery(name="n", title="t", description="d", parameters=(), sparql="SELECT ?y WHERE { ?x ?p ?y }")
    >>> spelled_out(plain, {"y": ["<https://example.org/>"]})
    'SELECT ?y WHERE {\n  VALUES ?y { <https://example.org/> } ?x ?p ?y }\n'
    """
    used = [p for p in PREFIXES if re.search(rf"(?<![\w:]){p}:", query.sparql)]
    lines = [f"PREFIX {p}: <{PREFIXES[p]}>" for p in used]

    def with_values(select: re.Match[str]) -> str:
        selected = re.findall(r"\?(\w+)", select[1])
        bindings = ((n, " ".join(map(str, terms))) for n, terms in bound.items() if n in selected)
        return select[0] + "".join(f"\n  VALUES ?{n} {{ {terms} }}" for n, terms in bindings)

    return "\n".join([*lines, _SELECT.sub(with_values, query.sparql).strip()]) + "\n"


def _read(path: Path) -> NamedQuery:
    """The query of one file.

    Raises:
        PipelineError: its first lines do not say what it is.
    """
    text = path.read_text(encoding="utf-8")
    head = {m[1]: m[2] for m in map(_HEAD.match, text.splitlines()) if m}
    if head.keys() != {"title", "description"}:
        raise PipelineError(f"{path}: a shipped query needs '# title:' and '# description:'")
    parameters = tuple(
        Parameter(name=m[1], kind=m[2], optional=bool(m[3]), description=m[4])
        for m in map(_PARAMETER.match, text.splitlines())
        if m and m[2] in KINDS
    )
    return NamedQuery(name=path.stem, parameters=parameters, sparql=text, **head)
