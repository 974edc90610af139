"""The report's part on topics."""

from __future__ import annotations

from html import escape

from kg.analysis.profiles import Profile, profiles
from kg.analysis.quality import Quality, quality
from kg.analysis.topics import LEAST_PAPERS
from kg.analysis.trends import topics_by_year
from kg.analysis.wording import span
from kg.report import plots
from kg.report.marks import figure, listing, many, number, p, table
from kg.report.source import SHOWN, Part, Source


def topics(source: Source) -> Part:
    """The topics, with what is central in each."""
    lead = (
        "Papers that name the same things, or cite each other, are grouped. A group is called after the "
        "things that its papers name and other papers do not."
    )
    body = _body(source)
    return Part(key="topics", title="Topics", lead=lead, body=body)


def _body(source: Source) -> str:
    graph = source.graph
    if "community" not in graph.topics["kind"]:
        return p(f"No topics: a topic has {LEAST_PAPERS} papers or more that name the same things.")
    found = profiles(graph)
    rows = [_row(source, profile) for profile in found[:SHOWN]]
    body = table(("topic", "papers", "dated", "central methods", "inside"), rows, "No topics.")
    more = len(found) - len(rows)
    body += p(f"And {many(more, 'smaller topic')}.") if more else ""
    return body + p(_trust(quality(graph, seed=source.seed))) + _over_time(source)


def _row(source: Source, found: Profile) -> tuple[str, ...]:
    names = source.names
    papers = listing(escape(names[x]) for x in found.papers)
    inside = f"<details><summary>papers</summary>{papers}</details>"
    if found.parts:
        parts = listing(f"{escape(name)} ({n})" for name, n in found.parts[:8])
        inside += f"<details><summary>parts</summary>{parts}</details>"
    methods = escape(", ".join(names[m] for m in found.methods))
    return escape(found.name), number(found.size, "topics"), span(found), methods, inside


def _trust(found: Quality) -> str:
    """How far the topics are to be trusted, and how many papers are in none."""
    said = ""
    if found.runs:
        said = (
            f"How far to trust the grouping: repeated with other seeds it agrees to {found.stability:.2f} (1 is equal, "
            f"0 is chance; single runs agree to {found.single_stability:.2f}); modularity {found.modularity:.3f} "
            f"against {found.single:.3f} of single runs. "
        )
    if not found.without:
        return said + "Every paper is in a topic."
    share = "shares" if found.without == 1 else "share"
    return said + f"{many(found.without, 'paper')} {share} too little with others to be in a topic."


def _over_time(source: Source) -> str:
    """The largest topics by year, where papers of several years are dated."""
    by_year = topics_by_year(source.graph)
    if not by_year or len(source.years) < 2:
        return ""
    largest = sorted(by_year, key=lambda t: (-sum(by_year[t].values()), t))[:8]
    drawn = plots.multiples([(source.names[t], by_year[t]) for t in largest], source.years, "Topics by year")
    return figure(drawn, "The largest topics by year, all on one scale.", "topics-over-time")
