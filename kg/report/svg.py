"""The shapes that plots are drawn with, as SVG: no script, colours from the page's style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 860


def svg(height: float, body: Sequence[str], label: str, width: float = WIDTH) -> str:
    """A figure; `label` says what it shows to those who cannot see it."""
    inner = "".join(body)
    return f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}">{inner}</svg>'


def text(x: float, y: float, words: str, *, anchor: str = "start", kind: str = "", turn: float = 0) -> str:
    """A line of words."""
    turned = f' transform="rotate({turn:g} {x:.1f} {y:.1f})"' if turn else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}"{turned}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, tip: str, *, kind: str = "bar", opacity: float = 1) -> str:
    """A box with a tooltip."""
    place = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    return f'<rect {place} class="{kind}" fill-opacity="{opacity:.2f}"><title>{escape(tip)}</title></rect>'


def dot(x: float, y: float, tip: str, kind: str) -> str:
    """A dot with a tooltip."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="{kind}"><title>{escape(tip)}</title></circle>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "rule") -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def short(words: str, most: int) -> str:
    """`words` cut to a length."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def ticks(top: float, count: int = 4) -> list[float]:
    """Round numbers from 0 up to about `top`."""
    if top <= 0:
        return [0.0]
    step = next(s * 10**e for e in range(-3, 12) for s in (1, 2, 5) if s * 10**e * count >= top)
    return [i * step for i in range(int(top / step + 1e-9) + 1)]


def year_labels(years: Sequence[int], x: Mapping[int, float], y: float, most: int = 12) -> list[str]:
    """Some of the years below an axis, the first and the last among them."""
    step = max(1, -(-len(years) // most))
    chosen = [year for year in years if (years[-1] - year) % step == 0]
    return [text(x[year], y, str(year), anchor="middle", kind="small") for year in chosen]
