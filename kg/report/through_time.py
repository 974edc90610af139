"""The report's part on time: adoption and bursts of things, and how topics come and go."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kg.analysis.evolution import Event, events, stages
from kg.analysis.trends import Adoption, adoption, papers_by_year
from kg.report import plots
from kg.report.marks import figure, many, number, p, table
from kg.report.source import SHOWN, Part, Source

_WORDS = {"born": "New", "merged": "Joined", "split": "Parted", "died": "Gone"}


def through_time(source: Source) -> Part:
    """Adoption and bursts of entities, topics through time."""
    found = adoption(source.graph)
    dated = sum(papers_by_year(source.graph).values())
    lead = (
        "When things were first named, how many papers a year name them, and when that was much more than usual: in "
        f"the {many(dated, 'dated paper')} of this set. A paper without a date, or outside the set, is not seen."
    )
    if not found or len(source.years) < 2:
        body = p("Too few papers are dated to tell.")
    else:
        body = _curves(source, found) + _bursts(source, found) + _adopted(source, found) + _topic_events(source)
    return Part(key="time", title="Through time", lead=lead, body=body)


def _curves(source: Source, found: Sequence[Adoption]) -> str:
    """The papers a year of the most named things."""
    curves = [(source.names[a.entity], a.counts) for a in found[:6]]
    drawn = plots.lines(curves, source.years, "Papers a year that name the most named things")
    which = f"each of the {len(curves)} most named things" if len(curves) > 1 else "the most named thing"
    return figure(drawn, f"Papers a year that name {which}.", "adoption")


def _bursts(source: Source, found: Sequence[Adoption]) -> str:
    """The weightiest bursts in the order of their years."""
    bursts = [(source.names[a.entity], int(b.start), int(b.end), b.weight) for a in found for b in a.bursts]
    if not bursts:
        return ""
    weightiest = sorted(bursts, key=lambda b: (-b[3], b))[:20]
    in_order = sorted(weightiest, key=lambda b: (b[1], b[2], b[0]))
    caption = "Bursts: years in which a thing was named at least about twice as often as over all years (Kleinberg)."
    return figure(plots.spans(in_order, source.years, "Bursts"), caption, "bursts")


def _adopted(source: Source, found: Sequence[Adoption]) -> str:
    names = source.names
    rows = [
        (escape(names[a.entity]), number(a.first, "adoption"), escape(names[a.first_paper]), number(a.half, "adoption"))
        for a in found[:SHOWN]
    ]
    return table(("thing", "first named", "in", "half of its papers by"), rows, "No thing is named often enough.")


def _topic_events(source: Source) -> str:
    """What happened to topics from one period to the next; "" where nothing did."""
    through = stages(source.graph, seed=source.seed)
    happened = events(through)
    rows = [_event_row(e) for kind in _WORDS for e in [e for e in happened if e.kind == kind][:8]]
    if not rows:
        return ""
    periods = ", ".join(f"{stage[0].period[0]} to {stage[0].period[1]}" for stage in through if stage)
    head = "<h3>How topics come, join and part</h3>" + p(f"Topics of each period by itself, then matched: {periods}.")
    return head + table(("what", "from", "before", "after"), rows, "Nothing changed.")


def _event_row(event: Event) -> tuple[str, ...]:
    before, after = ("<br>".join(map(escape, names)) for names in (event.before, event.after))
    return _WORDS[event.kind], number(event.year, "evolution"), before, after
