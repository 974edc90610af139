"""A triple between two things is shown with the sentences that tell it, not with those that name the two nearest."""

from __future__ import annotations

import pytest

from kg.nlp import load_pipeline
from kg.nlp.extract import make_doc
from kg.nlp.reading import laid_out
from kg.nlp.sentences import Sentences
from kg.nlp.telling import Side, telling
from kg.records import Paper

SENTENCES = [
    "BERT is well known.",
    "We propose FogNet, a network for maps.",
    "FogNet is named so for BERT.",
    "It is trained end to end.",
    "FogNet outperforms BERT by far.",
    "MapQA holds questions.",
    "Our FogNet is small.",
    "We evaluate it on MapQA.",
]


@pytest.fixture(scope="module")
def where() -> Sentences:
    nlp = load_pipeline("small")
    doc = nlp.get_pipe("kg_sentences")(make_doc(nlp, Paper(id="x", title="", abstract=" ".join(SENTENCES))))
    doc._.kg_reading = laid_out(doc)
    return Sentences(doc)


@pytest.mark.parametrize(
    ("head", "predicate", "tail", "expected"),
    [
        (("FogNet", "proposed"), "outperforms", ("BERT", "compared"), [4, 4]),
        (("FogNet", "proposed"), "evaluatedOn", ("MapQA", "evaluated"), [1, 7]),
        (("FogNet", "proposed"), "appliedTo", ("maps", "addressed"), [1, 1]),
    ],
)
def test_evidence_tells_the_triple(where: Sentences, head, predicate: str, tail, expected: list[int]) -> None:
    words = where.reading.words()
    sides = [Side(role, [((n, n), 0.5) for n, word in enumerate(words) if word == name]) for name, role in (head, tail)]
    shown = [where.text(mention) for mention in telling(predicate, *sides, where)]
    assert shown == [SENTENCES[n] for n in expected]
