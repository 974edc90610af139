"""Our RDF export, load and named queries beside rdflib's, on a made-up graph.

    python tests/benchmarks/rdf.py --triples 1000000            # ours and rdflib's; takes minutes
    python tests/benchmarks/rdf.py --triples 1000000 --ours     # ours alone

Prints one line a measure: what, seconds of ours, seconds of rdflib's, how many times faster. The export of ours runs
in a process of its own that loads the tables from Parquet, so that its peak memory is that of `kg export`.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.graph import Graph, frame
from kg.query import query

WORDS = "deep graph neural sparse causal robust visual speech latent dense federated quantum".split()
METHODS, DATASETS, TASKS, METRICS, TOPICS, AUTHORS = 4000, 400, 300, 60, 25, 3000
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
import resource, sys, time
from pathlib import Path
from kg.export.rdf import write_rdf
from kg.graph import Graph
start = time.perf_counter()
count = write_rdf(Graph.load(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3])
print(count, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def made_up(papers: int, seed: int = 0) -> Graph:
    """A graph of `papers` papers, some 200 triples each, with ties as uneven as in real ones."""
    rng = random.Random(seed)
    kinds = {"Method": METHODS, "Dataset": DATASETS, "Task": TASKS, "Metric": METRICS}
    slugs = {"Method": "method", "Dataset": "data set", "Task": "task", "Metric": "metric"}
    named = {k: [f"entity/{slugs[k].replace(' ', '-')}-{i}" for i in range(n)] for k, n in kinds.items()}

    def pick(kind: str) -> str:
        return named[kind][min(int(rng.paretovariate(0.7)) - 1, kinds[kind] - 1)]

    rows: dict[str, list[tuple[Any, ...]]] = {k: [] for k in ("papers", "statements", "support", "evidence", "results", "citations")}
    said: set[tuple[str, str, str]] = set()
    for n in range(papers):
        paper = f"paper/p{n}"
        for field, start in (("title", 0), *(("abstract", 120 * i) for i in range(6))):
            rows["evidence"].append((f"evidence/{n:08x}{field[0]}{start}", paper, field, start, start + 110, _sentence(rng)))
        own = f"entity/method-{n % METHODS}"
        triples = [(paper, "proposes", own), (paper, "mentions", own)]
        for predicate, kind, count in (("uses", "Method", 2), ("evaluatesOn", "Dataset", 2), ("addresses", "Task", 1)):
            for tail in {pick(kind) for _ in range(count)}:
                triples += [(paper, predicate, tail), (paper, "mentions", tail)]
        triples += [(own, "basedOn", pick("Method")), (own, "evaluatedOn", pick("Dataset")), (own, "outperforms", pick("Method"))]
        if n:
            triples.append((paper, "buildsOn", f"paper/p{rng.randrange(n)}"))
        for triple in dict.fromkeys(triples):
            if triple not in said and triple[0] != triple[2]:
                said.add(triple)
                name, confidence = f"statement/{len(said):08x}", round(rng.uniform(0.3, 1), 4)
                rows["statements"].append((name, *triple, "", confidence, 1, True))
                rows["support"].append((name, f"evidence/{n:08x}a{120 * rng.randrange(6)}", paper, confidence))
        for i in range(2):
            slots = (own, pick("Dataset"), pick("Metric"), "ours", "set", "metric", f"{rng.uniform(10, 99):.1f}", "%")
            rows["results"].append((f"result/{n:08x}{i}", paper, *slots, 0.8, "", True, [f"evidence/{n:08x}a120"]))
        rows["citations"] += [(paper, f"paper/p{rng.randrange(n)}") for _ in range(8 if n else 0)]
        rows["papers"].append(_paper(rng, n, paper))
    entities = [
        (e, e[7:].replace("data-set-", "data set ").replace("-", " "), k, [k], [f"{e[7:]} alias"], [], [], rng.randrange(1, 200), 2020)
        + (f"topic/{rng.randrange(TOPICS)}", rng.random() / 1000, 0.0)
        for k, es in named.items()
        for e in es
    ]
    return Graph(
        **{name: frame(name, table) for name, table in rows.items()},
        entities=frame("entities", entities),
        authors=frame("authors", [(f"author/{i}", f"Author {i}", "", []) for i in range(AUTHORS)]),
        topics=frame("topics", [(f"topic/{i}", f"Topic {i}", "community", "", "", 1) for i in range(TOPICS)]),
        quarantine=frame("quarantine", []),
    )


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=16)) + "."


def _paper(rng: random.Random, n: int, paper: str) -> tuple[Any, ...]:
    authors = list({f"author/{rng.randrange(AUTHORS)}" for _ in range(3)})
    return (
        (paper, f"p{n}", f"Title {n}", " ".join(_sentence(rng) for _ in range(8)), sorted(authors), "A, B", f"{2000 + n % 26}-03-01")
        + ("Venue", f"10.1/{n}", "", [], [], [], [], ["made-up.jsonl"], [f"made-up.jsonl:{n}"], n % 3 == 0, False, False)
        + (f"topic/{rng.randrange(TOPICS)}", None)
    )


def timed(run: Callable[[], object]) -> float:
    """Seconds that `run` takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


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


def theirs_graph(path: Path) -> Any:
    """rdflib's graph of our N-Triples."""
    import rdflib

    return rdflib.Graph().parse(path, format="nt")


def rebuilt(path: Path) -> Any:
    """An rdflib graph built triple by triple, as an exporter on rdflib would."""
    import pyoxigraph
    import rdflib

    def term(value: Any) -> Any:
        if isinstance(value, pyoxigraph.NamedNode):
            return rdflib.URIRef(value.value)
        return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))

    known = [tuple(map(term, q.triple)) for q in pyoxigraph.parse(path=str(path))]
    start = time.perf_counter()
    g = rdflib.Graph()
    for triple in known:
        g.add(triple)
    return g, time.perf_counter() - start


def named_answers(rdf: Path) -> Iterator[tuple[str, float]]:
    """Each named query with the seconds of its answer."""
    from kg.query import named_queries

    for known in named_queries():
        parameters = PARAMETERS.get(known.name, {})
        yield known.name, timed(lambda k=known, p=parameters: query(named=k.name, rdf=rdf, parameters=p, format="json"))


def theirs_answer(g: Any, rdf: Path, name: str) -> float:
    """Seconds of rdflib for the same query, its parameters bound as rdflib does it."""
    from rdflib import Literal, URIRef

    from kg.export.terms import PREFIXES
    from kg.query.named import bind, load
    from kg.query.store import open_store

    bound = {
        n: URIRef(v.value) if not hasattr(v, "datatype") else Literal(v.value, datatype=URIRef(v.datatype.value))
        for n, v in bind(open_store(rdf), load(name), PARAMETERS.get(name, {})).items()
    }
    return timed(lambda: list(g.query(load(name).sparql, initNs=dict(PREFIXES), initBindings=bound)))


def main() -> None:
    """Run the measures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--triples", type=int, default=100_000)
    options.add_argument("--ours", action="store_true", help="leave rdflib out")
    options.add_argument("--skip", nargs="*", default=[], help="named queries that rdflib shall not answer")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made_up(told.triples // 215).save(folder / "tables")
        (folder / "build.json").write_text("{}")
        print(f"{'':28} {'ours, s':>8}  {'' if told.ours else 'rdflib, s   faster'}")
        g, add = None, 0.0
        for suffix, format in (("nt", "nt"), ("ttl", "turtle")):
            path = folder / f"kg.{suffix}"
            count, seconds, memory = exported(folder / "tables", path, suffix)
            if not told.ours and g is None:
                g, add = rebuilt(path)
            theirs = None if g is None else add + timed(lambda f=format: g.serialize(folder / "theirs", format=f))
            report(f"export {suffix}, {memory:.0f} MB", seconds, theirs)
        del g
        print(f"{count} triples")
        rdf = folder / "kg.ttl"
        from kg.query.store import open_store

        load_ours = timed(lambda: open_store(rdf))
        g, load_theirs = None, None
        if not told.ours:
            import rdflib

            g = rdflib.Graph()
            load_theirs = timed(lambda: g.parse(rdf))
        report("load into the kept store", load_ours, load_theirs)
        report("open the kept store", timed(lambda: open_store(rdf)), None)
        taken = []
        for name, seconds in named_answers(rdf):
            taken.append(seconds)
            theirs = theirs_answer(g, rdf, name) if g is not None and name not in told.skip else None
            report(name, seconds, theirs)
        print(f"named queries: median {statistics.median(taken):.2f} s, longest {max(taken):.2f} s")


if __name__ == "__main__":
    main()
