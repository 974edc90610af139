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
from typing import Final

import numpy as np
import polars as pl

from kg.export.layout import Layout, layout
from kg.export.page_columns import (
    PAPERS_A_BLOCK,
    edge_columns,
    evidence_columns,
    node_columns,
    paper_columns,
    result_columns,
    sentences_of,
    topic_columns,
)
from kg.export.page_nodes import AUTHOR, KINDS, Nodes, nodes
from kg.export.page_spots import GOLDEN, SPACE, Floats, Ints
from kg.graph import Graph
from kg.vocab import MODALITIES, SIGNATURES

PREDICATES: Final = (*SIGNATURES, "buildsOn", "cites", "creator")
# what pulls nodes together in the layout; other predicates pull with 1
_PULL: Final = {"mentions": 0.25, "measures": 0.3, "creator": 0.0, "cites": 0.7, "buildsOn": 0.7}


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
    sentences = sentences_of(graph)
    structure = (
        ("base", base_iri),
        ("kinds", KINDS),
        ("predicates", PREDICATES),
        ("modalities", ("", *MODALITIES)),
        ("nodes", node_columns(graph, found, placed)),
        ("papers", paper_columns(graph, found)),
        ("topics", topic_columns(graph, found, placed)),
        ("edges", edge_columns(graph, edges, sentences)),
        ("evidence", evidence_columns(sentences)),
        ("results", result_columns(graph, found, sentences)),
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


def _texts(graph: Graph, sentences: pl.DataFrame) -> Iterator[str]:
    """The quotes, a block for each run of papers, in the order of their numbers."""
    first = sentences["paper_row"].to_numpy()
    starts = np.searchsorted(first, np.arange(0, graph.papers.height + PAPERS_A_BLOCK, PAPERS_A_BLOCK)).tolist()
    for start, end in pairwise(starts[: -(-graph.papers.height // PAPERS_A_BLOCK) + 1]):
        yield block(sentences["quote"].slice(start, end - start).to_list())
