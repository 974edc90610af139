"""Paper to paper: which papers build on which, implied by what they use and who proposed it.

A paper builds on another where it `uses`, or a method that it proposes is `basedOn`, a thing that
exactly one other paper of the set proposes under a name of its own. It is never asserted as a citation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.projections import said
from kg.graph import frame
from kg.records import digest

if TYPE_CHECKING:
    from kg.graph import Graph

_MARKED = re.compile(r"\S[A-Z]|[A-Za-z]\S*\d|^[A-Z]-")  # RetNet, GPT-4, wav2vec2, X-former
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with")
)


def with_builds_on(graph: Graph) -> Graph:
    """`graph` with the statements `buildsOn`, supported by the sentences that imply them."""
    sure = dict(graph.statements.select("id", "confidence").iter_rows())
    held = _Support(graph)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for paper, other, statements in implied(graph, held):
        found[paper, other] += statements
    rows, support = [], []
    for (paper, other), statements in sorted(found.items()):
        name = "statement/" + digest(paper, "buildsOn", other, "")
        confidence = round(min(sure[s] for s in statements), 4)
        lines = sorted({(e, p) for s in statements for e, p in held.of(s) if p in (paper, other)})
        support += [(name, evidence, of, confidence) for evidence, of in lines]
        rows.append((name, paper, "buildsOn", other, "", confidence, len({p for _, p in lines}), True))
    return replace(
        graph,
        statements=pl.concat([graph.statements, frame("statements", rows)]),
        support=pl.concat([graph.support, frame("support", support)]),
    )


def implied(graph: Graph, held: _Support) -> Iterator[tuple[str, str, list[str]]]:
    """Each (paper, the paper it builds on, ids of the statements that say so)."""
    ids = {
        (s, p, o): i
        for i, s, p, o in graph.statements.filter(pl.col("asserted"))
        .select("id", "subject", "predicate", "object")
        .iter_rows()
    }
    origin = origins(graph)
    date = dict(graph.papers.select("id", "date").iter_rows())
    proposed = said(graph, "proposes")
    own: dict[str, list[str]] = defaultdict(list)
    for paper, _, entity in proposed:
        own[entity].append(paper)
    says = [(paper, entity, [ids[paper, "uses", entity]]) for paper, _, entity in said(graph, "uses")]
    for method, _, base in said(graph, "basedOn"):
        statement = ids[method, "basedOn", base]
        says += [
            (paper, base, [statement, ids[paper, "proposes", method]])
            for paper in own[method]
            if paper in held.papers(statement)
        ]
    for paper, entity, statements in says:
        other = origin.get(entity)
        if other and other != paper and not later(date.get(other, ""), date.get(paper, "")):
            yield paper, other, [*statements, ids[other, "proposes", entity]]


def origins(graph: Graph) -> dict[str, str]:
    """Entity -> the one paper that proposes it, where it does so under a name of its own."""
    names = {i: (name, *aliases) for i, name, aliases in graph.entities.select("id", "name", "aliases").iter_rows()}
    text = {i: (title, abstract) for i, title, abstract in graph.papers.select("id", "title", "abstract").iter_rows()}
    papers: dict[str, set[str]] = defaultdict(set)
    for paper, _, entity in said(graph, "proposes"):
        papers[entity].add(paper)
    return {
        entity: paper
        for entity, (paper, *more) in ((e, sorted(p)) for e, p in papers.items())
        if not more and entity in names and any(own_name(name, *text[paper]) for name in names[entity])
    }


def own_name(name: str, title: str, abstract: str) -> bool:
    """Whether `name` is a proper name that the paper uses: "RetNet", "Pointer Networks", not "recurrent network".

    Inner capitals and digits mark a name. Capitals at the start of every word do so where a sentence writes them
    so in its midst, or the title is the name or begins with it and a colon: other titles capitalise every word.
    """
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if not (word.search(title) or word.search(abstract)):
        return False
    if any(_MARKED.search(part) for part in re.split(r"[\s-]", name)):
        return True
    words = [w for w in re.split(r"[\s-]+", name) if w and w.lower() not in _SMALL]
    if not words or not all(w[0].isupper() for w in words):
        return False
    if title == name or title.startswith(name + ":"):
        return True
    return any(
        abstract[: m.start()].rstrip("\"'([{“‘ ")[-1:] not in ("", ".", "!", "?", ":") for m in word.finditer(abstract)
    )


def later(date: str, than: str) -> bool:
    """Whether `date` is known to lie after `than`; ISO dates, compared as exactly as both are known."""
    shared = min(len(date), len(than))
    return date[:shared] > than[:shared]


@dataclass(slots=True)
class _Support:
    """The evidence of each statement."""

    rows: dict[str, list[tuple[str, str]]]

    def __init__(self, graph: Graph) -> None:
        self.rows = defaultdict(list)
        for statement, evidence, paper in graph.support.select("statement", "evidence", "paper").iter_rows():
            self.rows[statement].append((evidence, paper))

    def of(self, statement: str) -> list[tuple[str, str]]:
        """(evidence, paper) of a statement."""
        return self.rows.get(statement, [])

    def papers(self, statement: str) -> set[str]:
        """The papers that say it."""
        return {paper for _, paper in self.of(statement)}
