"""What a text does not assert as plain fact is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.nlp import extract
from kg.nlp.modality import modality
from kg.records import Paper
from pipelines.training.marks import marked

SAID = [
    line.split("\t")
    for line in (Path(__file__).parent / "fixtures" / "modality.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "predicate", "name", "sentence"), SAID)
def test_what_is_not_plainly_asserted_is_marked(expected: str, predicate: str, name: str, sentence: str) -> None:
    at = sentence.index(name)
    assert modality(sentence, at, at + len(name), predicate) == expected


def test_most_marks_are_right_on_the_sentences_of_who_had_not_seen_the_rules() -> None:
    pairs = marked(Path(__file__).parent / "fixtures" / "modality_unseen.tsv")
    assert sum(n for (expected, got), n in pairs.items() if expected == got) >= 150
    assert sum(n for (expected, got), n in pairs.items() if got not in ("", expected)) <= 2


def test_what_a_paper_leaves_to_others_or_to_later_is_kept_and_marked(nlp) -> None:
    text = (
        "We propose the Zonal Grid Network (ZGN), a model for speech recognition. Unlike the LSTM, it is parallel. "
        "Decoding works without beam search. In future work we plan to evaluate on LibriSpeech."
    )
    found = next(extract([Paper(id="p", title="Zonal Grid Networks", abstract=text)], nlp))
    told = {(r.predicate, r.tail, r.modality) for r in found.relations if r.head == "PAPER" and r.modality}
    assert told == {
        ("uses", "LSTM", "rival"),
        ("uses", "beam search", "negated"),
        ("evaluatesOn", "LibriSpeech", "planned"),
    }


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "We propose ZonalNet, which was tried on LVIS. In future work we will evaluate ZonalNet on LVIS with fewer "
            "labels.",
            ("evaluatesOn", "LVIS"),
        ),
        ("We use LSTM. Next, we plan to use an LSTM with attention in future work.", ("uses", "LSTM")),
    ],
)
def test_what_is_done_in_one_sentence_and_planned_in_another_is_done(nlp, text: str, triple: tuple[str, str]) -> None:
    found = next(extract([Paper(id="p", title="Zonal detection", abstract=text)], nlp))
    assert [r.modality for r in found.relations if (r.predicate, r.tail) == triple] == [""]
