"""Choices on the page: panels that obey the filters, paths, what Back brings back, what a screen reader says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from selenium.webdriver import Chrome, Keys

from kg.export.html import write_html
from kg.graph import SCHEMA, Graph
from tests.page_browser import CHROMIUM, DRIVER, open_page, until
from tests.page_graphs import small
from tests.page_hands import BASE, CLICK_IN_THE_MIDDLE, click, press, slide, text
from tests.test_page_data import structure

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


def test_an_open_path_obeys_the_sliders(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/imagenet&to={BASE}entity/seer")
    until(chrome, "document.querySelectorAll('#evidence blockquote').length")
    assert "1 path of 2 links" in text(chrome, "about")
    slide(chrome, "wish-confidence", 85)  # the second step is less sure, but one paper cites the other
    until(chrome, "document.getElementById('about').innerText.includes('1 path of 4 links')")
    slide(chrome, "wish-confidence", 92)
    until(chrome, "document.getElementById('about').innerText.includes('No path under these filters')")
    assert text(chrome, "evidence") == ""
    slide(chrome, "wish-confidence", 0)
    until(chrome, "document.querySelectorAll('#evidence blockquote').length")
    assert "ImageNet-1k – RMT – Seer" in text(chrome, "about")


def test_an_open_statement_that_the_filters_hide_says_so(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#edge={BASE}statement/s2")
    assert "hidden" not in text(chrome, "about")
    slide(chrome, "wish-confidence", 95)
    until(chrome, "document.getElementById('about').innerText.includes('hidden by the filters')")
    until(chrome, "document.querySelectorAll('#evidence blockquote').length")


def test_results_obey_the_years_and_do_not_repeat_the_heading(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    heads = "return [...document.querySelectorAll('#about th')].map(h => h.innerText)"
    assert chrome.execute_script(heads) == ["On", "Measure", "Value"]
    slide(chrome, "wish-from", 2024)  # the result is of 2023
    until(chrome, "!document.querySelector('#about .value')")


def test_a_column_stays_where_it_says_more_than_the_heading(chrome: Chrome, tmp_path: Path):
    told = small()
    made = {"results": told.results.with_columns(method_text=pl.lit("RMT (large)"))}
    write_html(Graph(**{n: made.get(n, getattr(told, n)) for n in SCHEMA}), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}entity/rmt")
    assert "RMT (large)" in text(chrome, "about")


def test_a_column_that_names_the_heading_in_other_letters_is_left_out(chrome: Chrome, tmp_path: Path):
    told = small()
    written = {"method_text": pl.lit("retentive VISION-transformer"), "on_text": pl.lit("IMAGENET 1k")}
    results = told.results.with_columns(**written)
    write_html(replace(told, results=results), tmp_path / "kg.html", base_iri=BASE)
    heads = "return [...document.querySelectorAll('#about th')].map(h => h.innerText)"
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}entity/rmt")
    assert chrome.execute_script(heads) == ["On", "Measure", "Value"]
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}entity/imagenet")
    assert chrome.execute_script(heads) == ["Method", "Measure", "Value"]


def test_a_long_value_stays_in_the_panel(chrome: Chrome, tmp_path: Path):
    told = small()
    results = told.results.with_columns(
        gain=pl.lit(value=True),
        value_text=pl.lit("6.21-11.23"),
        unit=pl.lit("times"),
        metric_text=pl.lit("maximum throughput"),
    )
    write_html(replace(told, results=results), tmp_path / "kg.html", base_iri=BASE)
    open_page(chrome, tmp_path / "kg.html", f"#node={BASE}paper/p1")
    wide, shown = chrome.execute_script(
        "const s = document.querySelector('#about .scroll'); return [s.scrollWidth, s.clientWidth]"
    )
    assert "difference of" in text(chrome, "about")
    assert wide <= shown


def test_a_slider_says_its_value_in_the_words_that_are_shown(chrome: Chrome, file: Path):
    open_page(chrome, file)
    slide(chrome, "wish-confidence", 80)
    said = chrome.find_element("id", "wish-confidence").get_attribute("aria-valuetext")
    assert said == "at least 0.80"


def test_a_choice_is_said_with_its_kind_and_a_path_with_its_length(chrome: Chrome, file: Path):
    open_page(chrome, file)
    chrome.find_element("id", "search").send_keys("ImageNet-1k" + Keys.ENTER)
    until(chrome, "document.getElementById('said').textContent.startsWith('ImageNet-1k, Dataset')")
    click(chrome, "#about .actions button", "Path to")
    chrome.find_element("id", "search").send_keys("Seer" + Keys.ENTER)
    until(chrome, "document.getElementById('said').textContent === '1 path of 2 links'")
    assert chrome.execute_script("return document.activeElement.id") == "about"


def test_the_other_end_of_a_path_may_be_clicked_on_the_map(chrome: Chrome, file: Path):
    nodes = structure(file.read_text(encoding="utf-8"))["nodes"]
    seer = nodes["id"].index("entity/seer")
    open_page(chrome, file, f"#node={BASE}entity/imagenet&at={nodes['x'][seer]},{nodes['y'][seer]},1")
    click(chrome, "#about .actions button", "Path to")
    chrome.execute_script(CLICK_IN_THE_MIDDLE)
    until(chrome, "document.getElementById('about').innerText.includes('ImageNet-1k – RMT – Seer')")


def test_another_choice_ends_the_asking_for_a_path(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/imagenet")
    click(chrome, "#about .actions button", "Path to")
    click(chrome, "#rest .to", "RMT")
    chrome.find_element("id", "search").send_keys("Seer" + Keys.ENTER)
    until(chrome, "/^Method\\s+Seer/.test(document.getElementById('about').innerText)")


def test_back_brings_back_the_filters_too(chrome: Chrome, file: Path):
    open_page(chrome, file, f"#node={BASE}entity/rmt")
    chrome.find_element("id", "search").send_keys("Seer" + Keys.ENTER)
    until(chrome, "location.hash.includes('entity/seer')")
    slide(chrome, "wish-confidence", 85)
    slide(chrome, "wish-from", 2024)
    until(chrome, "location.hash.includes('confidence=85') && location.hash.includes('years=2024')")
    chrome.back()
    until(chrome, "/^Method\\s+RMT/.test(document.getElementById('about').innerText)")
    assert chrome.find_element("id", "wish-confidence").get_attribute("value") == "0"
    assert chrome.find_element("id", "wish-from").get_attribute("value") == "2021"


def test_keys_step_on_and_back(chrome: Chrome, file: Path):
    open_page(chrome, file)
    chrome.execute_script("document.getElementById('mynetwork').focus()")
    said = []
    for key in "nnN":
        press(chrome, key)
        said.append(text(chrome, "about"))
    assert said[0] == said[2] != said[1]
