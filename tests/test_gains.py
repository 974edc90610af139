"""Which numbers a sentence states as gains, and what the graph does with them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kg.analysis.gaps import disagreements
from kg.analysis.leaderboards import leaderboards
from kg.assemble import Parts, assemble
from kg.assemble.gains import is_gain
from kg.export import write
from kg.graph import SCHEMA, Graph
from kg.query import query
from kg.records import Extraction, FoundResult, Paper, Span
from kg.show import show
from kg.validate import validate
from tests.graphs import graph_of
from tests.rdf_graph import out_folder, small, written

GAINS = [
    ("2.1", "points", "RMT improves BLEU by 2.1 points on the German set."),
    ("0.8", "%", "This is an improvement of 0.8% over Mixup."),
    ("15", "%", "We see a 15 % relative improvement in recall."),
    ("12", "%", "Our loss reduces the error rate by 12%."),
    ("2.3", "points", "Its accuracy is 2.3 points higher than that of the teacher."),
    ("3.28", "BLEU", "It yields gains of up to 3.28 BLEU."),
    ("3.28", "", "It yields gains of up to 3.28 BLEU."),
    ("4.5", "%", r"On ToyQA the F1 score rises by $4.5\%$."),
    ("1.7", "%", r"It outperforms the best rival by a margin of \textbf{1.7\%}."),
    ("1.2", "", "It beats the baseline by 1.2 and 3.4 points on ToyQA and ToyNLI."),
    ("3.4", "points", "It beats the baseline by 1.2 and 3.4 points on ToyQA and ToyNLI."),
    ("3.4", "%", "We improve accuracy by 1.2% on ToyQA and 3.4% on ToyNLI."),
    ("5.6", "%", "Gains are consistent, with an absolute gain in accuracy of 5.6% on ToyQA."),
    ("10.2", "%", "It brings a 10.2% mAP improvement."),
    ("12", "%", "We report a 12% relative word error rate reduction."),
    ("2.5", "x", "Decoding is 2.5x faster than with beam search."),
    ("30", "%", "The student needs 30% fewer parameters."),
    ("1.9", "percentage points", "The model surpasses the baseline by 1.9 percentage points."),
    ("6", "points", "Accuracy drops by about 6 points without the memory."),
    ("2.4", "", "Our variant reaches the teacher on ToyQA (+2.4)."),
    ("0.6", "absolute", "It gains 0.6 absolute points on ToyNLI."),
    ("3.1", "points", "RMT gains 3.1 points over the teacher."),
    ("2.2", "points", "RMT is 2.2 BLEU points better than the teacher."),
    ("4", "%", "RMT outperforms all rivals by more than 4%."),
    ("1.5", "%", "It achieves 1.5% higher accuracy than the teacher."),
    ("7", "points", "With the memory, 7 points absolute over the baseline are won."),
    ("3.3", "", "The score increases by 3.3 from 71.2 to 74.5."),
    ("2-5", "%", "It improves recall by 2-5%."),
    ("7", "times", r"It brings a \(7\times\) improvement in training speed."),
    ("3.6", "", "It has a perplexity of 62.4, which is 3.6 perplexity better than the best before."),
    ("1.1", "times", "It cuts memory by up to 1.4 times for ToyLM and up to 1.1 times for ToyMT."),
    ("3.3", "", "The score rises from 71.2 to 74.5 (by 3.3)."),
    ("2.1", "%", "It reaches 84.1% (a 2.1% improvement)."),
    ("1,800", "", "Inference is up to 1,800+ times faster than before."),
    ("9", "%", "We reduce latency by a factor that grows; memory falls by 9% too."),
]

SCORES = [
    ("84.1", "%", "RMT achieves 84.1% accuracy, better than the teacher."),
    ("84.1", "", "RMT comes first with 85.3, followed by 84.1 of the teacher."),
    ("84.1", "%", "The result is an improvement to 84.1%."),
    ("71.2", "", "The score rises from 71.2 to 74.5."),
    ("74.5", "", "The score rises from 71.2 to 74.5."),
    ("71", "", "It increases accuracy from 71 to 74 by adding a memory."),
    ("74", "", "It increases accuracy from 71 to 74 by adding a memory."),
    ("74.5", "", "The score increases by 3.3 from 71.2 to 74.5."),
    ("74.5", "%", "It improves the score by 3.3% to 74.5%."),
    ("84.1", "%", "RMT improves on the teacher, with an accuracy of 84.1%."),
    ("84.1", "%", "RMT improves on the teacher by 2.1% and achieves 84.1% on ToyQA."),
    ("84.1", "%", "The improvement over the previous accuracy of 84.1% is small."),
    ("84.1", "%", "RMT outperforms the teacher (84.1% against 82.0%)."),
    ("84.1", "", "It has an accuracy of 84.1 higher than all rivals."),
    ("84.1", "%", "By 2019, the best accuracy was 84.1%."),
    ("2019", "", "Accuracy had improved by far by the end of 2019."),
    ("84.1", "%", "It reaches 84.1% over all classes."),
    ("84.1", "%", "It reaches 84.1% over 10 runs, a gain of 2 points."),
    ("0.45", "", "It reaches a discounted cumulative gain of 0.45."),
    ("84.1", "%", "Accuracy is 84.1% with dimensionality reduction."),
    ("3.2", "%", "The word error rate is reduced to 3.2%."),
    ("84.1", "%", "The best accuracy is achieved by RMT: 84.1%."),
    ("84.1", "%", "Accuracy of 84.1% and more is seen on ToyQA."),
    ("28.4", "BLEU", "RMT scores 28.4 BLEU, improving over the best rival by over 2 BLEU."),
    ("30.2", "", "A perplexity of 30.2 is reached, lower than before."),
    ("84.1", "%", "It surpasses the 84.1% of the teacher."),
    ("4.53", "%", "It has an optimality gap of 4.53% on ToyTSP."),
    ("0.8", "", "Its scores have a correlation of +0.8 with those of people."),
    ("84.1", "%", "Without it, the accuracy of 84.1% drops by 2 points."),
    ("84.1", "%", "Recall and precision of 84.1% drop to 60%."),
    ("84.1", "%", "RMT improves F1 by 2.1, reaching 84.1%."),
    ("84.1", "%", "It reaches 84.1% (a 2.1% improvement)."),
    ("84.1", "%", "It reaches 84.1% accuracy and a 2.1% gain."),
    ("84.1", "%", "Higher accuracy is obtained by the student (84.1%)."),
]


@pytest.mark.parametrize(("value", "unit", "sentence"), GAINS)
def test_a_number_that_is_a_difference_is_a_gain(value: str, unit: str, sentence: str) -> None:
    assert is_gain(value, unit, [sentence])


@pytest.mark.parametrize(("value", "unit", "sentence"), SCORES)
def test_a_number_that_a_method_reaches_is_no_gain(value: str, unit: str, sentence: str) -> None:
    assert not is_gain(value, unit, [sentence])


def test_a_number_is_a_gain_only_where_every_place_says_so() -> None:
    gain, score = "It improves recall by 12%.", "Recall is 12% on ToyQA."
    assert is_gain("12", "%", [gain])
    assert not is_gain("12", "%", [gain, score])
    assert not is_gain("12", "%", [f"{gain} {score}"])
    assert is_gain("12", "%", [f"With 12 layers it works. {gain}"])  # the place with the unit counts
    assert not is_gain("12", "%", [])
    assert not is_gain("12", "%", ["It improves recall by 112% and 12.5%."])


def with_gain() -> Graph:
    """`small()`, whose first result is a gain."""
    return small().with_column("results", "gain", {"result/1": True})


def test_a_graph_marks_the_gains_of_its_papers() -> None:
    text = "RMT improves recall by 12%. It reaches 84.1%."
    spans = [Span(field="abstract", start=0, end=27), Span(field="abstract", start=28, end=len(text))]
    made = [
        FoundResult(method="RMT", on="", metric="recall", value=value, unit="%", confidence=0.9, evidence=(span,))
        for value, span in zip(("12", "84.1"), spans, strict=True)
    ]
    papers, found = [Paper(id="p", title="RMT", abstract=text)], [Extraction(paper="p", results=tuple(made))]
    graph = assemble(Parts(papers=papers, extractions=found, entities=()))
    assert dict(graph.results.select("value_text", "gain").iter_rows()) == {"12": True, "84.1": False}


def test_gains_are_ranked_with_nothing_and_contradict_nothing() -> None:
    about = {"method": "X", "on": "D", "metric": "M"}
    numbers = [("a", "84.1", False), ("b", "2.1", True), ("b", "84.1", False), ("c", "84.1", False)]
    results = [{"paper": p, **about, "value": value, "gain": gain} for p, value, gain in numbers]
    graph = graph_of({key: {} for key in "abc"}, {"X": "Method", "D": "Dataset", "M": "Metric"}, [], results=results)
    assert [e.text for b in leaderboards(graph) for e in b.entries] == ["84.1"] * 3
    assert not disagreements(graph)


def test_gains_are_marked_in_rdf_and_left_out_of_the_leaderboard(tmp_path: Path) -> None:
    rdf = written(out_folder(tmp_path / "out"), with_gain())
    assert rdf.read_text("utf-8").count("kg:isGain true") == 1
    assert not validate(rdf)
    assert "84.1" not in query(rdf=rdf, named="leaderboard", parameters={"on": "ImageNet"})
    told = query(rdf=rdf, named="evaluated-on", parameters={"method": "RMT"})
    assert "84.1" not in told
    assert "RMT is" in told
    plain = written(out_folder(tmp_path / "plain"))
    assert "isGain" not in plain.read_text("utf-8")
    assert "84.1" in query(rdf=plain, named="leaderboard", parameters={"on": "ImageNet"})


def test_gains_are_marked_in_csv(tmp_path: Path) -> None:
    write(with_gain(), tmp_path / "csv", "csv", base_iri="https://example.org/")
    with (tmp_path / "csv" / "results.csv").open(encoding="utf-8", newline="") as file:
        assert [(r["value"], r["gain:boolean"]) for r in csv.DictReader(file)] == [
            ("84.1", "true"),
            ("about 3", "false"),
        ]


def test_gains_are_shown_as_differences(tmp_path: Path) -> None:
    with_gain().save(tmp_path / "tables")
    (tmp_path / "build.json").write_text("{}", "utf-8")
    assert "difference of 84.1% top-1 on ImageNet: RMT" in show("RMT", tmp_path)


def test_tables_from_before_have_no_gains(tmp_path: Path) -> None:
    graph = small()
    replace(graph, results=graph.results.with_columns(gain=True)).save(tmp_path)
    pl.read_parquet(tmp_path / "results.parquet").drop("gain").write_parquet(tmp_path / "results.parquet")
    results = Graph.load(tmp_path).results
    assert results["gain"].to_list() == [False] * 3
    assert dict(results.schema) == SCHEMA["results"]
