"""A graph with one of everything that the RDF holds, and with texts that no reader of it should stumble over."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import rdflib

from kg.export.rdf import write_rdf
from kg.graph import Graph, frame

MARKUP = "</script><img src=x onerror=alert(1)>"
ODD = 'Tab\t"quote" \\ back\\slash, \u2028 line, escape \x1b[31m, nul \x00, 😀 $\\alpha$\n'


def small() -> Graph:
    """Two papers that cite and contradict each other, their methods, a data set with a result, evidence."""
    return Graph(
        papers=frame("papers", [_first(), _second(), _cited()]),
        authors=frame("authors", [("author/ann", "Ann Ash", "0000-0001-2345-6789", ["Ann Ash", "A. Ash"])]),
        entities=frame("entities", [_rmt(), _transformer(), _imagenet()]),
        statements=frame(
            "statements",
            [
                ("statement/1", "paper/p1", "proposes", "entity/rmt", "", 0.93, 1, True),
                ("statement/2", "entity/rmt", "evaluatedOn", "entity/imagenet", "", 0.5, 2, True),
                ("statement/3", "paper/p1", "uses", "entity/transformer", "negated", 0.25, 1, False),
                ("statement/4", "entity/rmt", "outperforms", "entity/transformer", "", 0.8, 1, True),
                ("statement/5", "entity/transformer", "outperforms", "entity/rmt", "", 0.7, 1, True),
                ("statement/6", "entity/rmt", "basedOn", "entity/transformer", "", 0.9, 1, True),
                ("statement/7", "paper/p1", "buildsOn", "paper/a%2F.", "", 0.9, 1, True),
            ],
        ),
        support=frame(
            "support",
            [
                ("statement/1", "evidence/1", "paper/p1", 0.93),
                ("statement/2", "evidence/1", "paper/p1", 0.5),
                ("statement/2", "evidence/2", "paper/a%2F.", 0.4),
                *((f"statement/{n}", "evidence/1", "paper/p1", 0.7) for n in (3, 4, 6, 7)),
                ("statement/5", "evidence/2", "paper/a%2F.", 0.7),
            ],
        ),
        evidence=frame(
            "evidence",
            [
                ("evidence/1", "paper/p1", "abstract", 0, 6, "RMT is"),
                ("evidence/2", "paper/a%2F.", "title", 0, 9, MARKUP[:9]),
            ],
        ),
        results=frame(
            "results",
            [
                _result("1", "entity/rmt", "entity/imagenet", "84.1", True),
                _result("2", "paper/p1", "", "about 3", True),
                _result("3", "entity/rmt", "entity/imagenet", "99.9", False),
            ],
        ),
        citations=frame("citations", [("paper/p1", "paper/a%2F."), ("paper/p1", "paper/cited")]),
        topics=frame(
            "topics",
            [
                ("topic/t1", "Transformers", "community", "", "", 3),
                ("topic/t2", "Vision", "community", "", "topic/t1", 1),
                ("topic/LG", "LG", "subject", "LG", "", 1),
            ],
        ),
        quarantine=frame(
            "quarantine", [("paper/p1", "RMT", "proposes", "PAPER", "proposes does not join Method to PAPER")]
        ),
    )


def written(folder: Path, graph: Graph | None = None, suffix: str = "ttl") -> Path:
    """The file of `graph` in `folder`."""
    path = folder / f"kg.{suffix}"
    write_rdf(graph or small(), path, suffix)
    return path


def read(path: Path) -> rdflib.Graph:
    """What rdflib reads from a file of ours; the union of its graphs for TriG."""
    g = rdflib.Dataset(default_union=True) if path.suffix == ".trig" else rdflib.Graph()
    names = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".trig": "trig"}
    return g.parse(data=path.read_bytes(), format=names[path.suffix])


def out_folder(folder: Path) -> Path:
    """A folder that looks like the out folder of a build of `small()`."""
    folder.mkdir(exist_ok=True)
    written(folder)
    (folder / "build.json").write_text('{"options": {}}', encoding="utf-8")
    (folder / "kg.html").write_text("<!doctype html><title>the graph</title>", encoding="utf-8")
    return folder


def titled(title: str) -> Graph:
    """`small()` with another title of its first paper."""
    return small().with_column("papers", "title", {"paper/p1": title})


def with_row(graph: Graph, table: str, row: tuple[object, ...]) -> Graph:
    """`graph` with one more row in a table."""
    old = getattr(graph, table)
    return replace(graph, **{table: old.vstack(frame(table, [row]))})


def _first() -> tuple[object, ...]:
    head = ("paper/p1", "p1", "RMT: a memory", ODD, ["author/ann"], "Ann Ash, et al.", "2023-08-01", "A Venue")
    links = (["https://github.com/a/b"], ["https://example.org/page."])
    return (*head, "10.1/ABC", "", [], ["LG"], *links, ["f.txt"], ["f.txt:1"], True, False, False, "topic/t1", 0.1)


def _second() -> tuple[object, ...]:
    tail = ("", "", [], [], [], [], ["f.txt"], ["f.txt:9"], False, True, False, "", None)
    return ("paper/a%2F.", "a/.", MARKUP, "", [], "", "2022-13", "", *tail)


def _cited() -> tuple[object, ...]:
    tail = ("", "", [], [], [], [], [], [], False, False, True, "", None)
    return ("paper/cited", "cited", "", "", [], "", "", "", *tail)


def _result(number: str, method: str, on: str, value: str, asserted: bool) -> tuple[object, ...]:
    head = (f"result/{number}", "paper/p1", method, on, "", "RMT" if "rmt" in method else "", "ImageNet", "top-1")
    return (*head, value, "%", 0.9, "" if asserted else "planned", asserted, ["evidence/1"], False)


def _rmt() -> tuple[object, ...]:
    names = ("RMT", "Method", ["Method"], ["Recurrent Memory Transformer"])
    return ("entity/rmt", *names, ["entity/transformer"], [], 2, 2023, "topic/t1", 0.2, 0.0)


def _transformer() -> tuple[object, ...]:
    names = ("Transformer", "Method", ["Method"], [])
    return ("entity/transformer", *names, [], [], 1, 2022, "topic/t1", 0.1, 1e-7)


def _imagenet() -> tuple[object, ...]:
    names = ("ImageNet", "Dataset", ["Dataset", "Benchmark"], [])
    return ("entity/imagenet", *names, [], ["https://example.org/ImageNet"], 1, None, "topic/t2", None, None)


def rows(answer: str) -> list[dict[str, str]]:
    """The rows of an answer as CSV, by column."""
    return list(csv.DictReader(io.StringIO(answer)))
