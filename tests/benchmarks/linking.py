"""How long linking takes as names grow: `python -m tests.benchmarks.linking [10000 100000 1000000]`.

Prints a row a size (seconds of the processor) and the exponent of time over size, smallest to largest. The names
are made up: two to four syllable words, each name in several spellings (case, hyphen, plural, a head noun that adds
nothing) over many papers, one in five with an abbreviation, stated in half of the papers and shared by many names.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Iterator

from kg.linking import link
from kg.records import Extraction, FoundEntity, Paper

_STARTS = "ba ke lo mi ru sa te vo wi zu dra gri plo sta tre"
_ENDS = "nal ric tor vex lim don sep gan kar mul"
_TYPES = ("Method", "Task", "Dataset", "Metric")
_PER_PAPER = 10


def corpus(variants: int, seed: int = 0) -> tuple[list[Paper], list[Extraction]]:
    """Papers and extractions with `variants` names in all, `_PER_PAPER` a paper."""
    random_ = random.Random(seed)
    names = list(_names(random_, max(variants // 8, 10)))
    papers, extractions = [], []
    for n in range(variants // _PER_PAPER):
        chosen = random_.sample(range(len(names)), _PER_PAPER)
        found = tuple(_entity(random_, names[k], k) for k in chosen)
        papers.append(Paper(id=f"p{n}", title=found[0].name, abstract=" ".join(e.name for e in found)))
        extractions.append(Extraction(paper=f"p{n}", entities=found))
    return papers, extractions


def _names(random_: random.Random, count: int) -> Iterator[list[str]]:
    syllables = [a + b for a in _STARTS.split() for b in ("", *_ENDS.split())]
    for _ in range(count):
        yield ["".join(random_.choices(syllables, k=random_.randint(2, 4))) for _ in range(random_.randint(2, 4))]


def _entity(random_: random.Random, words: list[str], k: int) -> FoundEntity:
    type = _TYPES[k % len(_TYPES)]
    form = {
        0: " ".join(words),
        1: " ".join(words).title(),
        2: "-".join(words),
        3: " ".join(words) + "s",
        4: " ".join(words) + {"Method": " model", "Task": " task", "Dataset": " dataset", "Metric": " score"}[type],
    }[random_.randrange(5)]
    short = "".join(word[0] for word in words).upper()
    if k % 5 == 0 and len(short) > 2:
        return FoundEntity(name=form, aliases=(short,) if random_.random() < 0.5 else (), type=type)
    return FoundEntity(name=form, type=type)


def main(sizes: list[int]) -> None:
    """Print the table."""
    print(f"{'names':>9} {'entities':>9} {'seconds':>9} {'MB at most':>10}")
    times = []
    for size in sizes:
        papers, extractions = corpus(size)
        start = time.process_time()
        entities = link(papers, extractions)
        times.append(time.process_time() - start)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>9} {len(entities):>9} {times[-1]:>9.1f} {memory:>10}", flush=True)
    if len(sizes) > 1:
        exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent {exponent:.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000])
