"""The report's parts on what there is: numbers, topics, what is central, and what papers build on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import polars as pl

from kg.analysis.bridges import bridges
from kg.analysis.dates import years
from kg.analysis.main_path import main_path
from kg.analysis.paper_views import implied
from kg.analysis.profiles import profiles
from kg.analysis.quality import Quality, quality
from kg.analysis.sections import named
from kg.analysis.support import independent_support
from kg.analysis.topics import LEAST_PAPERS
from kg.analysis.trends import papers_by_year, topics_by_year
from kg.report import plots
from kg.report.marks import figure, listing, many, number, p, sentences, table

if TYPE_CHECKING:
    from kg.graph import Graph

SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Source:
    """What the parts are made from."""

    graph: Graph
    seed: int = 0

    @cached_property
    def names(self) -> dict[str, str]:
        """Node -> name or title."""
        return named(self.graph)

    @cached_property
    def quotes(self) -> dict[str, str]:
        """Evidence -> the sentence."""
        return dict(self.graph.evidence.select("id", "quote").iter_rows())

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """Statement -> its sentences."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for statement, evidence in self.graph.support.select("statement", "evidence").iter_rows():
            found[statement].append(self.quotes[evidence])
        return found

    @cached_property
    def years(self) -> list[int]:
        """The years from the first to the last dated paper."""
        return list(papers_by_year(self.graph))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the report: `body` is HTML."""

    key: str
    title: str
    lead: str
    body: str


def overview(source: Source) -> Part:
    """How much there is, and of which years."""
    graph = source.graph
    dated = len(years(graph))
    counts = (
        (graph.papers.height, "paper", "papers"),
        (graph.entities.height, "thing named", "things named"),
        (graph.statements.height, "statement", "statements"),
        (int(graph.results["asserted"].sum()), "result", "results"),
        (graph.evidence.height, "sentence as evidence", "sentences as evidence"),
    )
    tiles = "".join(f'<div class="tile"><b>{n:,}</b>{one if n == 1 else more}</div>' for n, one, more in counts)
    body = f'<div class="tiles">{tiles}</div>'
    if graph.papers.height > 1:
        body += p(f"{dated:,} of {graph.papers.height:,} papers are dated; parts about time count these alone.")
    count = papers_by_year(graph)
    if len(count) > 1:
        body += figure(plots.bars(count, "Papers by year"), "Papers by year.", "years")
    lead = (
        "A program read the titles and abstracts of these papers and noted which methods, data sets, tasks and "
        "measures they name and what they say of them. Each such statement keeps the sentence that it was read from. "
        "This report counts and compares what was noted; it can be wrong where the reading was."
    )
    return Part(key="overview", title="What was read", lead=lead, body=body)


def topics(source: Source) -> Part:
    """The topics, with what is central in each."""
    graph, names = source.graph, source.names
    lead = (
        "Papers that name the same things, or cite each other, are grouped. A group is called after the "
        "things that its papers name and other papers do not."
    )
    if "community" not in graph.topics["kind"]:
        none = p(f"No topics: a topic has {LEAST_PAPERS} papers or more that name the same things.")
        return Part(key="topics", title="Topics", lead=lead, body=none)
    rows = []
    for found in profiles(graph)[:SHOWN]:
        papers = listing(escape(names[x]) for x in found.papers)
        smaller = listing(f"{escape(name)} ({n})" for name, n in found.parts[:8])
        inner = f"<details><summary>papers</summary>{papers}</details>"
        inner += f"<details><summary>parts</summary>{smaller}</details>" if found.parts else ""
        methods = escape(", ".join(names[m] for m in found.methods))
        rows.append((escape(found.name), number(found.size, "topics"), when(found.period), methods, inner))
    body = table(("topic", "papers", "dated", "central methods", "inside"), rows, "No topics.")
    smaller_ones = len(profiles(graph)) - len(rows)
    body += p(f"And {many(smaller_ones, 'smaller topic')}.") if smaller_ones else ""
    body += trust(quality(graph, seed=source.seed))
    by_year = topics_by_year(graph)
    if by_year and len(source.years) > 1:
        largest = sorted(by_year, key=lambda t: (-sum(by_year[t].values()), t))[:8]
        drawn = plots.multiples([(names[t], by_year[t]) for t in largest], source.years, "Topics by year")
        body += figure(drawn, "The largest topics by year, all on one scale.", "topics-over-time")
    return Part(key="topics", title="Topics", lead=lead, body=body)


def trust(found: Quality) -> str:
    """How far the topics are to be trusted, and how many papers are in none."""
    said = ""
    if found.runs:
        said = (
            f"How far to trust the grouping: repeated with other seeds it agrees to {found.stability:.2f} (1 is equal, "
            f"0 is chance; single runs agree to {found.single_stability:.2f}); modularity {found.modularity:.3f} "
            f"against {found.single:.3f} of single runs. "
        )
    share = "shares" if found.without == 1 else "share"
    rest = f"{many(found.without, 'paper')} {share} too little with others to be in a topic."
    return p(said + (rest if found.without else "Every paper is in a topic."))


def when(period: tuple[int, int] | None) -> str:
    """A period in words; a single year is one."""
    if period is None:
        return ""
    return str(period[0]) if period[0] == period[1] else f"{period[0]} to {period[1]}"


def central(source: Source) -> Part:
    """The entities that most leads to, and what joins topics."""
    graph, names = source.graph, source.names
    lead = (
        "PageRank is the share of time that a reader spends with a thing who follows papers to what they use and "
        "cite. Betweenness is the share of shortest ways between others that lead through it. Independent groups "
        "counts papers with an author in common once: ten papers of one laboratory are one voice."
    )
    if graph.papers.height < 2 or not graph.entities.height:
        none = p("Too little was read: what is central shows where several papers name the same things.")
        return Part(key="central", title="What is central", lead=lead, body=none)
    groups = independent_support(graph)
    best = graph.entities.sort(["pagerank", "id"], descending=[True, False]).head(20)
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
    body = table(head, rows, "No thing is named.") + "<h3>What joins topics</h3>"
    joined = [
        (
            escape(names[b.one]),
            escape(names[b.other]),
            number(f"{b.strength:.1f}", "bridges"),
            listing(escape(names[x]) for x in b.papers[:3]),
        )
        for b in bridges(graph)[:8]
    ]
    none = "No paper stands between two topics."
    body += table(("topic", "topic", "strength", "papers that stand in both"), joined, none)
    return Part(key="central", title="What is central", lead=lead, body=body)


def building(source: Source) -> Part:
    """Papers that others build on, with the sentences; the main path."""
    graph, names = source.graph, source.names
    links_of = implied(graph)
    built = {n: links_of.in_degree(n) for n in links_of if links_of.in_degree(n)}
    most = sorted(built, key=lambda n: (-built[n], n))[:SHOWN]
    said: defaultdict[str, list[str]] = defaultdict(list)
    links = graph.statements.filter(pl.col("predicate") == "buildsOn")
    for statement, paper in links.select("id", "object").iter_rows():
        said[paper] += source.evidence[statement]
    rows = [(escape(names[n]), number(built[n], "builds-on"), sentences(dict.fromkeys(said[n][:8]))) for n in most]
    none = "No paper of this set is seen to build on another of it, and none is cited by another."
    body = table(("paper", "papers that build on or cite it", "said where"), rows, none)
    dates = dict(graph.papers.select("id", "date").iter_rows())
    path = main_path(links_of, dates)
    if len(path) > 2:
        steps = [f"{number(dates[n][:4] or '?', 'main-path')} {escape(names[n])}" for n in path]
        body += "<h3>The main path</h3>" + p("The line of papers that most ways through the citations have in common.")
        body += listing(steps)
    lead = (
        "A paper builds on another when it uses, or bases its own method on, something that only the other "
        "proposes by name. Citations are counted where the source lists them."
    )
    return Part(key="building", title="What papers build on", lead=lead, body=body)
