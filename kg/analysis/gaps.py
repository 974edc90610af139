"""Gaps: what nobody tried, what nobody compared, and where papers disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.entity_views import of_type, papers_of
from kg.analysis.kinship import kinship
from kg.analysis.projections import said
from kg.vocab import DATA

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Papers by row and column, both by falling count; `cells` holds what is not empty, `empty` the promising rest."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    empty: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncompared:
    """Two methods on the same data that no paper compares."""

    one: str
    other: str
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What papers say differently: `kind` is "result" (values), or "order" (each is said to outperform the other)."""

    kind: str
    about: tuple[str, ...]
    values: tuple[tuple[str, str], ...]  # (paper, what it says)


def tried(graph: Graph) -> dict[str, dict[str, set[str]]]:
    """Paper -> kind -> entities: its methods, its tasks and its data."""
    kinds = {
        "Method": ("proposes", "uses"),
        "Task": ("addresses",),
        "Data": ("evaluatesOn", "trainsOn"),
    }
    allowed = {"Method": of_type(graph, "Method"), "Task": of_type(graph, "Task"), "Data": of_type(graph, *DATA)}
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: {kind: set() for kind in kinds})
    for kind, predicates in kinds.items():
        for paper, _, entity in said(graph, *predicates):
            if entity in allowed[kind]:
                found[paper][kind].add(entity)
    return dict(found)


def matrix(graph: Graph, rows: str, columns: str, *, most: int = 20) -> Matrix:
    """Which row is tried with which column: the one of `matrices` for this pair."""
    return matrices(graph, (rows, columns), most=most)[0]


def matrices(graph: Graph, *pairs: tuple[str, str], most: int = 20) -> list[Matrix]:
    """For each pair of kinds which row is tried with which column, by papers that have both.

    Kinds are "Method", "Task" and "Data".

    An empty cell is the more promising, the more papers its row and its column have: it is listed where
    chance (papers of the row * papers of the column / papers) would give at least half a paper, no paper so much as
    names both, and neither is a kind of the other: a paper names the narrower one alone.
    """
    found, kin, named = tried(graph).values(), kinship(graph), papers_of(graph)

    def known(a: str, b: str) -> bool:
        return not named[a].isdisjoint(named[b]) or kin(a, b)

    return [counts([(of[r], of[c]) for of in found if of[r] and of[c]], known, most) for r, c in pairs]


def counts(papers: Sequence[tuple[set[str], set[str]]], known: Callable[[str, str], bool], most: int) -> Matrix:
    """The matrix of papers that have such rows and such columns; an empty cell of a `known` pair promises nothing."""
    by_row = Counter(r for rows, _ in papers for r in rows)
    by_column = Counter(c for _, columns in papers for c in columns)
    cells = Counter((r, c) for rows, columns in papers for r in rows for c in columns)
    top_rows, top_columns = frequent(by_row, most), frequent(by_column, most)
    expected = {
        (r, c): by_row[r] * by_column[c] / len(papers) for r in top_rows for c in top_columns if (r, c) not in cells
    }
    open_cells = (rc for rc, n in expected.items() if n >= 0.5 and not known(*rc))
    empty = sorted(open_cells, key=lambda rc: (-expected[rc], rc))
    shown = {(r, c): cells[r, c] for r in top_rows for c in top_columns if cells[r, c]}
    return Matrix(rows=top_rows, columns=top_columns, cells=shown, empty=tuple(empty))


def frequent(count: Counter[str], most: int) -> tuple[str, ...]:
    """The most frequent, ties in order of id."""
    return tuple(sorted(count, key=lambda x: (-count[x], x))[:most])


def never_compared(graph: Graph) -> list[Uncompared]:
    """Pairs of methods that different papers evaluate on the same data and no sentence compares, most data first.

    A method and a kind of it are no pair.
    """
    methods, data = of_type(graph, "Method"), of_type(graph, *DATA)
    on: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (method, target), papers in speakers(graph, "evaluatedOn").items():
        on[target][method].update(papers)
    for paper, method, target, held in graph.results.select("paper", "method", "on", "asserted").iter_rows():
        if held and method in methods and target in data:
            on[target][method].add(paper)
    compared = {frozenset((a, b)) for a, _, b in said(graph, "comparedWith", "outperforms")}
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for target, of in sorted(on.items()):
        for a, b in combinations(sorted(of), 2):
            if frozenset((a, b)) not in compared and not of[a] & of[b]:
                shared[a, b].append(target)
    kin = kinship(graph)
    found = [Uncompared(one=a, other=b, data=tuple(on_)) for (a, b), on_ in shared.items() if not kin(a, b)]
    return sorted(found, key=lambda u: (-len(u.data), u.one, u.other))


def disagreements(graph: Graph) -> list[Disagreement]:
    """Results of one method on the same data, measure and unit that papers give differently; orders said both ways.

    Gains are left out: what they are differences from is not known.
    """
    same: defaultdict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for row in graph.results.filter(pl.col("asserted") & ~pl.col("gain")).iter_rows(named=True):
        about = (row["method"], row["on"], row["metric"])
        if all(about) and not row["method"].startswith("paper/"):
            same[(*about, row["unit"])].append((row["paper"], row["value_text"]))
    found = [
        Disagreement(kind="result", about=about[:3], values=tuple(sorted(values)))
        for about, values in sorted(same.items())
        if len({p for p, _ in values}) > 1 and len({number(v) for _, v in values}) > 1
    ]
    better = {(a, b) for a, _, b in said(graph, "outperforms") if a.startswith("entity/")}
    who = speakers(graph, "outperforms")
    for a, b in sorted(better):
        if a < b and (b, a) in better:
            says = [(p, "the first") for p in who[a, b]] + [(p, "the second") for p in who[b, a]]
            found.append(Disagreement(kind="order", about=(a, b), values=tuple(sorted(says))))
    return found


def speakers(graph: Graph, predicate: str) -> dict[tuple[str, str], list[str]]:
    """(subject, object) -> the papers that state `predicate` of the two."""
    held = graph.statements.filter(pl.col("asserted") & (pl.col("predicate") == predicate))
    said = held.join(graph.support, left_on="id", right_on="statement", maintain_order="left_right")
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, target, paper in said.select("subject", "object", "paper").iter_rows():
        found[subject, target].add(paper)
    return defaultdict(list, {pair: sorted(papers) for pair, papers in found.items()})


def number(text: str) -> object:
    """The number that `text` is, so that 84.10 equals 84.1; else the text."""
    try:
        return Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return text
