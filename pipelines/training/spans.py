"""Exact span and type F1 of a run on a corpus with spans, as a yardstick of the architecture.

    python -m pipelines.training.spans RUN CORPUS.jsonl Method,Task,Dataset --base MODEL_FOLDER

Types that the corpus does not annotate are not predicted; of overlapping spans the surest stays.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from kg.nlp.features import Span
from kg.vocab import TYPES
from pipelines.training.annotations import lines
from pipelines.training.data import Example, corpus_example
from pipelines.training.network import Network, batch_vectors, candidate_spans, vocabulary


def found(network: Network, e: Example) -> dict[Span, int]:
    """The spans that the network sees in one text, with their types; none overlaps another."""
    h = batch_vectors(network, [e])[0]
    start, end = h[torch.tensor(e.page.encoded.first)], h[torch.tensor(e.page.encoded.last)]
    starts, widths = candidate_spans(len(e.page.words))
    chances = network.heads.spans(start, end, starts, widths).softmax(-1)
    known = chances[:, list(e.types)]
    none = 1 - known.sum(-1)
    best, kind = known.max(-1)
    said = (best > none).nonzero()[:, 0]
    taken: set[int] = set()
    spans: dict[Span, int] = {}
    for i in sorted(said.tolist(), key=lambda i: -float(best[i])):
        words = range(int(starts[i]), int(starts[i] + widths[i]) + 1)
        if not taken.intersection(words):
            taken.update(words)
            spans[words[0], words[-1]] = e.types[int(kind[i])]
    return spans


def score(run: Path, corpus: Path, types: list[str], base: Path) -> None:
    """Print precision, recall and F1, for all types and for each."""
    pieces = vocabulary(base)
    network = Network(len(pieces.vocabulary))
    network.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["network"])
    network.eval()
    read = [e for e in (corpus_example(r, types, pieces) for r in lines(corpus)) if e]
    with torch.no_grad():
        pairs = [(set(found(network, e).items()), set(e.spans.items())) for e in read]
    for name, kinds in (("all", types), *((t, [t]) for t in types)):
        numbers = {1 + TYPES.index(t) for t in kinds}
        said = [{s for s in a if s[1] in numbers} for a, _ in pairs]
        true = [{s for s in b if s[1] in numbers} for _, b in pairs]
        right = sum(len(a & b) for a, b in zip(said, true, strict=True))
        of, gold = sum(map(len, said)), sum(map(len, true))
        f1 = 2 * right / max(1, of + gold)
        print(f"{name:8s} P {right / max(1, of):.3f}  R {right / max(1, gold):.3f}  F1 {f1:.3f}  ({gold} gold)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("types", type=lambda text: text.split(","))
    parser.add_argument("--base", type=Path, required=True)
    args = parser.parse_args()
    score(args.run, args.corpus, args.types, args.base)
