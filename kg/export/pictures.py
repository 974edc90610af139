"""Static pictures for the report, as SVG written by hand: the topics and their links, and methods over the years."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import polars as pl

from kg.export.layout import centres
from kg.export.page_spots import Floats
from kg.export.text import clean
from kg.graph import Graph

_WIDTH: Final = 960
_TOPICS: Final = 30
_METHODS: Final = 12
_YEARS: Final = 20
_LETTER: Final = 0.56  # how wide a letter is at most on average, in its height
_Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom
# readable on light and dark pages, also where the picture is shown as an image
_STYLE: Final = (
    "<style>text{font-family:system-ui,sans-serif;fill:#1d2329}.quiet{fill:#5b6570}.line{stroke:#9aa4ad}"
    ".ground{fill:#fbfbfa}@media (prefers-color-scheme:dark){text{fill:#e6eaee}.quiet{fill:#9fabb6}"
    ".line{stroke:#5c6873}.ground{fill:#12161a}}</style>"
)


def topics_svg(graph: Graph) -> str:
    """The topics as discs, sized by how many nodes they hold, near those they are linked with; "" without topics."""
    topics = graph.topics.filter(pl.col("kind") == "community").sort("size", "id", descending=[True, False])
    topics = topics.head(_TOPICS)
    if not topics.height:
        return ""
    number = {t: n for n, t in enumerate(topics["id"])}
    sizes, links = _sizes_and_links(graph, number)
    reach = 12.0 + 9.0 * np.sqrt(np.maximum(sizes, 1))
    ends = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    weight = np.array(list(links.values()), dtype=float)
    middle = centres(np.arange(len(reach)), reach, ends, weight) * [1.6, 1]  # names are wider than high
    place, scale, height = _fitted(middle, reach)
    most = max(links.values(), default=1)
    parts = [
        f'<line class="line" x1="{place[a, 0]:.0f}" y1="{place[a, 1]:.0f}" x2="{place[b, 0]:.0f}" '
        f'y2="{place[b, 1]:.0f}" stroke-width="{0.4 + 3 * n / most:.1f}" stroke-opacity="0.5"/>'
        for (a, b), n in sorted(links.items(), key=lambda item: (-item[1], item[0]))[: 3 * len(reach)]
    ]
    names = [name or "" for name in topics["name"]]
    parts += [_disc(place[n], reach[n] * scale, n, name, int(sizes[n])) for n, name in enumerate(names)]
    taken: list[_Box] = []
    for n, name in enumerate(names):  # the largest first
        parts += _name(place[n], reach[n] * scale, name, taken)
    return _picture(parts, height, "Topics of the graph and how they are linked")


def methods_svg(graph: Graph) -> str:
    """The leading methods, a row each, with a dot a year as large as the papers that name it; "" without years."""
    year = {i: int(d[:4]) for i, d in graph.papers.select("id", "date").iter_rows() if d[:4].isdigit()}
    names = dict(graph.entities.filter(pl.col("type") == "Method").select("id", "name").iter_rows())
    counts = _papers_a_year(graph, year, set(names))
    dated: dict[str, int] = {}
    for (method, _), n in counts.items():
        dated[method] = dated.get(method, 0) + n
    leading = sorted(dated, key=lambda m: (-dated[m], m))[:_METHODS]
    years = sorted({y for _, y in counts})
    if len(years) < 2:
        return ""
    first = max(years[0], years[-1] - _YEARS + 1)
    shown = range(first, years[-1] + 1)
    step = (_WIDTH - 300) / len(shown)
    most = max(counts.values())
    parts = []
    for row, method in enumerate(leading):
        y = 34 + row * 30
        parts.append(
            f'<text x="250" y="{y + 5}" text-anchor="end" font-size="14">{_words(_cut(names[method], 30))}</text>'
        )
        parts.append(f'<line class="line" x1="266" y1="{y}" x2="{_WIDTH - 24}" y2="{y}" stroke-opacity="0.35"/>')
        for place, when in enumerate(shown):
            if n := counts.get((method, when), 0):
                x, r = 280 + (place + 0.5) * step, 2.5 + 11 * (n / most) ** 0.5
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y}" r="{r:.1f}" fill="#3b8fc9"><title>{n} in {when}</title></circle>'
                )
    foot = 34 + len(leading) * 30
    for place, when in enumerate(shown):
        x = 280 + (place + 0.5) * step
        parts.append(
            f'<text class="quiet" x="{x:.1f}" y="{foot + 8}" text-anchor="middle" font-size="12">{when}</text>'
        )
    return _picture(parts, foot + 24, "Papers that name the leading methods, by year")


def _sizes_and_links(graph: Graph, number: dict[str, int]) -> tuple[Floats, dict[tuple[int, int], int]]:
    """How many nodes each topic holds, and how many statements join two of them."""
    topic: dict[str, int] = {}
    for table in (graph.papers, graph.entities):
        for id_, name in table.select("id", "topic").iter_rows():
            if name in number:
                topic[id_] = number[name]
    sizes = np.bincount(np.array(list(topic.values()), dtype=np.int64), minlength=len(number)).astype(float)
    links: dict[tuple[int, int], int] = {}
    for subject, target in graph.statements.filter(pl.col("asserted")).select("subject", "object").iter_rows():
        a, b = topic.get(subject, -1), topic.get(target, -1)
        if a >= 0 and b >= 0 and a != b:
            pair = (min(a, b), max(a, b))
            links[pair] = links.get(pair, 0) + 1
    return sizes, links


def _papers_a_year(graph: Graph, year: dict[str, int], methods: set[str]) -> dict[tuple[str, int], int]:
    named = graph.statements.filter(pl.col("asserted") & pl.col("object").is_in(sorted(methods)))
    pairs = {(s, o) for s, o in named.select("subject", "object").iter_rows() if s in year}
    counts: dict[tuple[str, int], int] = {}
    for paper, method in pairs:
        key = (method, year[paper])
        counts[key] = counts.get(key, 0) + 1
    return counts


def _fitted(middle: Floats, reach: Floats) -> tuple[Floats, float, float]:
    """The discs moved and scaled into the picture: places, scale, the picture's height."""
    low, high = (middle - reach[:, None]).min(axis=0), (middle + reach[:, None]).max(axis=0)
    scale = min((_WIDTH - 40) / max(high[0] - low[0], 1), 1.6)
    place = (middle - low) * scale + 20
    place[:, 0] += (_WIDTH - 40 - (high[0] - low[0]) * scale) / 2
    return place, float(scale), float((high[1] - low[1]) * scale + 40)


def _disc(at: Floats, r: float, n: int, name: str, size: int) -> str:
    hue = (205 + n * 137.508) % 360
    ring = f'cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="{r:.0f}"'
    return (
        f'<circle class="ground" {ring}/><circle {ring} fill="hsl({hue:.0f},55%,50%)" fill-opacity="0.22" '
        f'stroke="hsl({hue:.0f},50%,45%)"><title>{_words(name)}: {size} nodes</title></circle>'
    )


def _name(at: Floats, r: float, name: str, taken: list[_Box]) -> list[str]:
    """As much of a topic's name as fits into the picture beside what is `taken`, which it then is too."""
    font = max(10.0, min(14.0, r / 4.5))
    for length, most in product((26, 15), range(3 if r > 40 else 2, 0, -1)):
        lines = [_cut(part, length) for part in name.split(", ")][:most]
        half, top = max(map(len, lines)) * font * _LETTER / 2, at[1] - (len(lines) - 1) * font * 0.6
        x = min(max(at[0], half + 6), _WIDTH - half - 6)
        box = (x - half, top - font / 2, x + half, top + (len(lines) * 1.2 - 0.7) * font)
        if any(box[2] > t[0] and box[0] < t[2] and box[3] > t[1] and box[1] < t[3] for t in taken):
            continue
        taken.append(box)
        return [
            f'<text x="{x:.0f}" y="{top + i * font * 1.2:.0f}" text-anchor="middle" dominant-baseline="central" '
            f'font-size="{font:.0f}">{_words(line)}</text>'
            for i, line in enumerate(lines)
        ]
    return []


def _picture(parts: Iterable[str], height: float, title: str) -> str:
    size = f'viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(title)}>'
    ground = '<rect class="ground" width="100%" height="100%" rx="12"/>'
    return "\n".join([head, _STYLE, ground, *parts, "</svg>\n"])


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _words(text: str) -> str:
    """`text` as XML character data."""
    return escape(clean(text))
