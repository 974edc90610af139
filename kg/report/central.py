"""The report's parts on what is central: entities, what joins topics, and the papers that others build on."""

from __future__ import annotations

from collections import defaultdict
from html import escape

import networkx as nx
import polars as pl

from kg.analysis.bridges import bridges
from kg.analysis.main_path import main_path
from kg.analysis.paper_views import implied
from kg.analysis.support import independent_support
from kg.report.marks import listing, number, p, sentences, table
from kg.report.source import SHOWN, Part, Source


def central(source: Source) -> Part:
    """The entities that most leads to, and what joins topics."""
    graph = source.graph
    lead = (
        "PageRank is the share of time that a reader spends with a thing who follows papers to what they use and "
        "cite. Betweenness is the share of shortest ways between others that lead through it. Independent groups "
        "counts papers with an author in common once: ten papers of one laboratory are one voice."
    )
    if graph.papers.height < 2 or not graph.entities.height:
        body = p("Too little was read: what is central shows where several papers name the same things.")
    else:
        body = _entities(source) + "<h3>What joins topics</h3>" + _bridges(source)
    return Part(key="central", title="What is central", lead=lead, body=body)


def _entities(source: Source) -> str:
    groups = independent_support(source.graph)
    best = source.graph.entities.sort(["pagerank", "id"], descending=[True, False]).head(20)
    rows = [
        (
            escape(r["name"]),
            r["type"],
            number(r["paper_count"], "central"),
            number(groups.get(r["id"], 0), "support"),
            number(f"{1000 * (r['pagerank'] or 0):.2f}", "central"),
            number(f"{r['betweenness'] or 0:.3f}", "central"),
        )
        for r in best.iter_rows(named=True)
    ]
    head = ("thing", "type", "papers", "independent groups", "PageRank × 1000", "betweenness")
    return table(head, rows, "No thing is named.")


def _bridges(source: Source) -> str:
    names = source.names
    rows = [
        (
            escape(names[b.one]),
            escape(names[b.other]),
            number(f"{b.strength:.1f}", "bridges"),
            listing(escape(names[x]) for x in b.papers[:3]),
        )
        for b in bridges(source.graph)[:8]
    ]
    return table(
        ("topic", "topic", "strength", "papers that stand in both"), rows, "No paper stands between two topics."
    )


def building(source: Source) -> Part:
    """Papers that others build on, with the sentences; the main path."""
    links = implied(source.graph)
    lead = (
        "A paper builds on another when it uses, or bases its own method on, something that only the other "
        "proposes by name. Citations are counted where the source lists them."
    )
    body = _built_on(source, links) + _main_path(source, links)
    return Part(key="building", title="What papers build on", lead=lead, body=body)


def _built_on(source: Source, links: nx.DiGraph) -> str:
    """The papers that most others build on or cite; `links` leads from the later to the earlier paper."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    statements = source.graph.statements.filter(pl.col("predicate") == "buildsOn")
    for statement, paper in statements.select("id", "object").iter_rows():
        said[paper] += source.evidence[statement]
    built = {n: links.in_degree(n) for n in links if links.in_degree(n)}
    most = sorted(built, key=lambda n: (-built[n], n))[:SHOWN]
    rows = [
        (escape(source.names[n]), number(built[n], "builds-on"), sentences(dict.fromkeys(said[n][:8]))) for n in most
    ]
    none = "No paper of this set is seen to build on another of it, and none is cited by another."
    return table(("paper", "papers that build on or cite it", "said where"), rows, none)


def _main_path(source: Source, links: nx.DiGraph) -> str:
    dates = dict(source.graph.papers.select("id", "date").iter_rows())
    path = main_path(links, dates)
    if len(path) < 3:
        return ""
    steps = [f"{number(dates[n][:4] or '?', 'main-path')} {escape(source.names[n])}" for n in path]
    line = "The line of papers that most ways through the citations have in common."
    return "<h3>The main path</h3>" + p(line) + listing(steps)
