"""What the page calls itself: how many papers, and the topics that most of them are of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import polars as pl

from kg.counting import plural
from kg.export.text import clean
from kg.graph import Graph

_TOPICS: Final = 3
_NAME: Final = 40  # letters of one topic's name
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")  # what turns round the text after it (UAX 9)


@dataclass(frozen=True, slots=True)
class Title:
    """`short` stands in the bar, `whole` is the document's title."""

    short: str
    whole: str


def title_of(graph: Graph) -> Title:
    """The title of the page of `graph`, of its content alone: the same wherever and from whatever file it was built."""
    own = graph.papers.filter(~pl.col("cited_only").fill_null(value=False))
    if not own.height:
        return Title("Knowledge graph", "Knowledge graph")
    papers = f"{own.height:,} {plural(own.height, 'paper')}"
    names = _leading(graph, own["topic"])
    return Title(papers, clean(f"{papers}: {', '.join(names)}" if names else papers))


def _leading(graph: Graph, topics: pl.Series) -> list[str]:
    """The first name of each of the topics that most papers are of; ties go to the first in the table."""
    sizes = dict(topics.drop_nulls().value_counts().iter_rows())
    named = graph.topics.filter((pl.col("kind") == "community") & (pl.col("name") != "")).select("id", "name").rows()
    most = sorted((t for t in named if t[0] in sizes), key=lambda t: -sizes[t[0]])[:_TOPICS]
    return [_isolated(_short(_TURNING.sub("", name.split(", ")[0]))) for _, name in most]


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"


def _isolated(name: str) -> str:
    """`name`, held apart from the words around it where it has letters that run from right to left."""
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"\u2068{name}\u2069" if turns else name
