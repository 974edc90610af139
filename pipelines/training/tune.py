"""Choose the decision thresholds of a pipeline on development papers, one after the other, on a coarse grid.

python -m pipelines.training.tune PIPELINE GOLD.jsonl --dev-ids DEV.txt
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.evaluate import f1, given
from kg.nlp import load_pipeline
from kg.nlp.extract import extraction, make_doc
from kg.records import Paper
from kg.scoring import Counts, score
from kg.vocab import ENTITY_PREDICATES
from pipelines.training.annotations import development, development_arguments

GRID = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]
# Lower may score better, but one wrong join in a paper makes two things of a corpus one.
JOINED = [0.5, 0.55, 0.6, 0.65, 0.7]
WEIGHTS = {
    "span": [0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
    "entity": [0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
    "type": [0.0, 0.5, 1.0, 1.5],
    "even": [-2.0, -1.5, -1.0, -0.5, 0.0],
}
STEPS = ("kg_mentions", "kg_entities", "kg_relations", "kg_results")


@dataclass(slots=True)
class Bench:
    """The development papers with their readings, so that a trial costs the small heads only."""

    nlp: Language
    papers: list[Paper]
    docs: list[Doc]

    @property
    def settings(self) -> dict[str, Any]:
        """The pipeline's thresholds, to be changed in place."""
        found: dict[str, Any] = self.nlp.get_pipe("kg_encoder").model.settings  # type: ignore[attr-defined]  # ours
        return found

    def counts(self, steps: Sequence[str] = STEPS) -> list[Counts]:
        """The scores of each paper after running `steps` anew."""
        found = []
        for paper, doc in zip(self.papers, self.docs, strict=True):
            doc._.kg_relations, doc._.kg_results = (), ()
            for step in steps:
                self.nlp.get_pipe(step)(doc)
            found.append(score(extraction(paper, doc, 0.0), given(paper)))
        return found

    def value(self, rows: Sequence[str], steps: Sequence[str] = STEPS) -> float:
        """The sum of the F1 of `rows`."""
        counts = self.counts(steps)
        return sum(f1(*(sum(c[row][i] for c in counts) for i in range(3))) for row in rows)


def choose(
    bench: Bench,
    place: dict[str, Any],
    key: str,
    rows: Sequence[str],
    steps: Sequence[str],
    grid: Sequence[float] = GRID,
) -> None:
    """Set `place[key]` to the value of `grid` that is best for `rows`."""
    tried = []
    for value in grid:
        place[key] = value
        tried.append((bench.value(rows, steps), value))
    best = max(score for score, _ in tried)
    near = [value for score, value in tried if score > best - 0.001]
    place[key] = near[len(near) // 2]
    print(f"{key}: {place[key]} ({best:.4f})", flush=True)


def tune(args: argparse.Namespace) -> None:
    """Choose all thresholds and write them into the pipeline's folder."""
    papers = development(args.gold, args.dev_ids)
    nlp = load_pipeline(str(args.pipeline), threads=2)
    docs = [make_doc(nlp, p) for p in papers]
    for doc in docs:
        nlp.get_pipe("kg_sentences")(doc)
        nlp.get_pipe("kg_encoder")(doc)
    bench = Bench(nlp, papers, docs)
    settings = bench.settings
    main = ("entities", "relations of the paper", "relations between entities")
    for _ in range(args.rounds):
        for key, grid in WEIGHTS.items():
            choose(bench, settings["lexicon"], key, main, STEPS[:3], grid)
        for key, grid in (("mention", GRID), ("entity", GRID), ("same", JOINED)):
            choose(bench, settings, key, main, STEPS[:3], grid)
    for predicate in ENTITY_PREDICATES:
        choose(bench, settings["predicates"], predicate, [f"  {predicate}"], STEPS[2:3])
    for predicate in settings["extra"]:
        choose(bench, settings["extra"], predicate, ["relations of the paper"], STEPS[2:3])
    choose(bench, settings, "result", ["results, value only", "results, value+metric+on"], STEPS[3:])
    choose(bench, settings, "phrase", ["results, value+metric+on"], STEPS[:4])
    path = args.pipeline / "kg_encoder" / "settings.json"
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    development_arguments(parser)
    parser.add_argument("--rounds", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    tune(arguments())
