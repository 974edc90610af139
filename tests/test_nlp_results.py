"""Results: which numbers they are, and their metric, place and method."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.nlp import extract
from kg.nlp.entities import Thing
from kg.nlp.lists import listed, made_by
from kg.nlp.numbers import number_spans
from kg.nlp.results import fill
from kg.nlp.slots import Slots, before, behind, faster, in_unit, ruled
from kg.records import Paper
from tests.readings import named, read


def test_a_number_inside_a_name_is_no_result_of_the_small_pipeline(small) -> None:
    text = "We propose FastGate for image classification. FastGate achieves 84.1% top-1 accuracy on ImageNet-1k."
    found = next(extract([Paper(id="gate", title="FastGate", abstract=text)], small))
    assert "ImageNet-1k" in {e.name for e in found.entities}
    assert [(r.value, r.unit) for r in found.results] == [("84.1", "%")]


def test_a_measure_that_is_no_entity_still_names_what_a_number_measures(nlp) -> None:
    text = (
        "We propose FastGate, a gated network for machine translation. "
        "FastGate gives 2.3x faster inference on long documents than the Transformer."
    )
    found = next(extract([Paper(id="gate", title="A gate", abstract=text)], nlp))
    assert [(r.value, r.unit, r.metric, r.method) for r in found.results] == [
        ("2.3", "x", "faster inference", "FastGate")
    ]
    assert "faster inference" not in {n for e in found.entities for n in (e.name, *e.aliases)}


def test_a_task_is_no_place_where_the_paper_evaluates_on_one_data_set() -> None:
    def thing(name: str, kind: str, role: str) -> Thing:
        return Thing(name, (), [], np.zeros(1), np.zeros(1), type=kind, role=role)

    task, one = thing("parsing", "Task", "addressed"), thing("PTB", "Dataset", "evaluated")
    said = Slots(metric="F1", on="parsing", method="PAPER")
    assert ruled(said, [task, one]).on == "PTB"
    assert ruled(said, [task, one, thing("CTB", "Dataset", "evaluated")]).on == "parsing"
    assert ruled(said, [task, thing("WikiText", "Dataset", "trained")]).on == "parsing"


LISTS = [
    ("It gets 51.1 and 44.3 on text8 and enwik8.", {"51.1": "text8", "44.3": "enwik8"}),
    ("It improves text8, enwik8, and PTB by 1%, 2% and 3%, respectively.", {"1": "text8", "2": "enwik8", "3": "PTB"}),
    ("On text8 and enwik8, it has 1.19 bits and 1.08 bits.", {"1.19": "text8", "1.08": "enwik8"}),
    ("It gets 51.1 on text8 and trains for 3 days on enwik8.", {}),
    ("It gets 51.1 and 44.3 on text8, enwik8 and PTB.", {}),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_of_numbers_and_a_list_of_names_belong_together(small, text: str, expected: dict[str, str]) -> None:
    reading = read(small, text)
    things = named(reading, dict.fromkeys(("text8", "enwik8", "PTB"), "Dataset"))
    numbers = [(i, span) for i, (_, _, span) in enumerate(number_spans(reading))]
    found = listed(reading, numbers, things)
    assert {reading.text_of(dict(numbers)[i]).rstrip("%"): t.name for i, t in found.items()} == expected


METHODS = {"BERT": "Method", "GPT": "Method"}


MAKERS = [
    ("BERT and GPT reach 51.1 and 44.3 F1.", {"51.1": "BERT", "44.3": "GPT"}),
    ("We see 81.2% and 79.0% for BERT and GPT.", {"81.2": "BERT", "79.0": "GPT"}),
    ("We beat BERT and GPT by 1.1 and 2.2 points.", {}),
    ("We gain 1.1 and 2.2 points over BERT and GPT.", {}),
]


@pytest.mark.parametrize(("text", "expected"), MAKERS)
def test_a_list_of_numbers_is_one_of_the_methods_that_reach_them(small, text: str, expected: dict[str, str]) -> None:
    reading = read(small, text)
    numbers = [(i, span) for i, (_, _, span) in enumerate(number_spans(reading))]
    found = made_by(reading, [n for n in numbers if "." in reading.text_of(n[1])], named(reading, METHODS))
    assert {reading.text_of(dict(numbers)[i]).rstrip("%"): t.name for i, t in found.items()} == expected


def test_no_score_is_counted_in_minutes() -> None:
    said = Slots(metric="BLEU", on="WMT14", method="PAPER")
    assert in_unit(said, "minutes").metric == ""
    assert in_unit(replace(said, metric="mIoU"), "mm").metric == ""
    assert in_unit(said, "%") == said
    assert in_unit(replace(said, metric="training time"), "minutes").metric == "training time"


def test_no_score_is_so_many_times_faster() -> None:
    said = Slots(metric="BLEU", on="WMT14", method="PAPER")
    assert faster(said, "x", " faster inference.").metric == "faster inference"
    assert faster(said, "x", " higher BLEU.") == said
    assert faster(said, "%", " faster inference.") == said


def test_a_measure_is_one_that_the_sentence_names() -> None:
    here = Thing("F1", (), [], np.zeros(1), np.zeros(1), type="Metric")
    far = Thing("BLEU", (), [], np.zeros(1), np.zeros(1), type="Metric")
    logits = np.array([[1.0, 0.0, 0.0], [9.0, 0.0, 0.0]])
    assert fill(logits, np.zeros(4), [here, far], [True, False]).metric == "F1"
    assert fill(logits, np.array([2.0, 0, 0, 0]), [here, far], [True, False]).metric == ""


BEHIND = [
    ("It gets 99.3% GLUE performance and 98.5 on SQuAD.", {"99.3": "GLUE"}),
    ("It has 2x higher F1 and 3 points of BLEU.", {"2": "F1", "3": "BLEU"}),
    ("It gains 2.1% over all others on GLUE. F1 is kept.", {}),
    ("It gains 2.1. F1 is kept.", {}),
]


@pytest.mark.parametrize(("text", "expected"), BEHIND)
def test_the_name_right_behind_a_number_is_its_own(small, text: str, expected: dict[str, str]) -> None:
    reading = read(small, text)
    things = named(reading, {"GLUE": "Benchmark", "F1": "Metric", "BLEU": "Metric"})
    spans = [span for value, _, span in number_spans(reading) if value[0].isdigit()]
    found = {reading.text_of(s).rstrip("%x."): behind(reading, s, things) for s in spans}
    assert {value: thing.name for value, thing in found.items() if thing} == expected


BEFORE = [
    ("It has (GLUE: 85.1, F1=0.9).", {"85.1": "GLUE", "0.9": "F1"}),
    ("It has an F1 of 0.8, BLEU is about 31.0, and GLUE of 7.", {"0.8": "F1", "31.0": "BLEU"}),
    ("It lists F1, 0.8 and BLEU. 31.0 is low.", {}),
]


@pytest.mark.parametrize(("text", "expected"), BEFORE)
def test_the_name_right_before_a_number_is_its_own(small, text: str, expected: dict[str, str]) -> None:
    reading = read(small, text)
    things = named(reading, {"GLUE": "Benchmark", "F1": "Metric", "BLEU": "Metric"})
    found = {value: before(reading, span, things) for value, _, span in number_spans(reading)}
    assert {value: own[0].name for value, own in found.items() if own} == expected


def test_how_far_a_number_spreads_is_no_result(nlp) -> None:
    text = "We propose FastGate for image segmentation. On Cityscapes, FastGate reaches an mIoU of 81.3 ± 0.4."
    found = next(extract([Paper(id="gate", title="A gate", abstract=text)], nlp))
    assert [r.value for r in found.results] == ["81.3"]
