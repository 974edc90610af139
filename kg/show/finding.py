"""What of a graph a name means: the rows of entities, papers and authors; and what is called nearly so."""

from __future__ import annotations

import difflib
from typing import Any, Final

import polars as pl

from kg.graph import Graph
from kg.linking.personal_names import name_parts, spellings
from kg.names import normal
from kg.readers.identifiers import arxiv, normal_id

Row = dict[str, Any]

_ALIKE: Final = 3  # names that are written much like one that nothing has
_NEAR: Final = 5  # names that are offered in all


def entities(graph: Graph, name: str) -> list[Row]:
    """The entities with that id, name or alias; else those with a name that it is but for spelling."""
    exact = (pl.col("id") == name) | (pl.col("name") == name) | pl.col("aliases").list.contains(name)
    wanted = normal(name)
    return rows(graph.entities.filter(exact)) or [
        r for r in rows(graph.entities) if wanted in map(normal, (r["name"], *r["aliases"]))
    ]


def papers(graph: Graph, name: str) -> list[Row]:
    """The papers with that id or title; else those of that DOI, arXiv id or the like; else those titled nearly so."""
    exact = graph.papers.filter(pl.any_horizontal(pl.col("id", "identifier", "title") == name))
    found = rows(exact) or rows(graph.papers.filter(identified(name)))
    if found:
        return found
    wanted = normal(name)
    return [r for r in rows(graph.papers) if normal(r["title"]) == wanted]


def titled(graph: Graph, name: str) -> list[Row]:
    """The papers with that title, whatever the case."""
    return rows(graph.papers.filter(pl.col("title").str.to_lowercase() == name.strip().lower()))


def begun(graph: Graph, name: str) -> list[Row]:
    """The one paper whose title begins with the words of `name`, two or more; nothing where there are several."""
    wanted = normal(name)
    found = [r for r in rows(graph.papers) if normal(r["title"]).startswith(f"{wanted} ")] if " " in wanted else []
    return found if len(found) == 1 else []


def identified(name: str) -> pl.Expr:
    """Whether a paper has the identifier `name`, however that is written."""
    number = arxiv(name)
    key = f"arxiv:{number}" if number else normal_id(name)
    scheme, _, value = key.partition(":")
    known = pl.col("ids").list.contains(key)
    return known | (pl.col(scheme) == value) if value and scheme in ("doi", "arxiv") else known


def persons(graph: Graph, name: str) -> list[Row]:
    """The authors with that id or name; else those whose name it is but for accents, order and stops."""
    exact = (pl.col("id") == name) | (pl.col("orcid") == name) | pl.col("names").list.contains(name)
    asked = spellings(name_parts(name))
    return rows(graph.authors.filter(exact)) or [
        r for r in rows(graph.authors) if any(asked & spellings(name_parts(written)) for written in r["names"])
    ]


def rows(table: pl.DataFrame) -> list[Row]:
    """The rows of a table by column."""
    return list(table.iter_rows(named=True))


def nearest(graph: Graph, name: str) -> list[str]:
    """Names that are written much like `name`, then those that hold it or share its words, the most frequent first."""
    wanted = normal(name)
    if not wanted:
        return []
    spelled = {normal(n): n for n in (*graph.papers["title"], *graph.authors["name"], *graph.entities["name"])}
    alike = [spelled[n] for n in difflib.get_close_matches(wanted, spelled, n=_ALIKE)]
    words = set(wanted.split())
    known = [*graph.entities.select("name", "paper_count").iter_rows(), *((n, 0) for n in graph.authors["name"])]
    scored = []
    for other, count in known:
        common = len(words & set(normal(other).split()))
        if common or wanted in normal(other):
            scored.append((-common, -count, other))
    return list(dict.fromkeys([*alike, *(n for _, _, n in sorted(scored))]))[:_NEAR]
