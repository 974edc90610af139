"""How often the marks of negated, hedged, planned and rival claims are right on sentences of our own.

    python -m pipelines.training.marks tests/fixtures/modality_unseen.tsv

A line has the expected mark ("" for a plain fact), the predicate, the name and the sentence, with tabs between.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kg.nlp.modality import modality
from kg.vocab import MODALITIES


def marked(path: Path) -> Counter[tuple[str, str]]:
    """How many sentences of `path` have each pair of the expected mark and the one that the rules give."""
    pairs: Counter[tuple[str, str]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expected, predicate, name, sentence = line.split("\t")
            at = sentence.index(name)
            pairs[expected, modality(sentence, at, at + len(name), predicate)] += 1
    return pairs


def told(pairs: Counter[tuple[str, str]]) -> str:
    """The counts as text: a row for each mark with precision and recall, and the share that is right."""
    right = sum(n for (expected, got), n in pairs.items() if expected == got)
    rows = [f"{right} of {pairs.total()} right"]
    for mark in ("", *MODALITIES):
        said = sum(n for (_, got), n in pairs.items() if got == mark)
        there = sum(n for (expected, _), n in pairs.items() if expected == mark)
        hit = pairs[mark, mark]
        rows.append(f"{mark or 'plain':<8} precision {hit} of {said}, recall {hit} of {there}")
    return "\n".join(rows)


if __name__ == "__main__":
    for given in sys.argv[1:]:
        print(f"{given}: {told(marked(Path(given)))}")
