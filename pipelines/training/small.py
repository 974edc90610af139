"""Train the small pipeline: spaCy's own entity recogniser (a CNN over hashed words) with type and role in one label.

    python -m pipelines.training.small GOLD.jsonl --dev-ids DEV.txt --out pipelines/en_kg_abstracts_small

No base weights, no torch. Everything random comes from --seed. After each epoch the weights, averaged, are written.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed, minibatch

from kg.evaluate import given
from kg.nlp import extract, load_pipeline
from kg.nlp.extract import make_doc
from kg.nlp.small import label_of
from kg.nlp.words import words_of
from kg.records import Paper
from pipelines.training.annotations import development, learned, right, training_arguments
from pipelines.training.layout import find_forms

MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 64,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
}
BATCH, DROPOUT, RATE = 32, 0.2, 0.001


def blank() -> Language:
    """The pipeline without weights."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "kg.words.v1"}}})
    nlp.add_pipe("kg_sentences")
    nlp.add_pipe("ner", config={"model": MODEL})
    nlp.add_pipe("kg_small")
    nlp.meta.update(
        name="kg_abstracts_small",
        version="0.1.0",
        license="Apache-2.0",
        description="Entities, relations and results of scholarly abstracts; small, fast, and less exact",
    )
    return nlp


def gold_doc(record: Mapping[str, Any], nlp: Language) -> Doc:
    """The paper's Doc with its mentions as entities, labelled by type and role."""
    doc = make_doc(nlp, Paper(id=record["id"], title=record["title"], abstract=record["abstract"]))
    words = words_of(doc.text)
    label: dict[str, str] = {}
    for e in record["entities"]:
        for form in (e["name"], *e["aliases"]):
            label.setdefault(form, label_of(e["type"], e["role"]))
    spans = [
        doc.char_span(words[a].start, words[b].end, label=label[form])
        for form, mentions in find_forms(words, doc.text, label).items()
        for a, b in mentions
    ]
    doc.ents = filter_spans([s for s in spans if s is not None])
    return doc


def train(args: argparse.Namespace) -> None:
    """Train, and write the pipeline after each epoch."""
    fix_random_seed(args.seed)
    rng = random.Random(args.seed)
    nlp = blank()
    examples = []
    for record in learned(args.gold, args.dev_ids, args.more, args.texts):
        doc = gold_doc(record, nlp)
        examples.append(Example(nlp.make_doc(doc.text), doc))
    optimizer = nlp.initialize(lambda: examples)
    for epoch in range(1, args.epochs + 1):
        began = time.monotonic()
        losses: dict[str, float] = {}
        optimizer.learn_rate = RATE * (1 - (epoch - 1) / args.epochs)
        rng.shuffle(examples)
        for batch in minibatch(examples, BATCH):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
        with nlp.use_params(optimizer.averages):
            nlp.to_disk(args.out, exclude=["vocab"])  # the words of the texts; the hashes need none
        print(f"epoch {epoch}: loss {losses['ner']:.0f}, {time.monotonic() - began:.0f} s", flush=True)


def measure(args: argparse.Namespace) -> None:
    """How often each kind of claim is right on the development papers, as the confidence of such claims."""
    papers = development(args.gold, args.dev_ids)
    nlp = load_pipeline(str(args.out))
    of: dict[str, list[bool]] = {}
    for paper, found in zip(papers, extract(papers, nlp), strict=True):
        entities, relations, results = right(found, given(paper))
        kinds = [label_of(e.type, e.role) for e in found.entities] + [r.predicate for r in found.relations]
        kinds += ["result"] * len(results)
        for kind, ok in zip(kinds, [*entities, *relations, *results], strict=True):
            of.setdefault(kind, []).append(bool(ok))
    component: Any = nlp.get_pipe("kg_small")
    component.sure = {k: round((sum(v) + 1) / (len(v) + 2), 4) for k, v in of.items()}  # Laplace's rule
    component.to_disk(args.out / "kg_small")
    print(component.sure)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the small pipeline")
    training_arguments(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    args = arguments()
    train(args)
    measure(args)
