"""The page in a real Chromium with the network off: every feature driven as a reader would."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys

from kg.export.html import write_html
from tests.page_browser import CHROMIUM, DRIVER, browser, open_page, until
from tests.page_graphs import EVIL, small, synthetic
from tests.page_hands import (
    BASE,
    click,
    click_at,
    console,
    copied,
    marks,
    pictures,
    press,
    slide,
    text,
)
from tests.test_page_data import structure

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "kg.html"
    write_html(small(), path, base_iri=BASE, title=f"Ours {EVIL}")
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "kg.html"
    write_html(synthetic(3000, 9000), path, base_iri=BASE)
    return path


@pytest.fixture
def page(chrome: Chrome, file: Path) -> Chrome:
    open_page(chrome, file)
    return chrome


def test_opens_without_a_word_on_the_console_and_without_a_request(page: Chrome):
    requests = page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert [r for r in requests if not r.startswith(("blob:", "data:"))] == []
    assert console(page) == []
    for id in ("search", "panel", "legend", "evidence"):
        assert page.execute_script("return Boolean(document.getElementById(arguments[0]))", id)
    assert page.execute_script("return document.querySelectorAll('canvas').length") == 1


def test_markup_in_every_field_does_nothing(chrome: Chrome, file: Path):
    for fragment in ("paper/p3", "entity/evil", "author/evil", "statement/s7", "statement/s9"):
        key = "edge" if fragment.startswith("statement") else "node"
        open_page(chrome, file, f"#{key}={BASE}{fragment}")
        until(chrome, "document.getElementById('about').innerText.length")
        assert EVIL in text(chrome, "panel")
    chrome.find_element("id", "search").send_keys("script")
    until(chrome, "document.querySelectorAll('#found [role=option]').length")
    assert EVIL in text(chrome, "found")
    assert chrome.execute_script("return document.querySelectorAll('img').length") == 0
    assert chrome.execute_script("return document.querySelectorAll('main b, aside b').length") == 0
    assert console(chrome) == []


def test_only_web_addresses_become_links(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}paper/p1")
    links = chrome.execute_script("return [...document.querySelectorAll('#rest a')].map(a => [a.href, a.rel])")
    assert links == [["https://code.example/rmt", "noopener noreferrer"]]
    assert "javascript:alert(3)" in text(chrome, "rest")


def test_an_address_selects_a_node(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    about = text(chrome, "about")
    assert "RMT" in about
    assert "Retentive Vision Transformer" in about
    assert "Retentive Networks Meet Vision" in about
    assert "84.1%" in about
    assert "RMT" in marks(chrome)


def test_an_encoded_address_selects_too(chrome: Chrome, file: Path):
    open_page(chrome, file, "#node=" + quote(f"{BASE}entity/rmt", safe=""))
    assert "RMT" in text(chrome, "about")


def test_an_address_selects_an_edge_and_marks_both_names(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#edge={BASE}statement/s2")
    assert "RMT reaches 84.1% Top1-acc on ImageNet-1k." in text(chrome, "evidence")
    assert marks(chrome) == ["RMT", "ImageNet-1k"]
    assert "confidence 0.90" in text(chrome, "panel")
    chrome.execute_script(f"location.hash = '#edge={BASE}statement/s8'")
    until(chrome, "document.getElementById('evidence').innerText.includes('may outperform')")
    assert "hedged" in text(chrome, "about")


def test_an_unknown_address_is_said(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/nothing")
    assert "no such address" in text(chrome, "said")


def test_a_click_on_the_map_opens_a_node_or_an_edge(chrome: Chrome, file: Path):
    nodes = structure(file.read_text(encoding="utf-8"))["nodes"]
    at = {i: (x, y) for i, x, y in zip(nodes["id"], nodes["x"], nodes["y"], strict=True)}
    rmt, seer = at["entity/rmt"], at["entity/seer"]
    click_at(chrome, file, *rmt)
    assert "Retentive Vision Transformer" in text(chrome, "about")
    click_at(chrome, file, (rmt[0] + seer[0]) / 2, (rmt[1] + seer[1]) / 2)
    until(chrome, "document.getElementById('evidence').innerText.includes('Seer is built on RMT.')")
    assert "Statement" in text(chrome, "about")


def test_search_by_keyboard_over_names_and_aliases(page: Chrome):
    page.find_element("id", "mynetwork").click()
    press(page, "/")
    assert page.execute_script("return document.activeElement.id") == "search"
    press(page, "retentive vis")
    until(page, "document.querySelectorAll('#found [role=option]').length")
    assert page.find_element("id", "search").get_attribute("aria-expanded") == "true"
    press(page, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    until(page, "document.getElementById('about').innerText.includes('Retentive Vision Transformer')")
    until(page, f"location.hash.includes('{BASE}entity/rmt')")
    press(page, Keys.ESCAPE)
    assert page.find_element("id", "panel").get_attribute("hidden") is not None
    until(page, "!location.hash.includes('node=')")


def test_who_introduced_it_on_what_with_which_score_and_what_builds_on_it(page: Chrome):
    page.find_element("id", "search").send_keys("RMT" + Keys.ENTER)
    until(page, "document.querySelectorAll('#evidence blockquote').length")
    about = text(page, "about")
    assert about.index("Proposed by") < about.index("RMT: Retentive Networks Meet Vision") < about.index("Ada Ash")
    assert "ImageNet-1k" in about
    click(page, "#about .value button", "84.1%")
    until(page, "document.getElementById('evidence').innerText.includes('RMT reaches 84.1% Top1-acc')")
    assert "Basis of" in text(page, "rest")
    click(page, "#about .to", "RMT: Retentive")
    until(page, "document.getElementById('rest').innerText.includes('Built on by')")
    assert "Seeing with Retention" in text(page, "rest")


def test_legend_filters_by_kind_and_by_link(page: Chrome):
    before = int(text(page, "count").split(" of ")[1].split()[0])
    click(page, "#legend [data-off]", "Method")
    assert int(text(page, "count").split(" of ")[1].split()[0]) == before - 3
    until(page, "location.hash.includes('off=')")
    click(page, "#legend .reset", "Reset")
    assert int(text(page, "count").split(" of ")[1].split()[0]) == before
    links = text(page, "count")
    click(page, "#legend summary", "Links")
    click(page, "#legend [data-off=basedOn]", "based on")
    assert text(page, "count") != links


def test_sliders_for_years_and_confidence(page: Chrome):
    slide(page, "wish-from", 2024)
    until(page, "location.hash.includes('years=2024-2024')")
    assert text(page, "count").startswith("3 of 3 nodes")  # the paper of 2024, its method, and what that is based on
    slide(page, "wish-from", 2021)
    slide(page, "wish-confidence", 85)
    until(page, "location.hash.includes('confidence=85')")
    assert "1 of 1" not in text(page, "count")
    shown = text(page, "count")
    slide(page, "wish-confidence", 0)
    until(page, "!location.hash.includes('confidence')")
    assert text(page, "count") != shown


def test_an_open_panel_obeys_the_sliders(page: Chrome):
    page.find_element("id", "search").send_keys("RMT" + Keys.ENTER)
    until(page, "document.querySelectorAll('#evidence blockquote').length")
    assert "Proposed by" in text(page, "about")
    assert "Basis of" in text(page, "rest")
    slide(page, "wish-confidence", 99)
    until(page, "!document.getElementById('about').innerText.includes('Proposed by')")
    assert "Basis of" not in text(page, "rest")
    assert not page.execute_script("return document.querySelector('#about .value')")  # the numbers too
    slide(page, "wish-confidence", 0)
    until(page, "document.querySelectorAll('#evidence blockquote').length")
    assert "Proposed by" in text(page, "about")


def test_views(page: Chrome):
    click(page, "#views button", "Citations")
    assert text(page, "count").startswith("2 of 2 nodes")
    until(page, "location.hash.includes('view=citations')")
    click(page, "#views button", "Methods")
    assert text(page, "count").startswith("3 of 3 nodes and 2 of 2 links")
    click(page, "#views button", "Papers")
    assert text(page, "count").startswith("4 of 4 nodes")


def test_hedged_statements_are_shown_only_when_asked_for(page: Chrome):
    before = text(page, "count")
    page.find_element("id", "wish-unsure").click()
    assert text(page, "count") != before
    page.find_element("id", "search").send_keys("RMT" + Keys.ENTER)
    until(page, "document.getElementById('about').innerText.includes('Method')")
    marks = [e.text for e in page.find_elements("css selector", "#panel li .unsure")]
    assert marks == ["hedged"]


def test_the_address_restores_the_view(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt&view=methods&confidence=50&colour=topic&at=10,20,0.5")
    assert chrome.find_element("css selector", "#views [data-view=methods]").get_attribute("aria-pressed") == "true"
    assert chrome.find_element("id", "wish-confidence").get_attribute("value") == "50"
    assert "RMT" in text(chrome, "about")


def test_paths_between_two_nodes_with_their_sentences(page: Chrome):
    page.find_element("id", "search").send_keys("ImageNet-1k" + Keys.ENTER)
    until(page, "document.getElementById('about').innerText.includes('Dataset')")
    click(page, "#about .actions button", "Path to")
    page.find_element("id", "search").send_keys("Seer" + Keys.ENTER)
    until(page, "document.querySelectorAll('.path').length")
    assert "ImageNet-1k – RMT – Seer" in text(page, "about")
    until(page, "document.getElementById('evidence').innerText.includes('Seer is built on RMT.')")
    assert "RMT reaches 84.1%" in text(page, "evidence")
    until(page, f"location.hash.includes('to={BASE}entity/seer')")


def test_copies(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}paper/p1")
    bibtex = copied(chrome, "BibTeX")
    assert "{ash2023retentive," in bibtex
    assert "author = {Ada Ash and Bo Birch and others}" in bibtex
    rows = copied(chrome, "CSV").splitlines()
    assert rows[0].startswith("subject,predicate,object")
    assert any("proposes,RMT" in r and "We introduce RMT" in r for r in rows)
    assert f"VALUES ?thing {{ <{BASE}paper/p1> }}" in copied(chrome, "SPARQL")
    assert copied(chrome, "Link").endswith(f"#node={BASE}paper/p1")


def test_csv_holds_no_formula(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#edge={BASE}statement/s9")
    row = copied(chrome, "CSV").splitlines()[1]
    assert "'=1+1 " in row


def test_pictures(page: Chrome):
    kind, size, svg = pictures(page, "SVG")
    assert kind == "image/svg+xml"
    assert svg.startswith("<svg")
    assert ">RMT</text>" in svg
    assert "<img" not in svg
    kind, size, _ = pictures(page, "PNG")
    assert kind == "image/png"
    assert size > 5000


def test_theme(page: Chrome):
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = page.execute_script(ground)
    click(page, "#tools button", "Theme")
    assert page.execute_script(ground) != before


def test_the_map_by_keyboard(page: Chrome):
    page.execute_script("document.getElementById('mynetwork').focus()")
    press(page, "n")
    until(page, "document.querySelectorAll('#about h2').length")
    press(page, Keys.ESCAPE)
    press(page, "+", Keys.ARROW_LEFT, Keys.ENTER)
    until(page, "!document.getElementById('panel').hidden && document.querySelector('#about .kind')")
    press(page, "?")
    assert "arrow keys" in text(page, "about")


def test_the_map_by_keyboard_after_a_click_on_it(page: Chrome):
    ActionChains(page).move_to_element_with_offset(page.find_element("id", "mynetwork"), -500, -300).click().perform()
    press(page, "n")
    until(page, "document.querySelectorAll('#about h2').length")
    assert page.execute_script("return document.querySelectorAll('#mynetwork [tabindex=\"0\"]').length") == 0


def test_back_takes_back_the_last_choice(page: Chrome):
    for wanted in ("retentive vis", "seer"):
        press(page, "/")
        press(page, wanted)
        until(page, "document.querySelectorAll('#found [role=option]').length")
        press(page, Keys.ENTER)
        until(page, "location.hash.includes('node=') && document.getElementById('found').hidden")
        time.sleep(0.4)  # the address is written a moment after the choice
    assert "entity/seer" in page.execute_script("return location.hash")
    page.back()
    until(page, "document.getElementById('about').innerText.includes('Retentive Vision Transformer')")
    page.back()
    until(page, "!location.hash.includes('node=') && document.getElementById('panel').hidden")


@pytest.mark.parametrize("wanted", ["transformer retentive", "visiontransformer", "retentıve vısıon"])
def test_search_takes_words_in_any_order_and_spacing_and_letters_of_any_stroke(page: Chrome, wanted: str):
    press(page, "/")
    press(page, wanted)
    until(page, "document.querySelectorAll('#found [role=option]').length")
    assert "Retentive Vision Transformer" in text(page, "found")


def test_names_for_screen_readers(page: Chrome):
    unnamed = page.execute_script(
        "return [...document.querySelectorAll('button, input, [role=application], aside, section')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length)))"
        ".map(e => e.outerHTML)"
    )
    assert unnamed == []
    assert page.execute_script("return document.documentElement.lang") == "en"


CONTRAST = """
const lum = c => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
  if (!/rgba\\(.*, 0\\)|transparent|color\\(/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
return [...document.querySelectorAll('button, p, small, h2, h3, dt, dd, td, th, q, label, output, summary, mark')]
  .filter(e => e.innerText && e.offsetParent && !e.closest('[hidden], .unseen')).map(e => {
    const [a, b] = [lum(getComputedStyle(e).color), lum(ground(e))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.innerText.slice(0, 40)]; }).filter(([c]) => c < 4.5);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_of_all_texts(chrome: Chrome, file: Path, theme: str):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    chrome.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    assert chrome.execute_script(CONTRAST) == []


def test_phone_width(chrome: Chrome, file: Path):
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        open_page(chrome, file, f"#node={BASE}entity/rmt")
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= 390
        assert chrome.execute_script("return document.getElementById('mynetwork').clientHeight") > 150
        assert "84.1%" in text(chrome, "about")
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_keys_that_come_faster_than_frames_all_count(chrome: Chrome, file: Path):
    open_page(chrome, file, "#at=0,0,1")
    chrome.execute_script(
        "const map = document.getElementById('mynetwork'); map.focus();"
        "for (let n = 0; n < 4; n++) map.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));"
    )
    until(chrome, "location.hash.endsWith('at=0,0,2.44')")  # 1.25 to the fourth


@pytest.mark.parametrize("node", ["", f"node={BASE}entity/rmt&"])
def test_the_address_keeps_its_place_when_the_panel_opens(chrome: Chrome, file: Path, node: str):
    open_page(chrome, file, f"#{node}at=10,20,0.5")
    assert chrome.execute_script("return document.getElementById('about').innerText") != ""
    chrome.execute_script("document.getElementById('mynetwork').focus()")
    press(chrome, "+")
    until(chrome, "location.hash.endsWith('at=10,20,0.625')")


def test_a_large_graph_is_drawn_in_part_and_more_on_zoom(chrome: Chrome, large: Path):
    open_page(chrome, large)
    count = text(chrome, "count")
    drawn, total = (int(part.split()[-1].replace(",", "")) for part in count.split(" nodes")[0].split(" of "))
    assert total == 3000
    assert 100 < drawn <= 2000
    names = "return [...document.querySelectorAll('canvas')].length"
    assert chrome.execute_script(names) == 1
    chrome.execute_script("document.getElementById('mynetwork').focus()")
    press(chrome, *["+"] * 9)
    until(chrome, f"document.getElementById('count').textContent !== {count!r}")
    chrome.find_element("id", "search").send_keys("1999" + Keys.ENTER)
    until(chrome, "document.getElementById('about').innerText.includes('1999')")
    assert console(chrome) == []
