"""What the page says in its own words: of papers that no year holds, and of names in any script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from selenium.webdriver import Chrome

from kg.export.html import write_html
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import graph, row, small
from tests.page_hands import BASE, slide, text

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
    chips = "return [...document.querySelectorAll('#evidence .says button')].map(b => b.innerText)"
    assert chip in chrome.execute_script(chips)


HEBREW = ("\u05e8\u05e9\u05ea", "\u05e7\u05e9\u05d1")  # two names that run from right to left
TURNED = "Tidy \u202enoitneter"  # and one that asks all after it to


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph in which Seer and RMT have Hebrew names, and the dataset one with an override."""
    names = {"seer": HEBREW[0], "rmt": HEBREW[1], "imagenet": TURNED}
    told = small()
    old = dict(told.entities.select("id", "name").iter_rows())
    new = [names.get(id.removeprefix("entity/"), name) for id, name in old.items()]
    aliases = [[*HEBREW, TURNED] if "imagenet" in id else [] for id in old]
    made = told.entities.with_columns(name=pl.Series(new), aliases=pl.Series(aliases, dtype=pl.List(pl.String)))
    path = tmp_path_factory.mktemp("scripts") / "kg.html"
    write_html(replace(told, entities=made), path, base_iri=BASE)
    return path


# Where the middles of these words stand, from left to right, in the first element that holds all of them.
PLACES = """
const [selector, words] = arguments;
const element = [...document.querySelectorAll(selector)].find(e => words.every(w => e.textContent.includes(w)));
const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), nodes = [];
while (walk.nextNode()) nodes.push(walk.currentNode);
return words.map(word => {
  const node = nodes.find(n => n.data.includes(word)), range = document.createRange();
  range.setStart(node, node.data.indexOf(word));
  range.setEnd(node, node.data.indexOf(word) + word.length);
  const box = range.getBoundingClientRect();
  return (box.left + box.right) / 2;
});
"""


def placed(driver: Chrome, selector: str, *words: str) -> list[float]:
    until(driver, f"document.querySelector({selector!r})")
    return driver.execute_script(PLACES, selector, words)


def test_names_from_right_to_left_do_not_turn_our_words_round(chrome: Chrome, scripts: Path):
    open_page(chrome, scripts, f"#node={BASE}entity/seer&to={BASE}entity/rmt")
    for selector in ("#about .path", "#about h2"):
        first, second = placed(chrome, selector, *HEBREW)
        assert first < second
    open_page(chrome, scripts, f"#node={BASE}entity/imagenet")
    first, second = placed(chrome, "#about .also", *HEBREW)
    assert first < second
    open_page(chrome, scripts, f"#edge={BASE}statement/s5")
    first, second = (chrome.title.index(name) for name in HEBREW)
    assert chrome.title[first - 1] == chrome.title[second - 1] == "\u2068"


def test_an_override_in_a_name_turns_nothing_round(chrome: Chrome, scripts: Path):
    open_page(chrome, scripts, f"#node={BASE}entity/imagenet&to={BASE}entity/seer")
    for selector in ("#about .path", "#about h2"):
        first, second = placed(chrome, selector, "Tidy", HEBREW[0])
        assert first < second
    until(chrome, "document.querySelector('#evidence q')")
    assert chrome.execute_script("return /[\\u202a-\\u202e]/.test(document.body.innerText + document.title)") is False


def test_a_long_name_that_is_cut_stays_held_apart(chrome: Chrome, tmp_path: Path):
    told = small()
    long = told.entities.with_columns(name=pl.lit(HEBREW[0] * 40))
    write_html(replace(told, entities=long), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html", f"#edge={BASE}statement/s5")
    said = chrome.execute_script("return document.getElementById('said').textContent")
    assert said.count("\u2068") == said.count("\u2069") == 2
    assert said.index("\u2069") < said.index("based on")
