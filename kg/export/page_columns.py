"""The columns of the page's structure: nodes, papers, topics, edges, evidence and results, by number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from kg.export.layout import Layout
from kg.export.page_nodes import AUTHOR, Nodes
from kg.export.text import iri
from kg.graph import Graph
from kg.vocab import MODALITIES

PAPERS_A_BLOCK: Final = 64  # of the quotes
_STATEMENT: Final = "statement/"

Columns: TypeAlias = Iterator[tuple[str, Any]]  # made one by one: at 150,000 papers all at once take a gigabyte


def node_columns(graph: Graph, found: Nodes, placed: Layout) -> Columns:
    """What the map and the panel say of a node, in the order of importance."""
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


def paper_columns(graph: Graph, found: Nodes) -> Columns:
    """What the panel says of a paper, in the order of the papers table."""
    columns = ("date", "venue", "doi", "arxiv", "ids", "subjects", "code", "pages", "author_string")
    flags = ("has_code", "retracted", "cited_only")
    yield "node", [found.number[i] for i in graph.papers["id"]]
    yield from ((c, [v or 0 for v in graph.papers[c].to_list()]) for c in columns)
    yield from ((c, [int(bool(v)) for v in graph.papers[c].to_list()]) for c in flags)
    yield "identifier", graph.papers["identifier"].to_list()


def topic_columns(graph: Graph, found: Nodes, placed: Layout) -> list[dict[str, Any]]:
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


def sentences_of(graph: Graph) -> pl.DataFrame:
    """The evidence with `paper_row`, in the order of the papers, and `n`, its number."""
    papers = graph.papers.select(paper=pl.col("id")).with_row_index("paper_row")
    joined = graph.evidence.join(papers, on="paper", how="inner", maintain_order="left")
    return joined.sort("paper_row", maintain_order=True).with_row_index("n")


def edge_columns(graph: Graph, edges: pl.DataFrame, sentences: pl.DataFrame) -> Columns:
    """The edges, each with its evidence by number."""
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


def evidence_columns(sentences: pl.DataFrame) -> Columns:
    """Of each sentence its paper, and whether it is the title."""
    yield "paper", sentences["paper_row"].to_list()
    yield "title", [int(f == "title") for f in sentences["field"]]
    yield "block", PAPERS_A_BLOCK


def result_columns(graph: Graph, found: Nodes, sentences: pl.DataFrame) -> Columns:
    """The results: what they are of by number of the node, and as written."""
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
