"""A thing of another type: what papers say of it is said in words that fit, or is left out and told."""

from __future__ import annotations

import pytest

from kg.assemble import Parts, assemble
from kg.corrections import parse, stale, without_dropped
from kg.graph import Graph
from kg.linking import link
from kg.records import Extraction, FoundEntity, FoundRelation, Paper

Triple = tuple[str, str, str]
PAPER = Paper(id="p", title="FooNet", abstract="FooNet and Barium.")


def built(text: str, type: str, role: str, *triples: Triple) -> tuple[Graph, list[str]]:
    """The graph of one paper with FooNet, a method, and Barium, and what is told of the corrections."""
    entities = (
        FoundEntity(name="FooNet", type="Method", role="proposed"),
        FoundEntity(name="Barium", aliases=("Ba",), type=type, role=role),
    )
    relations = tuple(FoundRelation(head=h, predicate=p, tail=t, confidence=0.7) for h, p, t in triples)
    read = [Extraction(paper="p", entities=entities, relations=relations)]
    corrections = parse(text, "c.toml")
    linked = link([PAPER], read, corrections=corrections)
    kept = without_dropped(read, corrections, linked, [PAPER])
    graph = assemble(Parts(papers=[PAPER], extractions=kept, entities=linked))
    return graph, [str(remark) for remark in stale(corrections, [PAPER], read, linked)]


def predicates(graph: Graph) -> set[str]:
    return set(graph.statements["predicate"]) - {"mentions"}


@pytest.mark.parametrize(
    ("old", "role", "triples", "new", "left"),
    [
        ("Method", "used", [("PAPER", "uses", "Barium")], "Task", {"addresses"}),
        ("Method", "proposed", [("PAPER", "proposes", "Ba")], "Task", {"addresses"}),
        ("Method", "proposed", [("PAPER", "proposes", "Barium")], "Metric", {"proposes"}),
        ("Dataset", "trained", [], "Method", {"uses"}),
        ("Metric", "reported", [], "Benchmark", {"evaluatesOn"}),
        ("Method", "used", [("PAPER", "uses", "Barium")], "Metric", {"measures"}),
        ("Dataset", "evaluated", [("PAPER", "evaluatesOn", "Barium")], "Benchmark", {"evaluatesOn"}),
        ("Dataset", "mentioned", [("FooNet", "evaluatedOn", "Barium")], "Task", {"appliedTo"}),
        ("Task", "mentioned", [("FooNet", "appliedTo", "Barium")], "Dataset", {"evaluatedOn"}),
    ],
)
def test_a_triple_is_said_as_the_new_type_has_it(
    old: str, role: str, triples: list[Triple], new: str, left: set[str]
) -> None:
    graph, lines = built(f'[[retype]]\nname = "Barium"\ntype = "{new}"\n', old, role, *triples)
    assert (predicates(graph), lines, graph.quarantine.height) == (left, [], 0)


def test_a_triple_that_cannot_be_is_left_out_and_told() -> None:
    triples = [("FooNet", "basedOn", "Barium"), ("PAPER", "comparedWith", "Barium"), ("PAPER", "uses", "Barium")]
    graph, lines = built('[[retype]]\nname = "Ba"\ntype = "Task"\n', "Method", "used", *triples)
    assert predicates(graph) == {"addresses"}
    why = "left out 2 triples of papers (1 basedOn, 1 comparedWith) that cannot be of a Task"
    assert lines == [f"c.toml:1: {why}"]
    assert graph.quarantine.height == 2


@pytest.mark.parametrize("predicate", ["uses", "addresses"])
def test_a_triple_is_dropped_by_the_old_predicate_and_the_new(predicate: str) -> None:
    text = (
        f'[[retype]]\nname = "Barium"\ntype = "Task"\n[[drop]]\npaper = "p"\ntriple = ["PAPER", "{predicate}", "Ba"]\n'
    )
    graph, lines = built(text, "Method", "used", ("PAPER", "uses", "Barium"))
    assert (predicates(graph), lines) == (set(), [])


def test_a_renamed_thing_is_retyped_by_its_new_name() -> None:
    text = '[[rename]]\nname = "Barium"\nto = "Metal"\n[[retype]]\nname = "Metal"\ntype = "Task"\n'
    graph, lines = built(text, "Method", "used", ("PAPER", "uses", "Barium"))
    assert (predicates(graph), lines) == ({"addresses"}, [])
