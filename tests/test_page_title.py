"""What the page calls itself, and what the window's title says of what is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome, Keys

from kg.export.html import page
from kg.export.page_title import title_of
from kg.graph import Graph
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import EVIL, graph, row
from tests.page_hands import BASE, text

TOPICS = {"few": "parsing, trees", "most": "machine translation, BLEU", "none": "of no paper"}


def told(*topics: str | None, cited: int = 0) -> Graph:
    """A paper of each of these topics, and `cited` papers that are known from references alone."""
    own = [row("papers", id=f"paper/{n}", title=f"T{n}", topic=t and f"topic/{t}") for n, t in enumerate(topics)]
    others = [row("papers", id=f"paper/c{n}", title=f"C{n}", topic="topic/none", cited_only=True) for n in range(cited)]
    named = [row("topics", id=f"topic/{t}", name=name, kind="community", size=9) for t, name in TOPICS.items()]
    return graph(papers=[*own, *others], topics=named)


def test_the_title_tells_how_many_papers_and_of_what():
    assert title_of(told("few", "most", "most")).whole == "3 papers: machine translation, parsing"
    assert title_of(told("few", None)).short == "2 papers"


def test_what_is_only_cited_is_not_counted():
    assert title_of(told("few", cited=5)).whole == "1 paper: parsing"


def test_without_topics_there_is_the_number_and_without_papers_a_word():
    assert title_of(told(None)).whole == "1 paper"
    assert title_of(graph()).whole == "Knowledge graph"


def test_a_topic_of_markup_is_text():
    evil = graph(
        papers=[row("papers", id="paper/p", title="T", topic="topic/e")],
        topics=[row("topics", id="topic/e", name=EVIL, kind="community", size=1)],
    )
    assert title_of(evil).whole == f"1 paper: {EVIL}"
    assert EVIL not in page(evil, base_iri=BASE)


needs_a_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@needs_a_browser
def test_the_window_says_what_is_chosen(chrome: Chrome, file: Path):
    open_page(chrome, file)
    own = chrome.title
    assert own == "4 papers"
    chrome.find_element("id", "search").send_keys("Seer" + Keys.ENTER)
    until(chrome, "document.title.startsWith('Seer · 4 papers')")
    open_page(chrome, file, f"#edge={BASE}statement/s5")
    assert chrome.title.startswith("Seer based on RMT · 4 papers")
    open_page(chrome, file, f"#node={BASE}entity/imagenet&to={BASE}entity/seer")
    assert chrome.title.startswith("ImageNet-1k → Seer · 4 papers")
    chrome.find_element("id", "close").click()
    assert chrome.title == own
    assert text(chrome, "bar").startswith("4 papers")


def test_a_topic_in_letters_from_right_to_left_does_not_turn_the_title_round():
    topics = [
        row("topics", id="topic/a", name="\u05e8\u05e9\u05ea", kind="community", size=1),
        row("topics", id="topic/b", name="\u202egnisrap", kind="community", size=1),
    ]
    papers = [row("papers", id=f"paper/{t}", title="T", topic=f"topic/{t}") for t in "ab"]
    assert title_of(graph(papers=papers, topics=topics)).whole == "2 papers: \u2068\u05e8\u05e9\u05ea\u2069, gnisrap"


@needs_a_browser
@pytest.mark.parametrize(
    ("title", "cited", "facts"),
    [
        ("", 0, "0 other nodes · 0 links"),
        ("", 1, "1 paper known from references alone · 0 other nodes"),
        ("Ours", 5, "2 papers · 5 papers known from references alone · 0 other nodes"),
    ],
)
def test_the_overview_counts_the_papers_as_the_title_does_and_once(
    chrome: Chrome, tmp_path: Path, title: str, cited: int, facts: str
):
    (tmp_path / "kg.html").write_text(page(told("few", "few", cited=cited), base_iri=BASE, title=title), "utf-8")
    open_page(chrome, tmp_path / "kg.html")
    assert chrome.execute_script("return document.querySelector('#about .facts').innerText").startswith(facts)
    assert text(chrome, "about").count("2 papers") == 1
