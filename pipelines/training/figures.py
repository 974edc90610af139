"""The figures of the model card: F1 with intervals on the development papers, by domain, and the speed.

python -m pipelines.training.figures PIPELINE GOLD_FOLDER
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from kg.evaluate import given, rows
from kg.nlp import extract, load_pipeline
from kg.scoring import Counts, score
from pipelines.training.annotations import annotated, development, lines

ROWS = (
    "entities",
    "entities, span only",
    "entities Method",
    "entities Task",
    "entities Metric",
    "entities Dataset+Benchmark",
    "role proposed",
    "relations",
    "relations of the paper",
    "relations between entities",
    "results, value only",
    "results, value+metric+on",
    "results, value+metric+on+method",
)


def main(args: argparse.Namespace) -> None:
    """Print the tables."""
    nlp = load_pipeline(str(args.pipeline), threads=args.threads)
    papers = development(args.gold / "train.jsonl", args.gold / "dev_ids.txt")
    origin = {r["id"]: r.get("origin") for r in lines(args.gold / "train.jsonl")}
    began = time.monotonic()
    found = list(extract(papers, nlp))
    speed = len(papers) / (time.monotonic() - began)
    scored = {p.id: score(x, given(p)) for p, x in zip(papers, found, strict=True)}
    table("all development papers", list(scored.values()))
    table("seeds domain", [c for i, c in scored.items() if origin[i] == "seeds"])
    table("wider mix", [c for i, c in scored.items() if origin[i] != "seeds"])
    for name in ("dev_a", "dev_b"):
        two = annotated(args.gold / f"{name}.jsonl")
        pairs = zip(two, extract(two, nlp), strict=True)
        table(f"{name}, 30 papers", [score(x, given(p)) for p, x in pairs])
    print(f"\n{speed:.1f} abstracts a second in {args.threads} threads")


def table(title: str, counts: list[Counts]) -> None:
    """Print one table."""
    print(f"\n{title} ({len(counts)} papers)")
    found = rows(counts, 1000, 0)
    for name in ROWS:
        r = found[name]
        spread = f"{r['low']:.3f} to {r['high']:.3f}"
        print(f"| {name} | {r['p']:.3f} | {r['r']:.3f} | {r['f1']:.3f} | {spread} | {r['gold']} |")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())
