"""Names that look alike: which are one thing and which are two, over several papers."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from kg.linking import link
from kg.records import Entity, Extraction, FoundEntity, Paper


def linked(*papers: Sequence[tuple[str, ...]], type: str = "Method") -> list[Entity]:
    """The entities of papers that are given as names with their aliases."""
    made, read = [], []
    for n, things in enumerate(papers):
        found = tuple(FoundEntity(name=name, aliases=tuple(aliases), type=type) for name, *aliases in things)
        text = ". ".join(form for thing in things for form in thing)
        made.append(Paper(id=f"p{n}", title=f"Paper {n}", abstract=text))
        read.append(Extraction(paper=f"p{n}", entities=found))
    return link(made, read)


def together(a: str, b: str, type: str = "Method") -> bool:
    """Whether two papers that name `a` and `b` name one thing."""
    return len(linked([(a,)], [(b,)], type=type)) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("IWSLT 2007", "IWSLT07"),
        ("IWSLT 2007", "IWSLT2007 shared task"),
        ("IWSLT 2017 evaluation campaign", "IWSLT 2017"),
        ("2015 VAST Challenge", "VAST Challenge 2015"),
        ("VAST 2012 Mini Challenge #1", "2012 VAST Mini-Challenge 1"),
        ("WMT17 Chinese-to-English", "WMT’17 Chinese-English"),
    ],
)
def test_an_edition_is_one_however_its_year_is_written(a: str, b: str) -> None:
    assert together(a, b, type="Benchmark")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("frame rate", "framerate"),
        ("sense-making", "Sensemaking"),
        ("weighted finite-state transducers", "weighted finitestate transducers"),
        ("online ads", "online ad"),
        ("PASCAL VOC 2012", "PASCAL VOC12"),
    ],
)
def test_a_space_makes_no_other_thing(a: str, b: str) -> None:
    assert together(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("IWSLT 2017", "IWSLT 2018"),
        ("SemEval-2017 Task 4", "SemEval-2017"),
        ("English-Chinese translation", "Chinese-English translation"),
        ("automatic error classification", "classification error"),
        ("automated transcription and translation", "transcript translation"),
    ],
)
def test_two_things_of_nearly_the_same_words(a: str, b: str) -> None:
    assert not together(a, b)


def test_the_end_of_a_short_name_is_no_plural() -> None:
    assert len(linked([("visualization", "Vis")], [("variational inference", "VI")])) == 2


def test_a_short_form_that_is_loosely_given_to_two_things_joins_none() -> None:
    assert len(linked([("vector space model", "VSM")], [("visible surface model", "VSM")])) == 2


def test_like_beginnings_make_no_like_words() -> None:
    assert len(linked([("contrastive learning", "CL")], [("continual learning", "CL")])) == 2


def test_words_of_a_name_are_no_abbreviation_of_it() -> None:
    one = [("IWSLT 2017 multilingual shared task", "IWSLT 2017")]
    assert len([e for e in linked(one, [("IWSLT 2017",)], type="Benchmark") if e.name == "IWSLT 2017"]) == 1


def test_a_paper_that_names_what_is_known_twice_tells_nothing_apart() -> None:
    both = [("ASR",), ("speech recognition",)]
    assert len(linked([("automatic speech recognition", "ASR")], both, [("speech recognition",)], type="Task")) == 1


@pytest.mark.parametrize(
    ("short", "headed", "type"),
    [("BLEU", "BLEU score", "Metric"), ("ROUGE", "ROUGE scores", "Metric"), ("LSTM", "LSTM model", "Method")],
)
def test_a_head_noun_makes_no_other_thing_of_what_nobody_writes_out(short: str, headed: str, type: str) -> None:
    assert together(short, headed, type=type)
    assert together(headed, short, type=type)


def test_a_name_as_long_as_a_page_costs_no_time() -> None:
    began = time.process_time()
    linked([("a b " * 1500, "LSTM")])
    assert time.process_time() - began < 5  # to seek a short form in it takes minutes


def test_an_entity_with_hundreds_of_aliases_costs_no_time() -> None:
    began = time.process_time()
    entities = linked([("grid model", *(f"form {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(400)))])
    assert sum(len(e.members) for e in entities) == 401
    assert time.process_time() - began < 15  # 3 s; to compare all of them takes minutes


def above(entities: Sequence[Entity], name: str) -> set[str]:
    """The names of what is broader than `name`."""
    named = {e.id: e.name for e in entities}
    return {named[id] for e in entities if e.name == name for id in e.broader}


@pytest.mark.parametrize(
    ("narrow", "wrong"),
    [
        ("non-autoregressive models", "autoregressive models"),
        ("semi-supervised learning", "supervised learning"),
        ("tree-map", "MAP"),
        ("XLM-R", "R"),
        ("scene graph", "graph model"),
    ],
)
def test_what_only_looks_broader(narrow: str, wrong: str) -> None:
    assert not above(linked([(narrow,)], [(wrong,)]), narrow)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (("recurrent PPO",), ("PPO",)),
        (("pretrained LLMs",), ("LLMs", "large language models")),
        (("deep graph CNN",), ("convolutional neural networks", "CNN")),
    ],
)
def test_a_short_form_is_broader_whether_it_is_written_out_or_not(
    narrow: tuple[str, ...], wide: tuple[str, ...]
) -> None:
    assert above(linked([narrow], [wide]), narrow[0]) == {wide[0]}


def test_the_broader_thing_is_the_one_that_most_papers_mean() -> None:
    entities = linked(
        [("language model scoring",)], [("language models",)], [("language model",)], [("neural language models",)]
    )
    assert above(entities, "neural language models") == {"language models"}
    assert above(linked([("macro F1",)], [("F1",)], type="Metric"), "macro F1") == {"F1"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("GRU", "GRU network"),
        ("GAN", "GAN network"),
        ("U-Net", "U-Net networks"),
        ("CNN", "ConvNet"),
        ("β-VAE", "β VAE"),
        ("β-VAE", r"$\beta$-VAE"),
        ("ϵ-greedy", r"$\varepsilon$-greedy"),
        ("λ-calculus", "lambda calculus"),
        ("POS tagging", "PoS-tagging"),
    ],
)
def test_a_network_a_greek_letter_and_a_small_o_make_no_other_thing(a: str, b: str) -> None:
    assert together(a, b)


def test_what_has_a_greek_letter_or_is_a_network_of_units_is_another_thing() -> None:
    assert len(linked([("β-VAE",)], [("VAE",)], [("α-VAE",)])) == 3
    assert len(linked([("rectified linear unit", "ReLU")], [("ReLU networks",)])) == 2


@pytest.mark.parametrize(
    ("long", "short", "one"),
    [
        ("Unsupervised Person Re-Identification", "unsupervised person re-ID", True),
        ("micro-expression (MiE) recognition", "MiE recognition", True),
        ("Zero Pronoun Prediction", "ZP prediction", True),
        ("RGB-Thermal Real-time Segmentation", "RGB-T segmentation", False),
        ("Medical Image Super-Resolution", "image SR", False),
    ],
)
def test_a_name_with_an_abbreviation_in_it_is_the_name_written_out(long: str, short: str, one: bool) -> None:
    entities = linked([(long, short)], type="Task")
    reasons = [m.reason for e in entities for m in e.merges]
    assert ("one with an abbreviation in it in 1 paper" in reasons) == one


def test_no_abbreviation_begins_with_a_small_word() -> None:
    papers = [("acceptance and commitment therapy", "ACT")], [("attribute-controlled translation", "ACT")]
    assert {frozenset((e.name, *e.aliases)) for e in linked(*papers)} == {frozenset(*p) for p in papers}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("confusion matrices", "confusion matrix"),
        ("finite automata", "finite automaton"),
        ("extrema graphs", "extremum graph"),
        ("geometrical modeling", "geometric modelling"),
        ("humour detection", "humor detection"),
    ],
)
def test_plurals_and_endings_of_latin_and_greek_make_no_other_thing(a: str, b: str) -> None:
    assert together(a, b)


@pytest.mark.parametrize(("a", "b"), [("ZERT-A", "ZERT"), ("ZORLL 2019 Task A", "ZORLL 2019 shared task")])
def test_a_letter_at_the_end_is_no_article(a: str, b: str) -> None:
    assert not together(a, b, type="Benchmark")


def test_a_critical_network_is_no_critic_network() -> None:
    assert not together("critical network", "critic network")


def test_what_a_short_form_has_a_letter_of_is_no_added_word() -> None:
    literate = [("data visualization literacy", "DVL")], [("data visualization", "DVL")]
    assert len(linked(*literate)) == 2
    systems = [("decision support systems", "DSS")], [("decision support", "DSS")]
    assert len(linked(*systems)) == 1
