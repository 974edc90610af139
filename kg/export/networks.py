"""The asserted graph for network tools: GraphML and GEXF (Gephi, Cytoscape, yEd), and VOSviewer's JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from kg.export.text import clean

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph

GRAPHML_HEAD: Final = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
ATTRIBUTES: Final = {  # name: of what, and its type
    "base": ("graph", "string"),
    "label": ("node", "string"),
    "kind": ("node", "string"),
    "date": ("node", "string"),
    "topic": ("node", "string"),
    "topicName": ("node", "string"),
    "pagerank": ("node", "double"),
    "betweenness": ("node", "double"),
    "papers": ("node", "long"),
    "firstSeen": ("node", "long"),
    "orcid": ("node", "string"),
    "predicate": ("edge", "string"),
    "confidence": ("edge", "double"),
    "support": ("edge", "long"),
    "weight": ("edge", "double"),
}
AUTHORED: Final = "creator"
_KEPT: Final = 1 << 16  # texts that are not made anew
MENTIONS: Final = "mentions"  # implied by every other predicate: left out of the pictures


def nodes(graph: Graph) -> Iterator[tuple[str, dict[str, Any]]]:
    """Papers, entities and authors with what such tools show; no empty values, since GraphML has none."""
    names = dict(zip(graph.topics["id"], graph.topics["name"], strict=True))
    for row in graph.papers.select("id", "title", "date", "topic", "pagerank").iter_rows(named=True):
        found = {"label": clean(row["title"]), "kind": "paper", "date": row["date"], **_topic(row["topic"], names)}
        yield row["id"], found | {"pagerank": row["pagerank"] or 0.0}
    for row in graph.entities.drop("types", "aliases", "broader", "same_as").iter_rows(named=True):
        found = {"label": clean(row["name"]), "kind": row["type"], **_topic(row["topic"], names)}
        found |= {"pagerank": row["pagerank"] or 0.0, "betweenness": row["betweenness"] or 0.0}
        year = {"firstSeen": row["first_seen"]} if row["first_seen"] else {}
        yield row["id"], found | {"papers": row["paper_count"]} | year
    papers = Counter(author for _, author, _ in written(graph))
    for row in graph.authors.drop("names").iter_rows(named=True):
        orcid = {"orcid": row["orcid"]} if row["orcid"] else {}
        yield row["id"], {"label": clean(row["name"]), "kind": "author", "papers": papers[row["id"]]} | orcid


def _topic(topic: str | None, names: dict[str, str]) -> dict[str, str]:
    """The topic of a node, by id and by name."""
    return {"topic": topic or "", "topicName": clean(names.get(topic or "", "") or "")}


def edges(graph: Graph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """The asserted triples, and the stated citations, as (head, tail, predicate, attributes)."""
    held = graph.statements.filter(pl.col("asserted") & (pl.col("predicate") != MENTIONS))
    columns = held.select("subject", "object", "predicate", "confidence", "support")
    for subject, target, predicate, confidence, support in columns.iter_rows():
        yield subject, target, predicate, {"predicate": predicate, "confidence": confidence, "support": support}
    for citing, cited in graph.citations.iter_rows():
        yield citing, cited, "cites", {"predicate": "cites", "confidence": 1.0, "support": 1}


def written(graph: Graph) -> Iterator[tuple[str, str, int]]:
    """(paper, author, place among its authors, from 1), each author of a paper once."""
    known = set(graph.authors["id"])
    for paper, authors in graph.papers.select("id", "authors").iter_rows():
        for place, author in enumerate(dict.fromkeys(authors or ()), start=1):
            if author in known:
                yield paper, author, place


def links(graph: Graph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """All edges of the pictures: the triples, and authorship. The weight is what Gephi lays out and draws by."""
    for head, tail, predicate, found in edges(graph):
        found["weight"] = float(found["support"])
        yield head, tail, predicate, found
    for paper, author, _ in written(graph):
        found = {"predicate": AUTHORED, "confidence": 1.0, "support": 1, "weight": 1.0}
        yield paper, author, AUTHORED, found


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """The asserted graph as a networkx graph: node ids are addresses, edge keys predicates."""
    import networkx as nx  # a third of a second

    g = nx.MultiDiGraph()
    g.add_nodes_from(nodes(graph))
    for head, tail, predicate, found in links(graph):
        g.add_edge(head, tail, key=predicate, **found)
    return g


def write_network(graph: Graph, path: Path, format: str, *, base_iri: str) -> int:  # the contract's word
    """Write GraphML or GEXF; returns the number of edges."""
    if format == "graphml":
        return write_graphml(graph, path, base_iri=base_iri)
    import networkx as nx

    g = to_networkx(graph)
    g.graph["base"] = base_iri
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph(g)
    meta = writer.xml.find("meta")
    if meta is not None:
        writer.xml.remove(meta)  # it holds today's date, and the same input shall give the same bytes
    with path.open("wb") as file:
        writer.write(file)
    return int(g.number_of_edges())


def write_graphml(graph: Graph, path: Path, *, base_iri: str) -> int:
    """Write GraphML (Brandes et al. 2002) line by line, since networkx holds the whole tree; returns the edges."""
    count = 0
    quoted, same = lru_cache(_KEPT)(quoteattr), lru_cache(_KEPT)(_data)  # edges share their ends, and what they say
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(GRAPHML_HEAD)
        for name, (domain, kind) in ATTRIBUTES.items():
            file.write(f'  <key id="{name}" for="{domain}" attr.name="{name}" attr.type="{kind}" />\n')
        file.write(f'  <graph edgedefault="directed">\n    <data key="base">{escape(base_iri)}</data>\n')
        for node, found in nodes(graph):
            file.write(f"    <node id={quoteattr(node)}>{_data(*found.items())}</node>\n")
        for head, tail, _, found in links(graph):
            ends = f"source={quoted(head)} target={quoted(tail)}"
            file.write(f"    <edge {ends}>{same(*found.items())}</edge>\n")
            count += 1
        file.write("  </graph>\n</graphml>\n")
    return count


def _data(*found: tuple[str, Any]) -> str:
    """The attributes of a node or an edge."""
    values = ((name, escape(clean(v)) if isinstance(v, str) else v) for name, v in found)
    return "".join([f'<data key="{name}">{value}</data>' for name, value in values])


def write_vosviewer(graph: Graph, path: Path, *, base_iri: str) -> int:
    """Write the entities as a VOSviewer network (JSON, version 1.6.16 and later), linked where papers name both."""
    number = {i: n for n, i in enumerate(graph.entities["id"], start=1)}
    topics = {t: n for n, t in enumerate(sorted({t for t in graph.entities["topic"] if t}), start=1)}
    items = [
        {
            "id": number[row["id"]],
            "label": clean(row["name"]),
            "description": row["type"],
            "url": base_iri + row["id"],
            "cluster": topics.get(row["topic"], len(topics) + 1),
            "weights": {"Papers": row["paper_count"]},
        }
        for row in graph.entities.iter_rows(named=True)
    ]
    weights: dict[tuple[int, int], int] = {}
    for head, tail, _, found in edges(graph):
        if head in number and tail in number and head != tail:
            pair = (min(number[head], number[tail]), max(number[head], number[tail]))
            weights[pair] = weights.get(pair, 0) + int(found["support"])
    joined = [{"source_id": a, "target_id": b, "strength": w} for (a, b), w in sorted(weights.items())]
    path.write_text(json.dumps({"network": {"items": items, "links": joined}}, ensure_ascii=False) + "\n", "utf-8")
    return len(joined)
