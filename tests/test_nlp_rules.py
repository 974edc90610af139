"""Rules of the extraction on texts that are hard for their writing: one test a rule."""

from __future__ import annotations

import pytest

from kg.nlp import extract, load_pipeline
from kg.records import Extraction, Paper


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline("default", threads=2)


def read(nlp, abstract: str, title: str = "A note on networks") -> tuple[Paper, Extraction]:
    paper = Paper(id="p", title=title, abstract=abstract)
    return paper, next(extract([paper], nlp))


@pytest.mark.parametrize("pipeline", ["default", "small"])
def test_without_a_title_evidence_is_still_the_sentence_of_the_name(pipeline: str) -> None:
    text = "We like it. We propose FastNet for image classification. FastNet reaches 92.1% accuracy on CIFAR-10."
    paper, found = read(load_pipeline(pipeline), text, title="")
    assert found.results
    assert found.relations
    for result in found.results:
        assert result.value in paper.quote(result.evidence[0])
    for said in found.relations:
        assert any(said.tail in paper.quote(span) for span in said.evidence)
