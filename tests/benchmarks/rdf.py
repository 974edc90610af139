"""Our RDF export, load and named queries beside rdflib's, on a made-up graph.

    python -m tests.benchmarks.rdf --triples 1000000            # ours and rdflib's; takes minutes
    python -m tests.benchmarks.rdf --triples 1000000 --ours     # ours only

Prints one line a measure: what, CPU seconds of ours, of rdflib's (60 and more where a query was stopped), the
quotient. CPU seconds of all threads, since they hold on a machine that does other things, too. The export of ours runs
in a process of its own that loads the tables from Parquet, so that its peak memory is that of `kg export`.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kg.query import explain, named_queries
from kg.query.named import bind, spelled_out
from kg.query.results import run
from kg.query.store import open_store
from tests.benchmarks.made_up import TRIPLES_A_PAPER, made_up

LONGEST = 60  # seconds that rdflib gets for a query
PARAMETERS = {
    "aliases": {"what": "method 7"},
    "author-methods": {"author": "Author 7"},
    "below-confidence": {"below": "0.31"},
    "bridges": {"topic": "Topic 3", "other": "Topic 4"},
    "builds-on": {"method": "method 7"},
    "co-citation": {"paper": "p7"},
    "evaluated-on": {"method": "method 7"},
    "evidence": {"subject": "p7", "object": "method 7"},
    "introduced": {"what": "method 7"},
    "leaderboard": {"on": "data set 7"},
    "methods-of-task": {"task": "task 7"},
    "papers-building-on": {"paper": "p7"},
    "shared-datasets": {"topic": "Topic 3", "other": "Topic 4"},
    "untried": {"on": "data set 7"},
}
_EXPORT = """
import sys, time
from pathlib import Path
from kg.export.rdf import write_rdf
from kg.graph import Graph
start = time.process_time()
count = write_rdf(Graph.load(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3])
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(count, time.process_time() - start, int(peak.split()[1]) / 1024)
"""


def timed(run: Callable[[], object]) -> float:
    """CPU seconds that `run` takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def exported(tables: Path, path: Path, suffix: str) -> tuple[int, float, float]:
    """Triples, seconds and peak MB of our export in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", _EXPORT, str(tables), str(path), suffix], check=True, capture_output=True, text=True
    )
    count, seconds, memory = told.stdout.split()
    return int(count), float(seconds), float(memory)


def report(what: str, ours: float, theirs: float | None) -> None:
    """A line of the table."""
    times = "" if theirs is None else f"{theirs:9.2f}  {theirs / ours:7.1f}x"
    print(f"{what:28} {ours:8.2f}  {times}", flush=True)


def rebuilt(path: Path) -> tuple[Any, float]:
    """An rdflib graph built triple by triple, as an exporter on rdflib would."""
    import pyoxigraph
    import rdflib

    def term(value: Any) -> Any:
        if isinstance(value, pyoxigraph.NamedNode):
            return rdflib.URIRef(value.value)
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))

    known = [q.triple for q in pyoxigraph.parse(path=str(path))]
    start = time.process_time()
    g = rdflib.Graph()
    for triple in known:
        g.add(tuple(map(term, triple)))
    return g, time.process_time() - start


def named_answers(rdf: Path) -> Iterator[tuple[str, float]]:
    """Each named query with the CPU seconds of its answer over the open store, as rdflib's graph is open."""
    store = open_store(rdf)
    for known in named_queries():
        parameters = PARAMETERS.get(known.name, {})
        yield known.name, timed(lambda k=known, p=parameters: run(store, spelled_out(k, bind(store, k, p)), "json"))


def theirs_answer(g: Any, rdf: Path, name: str) -> float:
    """CPU seconds of rdflib for the same query, its parameters spelled out; stopped after `LONGEST` seconds."""
    sparql = explain(name, rdf=rdf, parameters=PARAMETERS.get(name, {}))

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        return timed(lambda: list(g.query(sparql)))
    except TimeoutError:
        return LONGEST
    finally:
        signal.alarm(0)


def main() -> None:
    """Run the measures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--triples", type=int, default=100_000)
    options.add_argument("--ours", action="store_true", help="leave rdflib out")
    told = options.parse_args()
    print(f"{'':28} {'ours, s':>8}  {'' if told.ours else 'rdflib, s   faster'}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(told.triples // TRIPLES_A_PAPER).save(folder / "tables")
        (folder / "build.json").write_text("{}")  # marks an out folder, which keeps its store
        measure_export(folder, ours_only=told.ours)
        measure_queries(folder / "kg.ttl", measure_load(folder / "kg.ttl", ours_only=told.ours))


def measure_export(folder: Path, *, ours_only: bool) -> None:
    """Tables to N-Triples and Turtle; rdflib builds its graph and serialises it."""
    g, add = None, 0.0
    for suffix, format in (("nt", "nt"), ("ttl", "turtle")):
        path = folder / f"kg.{suffix}"
        count, seconds, memory = exported(folder / "tables", path, suffix)
        if not ours_only and g is None:
            g, add = rebuilt(path)
        theirs = None
        if g is not None:
            theirs = add + timed(partial(g.serialize, folder / "theirs", format=format, encoding="utf-8"))
        report(f"export {suffix}, {memory:.0f} MB", seconds, theirs)
    print(f"{count} triples")


def measure_load(rdf: Path, *, ours_only: bool) -> Any:
    """Turtle to a store that answers; gives back rdflib's graph, or None."""
    ours, theirs, g = timed(lambda: open_store(rdf)), None, None
    if not ours_only:
        import rdflib

        g = rdflib.Graph()
        theirs = timed(partial(g.parse, rdf))
    report("load into the kept store", ours, theirs)
    report("open the kept store", timed(lambda: open_store(rdf)), None)
    return g


def measure_queries(rdf: Path, g: Any) -> None:
    """The named queries."""
    taken = []
    for name, seconds in named_answers(rdf):
        taken.append(seconds)
        report(name, seconds, theirs_answer(g, rdf, name) if g is not None else None)
    print(f"named queries: median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s")


if __name__ == "__main__":
    main()
