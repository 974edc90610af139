"""Files for network tools hold the asserted graph."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.export import write
from kg.export.networks import to_networkx
from kg.graph import Graph


def test_graphml_is_the_asserted_graph(built: Path, tmp_path: Path) -> None:
    graph = Graph.load(built / "tables")
    count = write(graph, tmp_path / "g.graphml", "graphml", base_iri="https://example.org/")
    read, whole = nx.read_graphml(tmp_path / "g.graphml"), to_networkx(graph)
    assert count == read.number_of_edges() == whole.number_of_edges() > 20
    assert dict(read.nodes(data=True)) == dict(whole.nodes(data=True))  # the hostile title too
    edges = sorted((a, b, sorted(d.items())) for a, b, d in whole.edges(data=True))
    assert sorted((a, b, sorted(d.items())) for a, b, d in read.edges(data=True)) == edges
    assert read.graph["base"] == "https://example.org/"
