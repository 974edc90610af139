"""Plots as inline SVG: no script, no network, each mark with its number as tooltip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kg.report.marks import many
from kg.report.svg import WIDTH, dot, line, rect, short, svg, text, ticks, year_labels

Counts = Mapping[int, int]  # year -> papers


def _grid(top: float, left: float, right: float, low: float, high: float) -> list[str]:
    """Lines with round numbers beside them, from 0 at the height `low` up to `top` at the height `high`."""
    body = []
    for tick in ticks(top):
        y = low - (low - high) * tick / top
        body += [line(left, y, right, y), text(left - 6, y + 4, f"{tick:g}", anchor="end", kind="small")]
    return body


def bars(counts: Counts, label: str) -> str:
    """Bars by year, with an axis."""
    years = list(range(min(counts), max(counts) + 1))
    top, left, low, high = max(counts.values()), 40.0, 170.0, 14.0
    step = (WIDTH - left - 8) / len(years)
    x = {year: left + (i + 0.5) * step for i, year in enumerate(years)}
    body = _grid(top, left, WIDTH - 8, low, high)
    for year in years:
        n = counts.get(year, 0)
        tall = (low - high) * n / top
        body.append(rect(x[year] - step * 0.4, low - tall, step * 0.8, tall, f"{year}: {many(n, 'paper')}"))
    return svg(low + 24, [*body, *year_labels(years, x, low + 16)], label)


def multiples(series: Sequence[tuple[str, Counts]], years: Sequence[int], label: str, columns: int = 2) -> str:
    """Small bar plots beside each other, all on one scale."""
    top = max((n for _, counts in series for n in counts.values()), default=1)
    wide, tall, gap = (WIDTH - 24 * (columns - 1)) / columns, 62.0, 42.0
    step = wide / len(years)
    body = []
    for i, (name, counts) in enumerate(series):
        left, low = (i % columns) * (wide + 24), 20 + (i // columns) * (tall + gap) + tall
        body += [text(left, low - tall - 6, short(name, 58), kind="name"), line(left, low, left + wide, low)]
        for j, year in enumerate(years):
            n = counts.get(year, 0)
            high = tall * n / top
            tip = f"{name}, {year}: {many(n, 'paper')}"
            body.append(rect(left + j * step + step * 0.1, low - high, step * 0.8, high, tip))
        body.append(text(left, low + 13, str(years[0]), kind="small"))
        body.append(text(left + wide, low + 13, str(years[-1]), anchor="end", kind="small"))
    rows = -(-len(series) // columns)
    return svg(20 + rows * (tall + gap), body, f"{label}; the highest bar is {many(top, 'paper')}")


def lines(series: Sequence[tuple[str, Counts]], years: Sequence[int], label: str) -> str:
    """Lines by year, each with its name at its end."""
    top = max((n for _, counts in series for n in counts.values()), default=1) or 1
    left, right, low, high = 40.0, WIDTH - 210.0, 230.0, 12.0
    step = (right - left) / max(1, len(years) - 1)
    x = {year: left + i * step for i, year in enumerate(years)}
    body = _grid(top, left, right, low, high)
    ends = {}
    for i, (name, counts) in enumerate(series):
        points = [(x[year], low - (low - high) * counts.get(year, 0) / top) for year in years]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        body.append(f'<polyline points="{path}" class="line c{i % 8}"><title>{escape(name)}</title></polyline>')
        ends[i] = points[-1][1]
    place = low + 15
    for i in sorted(ends, key=lambda i: (-ends[i], -i)):  # from below, so that names stay above the axis
        place = min(place - 15, ends[i] + 4)
        body.append(text(right + 8, place, short(series[i][0], 30), kind=f"label t{i % 8}"))
    return svg(low + 24, [*body, *year_labels(years, x, low + 18)], label)


def spans(rows: Sequence[tuple[str, int, int, float]], years: Sequence[int], label: str) -> str:
    """Bars from a first to a last year, a row each, the darker the weightier."""
    left, tall, low = 230.0, 19.0, 8 + 19.0 * len(rows)
    step = (WIDTH - left - 8) / len(years)
    x = {year: left + (i + 0.5) * step for i, year in enumerate(years)}
    top = max(weight for *_, weight in rows)
    body = []
    for i, (name, start, end, weight) in enumerate(rows):
        y = 4 + i * tall
        tip = f"{name}: {start} to {end}, weight {weight:.1f}"
        body.append(text(left - 8, y + 13, short(name, 34), anchor="end", kind="label"))
        body.append(line(left, y + tall - 1, WIDTH - 8, y + tall - 1))
        wide = (end - start + 1) * step
        body.append(rect(x[start] - step / 2, y + 3, wide, tall - 7, tip, opacity=0.35 + 0.65 * weight / top))
    return svg(low + 22, [*body, *year_labels(years, x, low + 14)], label)


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[int, int], int],
    gaps: set[tuple[int, int]],
    label: str,
) -> str:
    """A grid of counts, the darker the more; `gaps` are framed."""
    left, top, tall = 220.0, 130.0, 24.0
    wide = min(44.0, (WIDTH - left - 110) / max(1, len(columns)))
    most = max(cells.values(), default=1)
    body = [text(left + (j + 0.6) * wide, top - 8, short(c, 26), kind="label", turn=-40) for j, c in enumerate(columns)]
    for i, row in enumerate(rows):
        y = top + i * tall
        body.append(text(left - 8, y + 16, short(row, 34), anchor="end", kind="label"))
        for j, column in enumerate(columns):
            n = cells.get((i, j), 0)
            x = left + j * wide
            kind = "cell" if n else "none"
            if (i, j) in gaps:
                kind = "gap"
            opacity = 0.15 + 0.7 * n / most if n else 1
            tip = f"{row} × {column}: {many(n, 'paper')}"
            body.append(rect(x + 1, y + 1, wide - 2, tall - 2, tip, kind=kind, opacity=opacity))
            if n:
                body.append(text(x + wide / 2, y + 16, str(n), anchor="middle", kind="count"))
    return svg(top + len(rows) * tall + 6, body, label)


def board(points: Sequence[tuple[int, float, str]], rising: bool, label: str) -> str:
    """Numbers by year as dots, and the best so far as a step line."""
    years = list(range(min(p[0] for p in points), max(p[0] for p in points) + 1))
    least, most = min(p[1] for p in points), max(p[1] for p in points)
    pad = (most - least) * 0.1 or 1.0
    left, right, low, high = 56.0, WIDTH - 180.0, 170.0, 12.0
    x = {year: left + 16 + i * (right - left - 32) / max(1, len(years) - 1) for i, year in enumerate(years)}

    def up(value: float) -> float:
        return low - (low - high) * (value - least + pad) / (most - least + 2 * pad)

    body = [line(left, low, right, low)]
    body += [text(left - 6, up(v) + 4, f"{v:g}", anchor="end", kind="small") for v in sorted({least, most})]
    best: float | None = None
    steps: list[tuple[float, float]] = []
    for year, value, name in sorted(points, key=lambda p: (p[0], -p[1] if rising else p[1], p[2])):
        better = best is None or (value > best if rising else value < best)
        if better:
            if best is not None:
                steps.append((x[year], up(best)))
            steps.append((x[year], up(value)))
            best = value
            body.append(text(x[year] + 7, up(value) - 5, short(name, 26), kind="small"))
        body.append(dot(x[year], up(value), f"{name}, {year}: {value:g}", kind="best" if better else "dot"))
    body.append('<polyline points="' + " ".join(f"{a:.1f},{b:.1f}" for a, b in steps) + '" class="line c0"/>')
    return svg(low + 24, [*body, *year_labels(years, x, low + 18)], label)
