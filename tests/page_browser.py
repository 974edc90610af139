"""A headless Chromium for the tests and the benchmark of the page."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

CHROMIUM = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), "")
DRIVER = shutil.which("chromedriver") or ""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-device-scale-factor=1"
)


@contextmanager
def browser(profile: Path, *, width: int = 1400, height: int = 940) -> Iterator[Chrome]:
    """A browser without a network, its console kept."""
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(60)
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    try:
        yield driver
    finally:
        driver.quit()


def open_page(driver: Chrome, page: Path, fragment: str = "", *, seconds: float = 30) -> None:
    """Open a page afresh and wait until it is drawn."""
    driver.get("about:blank")
    driver.get(page.as_uri() + fragment)
    until(driver, "document.documentElement.dataset.kgReady === 'true'", seconds=seconds)


def until(driver: Chrome, condition: str, *, seconds: float = 10) -> None:
    """Wait for a JavaScript condition.

    Raises:
        TimeoutError: it does not come true.
    """
    end = time.monotonic() + seconds
    while not driver.execute_script(f"return Boolean({condition})"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.03)
