"""The page of the report: its parts in order, and the query of every number at its end."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from kg.errors import ExportError
from kg.places import whole
from kg.report.central import building, central
from kg.report.gaps import gaps
from kg.report.guesses import guesses
from kg.report.leaderboards import boards
from kg.report.overview import overview
from kg.report.queries import LOADED, PYTHON, SPARQL
from kg.report.source import Part, Source
from kg.report.through_time import through_time
from kg.report.topics import topics

if TYPE_CHECKING:
    from kg.graph import Graph

PARTS = (overview, topics, central, building, through_time, boards, gaps, guesses)
_PAGE = Path(__file__).with_name("page.html")


def report_html(graph: Graph, path: str | Path, *, seed: int = 0) -> Path:
    """Write the report of an analysed graph to `path`; returns the path.

    Raises:
        ExportError: the path cannot be written.
    """
    target = Path(path)
    try:
        with whole(target) as part:
            part.write_text(report_page(graph, seed=seed), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror}); choose another file") from None
    return target


def report_page(graph: Graph, *, seed: int = 0) -> str:
    """The report as HTML: one file, no script, nothing from elsewhere."""
    source = Source(graph=graph, seed=seed)
    found = [*(part(source) for part in PARTS), queries()]
    contents = "".join(f'<li><a href="#{part.key}">{escape(part.title)}</a></li>' for part in found)
    body = "\n".join(section(part) for part in found)
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(contents=contents, parts=body)


def section(part: Part) -> str:
    """A part as HTML."""
    head = f'<h2>{escape(part.title)}</h2><p class="lead">{escape(part.lead)}</p>'
    return f'<section id="{part.key}">{head}{part.body}</section>'


def queries() -> Part:
    """The queries that make the numbers."""
    body = f"<p>SPARQL, for <code>kg query '...'</code>:</p>{_listed(SPARQL)}"
    body += f"<p>What SPARQL cannot say, in Python after</p><pre>{escape(LOADED)}</pre>{_listed(PYTHON)}"
    lead = "Every number of this report leads here: to the query that makes it from the same graph."
    return Part(key="queries", title="Where the numbers come from", lead=lead, body=body)


def _listed(queries: Mapping[str, str]) -> str:
    """Each query under a heading that the numbers link to."""
    return "".join(
        f'<h3 id="q-{key}">{escape(key.replace("-", " "))}</h3><pre>{escape(query)}</pre>'
        for key, query in queries.items()
    )
