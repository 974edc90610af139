"""Count the names of the training papers for `kg.nlp.lexicon`: papers that have a form, that mark it, and as what.

    python -m pipelines.training.lexicon GOLD.jsonl --dev-ids DEV.txt --more FILE --texts FILE --out PIPELINE

A form counts for a paper where it stands on its own: inside a longer marked name it does not. Development papers are
left out.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from kg.names import normal
from kg.nlp.features import LONGEST_MENTION
from kg.nlp.words import words_of
from kg.sentences import sentences_of
from kg.vocab import TYPES
from pipelines.training.annotations import learned, training_arguments
from pipelines.training.layout import find_forms

LEAST = 2  # papers that mark a form; a form of one paper says little


def marked_forms(record: Mapping[str, Any]) -> dict[str, str]:
    """The normal forms that a paper marks, with their type."""
    return {normal(f): e["type"] for e in record["entities"] for f in (e["name"], *e["aliases"])}


def forms_of(record: Mapping[str, Any], known: Set[str]) -> Iterator[str]:
    """The `known` normal forms of a paper's text, but for those inside a longer marked name."""
    title, abstract = record["title"], record["abstract"]
    text = f"{title}\n{abstract}"
    head = words_of(title)
    words = head + words_of(abstract, len(title) + 1)
    marked = find_forms(words, text, [f for e in record["entities"] for f in (e["name"], *e["aliases"])])
    cover = {i: span for spans in marked.values() for span in spans for i in range(span[0], span[1] + 1)}
    ends = [len(title), *(len(title) + 1 + end for _, end in sentences_of(abstract))]
    last = 0
    for stop in ends:
        first, last = last, sum(w.start < stop for w in words)
        for i in range(first, last):
            for j in range(i, min(i + LONGEST_MENTION, last)):
                over = cover.get(i)
                form = normal(text[words[i].start : words[j].end])
                if form in known and not (over and over != (i, j) and j <= over[1]):
                    yield form


def count(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the lexicon."""
    types: dict[str, Counter[str]] = {}
    for record in records:
        for form, kind in marked_forms(record).items():
            types.setdefault(form, Counter())[kind] += 1
    known = {form for form, of in types.items() if form and of.total() >= LEAST}
    papers: Counter[str] = Counter()
    for record in records:
        papers.update({*forms_of(record, known), *(known & marked_forms(record).keys())})
    for form in sorted(known):
        of = types[form]
        yield "\t".join(map(str, (form, papers[form], of.total(), *(of[t] for t in TYPES)))) + "\n"


def main(args: argparse.Namespace) -> None:
    """Count and write."""
    found = list(count(learned(args.gold, args.dev_ids, args.more, args.texts)))
    path = args.out / "kg_encoder" / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress("".join(found).encode(), mtime=0))
    print(f"{len(found)} forms, {path.stat().st_size / 1000:.0f} kB")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Count the names of the training papers")
    training_arguments(parser)
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())
