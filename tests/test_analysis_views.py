"""Views, support, gaps, bridges and the main path: on graphs small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import networkx as nx
import polars as pl
import pytest

from kg.analysis.bridges import participation
from kg.analysis.engine import convert_from_nx, fast, forecast
from kg.analysis.entity_views import co_use, lineage, methods_by_task
from kg.analysis.gaps import disagreements, matrix, never_compared
from kg.analysis.leaderboards import leaderboards
from kg.analysis.main_path import main_path, search_path_counts
from kg.analysis.paper_views import authors, citations, co_citation, coupling, papers_by_entities
from kg.analysis.projections import shared_ties
from kg.analysis.support import author_groups, independent_support
from kg.analysis.topics import partition
from kg.graph import Graph
from tests.graphs import Said, graph_of

CITES = [("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "c"), ("a", "a")]


def cited() -> Graph:
    return graph_of({p: {"authors": ["Ann", "Bo"] if p in "ab" else ["Cy"]} for p in "abcd"}, {}, citations=CITES)


def weight(G: nx.Graph, a: str, b: str) -> float:
    return float(G["paper/" + a]["paper/" + b]["weight"])


def test_citations_leave_out_a_paper_citing_itself() -> None:
    assert set(citations(cited()).edges) == {("paper/" + a, "paper/" + b) for a, b in CITES if a != b}


def test_co_citation_gives_every_citing_paper_the_same_say() -> None:
    G = co_citation(cited())
    assert weight(G, "a", "b") == pytest.approx(1 / 1 + 1 / 2)  # c cites two, d three
    assert weight(G, "a", "c") == pytest.approx(1 / 2)


def test_coupling_is_a_cosine_of_reference_lists() -> None:
    assert weight(coupling(cited()), "c", "d") == pytest.approx(2 / sqrt(2 * 3))


def test_authors_weights_add_up_to_papers_written_together() -> None:
    G = authors(cited())
    assert G.degree("author/Ann", weight="weight") == 2
    assert G.degree("author/Cy", weight="weight") == 0


def test_papers_by_entities_is_a_cosine() -> None:
    says = [(p, p, "mentions", e) for p, named in (("a", "XY"), ("b", "XY"), ("c", "Z")) for e in named]
    G = papers_by_entities(graph_of({p: {} for p in "abc"}, dict.fromkeys("XYZ", "Method"), says))
    assert weight(G, "a", "b") == pytest.approx(1)
    assert G.number_of_edges() == 1


def test_co_use_is_one_where_chance_would_have_it() -> None:
    uses = {"a": "XY", "b": "X", "c": "Y", "d": "Z"}
    says = [(p, p, "uses", e) for p, of in uses.items() for e in of]
    G = co_use(graph_of({p: {} for p in "abcd"}, dict.fromkeys("XYZ", "Method"), says))
    assert G["entity/x"]["entity/y"] == {"weight": pytest.approx(1 * 4 / (2 * 2)), "papers": 1}


def test_lineage_and_methods_by_task() -> None:
    says = [
        ("a", "X", "basedOn", "Y"),
        ("b", "X", "basedOn", "Y"),
        ("a", "a", "uses", "X"),
        ("a", "a", "uses", "Y"),
        ("a", "a", "addresses", "T"),
        ("b", "X", "appliedTo", "T"),
    ]
    graph = graph_of({"a": {}, "b": {}}, {"X": "Method", "Y": "Method", "T": "Task"}, says)
    assert lineage(graph)["entity/x"]["entity/y"]["weight"] == 2
    G = methods_by_task(graph)
    assert G["entity/x"]["entity/t"]["weight"] == pytest.approx(0.5 + 1)
    assert G["entity/y"]["entity/t"]["weight"] == pytest.approx(0.5)


def test_ten_papers_of_one_laboratory_are_one_voice() -> None:
    by = {f"p{i}": ["Boss", f"student {i}"] for i in range(10)} | {"q": ["Else"], "r": []}
    assert author_groups(by, by) == 3
    says = [(p, p, "mentions", "X") for p in by]
    graph = graph_of({p: {"authors": names} for p, names in by.items()}, {"X": "Method"}, says)
    assert independent_support(graph) == {"entity/x": 3}


def test_search_path_counts_of_a_published_shape() -> None:
    # two sources, two sinks, all ways through m: 4 ways lead through each edge's m as 2 before times 2 after
    G = nx.DiGraph([("s", "m"), ("t", "m"), ("m", "n"), ("n", "u"), ("n", "v")])
    assert search_path_counts(G) == {("s", "m"): 2, ("t", "m"): 2, ("m", "n"): 4, ("n", "u"): 2, ("n", "v"): 2}


def test_main_path_runs_from_old_to_new_and_survives_cycles_and_wrong_dates() -> None:
    G = nx.DiGraph([("d", "c"), ("c", "b"), ("b", "a"), ("d", "a"), ("x", "y"), ("y", "x"), ("a", "d")])
    dates = {"a": "1990", "b": "1995", "c": "2000-05", "d": "2000"}
    assert main_path(G, dates) == ["a", "b", "c", "d"]
    assert main_path(nx.DiGraph()) == []


def test_an_even_spread_over_topics_has_the_greatest_participation() -> None:
    found = participation({"one": {"t": 1.0}, "two": {"t": 0.5, "u": 0.5}})
    assert found == {"one": 0.0, "two": 0.5}


def tried(*more: Said) -> Graph:
    says = [
        ("a", "a", "addresses", "T"),
        ("a", "a", "evaluatesOn", "D"),
        ("b", "b", "addresses", "T"),
        ("b", "b", "evaluatesOn", "D"),
        ("c", "c", "addresses", "U"),
        ("c", "c", "evaluatesOn", "E"),
        ("d", "d", "addresses", "T"),
        ("d", "d", "evaluatesOn", "F"),
        ("e", "e", "addresses", "U"),
        ("e", "e", "evaluatesOn", "D"),
        ("f", "f", "addresses", "T"),
        ("a", "X", "evaluatedOn", "D"),
        ("b", "Y", "evaluatedOn", "D"),
        ("c", "Z", "evaluatedOn", "D"),
        ("c", "Z", "outperforms", "Y"),
        ("d", "Y", "outperforms", "Z"),
        *more,
    ]
    kinds = {"T": "Task", "U": "Task", "D": "Dataset", "E": "Dataset", "F": "Benchmark"}
    kinds |= dict.fromkeys("XYZ", "Method") | {"M": "Metric", "perplexity": "Metric"}
    results = [
        {"paper": "a", "method": "X", "on": "D", "metric": "M", "value": "84.1"},
        {"paper": "b", "method": "X", "on": "D", "metric": "M", "value": "84.10"},
        {"paper": "c", "method": "Y", "on": "D", "metric": "M", "value": "80"},
        {"paper": "d", "method": "Y", "on": "D", "metric": "M", "value": "81"},
        {"paper": "d", "method": "Y", "on": "D", "metric": "M", "value": "over 9000"},
        *({"paper": p, "method": "Y", "on": "E", "metric": "perplexity", "value": v} for p, v in ("a9", "b7", "c8")),
    ]
    return graph_of({p: {"date": f"200{i}"} for i, p in enumerate("abcdef")}, kinds, says, results=results)


def test_matrix_counts_papers_and_marks_promising_gaps() -> None:
    found = matrix(tried(), "Task", "Data")
    assert found.cells["entity/t", "entity/d"] == 2
    assert found.rows[0] == "entity/t"
    assert found.empty == (("entity/t", "entity/e"),)  # 3 of 5 papers times 1: more than half a paper


def test_what_one_paper_so_much_as_names_together_is_no_gap() -> None:
    assert matrix(tried(("f", "f", "mentions", "E")), "Task", "Data").empty == ()


def test_methods_on_the_same_data_that_nobody_compares() -> None:
    assert [(u.one, u.other, u.data) for u in never_compared(tried())] == [
        ("entity/x", "entity/z", ("entity/d",)),
    ]


def changed(graph: Graph, column: str, values: dict[str, object]) -> Graph:
    """`graph` with other values in a column of its entities."""
    old = graph.entities
    new = [values.get(i, value) for i, value in old.select("id", column).iter_rows()]
    return replace(graph, entities=old.with_columns(pl.Series(column, new, dtype=old.schema[column])))


def test_a_thing_and_a_kind_of_it_are_no_gap() -> None:
    above = {"entity/e": ["entity/f"], "entity/f": ["entity/t"], "entity/z": ["entity/m"], "entity/m": ["entity/x"]}
    for made in (
        changed(tried(), "broader", above),
        changed(tried(), "name", {"entity/e": "large T", "entity/z": "X-sparse"}),
        changed(tried(), "aliases", {"entity/e": ["T of trees"], "entity/z": ["Zoned X"]}),  # short for a longer name
    ):
        assert matrix(made, "Task", "Data").empty == ()
        assert never_compared(made) == []


def test_disagreements_are_about_numbers_not_spelling() -> None:
    found = disagreements(tried())
    assert [d.about for d in found if d.kind == "result"] == [
        ("entity/y", "entity/d", "entity/m"),
        ("entity/y", "entity/e", "entity/perplexity"),
    ]
    assert [d.values for d in found if d.kind == "order"] == [
        (("paper/c", "the second"), ("paper/d", "the first")),
    ]


def test_leaderboards_know_when_less_is_better() -> None:
    found = {b.metric: b for b in leaderboards(tried())}
    assert [e.text for e in found["M"].entries] == ["84.1", "84.10", "81", "80"]
    assert [e.text for e in found["perplexity"].entries] == ["7", "8", "9"]


def test_the_engine_gives_the_betweenness_that_networkx_gives() -> None:
    G = nx.barabasi_albert_graph(300, 3, seed=4)
    G.add_edge("alone", "together")
    slow = nx.betweenness_centrality(G, k=40, seed=7)
    quick = nx.betweenness_centrality(convert_from_nx(G), k=40, seed=7)
    assert quick == pytest.approx(slow, abs=1e-12)
    exact = nx.betweenness_centrality(convert_from_nx(G))
    assert exact == pytest.approx(nx.betweenness_centrality(G), abs=1e-12)


def test_the_engine_gives_the_modularity_that_networkx_gives() -> None:
    G = nx.barabasi_albert_graph(300, 3, seed=4)
    G.add_edges_from([(5, 5), (7, 7)])
    nx.set_edge_attributes(G, {e: 1.0 + i % 5 for i, e in enumerate(G.edges)}, "weight")
    groups = [set(range(i, 300, 7)) for i in range(7)]
    slow = nx.community.modularity(G, groups, resolution=1.2)
    assert nx.community.modularity(fast(G, large=0), groups, resolution=1.2) == pytest.approx(slow, abs=1e-12)


def test_a_large_graph_has_topics_without_the_extra_too(monkeypatch: pytest.MonkeyPatch) -> None:
    G = nx.planted_partition_graph(6, 30, 0.4, 0.01, seed=1)
    nx.set_edge_attributes(G, 1.0, "weight")
    monkeypatch.setattr("kg.analysis.engine.find_spec", lambda _: None)
    small = partition(G)
    monkeypatch.setattr("kg.analysis.engine.LARGE", 100)
    large = partition(G)
    assert large.communities == small.communities
    assert large.modularity == pytest.approx(small.modularity, abs=1e-9)


def test_the_engine_finds_communities_as_good_as_networkx() -> None:
    pytest.importorskip("networkit", reason="the extra `fast` is not installed")
    G = nx.planted_partition_graph(10, 40, 0.3, 0.01, seed=1)
    nx.set_edge_attributes(G, 1.0, "weight")
    slow = nx.community.modularity(G, nx.community.louvain_communities(G, seed=1))
    quick = nx.community.louvain_communities(fast(G, large=0), seed=1)
    assert quick == nx.community.louvain_communities(fast(G, large=0), seed=1)
    assert nx.community.modularity(G, quick) > slow - 0.005


def test_the_announced_links_are_those_that_topics_are_found_in() -> None:
    says = [("a", "a", "uses", "Shared"), ("a", "a", "mentions", "Shared"), ("b", "b", "uses", "Shared")]
    graph = graph_of({"a": {}, "b": {}}, {"Shared": "Method", "Own": "Method"}, [*says, ("b", "b", "uses", "Own")])
    assert shared_ties(graph) == 2


def test_only_large_graphs_are_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.analysis.engine.has_louvain", lambda: False)
    assert forecast(1_000) == forecast(120_000) == ""
    assert "1,000,000 links take about 3 minutes; with `pip install scikg[fast]` seconds" in forecast(1_000_000)
    assert "about 1 minute;" in forecast(400_000)
    monkeypatch.setattr("kg.analysis.engine.has_louvain", lambda: True)
    assert forecast(1_000_000) == ""
