"""The report in a real Chromium: its words are readable on a phone and in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from kg.analysis import analyse
from kg.report import report_html
from tests.graphs import graph_of
from tests.page_browser import CHROMIUM, DRIVER, browser

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")

CONTRAST = """
const lum = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = lum(getComputedStyle(document.body).backgroundColor);
return [...document.querySelectorAll('svg text.label')].map(t => { const ink = lum(getComputedStyle(t).fill);
  return [(Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05), t.textContent]; });
"""
TEXT = """
return [...document.querySelectorAll('figure svg text')].map(t =>
  parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a);
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    papers = {f"p{i}": {"title": f"On {i}", "date": str(2000 + i // 8)} for i in range(80)}
    says = [(p, p, "uses", f"M{int(p[1:]) % 7}") for p in papers]
    says += [(p, p, "mentions", f"M{int(p[1:]) % 7}") for p in papers]
    graph = analyse(graph_of(papers, {f"M{i}": "Method" for i in range(7)}, says))
    return report_html(graph, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture
def chrome(tmp_path: Path) -> Iterator[Chrome]:
    with browser(tmp_path / "profile") as driver:
        yield driver


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_at_lines_have_contrast(chrome: Chrome, report: Path, theme: str):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    chrome.get(report.as_uri())
    found = chrome.execute_script(CONTRAST)
    assert len(found) >= 6
    assert [f for f in found if f[0] < 4.5] == []


def test_a_phone_shows_the_words_of_plots_in_their_size(chrome: Chrome, report: Path):
    size = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chrome.get(report.as_uri())
    sizes = chrome.execute_script(TEXT)
    assert sizes
    assert min(sizes) > 8
    assert chrome.execute_script("return document.documentElement.scrollWidth") <= 390
