"""What a reader does with the page, and what is seen then: clicks, keys, sliders, texts, pictures."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver import ActionChains, Chrome

from tests.page_browser import open_page, until

BASE = "https://w3id.org/scikg/id/"
CLICK_IN_THE_MIDDLE = """
const canvas = document.querySelector('#mynetwork canvas'), box = canvas.getBoundingClientRect();
const at = { bubbles: true, pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0,
  clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
canvas.dispatchEvent(new PointerEvent('pointerdown', { ...at, buttons: 1 }));
canvas.dispatchEvent(new PointerEvent('pointerup', at));
"""


def text(driver: Chrome, id: str) -> str:
    return driver.execute_script("return document.getElementById(arguments[0]).innerText", id)


def press(driver: Chrome, *keys: str) -> None:
    ActionChains(driver).send_keys(*keys).perform()


def click(driver: Chrome, selector: str, name: str) -> None:
    """Click the element of `selector` that shows `name`."""
    found = driver.execute_script(
        "const b = [...document.querySelectorAll(arguments[0])].find(b => b.innerText.trim().startsWith(arguments[1]));"
        "if (b) b.click(); return Boolean(b)",
        selector,
        name,
    )
    assert found, f"no {selector} {name!r}"


def click_at(driver: Chrome, file: Path, x: float, y: float) -> None:
    """Click a place of the map, given in the units of the layout."""
    open_page(driver, file, f"#at={round(x)},{round(y)},1")
    driver.execute_script(CLICK_IN_THE_MIDDLE)
    until(driver, "!/^Overview/.test(document.getElementById('about').innerText)")


def slide(driver: Chrome, id: str, value: int) -> None:
    driver.execute_script(
        "const e = document.getElementById(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('input'))",
        id,
        value,
    )


def marks(driver: Chrome) -> list[str]:
    return driver.execute_script("return [...document.querySelectorAll('#evidence mark')].map(m => m.innerText)")


def console(driver: Chrome) -> list[str]:
    return [entry["message"] for entry in driver.get_log("browser")]


def copied(driver: Chrome, name: str) -> str:
    driver.execute_script("delete document.documentElement.dataset.copied")
    click(driver, "#about .actions button", name)
    until(driver, "document.documentElement.dataset.copied")
    return driver.execute_script("return document.documentElement.dataset.copied")


def pictures(driver: Chrome, name: str) -> tuple[str, int, str]:
    """Type, size and beginning of what a button saves."""
    driver.execute_script(
        "window.saved = null; const old = URL.createObjectURL;"
        "URL.createObjectURL = b => { b.slice(0, 200000).text().then(t => { window.saved = [b.type, b.size, t]; });"
        " return old.call(URL, b); }"
    )
    click(driver, "#tools button", name)
    until(driver, "window.saved")
    return tuple(driver.execute_script("return window.saved"))
