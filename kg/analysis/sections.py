"""What the analyses say, as sections of `report.md`: each a heading and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.analysis.bridges import bridges
from kg.analysis.centrality import Betweenness, betweenness, hits
from kg.analysis.gaps import disagreements, matrices, never_compared
from kg.analysis.main_path import main_path
from kg.analysis.paper_views import citations, implied
from kg.analysis.projections import knowledge
from kg.analysis.support import independent_support
from kg.analysis.time_section import time_section
from kg.analysis.topic_section import quality_line, topics_section
from kg.analysis.topics import core
from kg.analysis.wording import named, spell
from kg.markdown import plain, table

if TYPE_CHECKING:
    from kg.analysis.analyse import Analysis
    from kg.graph import Graph

SHOWN = 12
_MEANING = (
    "\nPageRank is the share of time that a reader spends with a thing who follows papers to what they name, cite and "
    "build on; betweenness the share of shortest ways between others that lead through it. Papers with an author in "
    "common, also by way of further papers, are one group. "
)
_STRENGTH = (
    "\nA paper joins two topics by the lesser of the shares that its ties have in them; the strength is the sum over "
    "all papers.\n"
)


def report_sections(graph: Graph, *, seed: int = 0, found: Analysis | None = None) -> list[tuple[str, str]]:
    """(heading, Markdown) of the analyses of an analysed graph, in the order to read them; `found` spares time."""
    names = named(graph)
    inner = found.inner if found else core(knowledge(graph, shared=True))
    between = found.between if found else betweenness(inner, seed=seed)
    return [
        ("Topics", topics_section(graph, names, SHOWN) + quality_line(graph, inner, seed)),
        ("Most central", central_section(graph, between)),
        ("Papers that others build on or cite", papers_section(graph, names)),
        ("What joins topics", bridges_section(graph, names)),
        ("Through time", time_section(graph, names, SHOWN)),
        ("Gaps and disagreements", gaps_section(graph, names)),
    ]


def central_section(graph: Graph, between: Betweenness) -> str:
    """The entities of the highest PageRank."""
    best = graph.entities.sort(["pagerank", "id"], descending=[True, False]).head(SHOWN)
    groups = independent_support(graph, best["id"])
    rows = [
        (
            r["name"],
            r["type"],
            r["paper_count"],
            groups.get(r["id"], 0),
            f"{r['pagerank']:.5f}",
            f"{r['betweenness']:.4f}",
        )
        for r in best.iter_rows(named=True)
    ]
    head = ("entity", "type", "papers", "independent groups of authors", "PageRank", "betweenness")
    return table(head, rows) + _MEANING + betweenness_note(between)


def betweenness_note(found: Betweenness) -> str:
    """How exact the betweenness is."""
    if not found.pivots:
        return "Betweenness is exact.\n"
    return f"Betweenness is sampled from {found.pivots} papers and entities; standard error {found.error:.5f}.\n"


def papers_section(graph: Graph, names: Mapping[str, str]) -> str:
    """Papers by how many build on or cite them, authorities, and the main path."""
    G = implied(graph)
    most = sorted((n for n in G if G.in_degree(n)), key=lambda n: (-G.in_degree(n), n))[:SHOWN]
    text = table(("paper", "papers that build on or cite it"), [(names[n], G.in_degree(n)) for n in most])
    hubs, authorities = hits(citations(graph))
    for title, of in (("Authorities (HITS)", authorities), ("Hubs: they cite what matters", hubs)):
        if of:
            best = sorted((n for n in of if of[n] > 1e-9), key=lambda n: (-round(of[n], 9), n))[:5]
            text += f"\n{title}: {plain(spell(tuple(best), names))}.\n"
    dates = dict(graph.papers.select("id", "date").iter_rows())
    path = main_path(G, dates)
    if len(path) > 2:
        text += "\nThe main path:\n\n" + "".join(f"1. {plain(dates[n][:4])} {plain(names[n])}\n" for n in path)
    return text


def bridges_section(graph: Graph, names: Mapping[str, str]) -> str:
    """Pairs of topics and the papers that join them."""
    rows = [
        (names[b.one], names[b.other], f"{b.strength:.1f}", spell(b.papers[:3], names)) for b in bridges(graph)[:SHOWN]
    ]
    return table(("topic", "topic", "strength", "papers that join them most"), rows) + (_STRENGTH if rows else "")


def gaps_section(graph: Graph, names: Mapping[str, str]) -> str:
    """Empty cells, pairs never compared, disagreements."""
    text = ""
    kinds = (("Task", "Data"), ("Task", "Method"), ("Data", "Method"))
    for (rows, columns), found in zip(kinds, matrices(graph, *kinds), strict=True):
        empty = found.empty[:5]
        if empty:
            pairs = "; ".join(f"{names[r]} with {names[c]}" for r, c in empty)
            text += f"Both common, never in one paper ({rows.lower()} and {columns.lower()}): {plain(pairs)}.\n\n"
    open_pairs = never_compared(graph)
    pairs_of_data = [(names[u.one], names[u.other], spell(u.data, names)) for u in open_pairs[:SHOWN]]
    text += f"Methods on the same data that no sentence compares: {len(open_pairs)}.\n\n"
    text += table(("method", "method", "on"), pairs_of_data)
    said = [
        (spell(d.about, names), "; ".join(f"{value} ({names[p]})" for p, value in d.values))
        for d in disagreements(graph)
    ]
    told = table(("about", "what they say"), said[:SHOWN])
    none = "\nNo two papers are seen to disagree on a number, or on which of two methods is better.\n"
    return text + (f"\nPapers that disagree: {len(said)}.\n\n{told}" if said else none if graph.results.height else "")
