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

from kg.analysis.dates import later
from kg.analysis.projections import said, tie_table
from kg.graph import frame
from kg.records import digest

if TYPE_CHECKING:
    from kg.graph import Graph

_MARKED = re.compile(r"\S[A-Z]|[A-Za-z]\S*\d|^[A-Z]-")  # RetNet, GPT-4, wav2vec2, X-former
_GIVES = re.compile(
    r"\b(?:propos|introduc|present(?:s|ed|ing)?\b|call|nam(?:e|ed|ing|ely)\b|dub|term(?:ed)?\b|coin|denot|devis"
    r"|design|develop|creat|invent|releas|contribut|refer(?:red)? to|we (?:describe|build|construct|offer))",
    re.I,
)
_LETTER = re.compile(r"\w")
_NAME_ENDS = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[:?!.]|$)")
_WORD_ENDS = re.compile(r"(?!\w)")
_WORD_OR_PLURAL_ENDS = re.compile(r"s?(?!\w)")
_AHEAD = 2  # years: a preprint is named up to one before the paper is printed
_FAR = 10_000  # a year that never comes
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with")
)


def with_builds_on(graph: Graph) -> Graph:
    """`graph` with the statements `buildsOn`, supported by the sentences that imply them."""
    held = _Support(graph)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for paper, other, statements in implied(graph, held):
        found[paper, other] += statements
    rows, support = [], []
    for (paper, other), statements in sorted(found.items()):
        name = "statement/" + digest(paper, "buildsOn", other, "")
        confidence = round(min(held.sure[s] for s in statements), 4)
        lines = sorted({(e, p) for s in statements for e, p in held.of(s) if p in (paper, other)})
        support += [(name, evidence, of, confidence) for evidence, of in lines]
        rows.append((name, paper, "buildsOn", other, "", confidence, len({p for _, p in lines}), True))
    return replace(
        graph,
        statements=pl.concat([graph.statements, frame("statements", rows)]),
        support=pl.concat([graph.support, frame("support", support)]),
    )


def beside_citations(graph: Graph) -> str:
    """How many implied links the sources also state as citations, in words; "" where they state none."""
    links = graph.statements.filter(pl.col("asserted") & (pl.col("predicate") == "buildsOn"))
    known = links.filter(pl.col("subject").is_in(graph.citations["citing"].implode()))
    if not known.height:
        return ""
    stated = set(graph.citations.iter_rows())
    both = sum((a, b) in stated for a, b in known.select("subject", "object").iter_rows())
    return f"buildsOn: {links.height} links; {known.height} of papers that state references, {both} of these also cited"


def saying(graph: Graph) -> pl.DataFrame:
    """The statements that can imply a link."""
    return graph.statements.filter(pl.col("asserted") & pl.col("predicate").is_in(["basedOn", "proposes", "uses"]))


def implied(graph: Graph, held: _Support) -> Iterator[tuple[str, str, list[str]]]:
    """Each (paper, the paper it builds on, ids of the statements that say so)."""
    ids = {(s, p, o): i for i, s, p, o in saying(graph).select("id", "subject", "predicate", "object").iter_rows()}
    origin = origins(graph, held)
    papers = {row["id"]: row for row in graph.papers.select("id", "title", "abstract", "date").iter_rows(named=True)}
    own: dict[str, list[str]] = defaultdict(list)
    for paper, _, entity in said(graph, "proposes"):
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
        if paper not in papers or entity not in origin:
            continue
        other, names = origin[entity]
        user = papers[paper]
        text = user["abstract"] or user["title"]
        if other != paper and not later(papers[other]["date"], user["date"]) and any(spoken(n, text) for n in names):
            yield paper, other, [*statements, ids[other, "proposes", entity]]


def origins(graph: Graph, held: _Support) -> dict[str, tuple[str, list[str]]]:
    """Entity -> the one paper that proposes it and the names of its own that it gives it, where there are some."""
    names = {i: (name, *aliases) for i, name, aliases in graph.entities.select("id", "name", "aliases").iter_rows()}
    titles = dict(graph.papers.select("id", "title").iter_rows())
    dates = dict(graph.papers.select("id", "date").iter_rows())
    proposed = saying(graph).filter(pl.col("predicate") == "proposes").select("id", "subject", "object")
    of_proposals = graph.support.join(proposed, left_on="statement", right_on="id", how="semi")
    sentences_of = graph.evidence.join(of_proposals, left_on="id", right_on="evidence", how="semi")
    quotes = dict(sentences_of.filter(pl.col("field") == "abstract").select("id", "quote").iter_rows())
    proposals: dict[str, dict[str, str]] = defaultdict(dict)
    for statement, paper, entity in proposed.iter_rows():
        proposals[entity][paper] = statement
    first = first_named(graph)
    found = {}
    for entity, by in proposals.items():
        (paper, statement), *more = by.items()
        if more or entity not in names or paper not in titles:
            continue
        if not dates[paper] and not is_proper(names[entity][0]):
            continue  # a common noun, and nothing says that this paper was the first
        if dates[paper] and first.get(entity, _FAR) + _AHEAD <= int(dates[paper][:4]):
            continue  # others named it long before
        sentences = [quotes[e] for e, _ in held.of(statement) if e in quotes]
        if any(introduced(n, titles[paper], sentences) for n in names[entity]):
            found[entity] = paper, [n for n in names[entity] if is_proper(n)]
    return found


def first_named(graph: Graph) -> dict[str, int]:
    """Entity -> the year of the first dated paper that names it."""
    year = pl.col("date").str.slice(0, 4).str.to_integer(strict=False)
    dated = tie_table(graph).join(graph.papers.select(paper="id", year=year).drop_nulls(), on="paper")
    return dict(dated.group_by("entity").agg(pl.col("year").min()).iter_rows())


def is_proper(name: str) -> bool:
    """Whether `name` has the form of a proper name: "RetNet", "GPT-4", "Pointer Networks", not "recurrent network"."""
    if any(_MARKED.search(part) for part in re.split(r"[\s-]", name)):
        return True
    words = [w for w in re.split(r"[\s-]+", name) if w and w.lower() not in _SMALL]
    return bool(words) and all(w[0].isupper() for w in words)


def introduced(name: str, title: str, sentences: list[str]) -> bool:
    """Whether a paper gives the proper name `name`: its title is or begins with it, or a sentence says so.

    Elsewhere in a title a name is what the paper is about, and titles capitalise every word.
    """
    if not is_proper(name):
        return False
    for first in (name, "The " + name, "A " + name, "An " + name):
        if title.startswith(first) and _NAME_ENDS.match(title, len(first)):
            return True
    return any(_GIVES.search(s[:at]) for s in sentences for at in starts(name, s, _WORD_ENDS))


def spoken(name: str, text: str) -> bool:
    """Whether `text` has the proper name, in the singular or the plural, with its capitals."""
    bare = name[:-1] if name.endswith("s") and len(name) > 3 else name
    return any(True for _ in starts(bare, text, _WORD_OR_PLURAL_ENDS))


def starts(name: str, text: str, ends: re.Pattern[str]) -> Iterator[int]:
    """Where `name` begins in `text` with no letter before it and `ends` after it.

    Found without a pattern of the name: a pattern takes longer to make than a text to read.
    """
    at = text.find(name)
    while at >= 0:
        if not (at and _LETTER.match(text, at - 1)) and ends.match(text, at + len(name)):
            yield at
        at = text.find(name, at + 1)


@dataclass(slots=True)
class _Support:
    """The evidence of each statement that can imply a link, and how sure it is."""

    rows: dict[str, list[tuple[str, str]]]
    sure: dict[str, float]

    def __init__(self, graph: Graph) -> None:
        self.rows = defaultdict(list)
        self.sure = dict(saying(graph).select("id", "confidence").iter_rows())
        kept = graph.support.join(saying(graph), left_on="statement", right_on="id", how="semi", maintain_order="left")
        for statement, evidence, paper in kept.select("statement", "evidence", "paper").iter_rows():
            self.rows[statement].append((evidence, paper))

    def of(self, statement: str) -> list[tuple[str, str]]:
        """(evidence, paper) of a statement."""
        return self.rows.get(statement, [])

    def papers(self, statement: str) -> set[str]:
        """The papers that say it."""
        return {paper for _, paper in self.of(statement)}
