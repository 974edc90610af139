"""The graph as compact columns for the page: one block of structure, and the texts in blocks of some papers each.

A block is JSON, compressed, in base64: a tenth of the size of plain JSON in HTML,
and nothing in it can be taken for markup.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from kg.export.layout import GOLDEN, SPACE, Floats, Ints, Layout, layout
from kg.export.page_nodes import AUTHOR, KINDS, Nodes, nodes
from kg.export.text import iri
from kg.graph import Graph
from kg.vocab import MODALITIES, SIGNATURES

PREDICATES: Final = (*SIGNATURES, "buildsOn", "cites", "creator")
_PAPERS_A_BLOCK: Final = 64
_STATEMENT: Final = "statement/"
# what pulls nodes together in the layout; other predicates pull with 1
_PULL: Final = {"mentions": 0.25, "measures": 0.3, "creator": 0.0, "cites": 0.7, "buildsOn": 0.7}

Columns: TypeAlias = Iterator[tuple[str, Any]]  # made one by one: at 150,000 papers all at once take a gigabyte


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What the page carries. `structure` and `texts` are blocks; the rest serves its first drawing."""

    structure: str
    texts: tuple[str, ...]
    places: Ints
    radius: Floats
    kind: Ints
    edges: Ints  # subject, predicate, object, asserted; one row an edge


def page_data(graph: Graph, *, base_iri: str) -> PageData:
    """The data of the page for `graph`."""
    links = _links(graph)
    found = nodes(graph, links)
    edges = _edges(links, found)
    del links
    placed = _placed(found, edges)
    sentences = _sentences(graph)
    structure = (
        ("base", base_iri),
        ("kinds", KINDS),
        ("predicates", PREDICATES),
        ("modalities", ("", *MODALITIES)),
        ("nodes", _node_columns(graph, found, placed)),
        ("papers", _paper_columns(graph, found)),
        ("topics", _topic_columns(graph, found, placed)),
        ("edges", _edge_columns(graph, edges, sentences)),
        ("evidence", _evidence_columns(sentences)),
        ("results", _result_columns(graph, found, sentences)),
    )
    numbers = edges.select("s", "p", "o", "asserted").to_numpy().astype(np.int64).reshape(-1, 4)
    return PageData(
        structure=block(iter(structure)),
        texts=tuple(_texts(graph, sentences)),
        places=np.rint(placed.places).astype(np.int64),
        radius=found.radius,
        kind=found.kind,
        edges=numbers,
    )


def block(value: object) -> str:
    """`value` as JSON, compressed, in base64."""
    packer = zlib.compressobj(6)
    packed = [packer.compress(text.encode("ascii")) for text in _json(value)]
    return base64.b64encode(b"".join((*packed, packer.flush()))).decode("ascii")


def _json(value: object) -> Iterator[str]:
    """`value` as JSON in pieces. An iterator of pairs is an object whose values are made as they are written."""
    if isinstance(value, Iterator):
        yield "{"
        for number, (name, part) in enumerate(value):
            yield ("," if number else "") + json.dumps(name) + ":"
            yield from _json(part)
        yield "}"
    else:
        yield json.dumps(value, separators=(",", ":"))


def _links(graph: Graph) -> pl.DataFrame:
    """Statements, citations and authorship as edges of one table."""
    columns = ["id", "subject", "predicate", "object", "modality", "confidence", "support", "asserted"]
    citations = [("", a, "cites", b, "", 1.0, 1, True) for a, b in graph.citations.unique(maintain_order=True).rows()]
    papers = graph.papers.select("id", "authors").iter_rows()
    written = [("", p, "creator", a, "", 1.0, 1, True) for p, authors in papers for a in authors or ()]
    statements = graph.statements.select(columns).filter(pl.col("predicate").is_in(PREDICATES))
    extra = pl.DataFrame(citations + written, schema=statements.schema, orient="row")
    return pl.concat([statements, extra])


def _edges(links: pl.DataFrame, found: Nodes) -> pl.DataFrame:
    """Edges by number, each with its row of the statements; those without both ends are left out."""
    predicate = {name: n for n, name in enumerate(PREDICATES)}
    number = pl.DataFrame(
        {"node": found.ids, "n": np.arange(len(found.ids))}, schema={"node": pl.String, "n": pl.Int64}
    )
    return (
        links.with_row_index("row")
        .join(number.rename({"n": "s"}), left_on="subject", right_on="node", how="inner", maintain_order="left")
        .join(number.rename({"n": "o"}), left_on="object", right_on="node", how="inner", maintain_order="left")
        .with_columns(pl.col("predicate").replace_strict(predicate, return_dtype=pl.Int64).alias("p"))
        .drop("subject", "predicate", "object")
    )


def _placed(found: Nodes, edges: pl.DataFrame) -> Layout:
    """The layout of all nodes but authors, who stand around the middle of their papers."""
    pull = np.array([_PULL.get(p, 1.0) for p in PREDICATES])
    ends = edges.select("s", "o").to_numpy().reshape(-1, 2)
    weight = pull[edges["p"].to_numpy()] * edges["asserted"].to_numpy()
    degree = np.bincount(ends.ravel(), minlength=len(found.ids))
    weight = weight / np.sqrt(np.maximum(degree[ends], 1)).prod(axis=1)
    count = int((found.kind != AUTHOR).sum())  # authors come last
    used = (ends < count).all(axis=1) & (weight > 0)
    placed = layout(found.group[:count], found.radius[:count], ends[used], weight[used])
    places = np.zeros((len(found.ids), 2))
    places[:count] = placed.places
    written = edges.filter(pl.col("p") == PREDICATES.index("creator")).select("s", "o").to_numpy().reshape(-1, 2)
    total = np.maximum(np.bincount(written[:, 1], minlength=len(found.ids)), 1)
    for axis in (0, 1):
        mean = np.bincount(written[:, 1], weights=places[written[:, 0], axis], minlength=len(found.ids)) / total
        places[count:, axis] = mean[count:]
    places[count:] += _around(places[count:])
    return Layout(places=places, regions=placed.regions)


def _around(places: Floats) -> Floats:
    """How far each of those on one spot goes from it: in a spiral, the first clear of what is drawn there."""
    rank: Counter[tuple[float, float]] = Counter()
    moved = np.empty_like(places)
    for n, (x, y) in enumerate(places.tolist()):
        turn = rank[x, y]
        rank[x, y] += 1
        far = SPACE * (0.5 + 0.1 * turn**0.5)
        moved[n] = far * np.cos(turn * GOLDEN), far * np.sin(turn * GOLDEN)
    return moved


def _node_columns(graph: Graph, found: Nodes, placed: Layout) -> Columns:
    names = [graph.papers["title"].to_list(), graph.entities["name"].to_list(), graph.authors["name"].to_list()]
    years = [[int(d[:4]) if d[:4].isdigit() else 0 for d in graph.papers["date"]]]
    years += [[y or 0 for y in graph.entities["first_seen"]], [0] * graph.authors.height]
    table = [0 if k == 0 else 2 if k == AUTHOR else 1 for k in found.kind.tolist()]
    at = list(zip(table, found.rows.tolist(), strict=True))
    entity = graph.entities.to_dict(as_series=False)
    author_names = graph.authors["names"].to_list()
    papers = graph.papers["pagerank"].to_list()
    rank = [papers, entity["pagerank"], [None] * graph.authors.height]
    yield "id", [iri(i) for i in found.ids]
    yield "name", [names[t][r] for t, r in at]
    yield "kind", found.kind.tolist()
    yield "topic", found.group.tolist()
    yield "x", np.rint(placed.places[:, 0]).astype(int).tolist()
    yield "y", np.rint(placed.places[:, 1]).astype(int).tolist()
    yield "size", np.rint(found.radius * 10).astype(int).tolist()
    yield "year", [years[t][r] for t, r in at]
    yield "papers", [entity["paper_count"][r] or 0 if t == 1 else 0 for t, r in at]
    yield "pagerank", [_short(rank[t][r]) for t, r in at]
    yield "betweenness", [_short(entity["betweenness"][r]) if t == 1 else None for t, r in at]
    yield "aliases", [(entity["aliases"][r] if t == 1 else author_names[r] if t == 2 else None) or 0 for t, r in at]
    yield "types", [entity["types"][r] if t == 1 and len(entity["types"][r] or ()) > 1 else 0 for t, r in at]
    yield "same", [(entity["same_as"][r] if t == 1 else None) or 0 for t, r in at]


def _short(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(f"{value:.4g}")


def _paper_columns(graph: Graph, found: Nodes) -> Columns:
    """What the panel says of a paper, in the order of the papers table."""
    columns = ("date", "venue", "doi", "arxiv", "ids", "subjects", "code", "pages", "author_string")
    flags = ("has_code", "retracted", "cited_only")
    yield "node", [found.number[i] for i in graph.papers["id"]]
    yield from ((c, [v or 0 for v in graph.papers[c].to_list()]) for c in columns)
    yield from ((c, [int(bool(v)) for v in graph.papers[c].to_list()]) for c in flags)
    yield "identifier", graph.papers["identifier"].to_list()


def _topic_columns(graph: Graph, found: Nodes, placed: Layout) -> list[dict[str, Any]]:
    """The regions, then the topics that the sources give, which have no place."""
    regions = [
        {
            "id": iri(topic["id"]),
            "name": topic["name"],
            "x": round(region.x),
            "y": round(region.y),
            "outline": region.outline,
        }
        for topic, region in zip(found.topics, placed.regions, strict=False)
    ]
    subjects = graph.topics.filter(pl.col("kind") == "subject").select("id", "name", "notation").iter_rows()
    return regions + [{"id": iri(i), "name": name, "notation": notation} for i, name, notation in subjects]


def _sentences(graph: Graph) -> pl.DataFrame:
    """The evidence with `paper_row`, in the order of the papers, and `n`, its number."""
    papers = graph.papers.select(paper=pl.col("id")).with_row_index("paper_row")
    joined = graph.evidence.join(papers, on="paper", how="inner", maintain_order="left")
    return joined.sort("paper_row", maintain_order=True).with_row_index("n")


def _edge_columns(graph: Graph, edges: pl.DataFrame, sentences: pl.DataFrame) -> Columns:
    numbers = sentences.select(evidence=pl.col("id"), n=pl.col("n"))
    support = (
        graph.support.select("statement", "evidence", "confidence")
        .join(numbers, on="evidence", how="inner", maintain_order="left")
        .sort("statement", "n", maintain_order=True)
    )
    lists = support.group_by("statement").agg(pl.col("n"), pl.col("confidence"))
    joined = edges.join(lists, left_on="id", right_on="statement", how="left", maintain_order="left")
    modality = {name: n for n, name in enumerate(("", *MODALITIES))}
    yield "s", edges["s"].to_list()
    yield "p", edges["p"].to_list()
    yield "o", edges["o"].to_list()
    yield "modality", [modality.get(m or "", 0) for m in edges["modality"]]
    yield "asserted", [int(bool(a)) for a in edges["asserted"]]
    yield "confidence", [round((c or 0) * 100) for c in edges["confidence"]]
    yield "support", [n or 0 for n in edges["support"]]
    yield "id", "\n".join(iri(i).removeprefix(_STATEMENT) for i in edges["id"])
    yield "count", joined["n"].list.len().fill_null(0).to_list()
    yield "evidence", joined["n"].drop_nulls().explode().to_list()
    yield "sure", [round((c or 0) * 100) for c in joined["confidence_right"].drop_nulls().explode()]


def _evidence_columns(sentences: pl.DataFrame) -> Columns:
    yield "paper", sentences["paper_row"].to_list()
    yield "title", [int(f == "title") for f in sentences["field"]]
    yield "block", _PAPERS_A_BLOCK


def _result_columns(graph: Graph, found: Nodes, sentences: pl.DataFrame) -> Columns:
    number = dict(sentences.select("id", "n").iter_rows())
    rows = graph.results.filter(pl.col("paper").is_in(graph.papers["id"].implode()))
    ends = {c: [found.number.get(i or "", -1) for i in rows[c]] for c in ("paper", "method", "on", "metric")}
    texts = {c: rows[c].to_list() for c in ("method_text", "on_text", "metric_text", "value_text", "unit", "modality")}
    yield from ends.items()
    yield from texts.items()
    yield "confidence", [round((c or 0) * 100) for c in rows["confidence"]]
    yield "asserted", [int(bool(a)) for a in rows["asserted"]]
    yield "gain", [int(bool(g)) for g in rows["gain"]]
    yield "evidence", [[number[e] for e in found_ if e in number] for found_ in rows["evidence"].to_list()]


def _texts(graph: Graph, sentences: pl.DataFrame) -> Iterator[str]:
    """The quotes, a block for each run of papers, in the order of their numbers."""
    first = sentences["paper_row"].to_numpy()
    starts = np.searchsorted(first, np.arange(0, graph.papers.height + _PAPERS_A_BLOCK, _PAPERS_A_BLOCK)).tolist()
    for start, end in pairwise(starts[: -(-graph.papers.height // _PAPERS_A_BLOCK) + 1]):
        yield block(sentences["quote"].slice(start, end - start).to_list())
