"""The page in a reader's hands: long texts, slips of the finger, a narrow panel, paper, and what a browser denies."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest
from selenium.webdriver import Chrome, Keys

from kg.export.html import write_html
from kg.graph import SCHEMA, Graph, frame
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import graph, row, small
from tests.page_hands import BASE, click, press, text

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")
LONG = "A title that goes on and on and does not end where titles end " * 20


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph, its first paper with a title of 1,260 letters, 300 authors and nine results."""
    told = small()
    many = [row("authors", id=f"author/z{n}", name=f"Zoe Zeta {n}", names=[]) for n in range(300)]
    first = pl.col("id") == "paper/p1"
    papers = told.papers.with_columns(
        title=pl.when(first).then(pl.lit(LONG)).otherwise("title"),
        authors=pl.when(first).then(pl.lit([f"author/z{n}" for n in range(300)])).otherwise("authors"),
    )
    results = pl.concat([told.results.with_columns(id=pl.lit(f"result/{n}"), unit=pl.lit("days")) for n in range(9)])
    made = {"papers": papers, "authors": pl.concat([told.authors, frame("authors", many)]), "results": results}
    path = tmp_path_factory.mktemp("long") / "kg.html"
    tables = {name: made.get(name, getattr(told, name)) for name in SCHEMA}
    write_html(Graph(**tables), path, base_iri=BASE)
    return path


def top(driver: Chrome, selector: str) -> float:
    return driver.execute_script("return document.querySelector(arguments[0]).getBoundingClientRect().top", selector)


@pytest.mark.parametrize("fragment", ["node={}paper/p1", "edge={}statement/s6", "node={}entity/rmt"])
def test_the_sentences_are_in_sight_however_long_a_title_is(chrome: Chrome, long: Path, fragment: str):
    open_page(chrome, long, "#" + fragment.format(BASE))
    until(chrome, "document.querySelector('#evidence q')")
    assert top(chrome, "#evidence q") < chrome.execute_script("return innerHeight") - 40


def test_a_title_that_is_cut_can_be_read_whole(chrome: Chrome, long: Path):
    open_page(chrome, long, f"#node={BASE}paper/p1")
    cut = chrome.execute_script("return document.querySelector('#about h2').clientHeight")
    click(chrome, "#about .more", "whole text")
    assert chrome.execute_script("return document.querySelector('#about h2').clientHeight") > 4 * cut
    assert "Zoe Zeta 299" not in text(chrome, "about")
    click(chrome, "#about .more", "290 more")
    assert "Zoe Zeta 299" in text(chrome, "about")
    assert chrome.execute_script("return document.activeElement.innerText") == "Zoe Zeta 10"


def test_results_stand_in_a_short_table_with_the_rest_on_demand(chrome: Chrome, long: Path):
    open_page(chrome, long, f"#node={BASE}entity/rmt")
    assert text(chrome, "about").count("84.1 days") == 3
    click(chrome, "#about .more", "6 more")
    assert text(chrome, "about").count("84.1 days") == 9


@pytest.mark.parametrize("id", ["paper/p1", "paper/p2", "author/ash", "entity/rmt"])
def test_no_more_is_drawn_than_there_is(chrome: Chrome, file: Path, id: str):
    open_page(chrome, file, f"#node={BASE}{id}")
    nodes, of, links, of_links = map(int, re.findall(r"\d+", text(chrome, "count")))
    assert nodes <= of
    assert links <= of_links


def test_the_canvas_keeps_the_size_of_its_place(chrome: Chrome, file: Path):
    """A panel that closes and opens at once left a canvas of the old width, on which nothing was cleared."""
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    press(chrome, "?")
    size = "const c = document.querySelector('#mynetwork canvas'); return [c.width, c.clientWidth]"
    wide, shown = chrome.execute_script(size)
    assert wide == shown
    click(chrome, "#close", "×")
    until(chrome, "document.querySelector('#mynetwork canvas').width === innerWidth")


def test_the_panel_does_not_change_how_near_the_map_is(chrome: Chrome, file: Path):
    open_page(chrome, file, "#at=0,0,0.5")
    click(chrome, "#close", "×")
    until(chrome, "document.querySelector('#mynetwork canvas').width === innerWidth")
    chrome.find_element("id", "mynetwork").send_keys(Keys.ARROW_LEFT)
    until(chrome, "/at=-160,/.test(location.hash)")
    assert chrome.execute_script("return location.hash").endswith(",0.5")


def test_a_theme_that_was_chosen_stays(chrome: Chrome, file: Path):
    open_page(chrome, file)
    before = chrome.execute_script("return getComputedStyle(document.body).backgroundColor")
    click(chrome, "#tools button", "Theme")
    chosen = chrome.execute_script("return getComputedStyle(document.body).backgroundColor")
    open_page(chrome, file)
    assert chrome.execute_script("return getComputedStyle(document.body).backgroundColor") == chosen != before
    chrome.execute_script("localStorage.clear()")


def test_a_browser_that_keeps_nothing_shows_the_page_all_the_same(chrome: Chrome, file: Path):
    deny = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    script = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": deny})
    try:
        open_page(chrome, file)
        click(chrome, "#tools button", "Theme")
        assert chrome.execute_script("return document.documentElement.dataset.theme") in ("light", "dark")
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@pytest.mark.parametrize("typed", ["retentiv vison", "clasification", "retnetive netwroks"])
def test_a_slip_finds_the_nearest_names(chrome: Chrome, file: Path, typed: str):
    open_page(chrome, file)
    chrome.find_element("id", "search").send_keys(typed)
    first = chrome.execute_script("return document.querySelector('#found li').innerText")
    assert re.match("RMT|image classification", first)
    assert "the nearest are above" in text(chrome, "said")


def test_what_is_near_no_name_is_said(chrome: Chrome, file: Path):
    open_page(chrome, file)
    chrome.find_element("id", "search").send_keys("日本語 xqzzy")
    assert text(chrome, "found") == "No name holds these letters"
    assert text(chrome, "said") == "No name holds these letters"


@pytest.mark.parametrize("fragment", ["years=9-1", "years=2024-2021", "support=99999999999999999999", "off=,,&at=x"])
def test_an_odd_address_does_not_empty_the_map(chrome: Chrome, file: Path, fragment: str):
    open_page(chrome, file, "#" + fragment)
    assert int(re.match(r"\d+", text(chrome, "count")).group()) > 3


def test_a_map_without_nodes_says_why(chrome: Chrome, file: Path, tmp_path: Path):
    open_page(chrome, file, "#off=Paper,Method,Dataset,Benchmark,Task,Metric,Author")
    assert "filters leave nothing" in text(chrome, "count")
    write_html(graph(), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html")
    assert "empty" in text(chrome, "count")


def test_one_is_no_plural(chrome: Chrome, tmp_path: Path):
    write_html(graph(papers=[row("papers", id="paper/p", title="Alone")]), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html")
    assert "1 paper\n" in text(chrome, "about")
    assert "0 other nodes" in text(chrome, "about")
    assert text(chrome, "count").startswith("1 of 1 node and")


def test_the_focus_stays_in_the_panel_when_its_content_changes(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    chrome.execute_script("const b = document.querySelector('#panel .to'); b.focus(); b.click()")
    assert chrome.execute_script("return document.activeElement.id") == "about"
    chrome.execute_script("const b = document.getElementById('close'); b.focus(); b.click()")
    assert chrome.execute_script("return document.activeElement.id") == "mynetwork"


def test_paper_is_white_whatever_the_theme(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    chrome.execute_script("document.documentElement.dataset.theme = 'dark'; dispatchEvent(new Event('beforeprint'))")
    assert chrome.execute_script("return document.documentElement.dataset.theme") == "light"
    chrome.execute_script("dispatchEvent(new Event('afterprint'))")
    assert chrome.execute_script("return document.documentElement.dataset.theme") == "dark"


def test_paper_tells_what_it_leaves_out_and_cuts_no_title(chrome: Chrome, long: Path):
    seen = "return [...document.querySelectorAll('#about .more')].filter(b => b.offsetParent).map(b => b.innerText)"
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        open_page(chrome, long, f"#node={BASE}entity/rmt")
        assert chrome.execute_script(seen) == ["6 more"]
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen"})
        open_page(chrome, long, f"#node={BASE}paper/p1")
        assert chrome.execute_script(seen) == ["whole text", "290 more", "6 more"]
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        assert chrome.execute_script(seen) == ["290 more", "6 more"]
    finally:
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_result_that_is_not_asserted_is_marked_and_not_counted(chrome: Chrome, tmp_path: Path):
    told = small()
    doubted = told.results.with_columns(asserted=pl.lit(False))
    made = Graph(**{name: doubted if name == "results" else getattr(told, name) for name in SCHEMA})
    write_html(made, tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html")
    assert "0 results" in text(chrome, "about")
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}entity/rmt")
    assert chrome.execute_script("return document.querySelector('#about tr.unsure').title") == "not asserted"


def test_a_mention_is_not_told_beside_what_says_more(chrome: Chrome, tmp_path: Path):
    told = small()
    names = told.statements.columns
    more = [dict(zip(names, ("statement/m", "paper/p1", "mentions", "entity/rmt", "", 0.9, 1, True), strict=True))]
    kept = told.support.filter(statement="statement/s1").with_columns(statement=pl.lit("statement/m"))
    made = {
        "statements": pl.concat([told.statements, pl.DataFrame(more, schema=told.statements.schema)]),
        "support": pl.concat([told.support, kept]),
    }
    write_html(Graph(**{n: made.get(n, getattr(told, n)) for n in SCHEMA}), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}entity/rmt")
    until(chrome, "document.querySelector('#evidence .says')")
    assert "proposed by" in text(chrome, "evidence")
    assert "mentioned by" not in text(chrome, "evidence")


@pytest.mark.parametrize("before", ["", "a"])
def test_a_long_name_is_not_cut_within_a_letter(chrome: Chrome, tmp_path: Path, before: str):
    told = small()
    named = told.entities.with_columns(name=pl.lit(before + "\U0001d53d" * 100))
    made = {"entities": named}
    write_html(Graph(**{n: made.get(n, getattr(told, n)) for n in SCHEMA}), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html", f"#edge={BASE}statement/s5")
    assert "\U0001d53d…" in text(chrome, "said")
    assert chrome.execute_script("return document.body.textContent.isWellFormed()")


def overview(driver: Chrome, tmp_path: Path, dates: list[str]) -> list[tuple[str, float]]:
    """What each bar of the overview says, and how high it is; 0 where none is seen."""
    papers = [row("papers", id=f"paper/{n}", identifier=f"{n}", title=f"T{n}", date=d) for n, d in enumerate(dates)]
    write_html(graph(papers=papers), tmp_path / "kg.html", base_iri=BASE)
    open_page(driver, tmp_path / "kg.html")
    return driver.execute_script(
        "return [...document.querySelectorAll('#panel .bars li')].map(b =>"
        " [b.title, getComputedStyle(b).visibility === 'hidden' ? 0 : b.getBoundingClientRect().height])"
    )


def test_the_overview_has_all_years_and_no_bar_for_none(chrome: Chrome, tmp_path: Path):
    few = overview(chrome, tmp_path, ["2019", "2019", "2021"])
    assert [says for says, _ in few] == ["2019: 2", "2020: 0", "2021: 1"]
    assert [round(height) for _, height in few] == [54, 0, 27]
    many = overview(chrome, tmp_path, ["1963", "1971", *["2024"] * 500])
    assert many[0][0] == "1963–1964: 1"
    assert many[-1] == ["2020–2024: 500", 54]
    assert [says for says, height in many if height] == ["1963–1964: 1", "1970–1974: 1", "2020–2024: 500"]
    assert many[0][1] < 4
    assert "Papers by 5 years" in text(chrome, "panel")
    assert chrome.execute_script("return document.querySelectorAll('.years .bars i:not(.none)').length") == 3


def test_the_overview_counts_the_papers_of_a_topic(chrome: Chrome, tmp_path: Path):
    topic = "topic/t"
    papers = [row("papers", id=f"paper/{n}", identifier=f"{n}", title=f"T{n}", topic=topic) for n in range(3)]
    things = [row("entities", id=f"entity/{n}", name=f"N{n}", type="Method", topic=topic) for n in range(5)]
    topics = [row("topics", id=topic, name="One, two", kind="community", size=3)]
    write_html(graph(papers=papers, entities=things, topics=topics), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html")
    assert "One, two 3 papers" in " ".join(text(chrome, "panel").split())


WATCHED = """
  const draw = CanvasRenderingContext2D.prototype.fillText;
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  window.names = [];
  CanvasRenderingContext2D.prototype.clearRect = function (...box) { window.names = []; clear.apply(this, box); };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const half = this.measureText(text).width / 2;
    window.names.push([text, x - half, x + half, y]);
    draw.call(this, text, x, y);
  };
"""
UNDER = """
  const [legend, stage] = ['legend', 'stage'].map(id => document.getElementById(id).getBoundingClientRect());
  const right = legend.right - stage.left, bottom = legend.bottom - stage.top;
  return [names.length, names.filter(n => n[1] < right && n[2] > 12 && n[3] > 12 && n[3] < bottom).map(n => n[0])];
"""


def test_no_name_runs_under_the_legend(chrome: Chrome, file: Path):
    script = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCHED})
    seen = 0
    try:
        for at in ("300,0,1", "200,100,1.2", "400,0,0.8", "0,0,1"):
            open_page(chrome, file, f"#at={at}")
            drawn, under = chrome.execute_script(UNDER)
            assert under == []
            seen += drawn
        assert seen > 0
    finally:
        chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
