"""How fast the graph page is, beside plain pyvis: `python -m tests.benchmarks.page [--plain] [--pages FOLDER]`.

For each size: the page's bytes, the seconds to make it, the milliseconds from opening it to the drawn map, and
frames a second while panning and zooming for three seconds, in headless Chromium without a network or a graphics
card. Plain pyvis (`--plain`) is measured at 500 nodes, as it comes but for its remote files, until it has settled.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from selenium.webdriver import Chrome

from kg.export.html import write_html
from tests.page_browser import browser, open_page, until
from tests.page_graphs import synthetic

SIZES = ((500, 2_000), (5_000, 20_000), (50_000, 200_000))
MOVE = """
const done = arguments[1], how = arguments[0], canvas = document.querySelector('canvas');
const box = canvas.getBoundingClientRect(), x = box.left + box.width * 0.6, y = box.top + box.height / 2;
const send = (type, more) => canvas.dispatchEvent(new PointerEvent(type,
  { bubbles: true, pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, buttons: 1, ...more }));
let frames = 0, turn = 0;
const begin = performance.now();
if (how === 'pan') send('pointerdown', { clientX: x, clientY: y });
requestAnimationFrame(function frame(now) {
  frames++;
  turn += 0.12;
  if (how === 'pan') send('pointermove', { clientX: x + 160 * Math.sin(turn), clientY: y + 90 * Math.sin(turn * 0.7) });
  else canvas.dispatchEvent(new WheelEvent('wheel',
    { bubbles: true, cancelable: true, clientX: x, clientY: y, deltaY: Math.sin(turn) > 0 ? -40 : 40 }));
  if (now - begin < 3000) requestAnimationFrame(frame);
  else {
    if (how === 'pan') send('pointerup', { clientX: x, clientY: y, buttons: 0 });
    done(frames / (now - begin) * 1000);
  }
});
"""
# The page says when it is drawn by an attribute; noting the moment costs nothing.
WATCH = """
new MutationObserver(() => { if (document.documentElement.dataset.kgReady) window.readyAt ??= performance.now(); })
  .observe(document, { attributes: true, subtree: true, attributeFilter: ['data-kg-ready'] });
"""


def ours(driver: Chrome, nodes: int, edges: int, folder: Path) -> None:
    """Measure our page at one size."""
    page = folder / f"page-{nodes}.html"
    graph = synthetic(nodes, edges)
    begin = time.perf_counter()
    write_html(graph, page, base_iri="https://w3id.org/scikg/id/")
    wrote = time.perf_counter() - begin
    open_page(driver, page, seconds=120)
    drawn = driver.execute_script("return window.readyAt")
    count = driver.execute_script("return document.getElementById('count').textContent.split(' · ')[0]")
    pan, zoom = (driver.execute_async_script(MOVE, how) for how in ("pan", "zoom"))
    print(
        f"scikg  {nodes:>6,} nodes {edges:>7,} edges  {page.stat().st_size / 1e6:5.1f} MB  made in {wrote:5.1f} s  "
        f"drawn after {drawn:5.0f} ms  pan {pan:3.0f}/s  zoom {zoom:3.0f}/s  ({count})"
    )


def plain(driver: Chrome, nodes: int, edges: int, folder: Path) -> None:
    """Measure pyvis as it comes, with as many nodes and edges, until its physics have settled."""
    from pyvis.network import Network

    graph = synthetic(nodes, edges)
    net = Network(height="900px", cdn_resources="in_line", directed=True)
    begin = time.perf_counter()
    names = [*graph.papers.select("id", "title").iter_rows(), *graph.entities.select("id", "name").iter_rows()]
    for id_, name in names:
        net.add_node(id_, label=name[:30])
    for subject, target in graph.statements.select("subject", "object").iter_rows():
        net.add_edge(subject, target)
    html = net.generate_html()
    wrote = time.perf_counter() - begin
    page = folder / f"plain-{nodes}.html"
    page.write_text(html, encoding="utf-8")
    driver.get(page.as_uri())
    driver.execute_script("network.once('stabilizationIterationsDone', () => { window.readyAt = performance.now(); })")
    until(driver, "window.readyAt", seconds=600)
    settled = driver.execute_script("return window.readyAt")
    pan, zoom = (driver.execute_async_script(MOVE, how) for how in ("pan", "zoom"))
    print(
        f"pyvis  {nodes:>6,} nodes {edges:>7,} edges  {page.stat().st_size / 1e6:5.1f} MB  made in {wrote:5.1f} s  "
        f"drawn after {settled:5.0f} ms  pan {pan:3.0f}/s  zoom {zoom:3.0f}/s"
    )


def main() -> None:
    """Measure all sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", action="store_true", help="plain pyvis too (minutes)")
    parser.add_argument("--only-plain", action="store_true", help="plain pyvis alone")
    parser.add_argument("--pages", type=Path, help="keep the pages here")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {load:.1f}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.pages or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with browser(Path(temporary) / "profile") as driver:
            driver.set_script_timeout(300)
            driver.command_executor.client_config.timeout = 600
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
            for nodes, edges in () if options.only_plain else SIZES:
                ours(driver, nodes, edges, folder)
            if options.plain or options.only_plain:
                plain(driver, *SIZES[0], folder)


if __name__ == "__main__":
    main()
