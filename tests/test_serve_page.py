"""The pages of `kg serve` in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.html import write_html
from kg.options import BASE_IRI
from kg.serve import serving
from tests.rdf_graph import MARKUP, out_folder, small


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium, which drives the browser")
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=webdriver.ChromeService(driver)) as chrome:
        chrome.set_page_load_timeout(20)
        yield chrome


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = out_folder(tmp_path_factory.mktemp("page") / "out")
    write_html(small(), out / "kg.html", base_iri=BASE_IRI)
    with serving(out) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def wait(browser: Any, script: str) -> Any:
    """What `script` gives, as soon as it gives something."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 10).until(lambda b: b.execute_script(f"return {script}"))


def errors(browser: Any) -> list[str]:
    """What the console says, but for the icon that we do not have."""
    return [e["message"] for e in browser.get_log("browser") if "favicon" not in e["message"]]


def test_a_named_question_is_answered_with_links_to_iri_pages(browser: Any, address: str):
    browser.get(address + "/")
    browser.execute_script("document.getElementById('name').value = 'leaderboard'")
    browser.execute_script("document.getElementById('name').dispatchEvent(new Event('change'))")
    browser.find_element("css selector", "#parameters input[name=on]").send_keys("imagenet")
    browser.find_element("css selector", "#named button[type=submit]").click()
    assert "84.1" in wait(browser, "document.querySelector('#answer table')?.textContent")
    link = browser.find_element("css selector", "#answer a[href^='/id/entity/']")
    link.click()
    wait(browser, "document.location.pathname.startsWith('/id/entity/') && document.readyState === 'complete'")
    assert browser.find_element("css selector", "h1").text == "ImageNet"
    assert errors(browser) == []


def test_free_sparql_shows_markup_as_text(browser: Any, address: str):
    browser.get(address + "/")
    area = browser.find_element("css selector", "#query")
    area.clear()
    area.send_keys("SELECT ?p ?t { ?p dcterms:title ?t }")
    browser.find_element("css selector", "#free button").click()
    assert MARKUP in wait(browser, "document.querySelector('#answer table')?.textContent")
    assert browser.execute_script("return document.querySelectorAll('#answer img').length") == 0
    assert errors(browser) == []


def test_the_keyboard_alone_asks(browser: Any, address: str):
    from selenium.webdriver.common.keys import Keys

    browser.get(address + "/")
    browser.find_element("css selector", "#query").send_keys(Keys.CONTROL + Keys.ENTER)
    assert "RMT" in wait(browser, "document.querySelector('#answer table')?.textContent")
    assert errors(browser) == []


def test_a_broken_query_is_told(browser: Any, address: str):
    browser.get(address + "/")
    browser.find_element("css selector", "#query").send_keys(" nonsense {")
    browser.find_element("css selector", "#free button").click()
    assert "no SPARQL" in wait(browser, "document.querySelector('#answer .error')?.textContent")
    browser.get_log("browser")


def test_sparql_of_a_question_is_shown(browser: Any, address: str):
    browser.get(address + "/")
    browser.execute_script("document.getElementById('name').value = 'top-methods'")
    browser.execute_script("document.getElementById('name').dispatchEvent(new Event('change'))")
    browser.find_element("css selector", "#explain").click()
    assert wait(browser, "document.getElementById('query').value.includes('PREFIX kg:')")


def test_iri_page_with_markup_in_its_title(browser: Any, address: str):
    browser.get(address + "/id/paper/a%2F.")
    assert browser.find_element("css selector", "h1").text == MARKUP
    assert errors(browser) == []


LINKS = "[...document.querySelectorAll('#rest dd a, #about dd a')].map(a => a.getAttribute('href'))"


@pytest.mark.parametrize("node", ["entity/rmt", "paper/a%2F.", "statement/4"])
def test_the_graph_page_leads_to_the_page_of_an_iri_and_back(node: str, browser: Any, address: str):
    browser.get("about:blank")
    which = "edge" if node.startswith("statement") else "node"
    browser.get(f"{address}/graph#{which}={BASE_IRI}{node}")
    wait(browser, "document.documentElement.dataset.kgReady === 'true'")
    target = f"{address}/id/{node}"
    assert target in wait(browser, LINKS)
    browser.get(target)
    assert browser.find_element("css selector", ".iri").text.startswith(BASE_IRI + node)
    back = browser.find_element("css selector", ".iri a").get_attribute("href")
    assert back == f"{address}/graph#node={BASE_IRI}{node}"
    assert errors(browser) == []


def test_the_same_page_from_disk_leads_to_no_server(browser: Any, tmp_path: Path):
    write_html(small(), tmp_path / "kg.html", base_iri=BASE_IRI)
    browser.get(f"{(tmp_path / 'kg.html').as_uri()}#node={BASE_IRI}entity/rmt")
    wait(browser, "document.documentElement.dataset.kgReady === 'true'")
    assert BASE_IRI + "entity/rmt" in wait(browser, "document.getElementById('rest').textContent")
    assert not [link for link in browser.execute_script(f"return {LINKS}") if "/id/" in link]
