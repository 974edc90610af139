"""What the analyses say, as sections of `report.md`: each a heading and Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.analysis.bridges import bridges
from kg.analysis.centrality import Betweenness, betweenness, hits
from kg.analysis.dates import years
from kg.analysis.gaps import disagreements, matrices, never_compared
from kg.analysis.main_path import main_path
from kg.analysis.paper_views import citations, implied
from kg.analysis.profiles import profiles
from kg.analysis.projections import knowledge
from kg.analysis.quality import quality
from kg.analysis.support import independent_support
from kg.analysis.topics import LEAST_PAPERS, core
from kg.analysis.trends import Adoption, adoption
from kg.markdown import plain, table

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.analyse import Analysis
    from kg.graph import Graph

SHOWN = 12


def report_sections(graph: Graph, *, seed: int = 0, found: Analysis | None = None) -> list[tuple[str, str]]:
    """(heading, Markdown) of the analyses of an analysed graph, in the order to read them; `found` spares time."""
    names = named(graph)
    inner = found.inner if found else core(knowledge(graph, shared=True))
    between = found.between if found else betweenness(inner, seed=seed)
    return [
        ("Topics", topics_section(graph, names) + quality_line(graph, inner, seed)),
        ("Most central", central_section(graph, between)),
        ("Papers that others build on or cite", papers_section(graph, names)),
        ("What joins topics", bridges_section(graph, names)),
        ("Through time", time_section(graph, names)),
        ("Gaps and disagreements", gaps_section(graph, names)),
    ]


def named(graph: Graph) -> dict[str, str]:
    """Node -> its name or title."""
    found: dict[str, str] = dict(graph.papers.select("id", "title").iter_rows())
    for table_ in (graph.entities, graph.authors, graph.topics):
        found.update(table_.select("id", "name").iter_rows())
    return found


def spell(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Names in one line."""
    return "; ".join(names.get(i, i) for i in ids)


def span(period: tuple[int, int] | None) -> str:
    """A period in words."""
    return "" if period is None else " to ".join(dict.fromkeys(map(str, period)))


def topics_section(graph: Graph, names: Mapping[str, str]) -> str:
    """The largest topics."""
    found = profiles(graph, first=SHOWN)
    rows = [(p.name, p.size, span(p.period), spell(p.methods, names), spell(p.papers, names)) for p in found]
    others = (graph.topics["kind"] == "community").sum() - len(found)
    more = f"\nand {others} smaller ones.\n" if others else ""
    return table(("topic", "papers", "dated", "central methods", "central papers"), rows) + more


def quality_line(graph: Graph, inner: nx.Graph, seed: int) -> str:
    """How good and how stable the topics are."""
    if "community" not in graph.topics["kind"]:
        return f"\nNo topics: a topic has {LEAST_PAPERS} papers or more that name the same things.\n"
    q = quality(graph, seed=seed, inner=inner)
    if not q.runs:
        return f"\nEach paper names one shared thing or none. {q.without} papers are in no topic.\n"
    return (
        f"\nModularity {q.modularity:.3f}; single Louvain runs reach {q.single:.3f} on average. "
        f"Stability (adjusted Rand index against {q.runs} single runs with other seeds): {q.stability:.2f}; "
        f"single runs among each other: {q.single_stability:.2f}. "
        f"{q.without} papers are in no topic: they share no entity with enough others.\n"
    )


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
    return table(head, rows) + betweenness_note(between)


def betweenness_note(found: Betweenness) -> str:
    """How exact the betweenness is."""
    if not found.pivots:
        return "\nBetweenness is exact.\n"
    return f"\nBetweenness is sampled from {found.pivots} papers and entities; standard error {found.error:.5f}.\n"


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
    return table(("topic", "topic", "strength", "papers"), rows)


def time_section(graph: Graph, names: Mapping[str, str]) -> str:
    """Adoption and bursts."""
    dated, all_papers = len(years(graph)), graph.papers.height
    found = adoption(graph)
    text = f"{dated} of {all_papers} papers are dated; only these are counted here.\n\n"
    rows = [(names[a.entity], a.first, names[a.first_paper], a.half, sum(a.counts.values())) for a in found[:SHOWN]]
    text += table(("entity", "first seen", "in", "half of its papers by", "dated papers"), rows)
    return (
        text + "\nBursts (Kleinberg):\n\n" + table(("entity", "from", "to", "weight"), burst_rows(found, names)[:SHOWN])
    )


def burst_rows(found: list[Adoption], names: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Entity, first and last year, weight, of each burst, the weightiest first."""
    rows = [(b.weight, names[a.entity], int(b.start), int(b.end)) for a in found for b in a.bursts]
    return [(name, start, end, f"{w:.1f}") for w, name, start, end in sorted(rows, key=lambda r: (-r[0], r[1:]))]


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
    return text + "\nPapers that disagree:\n\n" + table(("about", "what they say"), said[:SHOWN])
