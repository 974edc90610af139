"""How time and memory of a whole build grow with the number of papers, stage by stage.

    python -m tests.benchmarks.growth PAPERS.jsonl.gz --sizes 1000 5000 20000    # real abstracts, with the model
    python -m tests.benchmarks.growth --sizes 500 2000 8000                      # made-up annotated papers, no model

Each size is built in a process of its own, of records spread evenly over the file. Prints a table: seconds of each
stage, of all, the peak memory in MB, and the exponent of growth from the smallest to the largest size; --json writes
the same. With --more, one paper is added to each build and it is built again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

BUILD = """
import json, sys
from kg.build import build
from kg.options import BuildOptions
from kg.memory import peak_memory
report = build([sys.argv[1]], sys.argv[2], BuildOptions(jobs=int(sys.argv[3])))
print(json.dumps(dict(report.seconds) | {"all": sum(s for _, s in report.seconds), "MB": peak_memory()}))
"""
Row = dict[str, float]


def annotated(count: int, seed: int = 0) -> Iterator[str]:
    """Made-up papers that bring their entities and triples; names repeat as in real ones (Heaps's law, power 0.7)."""
    rng = random.Random(seed)
    known = {"Method": 1.0, "Dataset": 1.0, "Task": 1.0}
    for n in range(count):
        found = []
        for kind, role in (("Method", "proposed"), ("Method", "used"), ("Dataset", "evaluated"), ("Task", "addressed")):
            known[kind] += 0.7 * (n + 1) ** -0.3
            number = int(known[kind] * rng.random() ** 2)
            found.append({"name": f"{kind.lower()} {_word(number)}", "type": kind, "role": role})
        found = list({e["name"]: e for e in found}.values())
        verbs = {"proposed": "proposes", "used": "uses", "evaluated": "evaluatesOn", "addressed": "addresses"}
        text = " ".join(f"Here we look at {e['name']} once more." for e in found)
        yield json.dumps(
            {"id": f"p{n}", "title": f"Study {n} of {found[0]['name']}", "abstract": text, "year": 1995 + n % 30}
            | {"entities": found, "relations": [["PAPER", verbs[e["role"]], e["name"]] for e in found]}
        )


def _word(number: int) -> str:
    """A number as a name of letters, so that it counts as no version."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 26)
        letters = "bcdfghjklmnpqrstvwxzaeiouy"[rest] + "ao"[rest % 2] + letters
    return letters.capitalize()


def spread(path: Path, count: int) -> list[str]:
    """`count` lines of a JSON Lines file, spread evenly over it."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        lines = file.readlines()
    count = min(count, len(lines))
    return [lines[i * len(lines) // count] for i in range(count)]


def measure(lines: Iterable[str], folder: Path, jobs: int = 0, *, more: bool = False) -> tuple[Row, Row]:
    """The row of a build of `lines` in `folder`, and, with `more`, of a second one with one paper more."""
    papers = folder / "papers.jsonl"
    papers.write_text("".join(line.rstrip("\n") + "\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(papers), str(folder / "out"), str(jobs)]
    first: Row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if not more:
        return first, {}
    with papers.open("a", encoding="utf-8") as file:
        added = {"id": "added", "title": "One more paper", "abstract": "We propose Omphalos, a method for parsing."}
        file.write(json.dumps(added) + "\n")
    return first, json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def exponent(small: float, large: float, sizes: Sequence[int]) -> float:
    """The power of the size with which a figure grows."""
    return math.log(max(large, 1e-9) / max(small, 1e-9)) / math.log(sizes[-1] / sizes[0])


def table(rows: Sequence[Row], sizes: Sequence[int]) -> str:
    """The rows as text, a line a stage."""
    lines = [" ".join([f"{'':10s}", *(f"{s:>10d}" for s in sizes), "  exponent"])]
    for name in rows[0]:
        grown = f"{exponent(rows[0][name], rows[-1][name], sizes):10.2f}" if rows[0][name] >= 0.1 else f"{'-':>10s}"
        lines.append(" ".join([f"{name:10s}", *(f"{r[name]:10.1f}" for r in rows), grown]))
    return "\n".join(lines)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="?", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[500, 2000, 8000])
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--more", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    firsts, seconds = [], []
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            lines = spread(args.papers, size) if args.papers else annotated(size)
            first, second = measure(lines, Path(folder), args.jobs, more=args.more)
        firsts.append(first)
        seconds.append(second)
        print(size, json.dumps(first), json.dumps(second) if second else "", file=sys.stderr, flush=True)
    print(table(firsts, args.sizes))
    if args.more:
        print("\nbuilt again with one paper more\n" + table(seconds, args.sizes))
    if args.json:
        args.json.write_text(json.dumps({"sizes": args.sizes, "builds": firsts, "again": seconds}, indent=1) + "\n")


if __name__ == "__main__":
    main()
