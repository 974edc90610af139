"""The weighted views of the tables that the analyses run on: one function a view, one stated rule a weight.

Every function takes the graph's tables and gives a plain networkx graph whose nodes are
node ids, added in sorted order, so that equal tables give equal graphs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log, sqrt
from typing import TYPE_CHECKING, Final, TypeVar

import networkx as nx
import polars as pl

if TYPE_CHECKING:
    from kg.graph import Graph

_G = TypeVar("_G", bound=nx.Graph)

# How much a paper's tie to an entity says of what the paper is about.
TIES: Final = {
    "proposes": 1.0,
    "uses": 1.0,
    "addresses": 1.0,
    "evaluatesOn": 1.0,
    "trainsOn": 1.0,
    "measures": 0.5,
    "mentions": 0.5,
}
BETWEEN: Final = ("appliedTo", "basedOn", "benchmarkFor", "comparedWith", "evaluatedOn", "outperforms", "partOf")


def said(graph: Graph, *predicates: str) -> list[tuple[str, str, str]]:
    """The asserted (subject, predicate, object) of `predicates`, sorted."""
    held = graph.statements.filter(pl.col("asserted") & pl.col("predicate").is_in(list(predicates)))
    return held.select("subject", "predicate", "object").sort("subject", "predicate", "object").rows()


def ties(graph: Graph) -> dict[str, dict[str, float]]:
    """Paper -> entity -> the strongest tie between them (`TIES`), both in sorted order."""
    found: dict[str, dict[str, float]] = {p: {} for p in sorted(graph.papers["id"])}
    for paper, entity, strength in tie_table(graph).iter_rows():
        found[paper][entity] = strength
    return found


def tie_table(graph: Graph) -> pl.DataFrame:
    """The ties as rows: paper, entity, and the strongest tie between them, sorted."""
    tie = pl.col("predicate").replace_strict(TIES, default=None, return_dtype=pl.Float64)
    return (
        graph.statements.filter("asserted")
        .select(paper="subject", entity="object", tie=tie)
        .drop_nulls()
        .join(graph.papers, left_on="paper", right_on="id", how="semi")
        .join(graph.entities, left_on="entity", right_on="id", how="semi")
        .group_by("paper", "entity")
        .agg(pl.col("tie").max())
        .sort("paper", "entity")
    )


def shared_ties(graph: Graph) -> int:
    """How many ties are to things that two papers or more name: the edges in which topics are found."""
    return tie_table(graph).filter(pl.len().over("entity") > 1).height


def citing(graph: Graph) -> list[tuple[str, str]]:
    """The citations between papers of the graph, each once, sorted; never of itself."""
    known = set(graph.papers["id"])
    pairs = set(graph.citations.iter_rows())
    return sorted((a, b) for a, b in pairs if a != b and a in known and b in known)


def specificity(tied: dict[str, dict[str, float]]) -> dict[str, float]:
    """Inverse document frequency of each entity, `1 + ln(papers / papers that name it)` (Spärck Jones 1972)."""
    named = Counter(entity for of in tied.values() for entity in of)
    papers = sum(1 for of in tied.values() if of)
    return {entity: 1 + log(papers / n) for entity, n in sorted(named.items())}


def shared_entities(tied: dict[str, dict[str, float]]) -> list[str]:
    """The entities that at least two papers name, sorted: the others tell nothing of how papers hang together."""
    named = Counter(entity for of in tied.values() for entity in of)
    return sorted(entity for entity, n in named.items() if n > 1)


def paper_vectors(graph: Graph) -> dict[str, dict[str, float]]:
    """Paper -> entity -> tie times specificity, each paper's vector of length 1: products of two are cosines."""
    tied = ties(graph)
    rare = specificity(tied)
    vectors = {}
    for paper, of in tied.items():
        raw = {entity: tie * rare[entity] for entity, tie in of.items()}
        length = sqrt(sum(w * w for w in raw.values()))
        vectors[paper] = {entity: w / length for entity, w in raw.items()}
    return vectors


def knowledge(graph: Graph, *, shared: bool = False) -> nx.Graph:
    """Papers and entities in one undirected view; with `shared`, only entities that two papers name.

    A paper and an entity are joined by the paper's cosine weight for it; two entities that
    sentences join by a relation of `BETWEEN`, and two papers of which one cites the other, by
    the mean weight of such ties. Citations are counted fractionally: a reference weighs less in a long list
    of references (Perianes-Rodriguez, Waltman and van Eck 2016, "Constructing bibliometric networks").
    """
    if shared:
        return shared_only(knowledge(graph))
    vectors = paper_vectors(graph)
    edges = [(paper, entity, w) for paper, of in vectors.items() for entity, w in of.items()]
    mean = sum(w for *_, w in edges) / len(edges) if edges else 1.0
    edges += [(a, b, mean) for a, _, b in said(graph, *BETWEEN) if a.startswith("entity/")]
    cited = citing(graph)
    references = Counter(a for a, _ in cited)
    edges += [(a, b, 3 * mean / sqrt(references[a])) for a, b in cited]
    return weighted(sorted([*vectors, *graph.entities["id"]]), edges, nx.Graph())


def shared_only(G: nx.Graph) -> nx.Graph:
    """The view `knowledge` without the entities that fewer than two papers name."""
    H = nx.Graph()
    H.add_nodes_from(n for n in G if n.startswith("paper/") or sum(o.startswith("paper/") for o in G[n]) > 1)
    H.add_edges_from((a, b, data) for a, b, data in G.edges(data=True) if a in H and b in H)
    return H


def influence(graph: Graph) -> nx.DiGraph:
    """Where a reader is sent: the directed view that PageRank runs on.

    A paper points to what it uses, evaluates on and so on (weight `TIES`) and to the papers that it cites or
    builds on. It does not point to what it proposes itself, and what a single paper names takes no part:
    nobody gains by naming much. Entities point nowhere: their readers start afresh.
    """
    tied = ties(graph)
    shared = set(shared_entities(tied))
    proposed = {(paper, entity) for paper, _, entity in said(graph, "proposes")}
    edges: list[tuple[str, str, float]] = []
    for paper, of in tied.items():
        edges += [(paper, e, tie) for e, tie in of.items() if e in shared and (paper, e) not in proposed]
    edges += [(a, b, 1.0) for a, _, b in said(graph, "buildsOn")]
    edges += [(a, b, 1.0) for a, b in citing(graph)]
    return weighted(sorted([*graph.papers["id"], *graph.entities["id"]]), edges, nx.DiGraph())


def weighted(nodes: Iterable[str], edges: Iterable[tuple[str, str, float]], into: _G) -> _G:
    """`into` with `nodes`, weights of equal edges added up; edges to other nodes and to itself are left out."""
    G = into
    G.add_nodes_from(nodes)
    known, directed = set(G), G.is_directed()
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    for a, b, weight in edges:
        if a != b and a in known and b in known:
            total[(a, b) if directed or a < b else (b, a)] += weight
    G.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(total.items()))
    return G
