"""The second level of topics: parts in the tables, in RDF, and in the profiles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from kg.analysis import analyse
from kg.analysis.parts import with_parts
from kg.analysis.profiles import profiles
from kg.analysis.projections import knowledge
from kg.export.rdf import write_rdf
from kg.graph import Graph, frame
from kg.validate import validate
from tests.graphs import graph_of

VISION = ("ImageNet", "vision transformer", "object detection")
SPEECH = ("LibriSpeech", "speech recognition", "CTC")


def divided_field() -> Graph:
    """One topic of 48 papers: half on images and half on speech."""
    papers: dict[str, dict[str, object]] = {f"{field}{i:02}": {} for field in "vs" for i in range(24)}
    says = [(p, p, "mentions", n) for p in papers for n in (VISION if p[0] == "v" else SPEECH)]
    graph = graph_of(papers, dict.fromkeys((*VISION, *SPEECH), "Method"), says, subjects=["LG"])
    topic = frame("topics", [("topic/all", "all", "community", "", "", 48)])
    graph = replace(graph, topics=pl.concat([graph.topics, topic]))
    return graph.with_column("papers", "topic", dict.fromkeys(graph.papers["id"], "topic/all"))


def test_a_large_topic_has_parts_and_keeps_its_papers() -> None:
    graph = divided_field()
    found = with_parts(graph, knowledge(graph, shared=True))
    parts = found.topics.filter(pl.col("kind") == "part")
    assert parts.select("parent", "size").rows() == [("topic/all", 24), ("topic/all", 24)]
    assert {frozenset(n.split(", ")) for n in parts["name"]} == {frozenset(VISION), frozenset(SPEECH)}
    assert found.papers.equals(graph.papers)
    assert [(p.name, sorted(p.parts)) for p in profiles(found)] == [("all", sorted((n, 24) for n in parts["name"]))]


def test_parts_are_narrower_topics_in_rdf_that_keeps_the_shapes(tmp_path: Path) -> None:
    graph = divided_field()
    found = with_parts(graph, knowledge(graph, shared=True))
    for suffix in ("nt", "ttl"):
        write_rdf(found, tmp_path / f"kg.{suffix}", suffix)
    lines = (tmp_path / "kg.nt").read_text(encoding="utf-8").splitlines()
    broader = [line.split()[2] for line in lines if "core#broader" in line]
    assert len(broader) == 2
    assert all(top.endswith("topic/all>") for top in broader)
    assert validate(tmp_path / "kg.ttl") == []


def test_an_analysis_made_again_keeps_no_old_parts() -> None:
    graph = divided_field()
    once = with_parts(graph, knowledge(graph, shared=True))
    old = set(once.topics.filter(pl.col("kind") != "subject")["id"])
    assert len(old) == 3
    assert not old & set(analyse(once).topics["id"])
