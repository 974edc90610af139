"""The shipped queries: their answers, and what their parameters may be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.options import BASE_IRI as ID
from kg.query import explain, lookup, named_queries, query
from tests.rdf_graph import MARKUP, out_folder, rows, small, with_row, written

# A parameter for every named query, and a word that its answer on `small()` must hold.
EXAMPLES = {
    "aliases": ({"what": "rmt"}, "Recurrent Memory Transformer"),
    "author-methods": ({"author": "A. Ash"}, "RMT"),
    "below-confidence": ({"below": "0.3"}, "0.25"),
    "bridges": ({"topic": "Transformers", "other": "Vision"}, "RMT: a memory"),
    "builds-on": ({"method": "Transformer"}, "RMT"),
    "co-citation": ({"paper": "cited"}, MARKUP),
    "contradictions": ({}, "Transformer"),
    "evaluated-on": ({"method": "Recurrent Memory Transformer"}, "84.1"),
    "evidence": ({"subject": "RMT", "object": "ImageNet", "predicate": "evaluatedOn"}, "RMT is"),
    "introduced": ({"what": "RMT"}, "RMT: a memory"),
    "leaderboard": ({"on": "ImageNet"}, "84.1"),
    "methods-of-task": ({"task": "vision"}, "2023"),
    "papers-building-on": ({"paper": MARKUP}, "RMT: a memory"),
    "shared-datasets": ({"topic": "Transformers", "other": "Vision"}, "ImageNet"),
    "top-methods": ({}, "RMT"),
    "untried": ({"on": "ImageNet"}, "Transformer"),
}


def test_every_named_query_has_an_example_here():
    assert {q.name for q in named_queries()} == set(EXAMPLES)
    assert all(q.title and q.description for q in named_queries())


@pytest.mark.parametrize("name", EXAMPLES)
def test_named_query_answers(name: str, rdf: Path):
    parameters, word = EXAMPLES[name]
    assert word in query(rdf=rdf, named=name, parameters=parameters, format="csv")


@pytest.mark.parametrize("name", EXAMPLES)
def test_explained_query_gives_the_same_answer(name: str, rdf: Path):
    parameters, _ = EXAMPLES[name]
    text = explain(name, rdf=rdf, parameters=parameters)
    assert query(text, rdf=rdf, format="csv") == query(rdf=rdf, named=name, parameters=parameters, format="csv")


@pytest.mark.parametrize("name", EXAMPLES)
def test_rdflib_answers_named_queries_alike(name: str, rdf: Path):
    import rdflib

    parameters, _ = EXAMPLES[name]
    g = rdflib.Graph().parse(data=rdf.read_bytes())
    theirs = g.query(explain(name, rdf=rdf, parameters=parameters))
    ours = json.loads(query(rdf=rdf, named=name, parameters=parameters, format="json"))["results"]["bindings"]
    told = [sorted(f"{k}={v['value']}" for k, v in row.items()) for row in ours]
    assert sorted(sorted(f"{k}={v}" for k, v in r.asdict().items()) for r in theirs) == sorted(told)


def test_what_is_below_a_confidence_are_statements_alone(tmp_path: Path):
    found = rows(query(rdf=written(tmp_path), named="below-confidence", parameters={"below": "1.0"}, format="csv"))
    assert [r["confidence"] for r in found] == ["0.25", "0.5", "0.7", "0.8", "0.9", "0.9", "0.93"]  # no result's 0.9


def test_papers_that_build_on_one_come_in_order_of_time_those_without_a_date_last(tmp_path: Path):
    graph = small().with_column("papers", "title", {"paper/cited": "Undated"})
    first = graph.papers.row(0)
    for number, date in enumerate(("2024-05", "2022", "2024")):  # three types of date, with the 2023-08-01 of `p1`
        graph = with_row(graph, "papers", (f"paper/n{number}", *first[1:6], date, *first[7:]))
    for subject in ("cited", "n0", "n1", "n2"):
        row = (f"statement/{subject}", f"paper/{subject}", "buildsOn", "paper/a%2F.", "", 0.9, 1, True)
        graph = with_row(graph, "statements", row)
    rdf = written(tmp_path, graph)
    found = rows(query(rdf=rdf, named="papers-building-on", parameters={"paper": MARKUP}, format="csv"))
    assert [r["issued"] for r in found] == ["2022", "2023-08-01", "2024", "2024-05", ""]


def test_the_twentieth_of_the_top_methods_is_the_first_by_name(tmp_path: Path):
    graph = small()
    row = graph.entities.row(1)
    for number in range(25, 0, -1):
        name = f"M{number:02}"
        graph = with_row(graph, "entities", (f"entity/{number}", name, *row[2:]))
        graph = with_row(
            graph, "statements", (f"statement/m{number}", "paper/p1", "uses", f"entity/{number}", "", 1.0, 1, True)
        )
    graph = with_row(graph, "statements", ("statement/n", "paper/cited", "uses", "entity/25", "", 1.0, 1, True))
    found = rows(query(rdf=written(tmp_path, graph), named="top-methods", format="csv"))
    assert [(r["name"], r["papers"]) for r in found] == [("M25", "2"), *((f"M{n:02}", "1") for n in range(1, 20))]


def test_a_result_stands_once_in_a_leaderboard_whatever_the_names_of_its_metric(tmp_path: Path):
    graph = with_row(
        small(),
        "entities",
        ("entity/acc", "Accuracy", "Metric", ["Metric"], ["accuracy", "ACC"], *[[], []], 1, None, "", None, None),
    )
    graph = graph.with_column("results", "metric", {"result/1": "entity/acc"})
    found = query(
        rdf=written(tmp_path, graph),
        named="leaderboard",
        parameters={"on": "ImageNet", "metric": "accuracy"},
        format="csv",
    )
    assert [r["metricName"] for r in rows(found)] == ["Accuracy"]


def test_contradiction_needs_both_sides(tmp_path: Path):
    graph = small()
    kept = graph.statements.filter(graph.statements["id"] != "statement/5")
    path = written(tmp_path, replace(graph, statements=kept))
    assert rows(query(rdf=path, named="contradictions", format="csv")) == []


def test_parameters_are_terms_never_text(rdf: Path):
    evil = 'x" } . ?s ?p ?o #'
    with pytest.raises(QueryError, match="no entity is called"):
        query(rdf=rdf, named="aliases", parameters={"what": evil})
    with pytest.raises(QueryError, match="is no IRI"):
        query(rdf=rdf, named="aliases", parameters={"what": "http://x/> } ?s ?p ?o #"})
    with pytest.raises(QueryError, match="is no number"):
        query(rdf=rdf, named="below-confidence", parameters={"below": "1) || (1=1"})


def test_an_iri_is_a_name_too(rdf: Path):
    assert "RMT" in query(rdf=rdf, named="aliases", parameters={"what": ID + "entity/rmt"}, format="csv")


@pytest.mark.parametrize("word", ["10.1/abc", "doi:10.1/ABC", "https://doi.org/10.1/abc", " p1 "])
def test_a_paper_is_found_by_its_doi_too(word: str, rdf: Path):
    found = query(named="co-citation", parameters={"paper": word}, rdf=rdf)
    assert found == query(named="co-citation", parameters={"paper": "p1"}, rdf=rdf)


@pytest.mark.parametrize(
    ("parameter", "word", "told"),
    [
        ("predicate", "eats", "no predicate is called 'eats'; known are proposes, "),
        ("predicate", "foo:evaluatedOn", "prefix foo: is not known"),
        ("subject", ID + "entity/none", "the graph says nothing of <" + ID),
        ("subject", "\udcff", "--subject is not UTF-8"),
    ],
)
def test_a_word_that_can_stand_for_nothing_is_told(parameter: str, word: str, told: str, rdf: Path):
    words = {"subject": "RMT", "object": "ImageNet", parameter: word}
    with pytest.raises(QueryError, match=told):
        query(named="evidence", parameters=words, rdf=rdf)


def test_a_title_with_a_slip_and_an_unknown_topic_are_told_what_there_is(rdf: Path):
    with pytest.raises(QueryError, match=r"near names: RMT: a memory$"):
        query(named="co-citation", parameters={"paper": "RMT: a memmory"}, rdf=rdf)
    with pytest.raises(QueryError, match=r"topics are: Transformers; Vision$"):
        query(named="bridges", parameters={"topic": "x", "other": "Vision"}, rdf=rdf)


def test_unknown_names_are_told_with_near_ones(rdf: Path):
    with pytest.raises(QueryError, match="near names: ImageNet"):
        query(rdf=rdf, named="aliases", parameters={"what": "IMAGNET"})
    with pytest.raises(QueryError, match="near names: Transformer"):
        query(rdf=rdf, named="aliases", parameters={"what": "Transfromer"})
    with pytest.raises(QueryError, match="known are aliases"):
        query(rdf=rdf, named="nope")
    with pytest.raises(QueryError, match="needs --on"):
        query(rdf=rdf, named="leaderboard")
    with pytest.raises(QueryError, match="no parameter --of; it has --on"):
        query(rdf=rdf, named="leaderboard", parameters={"of": "x"})


def test_a_name_of_two_things_asks_about_both(tmp_path: Path):
    graph = small().with_column("entities", "aliases", {"entity/rmt": ["R"], "entity/transformer": ["R"]})
    found = query(rdf=written(tmp_path, graph), named="aliases", parameters={"what": "R"}, format="csv")
    assert ID + "entity/rmt" in found
    assert ID + "entity/transformer" in found


def test_a_name_of_very_many_things_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lookup, "_MOST", 1)
    graph = small().with_column("entities", "aliases", {"entity/rmt": ["R"], "entity/transformer": ["R"]})
    with pytest.raises(QueryError, match="names 2 things; give the IRI"):
        query(rdf=written(tmp_path, graph), named="aliases", parameters={"what": "R"})


def test_leaderboard_of_one_metric_by_text_or_by_entity(rdf: Path):
    for metric, count in (("TOP-1", 1), ("f-score", 0)):
        found = query(rdf=rdf, named="leaderboard", parameters={"on": "ImageNet", "metric": metric}, format="csv")
        assert len(rows(found)) == count
    graph = small().with_column("results", "metric", {"result/1": "entity/top"})
    graph = with_row(
        graph, "entities", ("entity/top", "T1", "Metric", ["Metric"], ["acc"], [], [], 1, None, "", None, None)
    )
    path = written(rdf.parent.parent, graph)
    found = query(rdf=path, named="leaderboard", parameters={"on": "ImageNet", "metric": "ACC"}, format="csv")
    assert [r["value"] for r in rows(found)] == ["84.1"]


def test_nothing_builds_on_itself_where_claims_form_a_ring(tmp_path: Path):
    graph = small()
    for number, (subject, predicate, target) in enumerate(
        [
            ("entity/rmt", "basedOn", "entity/transformer"),
            ("entity/transformer", "basedOn", "entity/rmt"),
            ("paper/p1", "buildsOn", "paper/cited"),
            ("paper/cited", "buildsOn", "paper/p1"),
        ]
    ):
        graph = with_row(graph, "statements", (f"statement/r{number}", subject, predicate, target, "", 0.9, 1, True))
    graph = graph.with_column("papers", "title", {"paper/cited": "Another"})
    path = written(tmp_path, graph)
    later = rows(query(rdf=path, named="builds-on", parameters={"method": "Transformer"}, format="csv"))
    assert {r["name"] for r in later} == {"RMT"}
    papers = rows(query(rdf=path, named="papers-building-on", parameters={"paper": "p1"}, format="csv"))
    assert {r["title"] for r in papers} == {"Another"}


def test_methods_of_a_task_have_those_of_papers_without_a_date_last(tmp_path: Path) -> None:
    graph = small()
    graph = with_row(
        graph, "entities", ("entity/vision", "vision", "Task", ["Task"], [], [], [], 1, None, "", None, None)
    )
    said = [
        ("paper/p1", "addresses", "entity/vision"),
        ("paper/p1", "uses", "entity/rmt"),
        ("paper/a%2F.", "addresses", "entity/vision"),
        ("paper/a%2F.", "proposes", "entity/transformer"),
    ]
    for number, triple in enumerate(said):
        graph = with_row(graph, "statements", (f"statement/x{number}", *triple, "", 0.9, 1, True))
    undated = graph.with_column("papers", "date", {"paper/a%2F.": ""})
    rdf = written(out_folder(tmp_path / "out"), undated)
    found = rows(query(None, named="methods-of-task", parameters={"task": "vision"}, format="csv", rdf=rdf))
    assert [(row["year"], row["name"]) for row in found] == [("2023", "RMT"), ("", "Transformer")]
