"""The section of `report.md` on time: what is named most, what is new, and what burst."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.analysis.dates import years
from kg.analysis.trends import LEAST, Adoption, adoption
from kg.markdown import table

if TYPE_CHECKING:
    from kg.graph import Graph

_HEAD = ("entity", "first seen", "in", "half of its papers by", "dated papers")


def time_section(graph: Graph, names: Mapping[str, str], most: int) -> str:
    """Adoption, what is new and bursts; of each at most `most` rows."""
    dated, all_papers = len(years(graph)), graph.papers.height
    found = adoption(graph)
    text = f"{dated} of {all_papers} papers are dated; only these are counted here.\n\n"
    text += table(_HEAD, adoption_rows(found[:most], names))
    if len(found) > most:  # else the table above has them all
        newest = sorted(found, key=lambda a: (-a.first, -sum(a.counts.values()), a.entity))[:most]
        text += f"\nThe newest of what {LEAST} dated papers or more name:\n\n"
        text += table(_HEAD, adoption_rows(newest, names))
    text += "\nBursts, years in which a thing was named about twice as often as over all years (Kleinberg):\n\n"
    return text + table(("entity", "from", "to", "weight"), burst_rows(found, names)[:most])


def adoption_rows(found: Iterable[Adoption], names: Mapping[str, str]) -> list[tuple[str, int, str, int, int]]:
    """Entity, the year and the paper that first names it, the year by which half had come, papers."""
    return [(names[a.entity], a.first, names[a.first_paper], a.half, sum(a.counts.values())) for a in found]


def burst_rows(found: Iterable[Adoption], names: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Entity, first and last year, weight, of each burst, the weightiest first."""
    rows = [(b.weight, names[a.entity], int(b.start), int(b.end)) for a in found for b in a.bursts]
    return [(name, start, end, f"{w:.1f}") for w, name, start, end in sorted(rows, key=lambda r: (-r[0], r[1:]))]
