"""The page at first sight: a map with regions, names that can be read, and a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from selenium.webdriver import Chrome

from kg.export.html import write_html
from kg.export.layout import layout
from kg.graph import SCHEMA, Graph
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import synthetic
from tests.page_hands import BASE, click, pictures, text
from tests.test_page_use import WATCHED

needs_a_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "kg.html"
    write_html(synthetic(500, 2000, topics=6), path, base_iri=BASE)
    return path


@contextmanager
def phone(driver: Chrome, width: int = 390, height: int = 844) -> Iterator[None]:
    """A window of a phone's size that is used with fingers."""
    size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@needs_a_browser
def test_no_name_is_cut_by_the_rim_of_the_map(chrome: Chrome, crowd: Path):
    script = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCHED})
    try:
        for at in ("", "#at=0,0,0.9", "#at=300,200,1.4"):
            open_page(chrome, crowd, at)
            wide, high = chrome.execute_script(
                "const m = document.getElementById('mynetwork'); return [m.clientWidth, m.clientHeight]"
            )
            names = chrome.execute_script("return window.names")
            assert len(names) > 10
            assert [n for n in names if n[1] < 0 or n[2] > wide or not 4 < n[3] < high - 4] == []
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


SHAPES_OF = """
const svg = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
return [...svg.querySelectorAll('circle, polygon')].map(e => {
  if (e.tagName === 'circle') return ['cx', 'cy', 'r'].map(a => Number(e.getAttribute(a)));
  const at = e.getAttribute('points').split(' ').map(p => p.split(',').map(Number));
  const [xs, ys] = [0, 1].map(i => at.map(p => p[i]));
  const middle = v => (Math.min(...v) + Math.max(...v)) / 2;
  return [middle(xs), middle(ys), (Math.max(...xs) - Math.min(...xs)) / 2];
});
"""


@needs_a_browser
def test_few_shapes_of_the_first_picture_lie_on_one_another(chrome: Chrome, crowd: Path):
    open_page(chrome, crowd)
    _, _, svg = pictures(chrome, "SVG")
    x, y, r = np.array(chrome.execute_script(SHAPES_OF, svg)).T
    assert len(x) > 300
    far = np.hypot(x[:, None] - x, y[:, None] - y)
    np.fill_diagonal(far, np.inf)
    assert (far < (r[:, None] + r) * 0.9).any(axis=1).mean() < 0.2


NAME_CONTRAST = """
const svg = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
const ctx = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const lum = css => { ctx.fillStyle = css; ctx.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...ctx.getImageData(0, 0, 1, 1).data].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = lum(svg.querySelector('rect').getAttribute('fill'));
return [...svg.querySelectorAll('text')].map(t => { const ink = lum(t.getAttribute('fill'));
  return [(Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05), t.textContent]; });
"""


@needs_a_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_on_the_map_have_contrast(chrome: Chrome, tmp_path: Path, theme: str):
    """WCAG 2.2, 1.4.3, for each topic's own colour."""
    write_html(synthetic(900, 3000, topics=30), tmp_path / "kg.html", base_iri=BASE)
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    )
    try:
        open_page(chrome, tmp_path / "kg.html")
        _, _, svg = pictures(chrome, "SVG")
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    found = chrome.execute_script(NAME_CONTRAST, svg)
    assert len(found) > 20
    assert [f for f in found if f[0] < 4.5] == []


@needs_a_browser
def test_a_phone_shows_first_what_this_is_and_what_to_do(chrome: Chrome, file: Path):
    with phone(chrome):
        open_page(chrome, file)
        assert re.search(r"4 papers\s.*\n*Each shape is a paper", text(chrome, "about"), re.DOTALL)
        assert chrome.execute_script("return document.getElementById('mynetwork').clientHeight") > 300
        click(chrome, "#close", "×")
        click(chrome, "#tools button", "Overview")
        assert "Each shape is a paper" in text(chrome, "about")


@needs_a_browser
def test_a_phone_on_its_side_shows_the_map_beside_the_panel(chrome: Chrome, crowd: Path):
    with phone(chrome, 844, 390):
        open_page(chrome, crowd)
        assert chrome.execute_script("return document.getElementById('mynetwork').clientHeight") > 300
        assert "Each shape is a paper" in text(chrome, "about")
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= 844
        assert not chrome.execute_script("return document.getElementById('filters').open")


UNDER_THE_COUNT = """
  const [count, stage] = ['count', 'stage'].map(id => document.getElementById(id).getBoundingClientRect());
  const [left, right, top] = [count.left - stage.left, count.right - stage.left, count.top - stage.top];
  return names.filter(n => n[2] > left && n[1] < right && n[3] > top).map(n => n[0]);
"""


@needs_a_browser
def test_no_name_runs_under_the_count_of_a_phone(chrome: Chrome, crowd: Path):
    script = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCHED})
    seen = 0
    try:
        with phone(chrome):
            for at in ("", "#at=0,0,0.9", "#at=300,200,1.4", "#at=-200,100,1"):
                open_page(chrome, crowd, at)
                seen += len(chrome.execute_script("return names"))
                assert chrome.execute_script(UNDER_THE_COUNT) == []
        assert seen > 10
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@needs_a_browser
def test_the_first_line_of_each_topic_is_in_sight(chrome: Chrome, tmp_path: Path):
    told = synthetic(500, 2000, topics=3)
    made = {"topics": told.topics.with_columns(name=pl.col("id") + pl.lit(", second, third"))}
    write_html(Graph(**{n: made.get(n, getattr(told, n)) for n in SCHEMA}), tmp_path / "kg.html", base_iri=BASE)
    script = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCHED})
    size = {"width": 1920, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        open_page(chrome, tmp_path / "kg.html")
        drawn = {name: y for name, *_, y in chrome.execute_script("return window.names")}
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    assert all(drawn.get(f"topic/t{n}", -1) > 6 for n in range(3))


@needs_a_browser
def test_a_finger_hits_every_button_and_the_search_does_not_zoom(chrome: Chrome, file: Path):
    """WCAG 2.2, 2.5.8; and browsers of phones zoom into inputs of less than 16 pixels."""
    with phone(chrome):
        open_page(chrome, file, f"#node={BASE}entity/rmt")
        until(chrome, "document.querySelector('#evidence q')")
        click(chrome, "#legend summary", "Legend")
        low = (
            "return [...document.querySelectorAll('button, summary')].filter(b => b.offsetParent"
            " && b.getBoundingClientRect().height < 23.9).map(b => [b.innerText, b.getBoundingClientRect().height])"
        )
        assert chrome.execute_script(low) == []
        size = "return parseFloat(getComputedStyle(document.getElementById('search')).fontSize)"
        assert chrome.execute_script(size) >= 16


def test_what_has_no_topic_lies_around_the_regions_beside_what_it_is_linked_to():
    group = np.repeat([0, 1, 2, 3, -1], 100)
    ends = np.array([(n, n + 1) for n in range(400) if (n + 1) % 100] + [(n, n + 50) for n in range(400, 450)])
    found = layout(group, np.full(500, 5.0), ends, np.ones(len(ends)))
    inner, outer = found.places[:400], found.places[400:]
    assert np.linalg.norm(outer.mean(axis=0) - inner.mean(axis=0)) < 0.2 * np.ptp(inner, axis=0).max()
    for region in found.regions:
        assert not (np.hypot(*(outer - [region.x, region.y]).T) < min(region.outline)).any()
    assert np.median(np.linalg.norm(outer[:50] - outer[50:], axis=1)) < 100


def test_regions_fill_the_map():
    """Springs alone leave each topic a crowd in the middle of the room that it has."""
    group = np.repeat(np.arange(6), 80)
    ends = np.array([(a, (a // 80) * 80 + (a * 7 + 3) % 80) for a in range(480)])
    found = layout(group, np.full(480, 5.0), ends, np.ones(480))
    wide, high = np.ptp(found.places, axis=0)
    turn = np.sin(2 * np.pi / len(found.regions[0].outline)) / 2
    area = sum(turn * float((np.array(r.outline) * np.roll(r.outline, 1)).sum()) for r in found.regions)
    assert area > 0.35 * wide * high
