"""The graph page: one HTML file, made by pyvis through our own template, that opens from disk without a network.

The scripts in it are known to the page's own content security policy by their
hashes, so that nothing else runs, whatever a title or a name holds.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any, Final

import numpy as np

from kg.errors import ExportError
from kg.export.page_data import PREDICATES, PageData, page_data
from kg.export.page_nodes import AUTHOR
from kg.export.page_title import Title, title_of
from kg.export.text import clean
from kg.graph import Graph

_TEMPLATES: Final = Path(__file__).parent / "templates"
_SCRIPTS: Final = (
    "store.js",
    "filters.js",
    "paint.js",
    "view.js",
    "draw.js",
    "elements.js",
    "search.js",
    "near.js",
    "paths.js",
    "panel.js",
    "relations.js",
    "evidence.js",
    "pictures.js",
    "copy.js",
    "overview.js",
    "controls.js",
    "theme.js",
    "keys.js",
    "address.js",
    "main.js",
)
_FIRST: Final = 500  # nodes of the first drawing; the page then draws what fits its window
_OPTIONS: Final[dict[str, Any]] = {
    "autoResize": False,  # the page does it: the renderer's own scales the map with the window
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "multiselect": False,
        "tooltipDelay": 100000000,  # the page has its own, made of text alone
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "hideEdgesOnZoom": False,
        "zoomSpeed": 0.7,
    },
    "edges": {"smooth": False, "width": 1, "selectionWidth": 1.5, "hoverWidth": 0.5},
    "nodes": {"shape": "dot", "borderWidth": 0},
}


def write_html(graph: Graph, path: Path, *, base_iri: str, title: str = "") -> None:
    """Write the page of `graph` to `path`, by default under a title of its own; the same graph gives the same bytes.

    Raises:
        ExportError: the installed pyvis lacks the renderer.
        OSError: the path cannot be written.
    """
    path.write_bytes(page(graph, base_iri=base_iri, title=title).encode("utf-8"))


def page(graph: Graph, *, base_iri: str, title: str = "") -> str:
    """The page of `graph` as text; without a `title` it says how many papers there are and of what topics.

    Raises:
        ExportError: the installed pyvis lacks the renderer.
    """
    from pyvis.network import Network  # imports IPython: half a second

    data = page_data(graph, base_iri=base_iri)
    named = Title(clean(title), clean(title)) if title else title_of(graph)
    net = Network(height="100%", width="100%", directed=True, heading=named.short, cdn_resources="in_line")
    net.set_template_dir(str(_TEMPLATES), "page.html")
    net.options = _OPTIONS
    net.nodes, net.edges = _first(data)  # `add_edge` looks at every edge for each new one
    script = "(() => {\n'use strict';\n" + "\n".join(_template(s) for s in _SCRIPTS) + "})();\n"
    parts = {"renderer": _renderer(), "script": script, "style": _template("page.css")}
    net.templateEnv.globals.update(
        parts,
        title=named.whole,
        policy=_policy(parts),
        structure=data.structure,
        texts=data.texts,
        first_options=_OPTIONS,
    )
    html: str = net.generate_html()
    return html


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _renderer() -> str:
    """The text of vis-network, as the installed pyvis has it."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise ExportError("the installed pyvis has no vis-network.min.js: install pyvis 0.3.2 again")
    return found[-1].read_text(encoding="utf-8").replace("</script", "<\\/script").replace("\r\n", "\n")


def _policy(parts: dict[str, str]) -> str:
    """A content security policy under which these scripts and this style run, and nothing is loaded."""
    scripts = " ".join(_hash(parts[name]) for name in ("renderer", "script"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(parts['style'])}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _first(data: PageData) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The leading nodes and the edges between them as pyvis keeps them: integer ids, no texts."""
    count = min(_FIRST, int((data.kind != AUTHOR).sum()))
    nodes = [
        {"id": n, "x": int(x), "y": int(y), "size": round(float(r), 1)}
        for n, ((x, y), r) in enumerate(zip(data.places[:count].tolist(), data.radius[:count].tolist(), strict=True))
    ]
    edges: list[dict[str, Any]] = []
    quiet = {PREDICATES.index(p) for p in ("mentions", "measures", "creator")}
    inside = (data.edges[:, [0, 2]] < count).all(axis=1)
    for n in np.flatnonzero(inside).tolist():
        s, p, o, asserted = data.edges[n].tolist()
        if asserted and p not in quiet and len(edges) < _FIRST:
            edges.append({"id": n, "from": s, "to": o})
    return nodes, edges
