"""The stage `analyse`: columns, topics, implied links, and the same answer every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import polars as pl
import pytest

from kg.analysis import analyse
from kg.analysis.builds_on import introduced, spoken
from kg.analysis.centrality import betweenness, hits, pagerank
from kg.analysis.dates import later
from kg.analysis.naming import distinctive, topic_names
from kg.analysis.sections import report_sections
from kg.analysis.topics import membership, partition, rand_index
from kg.graph import SCHEMA, Graph
from tests.graphs import graph_of

VISION = ("ImageNet", "vision transformer", "object detection")
SPEECH = ("LibriSpeech", "speech recognition", "CTC")


def two_fields() -> Graph:
    """Six papers on images and six on speech, and one that joins them."""
    papers = {f"v{i}": {"date": f"202{i % 4}"} for i in range(6)} | {f"s{i}": {"date": "2020"} for i in range(6)}
    kinds = {"ImageNet": "Dataset", "LibriSpeech": "Dataset", "object detection": "Task", "speech recognition": "Task"}
    entities = {n: kinds.get(n, "Method") for n in (*VISION, *SPEECH)}
    says = [(p, p, "mentions", n) for p in papers for n in (VISION if p[0] == "v" else SPEECH)]
    says.append(("v0", "v0", "uses", "CTC"))
    return graph_of(papers, entities, says, subjects=["LG"])


def built(graph: Graph) -> set[tuple[str, str]]:
    rows = analyse(graph).statements.filter(pl.col("predicate") == "buildsOn")
    return set(rows.select("subject", "object").iter_rows())


def test_two_fields_are_two_topics_named_by_what_is_in_them() -> None:
    found = analyse(two_fields())
    topics = found.topics.filter(pl.col("kind") == "community")
    assert sorted(topics["size"]) == [6, 6]
    of = dict(found.papers.select("id", "topic").iter_rows())
    assert len({of[f"paper/v{i}"] for i in range(6)}) == 1
    assert of["paper/v1"] != of["paper/s1"]
    name = dict(topics.select("id", "name").iter_rows())[of["paper/s1"]]
    assert set(name.split(", ")) <= set(SPEECH)
    entity = dict(found.entities.select("id", "topic").iter_rows())
    assert entity["entity/imagenet"] == of["paper/v1"]


def test_subjects_of_the_source_stay() -> None:
    assert analyse(two_fields()).topics.row(0) == ("topic/LG", "LG", "subject", "LG", "", 1)


def test_what_joins_fields_has_the_highest_betweenness() -> None:
    found = analyse(two_fields()).entities.sort("betweenness", descending=True)
    assert found["id"][0] == "entity/ctc"


def test_a_graph_without_papers_or_ties_is_no_error() -> None:
    for graph in (graph_of({}, {}), graph_of({"p": {}, "q": {}}, {"X": "Method"})):
        found = analyse(graph)
        assert found.topics.height == 0
        assert found.papers["topic"].to_list() == [""] * graph.papers.height


def test_references_alone_make_no_topic() -> None:
    papers = {k: {} for k in "abcd"}
    cites = [(x, y) for x in papers for y in papers if x < y]
    graph = graph_of(papers, {"X": "Method"}, citations=cites)
    assert analyse(graph).topics.height == 1
    unread: dict[str, object] = {"paper/c": True, "paper/d": True}
    graph = graph.with_column("papers", "cited_only", dict.fromkeys(graph.papers["id"], False) | unread)
    assert analyse(graph).topics.height == 0


def test_the_report_tells_whether_there_are_topics() -> None:
    def said(n: int) -> str:
        papers = [f"p{i}" for i in range(n)]
        graph = graph_of({p: {} for p in papers}, {"X": "Method"}, [(p, p, "uses", "X") for p in papers])
        return dict(report_sections(analyse(graph)))["Topics"]

    assert "No topics: a topic has 3 papers or more" in said(2)
    assert "No topics" not in said(3)


def test_tables_keep_their_columns() -> None:
    found = analyse(two_fields())
    for table, columns in SCHEMA.items():
        assert dict(getattr(found, table).schema) == columns


def test_equal_tables_whatever_the_hash_seed() -> None:
    code = (
        "from tests.test_analysis import two_fields; from kg.analysis import analyse; g = analyse(two_fields());"
        "print([getattr(g, t).rows() for t in ('papers', 'entities', 'topics', 'statements', 'support')])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": s}, capture_output=True, check=True
        ).stdout
        for s in ("1", "2")
    }
    assert len(said) == 1


def pointer(user_date: str = "2019", says: list[tuple[str, str, str, str]] | None = None) -> Graph:
    papers = {
        "ptr": {"title": "Pointer Networks", "abstract": "We call it a Ptr-Net.", "date": "2015-06-09"},
        "user": {"title": "Intro", "abstract": "A Pointer Network is used.", "date": user_date},
        "other": {"title": "Other", "abstract": "Pointer Networks."},
    }
    entities = {"Pointer Networks|Ptr-Net": "Method", "MyNet": "Method", "recurrent network": "Method"}
    start = [("ptr", "ptr", "proposes", "Pointer Networks"), ("other", "other", "proposes", "recurrent network")]
    return graph_of(papers, entities, start + (says or [("user", "user", "uses", "Pointer Networks")]))


def test_a_paper_that_uses_what_one_other_proposes_builds_on_it() -> None:
    assert built(pointer()) == {("paper/user", "paper/ptr")}


def test_a_link_is_supported_by_the_sentences_that_imply_it() -> None:
    found = analyse(pointer())
    row = found.statements.filter(pl.col("predicate") == "buildsOn").row(0, named=True)
    lines = found.support.filter(pl.col("statement") == row["id"])
    quotes = dict(found.evidence.select("id", "quote").iter_rows())
    assert sorted(quotes[e] for e in lines["evidence"]) == [
        "ptr proposes Pointer Networks.",
        "user uses Pointer Networks.",
    ]
    assert (row["support"], row["asserted"], row["confidence"]) == (2, True, 0.9)


def test_links_that_sources_also_state_are_counted_without_a_warning() -> None:
    code = (
        "from dataclasses import replace; from tests.test_analysis import pointer; from kg.graph import frame;"
        "from kg.analysis import analyse; from kg.analysis.builds_on import beside_citations;"
        "cited = frame('citations', [('paper/user', 'paper/ptr'), ('paper/user', 'paper/other')]);"
        "print(beside_citations(analyse(replace(pointer(), citations=cited))))"
    )
    always = [sys.executable, "-W", "always:`is_in`", "-c", code]
    done = subprocess.run(always, capture_output=True, text=True, check=True)
    assert done.stdout == "buildsOn: 1 links; 1 of papers that state references, 1 of these also cited\n"
    assert done.stderr == ""


def test_a_method_based_on_it_is_enough_where_the_paper_says_so() -> None:
    says = [("user", "user", "proposes", "MyNet"), ("user", "MyNet", "basedOn", "Pointer Networks")]
    assert built(pointer(says=says)) == {("paper/user", "paper/ptr")}
    elsewhere = [says[0], ("other", "MyNet", "basedOn", "Pointer Networks")]
    assert built(pointer(says=elsewhere)) == set()


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(pointer("2014"), id="a later paper"),
        pytest.param(pointer(says=[("ptr", "ptr", "uses", "Pointer Networks")]), id="itself"),
        pytest.param(pointer(says=[("user", "user", "uses", "recurrent network")]), id="a descriptive phrase"),
        pytest.param(
            pointer(
                says=[("user", "user", "uses", "Pointer Networks"), ("other", "other", "proposes", "Pointer Networks")]
            ),
            id="proposed twice",
        ),
        pytest.param(pointer(says=[("user", "user", "comparedWith", "Pointer Networks")]), id="only compared"),
    ],
)
def test_what_is_no_link(graph: Graph) -> None:
    assert built(graph) == set()


def test_dates_are_compared_as_exactly_as_both_are_known() -> None:
    assert later("2020-02", "2020-01-31")
    assert not later("2020-12-01", "2020")
    assert not later("", "1999")


@pytest.mark.parametrize(
    ("name", "title", "sentence", "own"),
    [
        ("RetNet", "Retentive Network", "We propose RetNet.", True),
        ("Pointer Networks", "Pointer Networks", "We learn.", True),
        ("Mamba", "Mamba: Linear-Time Modeling", "", True),
        ("Mamba", "Modeling", "We call it Mamba here.", True),
        ("Recurrent Networks", "Training Recurrent Networks", "We train.", False),
        ("GPT-4", "Can GPT-4 Search?", "GPT-4 was proposed.", False),
        ("Graph Attention Network", "On Graphs", "We employ a Graph Attention Network.", False),
        ("recurrent network", "recurrent network", "We propose a recurrent network.", False),
    ],
)
def test_names_that_a_paper_gives(name: str, title: str, sentence: str, own: bool) -> None:
    assert introduced(name, title, [sentence]) is own


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Pointer Networks", "We use a Pointer Network.", True),
        ("RetNet", "RetNets are fast.", True),
        ("RetNet", "AutoRetNet is fast, and so is RetNet.", True),
        ("RetNet", "AutoRetNet is fast, RetNetX too.", False),
        ("RetNet", "We like retnet.", False),
    ],
)
def test_names_that_a_text_speaks(name: str, text: str, said: bool) -> None:
    assert spoken(name, text) is said


def test_what_many_papers_name_is_distinctive_however_weakly_each_is_tied() -> None:
    tied = {"p": {"a": 1.0}, "q": {"b": 0.5}, "r": {"b": 0.5}, "s": {"c": 1.0}}
    found = distinctive(tied, {"p": 0, "q": 0, "r": 0, "s": 1})
    assert [e for e, _ in found[0]] == ["b", "a"]


def test_two_entities_of_one_name_are_named_once() -> None:
    entity = {"a": ("RCTs", "Method"), "b": ("RCTs", "Task"), "c": ("PubMed", "Dataset")}
    assert topic_names(entity, {"p": ["a", "b", "c"]}, {"p": 0}) == {0: "RCTs, PubMed"}


def test_a_user_must_speak_of_it_by_its_name() -> None:
    graph = pointer()
    texts = [
        t if i != "paper/user" else "We use pointer networks."
        for i, t in graph.papers.select("id", "abstract").iter_rows()
    ]
    lower = replace(graph, papers=graph.papers.with_columns(pl.Series("abstract", texts)))
    assert built(lower) == set()


def test_consensus_finds_planted_groups_in_every_order_of_runs() -> None:
    G = nx.planted_partition_graph(6, 20, 0.5, 0.02, seed=3)
    planted = {n: n // 20 for n in G}
    found = partition(G, seed=1)
    assert rand_index(membership(found.communities), planted) > 0.95
    assert found.modularity >= nx.community.modularity(G, nx.community.louvain_communities(G, seed=9)) - 1e-9
    assert found.stability > 0.9


def test_rand_index_is_one_for_equal_and_about_zero_for_chance() -> None:
    a = {str(n): n % 4 for n in range(400)}
    assert rand_index(a, {n: 7 - c for n, c in a.items()}) == 1
    assert abs(rand_index(a, {n: int(n) // 100 for n in a})) < 0.02


def test_sampled_betweenness_states_an_error_that_holds() -> None:
    G = nx.barabasi_albert_graph(600, 3, seed=5)
    exact = betweenness(G).values
    sampled = betweenness(G, exact_below=100, pivots=100, seed=2)
    off = (sum((exact[n] - sampled.values[n]) ** 2 for n in G) / len(G)) ** 0.5
    assert sampled.pivots == 200
    assert 0 < off < 3 * sampled.error


def test_pagerank_of_nothing_is_empty() -> None:
    assert pagerank(nx.DiGraph()) == {}


@pytest.mark.parametrize("seed", range(5))
def test_hits_are_networkx_own(seed: int) -> None:
    G = nx.gnp_random_graph(60, 0.1, seed=seed, directed=True)
    hubs, authorities = nx.hits(G, max_iter=1000, tol=1e-10, nstart=dict.fromkeys(G, 1.0))
    mine = hits(G)
    assert mine[0] == pytest.approx(hubs, abs=1e-6)
    assert mine[1] == pytest.approx(authorities, abs=1e-6)


def test_hits_of_tied_groups_are_shared_and_the_same_every_time() -> None:
    pairs = nx.DiGraph([("p2", "p1"), ("p4", "p3")])
    shared = {"p2": 0.5, "p1": 0.0, "p4": 0.5, "p3": 0.0}, {"p2": 0.0, "p1": 0.5, "p4": 0.0, "p3": 0.5}
    assert [hits(pairs) for _ in range(5)] == [shared] * 5
    stars = nx.DiGraph((f"{star}{i}", star) for star, size in (("a", 3), ("b", 3), ("c", 2)) for i in range(size))
    assert {n: v for n, v in hits(stars)[1].items() if v} == {"a": 0.5, "b": 0.5}
    tree = nx.DiGraph((f"p{i}", f"p{i // 2}") for i in range(2, 80))
    assert sum(hits(tree)[1].values()) == pytest.approx(1)
    assert len({v for v in hits(tree)[1].values() if v}) == 1


def test_hits_settle_where_two_groups_weigh_nearly_the_same() -> None:
    G = nx.DiGraph((f"p{i}", f"{n}q{j}") for n in (100, 101) for i in range(4 * n, 4 * n + 4) for j in range(n))
    hubs, authorities = hits(G)
    assert sum(hubs[f"p{i}"] for i in range(400, 404)) < 1e-6
    assert sum(v for n, v in authorities.items() if n.startswith("101q")) == pytest.approx(1)


def test_nobody_cites_and_there_are_no_hubs() -> None:
    assert hits(nx.empty_graph(3, create_using=nx.DiGraph)) == ({}, {})
