"""The nodes of the graph page: which there are, how much each matters, to which topic it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from kg.export.page_spots import Floats, Ints
from kg.graph import Graph
from kg.vocab import TYPES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

KINDS: Final = ("Paper", *TYPES, "Author")
AUTHOR: Final = KINDS.index("Author")
_TOPICS: Final = 60  # more regions than this nobody can tell apart
_SMALLEST: Final = 5  # nodes of a topic that gets a region
_HUBS: Final = 12
_LEADING: Final = 6  # nodes of each topic that are drawn before the middle of the large topics
_NAMING: Final = frozenset(KINDS.index(t) for t in ("Method", "Task", "Dataset", "Benchmark"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """The columns of the nodes, in order of importance; `number` is each id's place in them."""

    ids: list[str]
    number: dict[str, int]
    kind: Ints
    rows: Ints  # the row of its own table
    group: Ints  # number of the topic in `topics`, or -1
    radius: Floats
    topics: list[dict[str, Any]]


def nodes(graph: Graph, ends: pl.DataFrame) -> Nodes:
    """The nodes of `graph`; `ends` has the columns subject and object of all edges."""
    ids = [*graph.papers["id"], *graph.entities["id"], *graph.authors["id"]]
    types = {name: n for n, name in enumerate(KINDS)}
    entity_kinds = [types.get(t, 1) for t in graph.entities["type"]]
    kind = np.array([0] * graph.papers.height + entity_kinds + [AUTHOR] * graph.authors.height, dtype=np.int64)
    rows = np.concatenate([np.arange(t.height) for t in (graph.papers, graph.entities, graph.authors)])
    pairs = numbered(ends, ids)
    weight = _importance(graph, pairs, len(ids))
    group, topics = _groups(graph, ids, kind, pairs, weight)
    order = _order(weight, group, kind)
    size = np.where(kind == 0, 2.4 + 5 * np.sqrt(weight), 3.2 + 12 * np.sqrt(weight))
    return Nodes(
        ids=[ids[n] for n in order],
        number={ids[n]: i for i, n in enumerate(order)},
        kind=kind[order],
        rows=rows[order],
        group=group[order],
        radius=size[order],
        topics=topics,
    )


def numbered(ends: pl.DataFrame, ids: list[str]) -> Ints:
    """The places in `ids` of subject and object, one row an edge; edges with an end that is no node are left out."""
    number = pl.DataFrame({"node": ids, "n": np.arange(len(ids))}, schema={"node": pl.String, "n": pl.Int64})
    found = ends.join(number, left_on="subject", right_on="node", how="inner", maintain_order="left")
    found = found.join(number, left_on="object", right_on="node", how="inner", maintain_order="left", suffix="_object")
    return found.select("n", "n_object").to_numpy().reshape(-1, 2)


def _importance(graph: Graph, pairs: Ints, count: int) -> Floats:
    """From 0 to 1 in each table: PageRank where it is known, else papers or links; papers count less."""
    degree = np.bincount(pairs.ravel(), minlength=count).astype(float)
    papers, entities = graph.papers.height, graph.entities.height
    mentions = graph.entities["paper_count"].fill_null(0).to_numpy().astype(float)
    of_papers = _ranked(graph.papers["pagerank"], degree[:papers])
    of_entities = _ranked(graph.entities["pagerank"], mentions + degree[papers : papers + entities] * 0.02)
    of_authors = degree[papers + entities :]
    top = max(float(of_authors.max(initial=0)), 1.0)
    return np.concatenate([of_papers * 0.5, of_entities, of_authors / top * 0.3])


def _ranked(column: pl.Series, otherwise: Floats) -> Floats:
    known = column.fill_null(float("nan")).to_numpy().astype(float)
    values = otherwise if not len(known) or np.isnan(known).all() else np.nan_to_num(known)
    values = np.maximum(values, 0)
    top = float(values.max(initial=0))
    return values / top if top > 0 else values


def _order(weight: Floats, group: Ints, kind: Ints) -> Ints:
    """Two entities for each paper, important ones first, and each topic's leading ones early; authors last."""
    by_weight = np.lexsort((np.arange(len(weight)), -weight))
    in_kind: dict[int, int] = {}
    in_group: dict[int, int] = {}
    key = np.empty(len(weight))
    for n in by_weight:
        table, g = min(int(kind[n]), 1) if kind[n] != AUTHOR else 2, int(group[n])
        rank = in_kind[table] = in_kind.get(table, -1) + 1
        lead = in_group[g] = in_group.get(g, -1) + 1
        key[n] = rank * (1.5 if table else 3.0)
        if g >= 0 and lead < _LEADING:
            key[n] = min(key[n], lead * _TOPICS)
    return np.lexsort((np.arange(len(weight)), key, kind == AUTHOR))


def _groups(graph: Graph, ids: list[str], kind: Ints, pairs: Ints, weight: Floats) -> tuple[Ints, list[dict[str, Any]]]:
    """The topic of each node, and the topics. Before an analysis has found any, leading entities stand for them."""
    named = dict(graph.topics.filter(pl.col("kind") == "community").select("id", "name").iter_rows())
    given = [*graph.papers["topic"], *graph.entities["topic"]]
    sizes: dict[str, int] = {}
    for topic in given:
        if topic:
            sizes[topic] = sizes.get(topic, 0) + 1
    kept = sorted((t for t, n in sizes.items() if n >= _SMALLEST), key=lambda t: (-sizes[t], t))[:_TOPICS]
    group = np.full(len(ids), -1, dtype=np.int64)
    if kept:
        place = {t: n for n, t in enumerate(kept)}
        group[: len(given)] = [place.get(t or "", -1) for t in given]
        topics = [{"id": t, "name": named.get(t) or ""} for t in kept]
    else:
        hubs = _hubs(pairs, weight, kind, len(ids))
        group[hubs] = np.arange(len(hubs))
        topics = [{"id": "", "name": _name(graph, ids[h])} for h in hubs]
    group = _joined(group, pairs, kind, len(topics))
    return group, topics


def _hubs(pairs: Ints, weight: Floats, kind: Ints, count: int) -> Ints:
    """The leading entities that are not linked with one another."""
    linked: dict[int, set[int]] = {}
    for a, b in pairs.tolist():
        linked.setdefault(a, set()).add(b)
        linked.setdefault(b, set()).add(a)
    found: list[int] = []
    for n in np.lexsort((np.arange(count), -weight)):
        if int(kind[n]) in _NAMING and len(linked.get(int(n), ())) >= _SMALLEST and not linked[int(n)] & set(found):
            found.append(int(n))
            if len(found) == _HUBS:
                break
    return np.array(found, dtype=np.int64)


def _name(graph: Graph, id: str) -> str:  # the column's name
    found: str = graph.entities.filter(pl.col("id") == id)["name"][0]
    return found


def _joined(group: Ints, pairs: Ints, kind: Ints, count: int) -> Ints:
    """Nodes without a topic put to that of most of their neighbours, step by step outwards; authors stay out."""
    if not count or not len(pairs):
        return group
    from scipy.sparse import coo_array  # slow to import

    size = len(group)
    ones = np.ones(len(pairs) * 2)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    near = coo_array((ones, (both[:, 0], both[:, 1])), shape=(size, size)).tocsr()
    for _ in range(6):
        known = np.flatnonzero(group >= 0)
        votes = near @ coo_array((np.ones(len(known)), (known, group[known])), shape=(size, count)).tocsr()
        open_ = np.flatnonzero((group < 0) & (kind != AUTHOR) & (np.diff(votes.indptr) > 0))
        if not len(open_):
            break
        group = group.copy()
        group[open_] = _most(votes, open_)
    return group


def _most(votes: csr_array, rows: Ints) -> npt.NDArray[np.int64]:
    """The column with the highest value in each of `rows`; ties go to the first."""
    found: npt.NDArray[np.int64] = np.asarray(votes[rows].todense()).argmax(axis=1).astype(np.int64)
    return found
