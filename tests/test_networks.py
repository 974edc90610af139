"""Files for network tools hold the asserted graph."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import pytest

from kg.export import write
from kg.export.networks import to_networkx
from kg.graph import Graph
from tests.page_graphs import graph, row, small, synthetic


def test_graphml_is_the_asserted_graph(built: Path, tmp_path: Path) -> None:
    made = Graph.load(built / "tables")
    count = write(made, tmp_path / "g.graphml", "graphml", base_iri="https://example.org/")
    read, whole = nx.read_graphml(tmp_path / "g.graphml"), to_networkx(made)
    assert count == read.number_of_edges() == whole.number_of_edges() > 20
    assert dict(read.nodes(data=True)) == dict(whole.nodes(data=True))  # the hostile title too
    edges = sorted((a, b, sorted(d.items())) for a, b, d in whole.edges(data=True))
    assert sorted((a, b, sorted(d.items())) for a, b, d in read.edges(data=True)) == edges
    assert read.graph["base"] == "https://example.org/"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_authors_are_nodes_and_edges_have_weights(tmp_path: Path, form: str) -> None:
    write(small(), tmp_path / f"g.{form}", form, base_iri="https://example.org/")
    read = (nx.read_graphml if form == "graphml" else nx.read_gexf)(tmp_path / f"g.{form}")
    birch = read.nodes["author/birch"]
    assert (birch["label"], birch["kind"], birch["papers"]) == ("Bo Birch", "author", 2)
    written = {(a, b) for a, b, d in read.edges(data=True) if d["predicate"] == "creator"}
    pairs = {("p1", "ash"), ("p1", "birch"), ("p2", "birch"), ("p3", "evil")}
    assert written == {(f"paper/{p}", f"author/{a}") for p, a in pairs}
    assert {d["weight"] for *_, d in read.edges(data=True)} == {1.0}


def test_a_topic_has_its_name(tmp_path: Path) -> None:
    nodes = dict(to_networkx(synthetic(60, 80)).nodes(data=True))
    assert nodes["entity/e0"]["topicName"]
    assert nodes["entity/e0"]["topic"].startswith("topic/")


def test_csv_has_authors_and_who_wrote_what(tmp_path: Path) -> None:
    write(small(), tmp_path / "csv", "csv", base_iri="https://example.org/")
    authors, links = rows(tmp_path / "csv" / "authors.csv"), rows(tmp_path / "csv" / "authorships.csv")
    assert authors[0] == [":ID", "name", "names:string[]", "orcid", ":LABEL"]
    assert ["author/ash", "Ada Ash", "Ada Ash", "", "Author"] in authors
    assert links[0] == [":START_ID", ":END_ID", ":TYPE", "position:int"]
    assert ["paper/p1", "author/birch", "creator", "2"] in links
    assert {row[1] for row in links[1:]} <= {row[0] for row in authors}


def test_lists_in_csv_are_typed_and_a_semicolon_parts_their_items_alone(tmp_path: Path) -> None:
    aliases = ["Seer; seen", "=Seer"]
    made = graph(
        papers=[row("papers", id="paper/p", title="T; U", authors=["author/a"])],
        authors=[row("authors", id="author/a", name="A; B", names=[])],
        entities=[row("entities", id="entity/e", name="Seer", type="Method", aliases=aliases, paper_count=1)],
    )
    write(made, tmp_path / "csv", "csv", base_iri="https://example.org/")
    entity = dict(zip(*rows(tmp_path / "csv" / "entities.csv"), strict=True))
    paper = dict(zip(*rows(tmp_path / "csv" / "papers.csv"), strict=True))
    assert entity["aliases:string[]"].split(";") == ["Seer, seen", "=Seer"]
    assert paper["authors:string[]"] == "A, B"
    assert paper["title"] == "T; U"


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
