"""The page of the report: its parts in order, and the query of every number at its end."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from kg.errors import ExportError
from kg.report.outlook import boards, gaps, guesses, spread
from kg.report.parts import Part, Source, building, central, overview, topics
from kg.report.queries import LOADED, PYTHON, SPARQL

if TYPE_CHECKING:
    from kg.graph import Graph

PARTS = (overview, topics, central, building, spread, boards, gaps, guesses)
_PAGE = Path(__file__).with_name("page.html")


def report_html(graph: Graph, path: str | Path, *, seed: int = 0) -> Path:
    """Write the report of an analysed graph to `path`; returns the path.

    Raises:
        ExportError: the path cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(report_page(graph, seed=seed), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror}); choose another file") from None
    return target


def report_page(graph: Graph, *, seed: int = 0) -> str:
    """The report as HTML: one file, no script, nothing from elsewhere."""
    source = Source(graph=graph, seed=seed)
    found = [*(make(source) for make in PARTS), sources()]
    contents = "".join(f'<li><a href="#{part.key}">{escape(part.title)}</a></li>' for part in found)
    body = "\n".join(section(part) for part in found)
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(contents=contents, parts=body)


def section(part: Part) -> str:
    """A part as HTML."""
    head = f'<h2>{escape(part.title)}</h2><p class="lead">{escape(part.lead)}</p>'
    return f'<section id="{part.key}">{head}{part.body}</section>'


def sources() -> Part:
    """The queries that make the numbers."""
    asked = "".join(
        f'<h3 id="q-{key}">{escape(key.replace("-", " "))}</h3><pre>{escape(query)}</pre>'
        for key, query in SPARQL.items()
    )
    called = "".join(
        f'<h3 id="q-{key}">{escape(key.replace("-", " "))}</h3><pre>{escape(code)}</pre>'
        for key, code in PYTHON.items()
    )
    body = f"<p>SPARQL, for <code>kg query '...'</code>:</p>{asked}"
    body += f"<p>What SPARQL cannot say, in Python after</p><pre>{escape(LOADED)}</pre>{called}"
    lead = "Every number of this report leads here: to the query that makes it from the same graph."
    return Part(key="queries", title="Where the numbers come from", lead=lead, body=body)
