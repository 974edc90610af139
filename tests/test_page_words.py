"""What the page says in its own words: of papers that no year holds, and of names in any script."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from kg.export.html import write_html
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import graph, row
from tests.test_page import BASE, slide, text

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


def dated(path: Path, dates: list[str]) -> None:
    """The page of a paper of each of these dates."""
    papers = [row("papers", id=f"paper/{n}", identifier=f"{n}", title=f"T{n}", date=d) for n, d in enumerate(dates)]
    write_html(graph(papers=papers), path, base_iri=BASE)


@pytest.mark.parametrize(
    ("without", "in_legend", "below_the_bars"),
    [
        (1, "1 paper without a year is hidden", "1 paper has no year"),
        (3, "3 papers without a year are hidden", "3 papers have no year"),
    ],
)
def test_papers_without_a_year_do_not_go_without_a_word(
    chrome: Chrome, tmp_path: Path, without: int, in_legend: str, below_the_bars: str
):
    dated(tmp_path / "kg.html", ["2019", "2021", *[""] * without])
    open_page(chrome, tmp_path / "kg.html")
    assert below_the_bars in text(chrome, "panel")
    assert "without a year" not in text(chrome, "legend")
    slide(chrome, "wish-from", 2020)
    until(chrome, "document.getElementById('count').textContent.startsWith('1 of 1 node')")
    assert in_legend in text(chrome, "legend")
    slide(chrome, "wish-from", 2019)
    until(chrome, "!document.getElementById('legend').innerText.includes('without a year')")


def test_nothing_is_said_of_years_where_each_paper_has_one(chrome: Chrome, tmp_path: Path):
    dated(tmp_path / "kg.html", ["2019", "2021"])
    open_page(chrome, tmp_path / "kg.html", "#years=2020-2021")
    assert "Papers by year" in text(chrome, "panel")
    assert "no year" not in text(chrome, "panel")
    assert "without a year" not in text(chrome, "legend")


@pytest.mark.parametrize(
    ("id", "chip"),
    [("rmt", "applied to: image classification"), ("classification", "methods applied to it: RMT")],
)
def test_a_chip_sets_the_name_apart_from_what_is_said_of_it(chrome: Chrome, file: Path, id: str, chip: str):
    open_page(chrome, file, f"#node={BASE}entity/{id}")
    until(chrome, "document.querySelector('#evidence .says')")
    assert chip in [b.text for b in chrome.find_elements("css selector", "#evidence .says button")]
