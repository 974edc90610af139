"""A triple of a paper is shown with the sentence that says it, not with one that takes it for said."""

from __future__ import annotations

import pytest

from kg.ground import entity_evidence, ground
from kg.nlp import extract, load_pipeline
from kg.records import Extraction, FoundEntity, FoundRelation, FoundResult, Paper, Span
from kg.saying import plainness
from kg.sentences import sentences_of


def _plain(role: str, sentence: str, name: str) -> float:
    start = sentence.index(name)
    return plainness(role, sentence, start, start + len(name))


@pytest.mark.parametrize(
    "plain",
    [
        "To close this gap, we propose Fogbow, which needs no labels.",
        "We introduce the Forward Gated Bow Network (Fogbow), a small network.",
        "This paper presents a new way of reading maps, called Fogbow, for ships.",
        "A simple network that we name Fogbow does it.",
        "For this, Fogbow is carefully developed and tested.",
        "We release Sleet, Hail and Fogbow.",
    ],
)
@pytest.mark.parametrize(
    "other",
    [
        "Fogbow needs half of the time.",
        "We show that Fogbow is faster.",
        "We propose a measure based on Fogbow.",
        "Our proposed Fogbow reads maps faster.",
        "The recently introduced Fogbow is slow.",
    ],
)
def test_what_is_proposed_is_said_by_the_sentence_that_proposes_it(plain: str, other: str) -> None:
    assert _plain("proposed", plain, "Fogbow") > _plain("proposed", other, "Fogbow")


@pytest.mark.parametrize(
    ("role", "plain", "other"),
    [
        ("used", "We encode each page with BERT.", "BERT is a well-known encoder."),
        ("addressed", "This work is on map reading.", "For decades, map reading has been hard."),
        ("evaluated", "It reaches 71.2 on MapQA.", "MapQA holds questions on maps."),
    ],
)
def test_of_other_roles_by_what_the_paper_itself_does(role: str, plain: str, other: str) -> None:
    name = next(n for n in ("BERT", "map reading", "MapQA") if n in plain)
    assert _plain(role, plain, name) > _plain(role, other, name)


@pytest.mark.parametrize("pipeline", ["default", "small"])
def test_the_evidence_of_a_proposal_is_its_announcement(pipeline: str) -> None:
    text = (
        "Reading maps is slow. We propose FogNet, a network that reads maps with convolutional layers. "
        "FogNet is trained end to end. On MapQA, FogNet reaches 71.2% accuracy. FogNet is half as large as LSTMs."
    )
    paper = Paper(id="p", title="FogNet: Reading Maps", abstract=text)
    (found,) = extract([paper], load_pipeline(pipeline))
    quotes = [
        paper.quote(s) for r in found.relations if r.predicate == "proposes" and r.tail == "FogNet" for s in r.evidence
    ]
    assert quotes == ["We propose FogNet, a network that reads maps with convolutional layers."]


def test_a_triple_that_a_record_brings_is_shown_with_the_sentence_that_says_it() -> None:
    text = "FogNet is half as large as others. We propose FogNet, which reads maps."
    entity = FoundEntity(name="FogNet", type="Method", role="proposed")
    given = Extraction(
        paper="p", entities=(entity,), relations=(FoundRelation(head="PAPER", predicate="proposes", tail="FogNet"),)
    )
    paper = Paper(id="p", title="FogNet", abstract=text)
    (relation,) = ground(paper, given).relations
    assert [paper.quote(s) for s in relation.evidence] == ["We propose FogNet, which reads maps."]


def test_a_measure_is_shown_with_a_sentence_in_which_it_is_measured() -> None:
    text = "Accuracy is what users want. We reach an accuracy of 71.2%, where others have less."
    entity = FoundEntity(
        name="accuracy",
        type="Metric",
        role="reported",
        mentions=(Span(field="abstract", start=0, end=8), Span(field="abstract", start=41, end=49)),
    )
    paper = Paper(id="p", title="On maps", abstract=text)
    (span,) = entity_evidence(paper, entity, sentences_of(text), "measures")
    assert paper.quote(span) == "We reach an accuracy of 71.2%, where others have less."
    (first,) = entity_evidence(paper, entity, sentences_of(text), "mentions")
    assert paper.quote(first) == "Accuracy is what users want."


@pytest.mark.parametrize(
    ("value", "metric", "sentence"),
    [
        ("3", "faster", "It is 3x faster."),
        ("0.3", "error", "At 0.35 s its error is 0.3."),
        ("71.2", "F1", "On TideQA its F1 is 71.2%."),
        ("ten", "", "Not ten."),
        ("9", "", None),
    ],
)
def test_a_given_result_is_shown_with_the_sentence_of_its_value_and_measure(
    value: str, metric: str, sentence: str | None
) -> None:
    told = "It is 3x faster. At 0.35 s its error is 0.3. Its size is 71.2 MB. On TideQA its F1 is 71.2%. Not ten."
    paper = Paper(id="a", title="Often", abstract=told)
    result = FoundResult(method="PAPER", on="", metric=metric, value=value, unit="")
    (found,) = ground(paper, Extraction(paper="a", results=(result,))).results
    assert [paper.quote(span) for span in found.evidence] == ([sentence] if sentence else [])
