"""What the graph says of one IRI: a page for people, RDF for programs."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.counting import counted
from kg.errors import QueryError
from kg.export.terms import prefixed, term
from kg.export.text import clean
from kg.query.results import Term
from kg.serve.messages import Job, Reply, text
from kg.serve.negotiation import TRIPLES, best, triples_reply

_MOST: Final = 500  # triples of a predicate that point to a node and are shown to people; a popular one has thousands
_NAMES: Final = ("skos:prefLabel", "dcterms:title", "foaf:name", "oa:exact")
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/style.css"></head>
<body><nav><a href="/">Query</a> <a href="/graph">Graph</a></nav>
<h1>{title}</h1><p class="iri">{iri} <a href="/graph#node={iri}">in the graph</a></p>
<table>{out}</table>
<h2>What points here: {count}</h2>
<table>{into}</table>
</body></html>
"""


def described(store: Store, job: Job) -> Reply:
    """The page or the triples of `job.iri`, or a 404 where the graph has none.

    Raises:
        QueryError: it is no IRI.
    """
    try:
        node = NamedNode(job.iri)
    except ValueError:
        raise QueryError(f"{job.iri[:200]!r} is no IRI") from None
    out = list(store.quads_for_pattern(node, None, None))
    into = list(store.quads_for_pattern(None, None, node))
    if not out and not into:
        return text(404, f"the graph says nothing of {job.iri}")
    if best(job.accept, ["text/html", *TRIPLES]) == "text/html" and "html" in job.accept:
        page = _page(store, job, sorted(out, key=_order), sorted(into, key=_order))
        return Reply(status=200, media_type="text/html; charset=utf-8", body=page.encode())
    return triples_reply([Triple(q.subject, q.predicate, q.object) for q in (*out, *into)], job.accept, job.max_bytes)


def _page(store: Store, job: Job, out: list[Quad], into: list[Quad]) -> str:
    node = NamedNode(job.iri)
    return _PAGE.format(
        title=_escaped(_name(store, node)),
        iri=_escaped(job.iri),
        out="".join(_row(store, job, q.predicate, q.object) for q in out),
        count=counted(len(into), "triple"),
        into="".join(_rows(store, job, p, list(quads)) for p, quads in groupby(into, key=lambda q: q.predicate)),
    )


def _rows(store: Store, job: Job, predicate: NamedNode, into: list[Quad]) -> str:
    """The triples of one predicate that point here, as many as are shown, and how many are left out."""
    rows = [_row(store, job, predicate, q.subject) for q in into[:_MOST]]
    if len(into) > _MOST:
        rest = f"SELECT ?subject {{ ?subject {predicate} <{job.iri}> }} ORDER BY ?subject OFFSET {_MOST}"
        told = f"{_MOST} of {len(into)} are shown; the others: <code>{_escaped(rest)}</code>"
        rows.append(f"<tr><th>{_escaped(prefixed(predicate.value))}</th><td>{told}</td></tr>")
    return "".join(rows)


def _row(store: Store, job: Job, predicate: NamedNode, value: Term) -> str:
    return f"<tr><th>{_escaped(prefixed(predicate.value))}</th><td>{_shown(store, job, value)}</td></tr>"


def _shown(store: Store, job: Job, value: Term) -> str:
    if isinstance(value, Literal):
        return _escaped(value.value)
    if not isinstance(value, NamedNode):
        return _escaped(str(value))
    if job.base_iri and value.value.startswith(job.base_iri):
        local = quote(value.value[len(job.base_iri) :], safe="/%~+,;=@:!$&'()*")
        return f'<a href="/id/{_escaped(local)}">{_escaped(_name(store, value))}</a>'
    if value.value.startswith(("http://", "https://")):
        return f'<a href="{_escaped(value.value)}" rel="noreferrer">{_escaped(prefixed(value.value))}</a>'
    return _escaped(value.value)


def _name(store: Store, node: NamedNode) -> str:
    """The name of a node for people; a statement has none and is named by its parts."""
    for label in _NAMES:
        for value in _values(store, node, label):
            return value if len(value) < 200 else value[:200] + "…"
    parts = [p for name in ("rdf:subject", "rdf:predicate", "rdf:object") for p in _nodes(store, node, name)]
    if len(parts) == 3:
        return " ".join([_name(store, parts[0]), prefixed(parts[1].value), _name(store, parts[2])])
    return " ".join(_values(store, node, "kg:valueText")) or prefixed(node.value)


def _values(store: Store, node: NamedNode, name: str) -> Iterator[str]:
    quads = store.quads_for_pattern(node, term(name), None)
    return (q.object.value for q in quads if isinstance(q.object, Literal))


def _nodes(store: Store, node: NamedNode, name: str) -> Iterator[NamedNode]:
    quads = store.quads_for_pattern(node, term(name), None)
    return (q.object for q in quads if isinstance(q.object, NamedNode) and q.object != node)


def _order(quad: Quad) -> tuple[str, str, str]:
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
    return (quad.predicate.value, str(quad.object), subject)


def _escaped(value: str) -> str:
    return html.escape(clean(value))
