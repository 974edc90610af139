"""The extraction: words, sentences, abbreviations, what is found in a text, and that a batch changes nothing."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from kg.errors import PipelineError
from kg.names import normal
from kg.nlp import extract, load_pipeline
from kg.nlp.abbreviations import abbreviations
from kg.nlp.coreference import defined, related, titled
from kg.nlp.extract import make_doc
from kg.nlp.features import LABELS, LONGEST_MENTION, holds, nearest
from kg.nlp.lexicon import Entry, Lexicon
from kg.nlp.mentions import Form, believe_definitions
from kg.nlp.words import words_of
from kg.records import Paper
from kg.resources import pipeline_folder
from kg.sentences import sentences_of
from kg.vocab import TYPES
from tests.conftest import PAPERS
from tests.readings import read


def papers(n: int) -> list[Paper]:
    given = [Paper(id=p["id"], title=p["title"], abstract=p["abstract"]) for p in PAPERS]
    long = Paper(id="long", title="A long one", abstract=" ".join([p.abstract for p in given] * 6))
    return [given[0], long, *given[1:], Paper(id="empty", title="")][:n] + given * max(0, n - 5)


def test_a_text_comes_back_from_its_words_letter_by_letter(nlp) -> None:
    text = "  A\u00a0title:  \t$x_1^2$ — “naïve” \U0001f600 (e.g. [0,1])\n\nend  "
    assert nlp.make_doc(text).text == text
    assert [text[w.start : w.end] for w in words_of(text)] == [w.text for w in words_of(text)]


def test_brackets_without_spaces_take_linear_time(nlp) -> None:
    began = time.process_time()
    nlp.make_doc("([" * 50_000)
    assert time.process_time() - began < 5  # spaCy's own tokeniser takes minutes


SPANS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 5)).map(lambda x: (x[0], x[0] + x[1])), min_size=1)


@given(SPANS, SPANS, st.lists(st.booleans(), min_size=31, max_size=31))
@settings(max_examples=200, deadline=None)
def test_the_nearest_mentions_are_those_of_all_pairs(heads, tails, stops) -> None:
    sentence = np.cumsum(stops).tolist()

    def distance(pair):
        (a, b), (c, d) = pair
        return sentence[a] != sentence[c], max(a, c) - min(b, d), pair

    assert nearest(heads, tails, sentence) == min(((h, t) for h in heads for t in tails), key=distance)
    assert holds(heads, tails) == any(h[0] <= t[0] and t[1] <= h[1] for h in heads for t in tails)


@pytest.mark.parametrize("stop", [1, 4, 1_000_000])
def test_two_things_named_many_times_are_quickly_held_against_each_other(stop: int) -> None:
    mentions = [(i, i) for i in range(20_000)]
    sentence = [i // stop for i in range(20_000)]
    began = time.process_time()
    assert nearest(mentions[::2], mentions[1::2], sentence) == ((0, 0), (1, 1))
    assert not holds(mentions[::2], mentions[1::2])
    assert time.process_time() - began < 5  # 0.1 s; all pairs take minutes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It gets 84.1% (e.g. on COCO). It is fast.", 2),
        ("Smith et al. (2020) did X vs. BERT. We do Z!", 2),
        ("One sentence without a stop", 1),
        ("Does it work? Yes. 3 of 4 tasks improve.", 3),
        ("It sees images, text, etc. We test it. It is set A. The other is B. Chen et al. Nets differ.", 4),
        ("U.S. English is used. It is from the U.S. We like it.", 3),
        ("We use iNets. mBERT is used. wav2vec too. see below, i.e. mBERT.", 3),
        ("It is fast.On CIFAR-10 it gets 95.2%.It is ours [3].We use Node.js and A.The.", 4),
        ("It is safe (p < 0.01).Twelve patients came.Two-year data are due.A third is not.", 4),
        ("DerivBase.Ru and github.com/one.Two are of use.", 1),
        ("We show that: • it is fast • it is small", 3),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


def test_abbreviations_find_their_long_forms() -> None:
    text = "We use long short-term memory (LSTM), Retentive Network (RetNet) and data (see Section 2) on the (GPU)."
    assert abbreviations(text) == [("LSTM", "long short-term memory"), ("RetNet", "Retentive Network")]


@pytest.mark.parametrize(("pipeline", "size"), [("nlp", 2), ("nlp", 8), ("nlp", 32), ("small", 8)])
def test_a_paper_is_read_the_same_alone_and_in_company(pipeline: str, size: int, request) -> None:
    nlp = request.getfixturevalue(pipeline)
    together = list(extract(papers(size), nlp))
    alone = [next(extract([p], nlp)) for p in papers(size)]
    assert together == alone


def test_threads_change_nothing() -> None:
    one = load_pipeline("default", threads=1)
    two = load_pipeline("default", threads=2)
    assert list(extract(papers(5), one)) == list(extract(papers(5), two))


@pytest.mark.parametrize("pipeline", ["nlp", "small"])
def test_names_and_offsets_are_the_text_s_own(pipeline: str, request) -> None:
    nlp = request.getfixturevalue(pipeline)
    for paper, found in zip(papers(5), extract(papers(5), nlp), strict=True):
        for entity in found.entities:
            quotes = {paper.quote(m) for m in entity.mentions}
            assert quotes == {entity.name, *entity.aliases}
        names = {"PAPER", *(e.name for e in found.entities)}
        for relation in found.relations:
            assert {relation.head, relation.tail} <= names
            assert relation.evidence
            assert all(paper.quote(s).strip() == paper.quote(s) != "" for s in relation.evidence)
        for result in found.results:
            assert any(result.value in paper.quote(s) for s in result.evidence)


def test_the_obvious_is_found(nlp) -> None:
    found = next(extract(papers(1), nlp))
    said = {(r.head, r.predicate, r.tail) for r in found.relations}
    proposed = {n for e in found.entities if e.role == "proposed" for n in (e.name, *e.aliases)}
    assert "RetNet" in proposed
    assert ("PAPER", "evaluatesOn", "WikiText-103") in said
    assert [(r.value, r.on) for r in found.results] == [("17.2", "WikiText-103")]


def test_the_small_pipeline_finds_the_obvious(small) -> None:
    text = (
        "We propose FastGate, a gated recurrent network for machine translation. "
        "On WMT14, FastGate reaches 28.4 BLEU and outperforms the Transformer."
    )
    found = next(extract([Paper(id="gate", title="FastGate", abstract=text)], small))
    said = {(r.head, r.predicate, r.tail) for r in found.relations}
    assert {("PAPER", "proposes", "FastGate"), ("PAPER", "addresses", "machine translation")} <= said
    assert [(r.value, r.metric, r.on) for r in found.results] == [("28.4", "BLEU", "WMT14")]
    assert all(0 < e.confidence < 1 for e in found.entities)


def test_white_space_at_the_end_of_what_the_recogniser_marks_is_no_part_of_a_name(small) -> None:
    doc = make_doc(small, Paper(id="x", title="FastGate", abstract="We use LSTM  on GLUE."))
    assert doc[0].text == "FastGate"
    assert doc[1].is_space
    doc.ents = [Span(doc, 0, 2, label="Method/proposed")]
    assert [t.name for t in small.get_pipe("kg_small")(doc).user_data["kg_things"]] == ["FastGate"]
    assert [(s.text, s.label_) for s in doc.spans["kg"]] == [("FastGate", "Method")]
    doc.ents = [Span(doc, 1, 2, label="Method/used")]
    assert small.get_pipe("kg_small")(doc).user_data["kg_things"] == []


@pytest.mark.parametrize(
    ("title", "label", "joined"),
    [
        ("CL2R: Compatible Lifelong Learning Representations", "Method", True),
        ("FALCON: Fast Visual Concept Learning", "Task", False),
        ("SEER: Compatible Lifelong Learning Representations", "Method", False),
        ("CLR and Compatible Lifelong Learning Representations", "Method", False),
    ],
)
def test_a_title_says_what_its_short_name_stands_for(small, title: str, label: str, joined: bool) -> None:
    reading = read(small, "It is new.", title)
    spans = np.zeros((len(reading.words()), LONGEST_MENTION, 1 + len(LABELS)), dtype=np.float32)
    spans[0, :, 1 + LABELS.index("Method")] = spans[2, :, 1 + LABELS.index(label)] = 1
    groups = {normal(reading.text_of(m)): [m] for m in ((0, 0), (2, reading.title_words - 1))}
    assert titled(replace(reading, spans=spans), groups) == ([(0, 1)] if joined else [])


@pytest.mark.parametrize(
    ("title", "label", "role"),
    [
        ("PredRNN: Networks for Spatiotemporal Learning", "Method/compared", "proposed"),
        ("PredRNN", "Dataset/used", "proposed"),
        ("PredRNN: Networks for Spatiotemporal Learning", "Task/addressed", "addressed"),
        ("PredRNN and its kin: Networks for Spatiotemporal Learning", "Method/compared", "compared"),
    ],
)
def test_a_title_proposes_the_name_that_it_is_or_starts_with(small, title: str, label: str, role: str) -> None:
    reading = read(small, "We compare PredRNN with others.", title)
    assert small.get_pipe("kg_small").thing([((0, 0), label)], reading).role == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“early stopping” helps", "early stopping"),
        ("early stopping) helps", "early stopping"),
        ("(deep) networks help", "(deep) networks"),
        ("( early stopping helps", "early stopping"),
        ("“ ”", "”"),
        ("SQuAD} helps", "SQuAD"),
        ("$ F1 helps", "F1"),
        ("$G$-Net helps", "$G$-Net"),
        ("Llama 2. helps", "Llama 2"),
        ("U.S. helps", "U.S."),
        ("EFT\u200b helps", "EFT"),
    ],
)
def test_a_name_has_no_loose_marks_at_its_ends(small, text: str, name: str) -> None:
    reading = read(small, text)
    last = next((i for i, w in enumerate(reading.words()) if w.startswith("help")), len(reading.words()))
    assert reading.text_of(reading.bare((0, last - 1))) == name


def test_a_short_form_stands_for_its_whole_long_form() -> None:
    text = "The data-efficient image transformer (DeiT) is a transformer. Deep Q-networks (DQNs) are no transformers."
    assert defined(text, ["deit", "transformer"]) == []
    assert defined(text, ["transformer", "dqn", "deep q network"]) == [(1, 2)]


def test_what_a_text_defines_is_believed_under_both_names() -> None:
    long, short, other = Form("image transformer", score=0.2), Form("imt", score=0.9), Form("transformer", score=0.8)
    believe_definitions([long, short, other], "The image transformer (ImT) is a transformer.")
    assert [f.score for f in (long, short, other)] == [0.9, 0.9, 0.8]


def test_a_citation_key_is_no_name(nlp) -> None:
    text = "We compare with ImageNet models brown2020language and with the BERT benchmark devlin2019bert on ImageNet."
    found = next(extract([Paper(id="key", title="Language models", abstract=text)], nlp))
    names = {n for e in found.entities for n in (e.name, *e.aliases)}
    assert "ImageNet" in names
    assert not any("2019" in n or "2020" in n for n in names)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ConvNet", "ConvNeXt", False),
        ("Flickr8k", "Flickr30k", False),
        ("StructFormer", "SF", True),
        ("RNNs", "recurrent network", True),
        ("reranking", "rerank", True),
    ],
)
def test_coined_words_that_look_alike_are_not_one_thing(one: str, other: str, expected: bool) -> None:
    assert related(one, other) == related(other, one) == expected


def test_what_papers_say_of_a_name_moves_what_the_network_says() -> None:
    weights = {"span": 1.0, "entity": 0.5, "type": 1.0, "even": 0.0}
    known = Lexicon({"squad": Entry(40, 38, (0, 38, 2, 0, 0)), "model": Entry(900, 9, (9, 0, 0, 0, 0))}, weights)
    assert known.believed(0.3, ["new name"], "span") == 0.3
    assert known.believed(0.3, ["squad"], "span") > known.believed(0.3, ["squad"], "entity") > 0.5
    assert known.believed(0.6, ["model"], "span") < 0.1
    assert known.believed(0.5, ["model", "squad"], "span") < 0.5  # the form that says most
    assert TYPES[int(known.types(["squad"]).argmax())] == "Dataset"
    assert known.types(["new name"]).tolist() == [1.0] * len(TYPES)


@pytest.mark.parametrize("file", ["lexicon.tsv.gz", "encoder.onnx"])
def test_a_damaged_model_is_named(tmp_path, file) -> None:
    folder = tmp_path / "pipeline"
    shutil.copytree(pipeline_folder("default"), folder)
    (folder / "kg_encoder" / file).write_bytes(b"neither gzip nor protobuf")
    with pytest.raises(PipelineError, match="kg_encoder: the model cannot be read; install scikg again"):
        load_pipeline(str(folder))


def test_a_pipeline_that_extracts_nothing_is_refused(tmp_path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match="blank: no component of this pipeline gives entities"):
        load_pipeline(str(tmp_path / "blank"))


def test_a_paper_in_another_language_is_kept_and_not_read(nlp) -> None:
    paper = Paper(id="de", title="BERT für Deutsch", abstract="Wir schlagen BERT vor.", language="de")
    assert next(extract([paper], nlp)).entities == ()


def test_what_is_less_sure_is_marked_not_lost(nlp) -> None:
    plain, strict = (next(extract(papers(1), nlp, min_confidence=c)) for c in (0.0, 1.0))
    assert len(plain.entities) == len(strict.entities) > 0
    assert not any(e.below for e in plain.entities)
    assert all(e.below for e in strict.entities)
