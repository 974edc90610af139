"""Node and edge tables as CSV, with the headers that Neo4j's bulk import reads and that pandas takes as they are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.networks import edges
from kg.export.text import cell

if TYPE_CHECKING:
    from kg.graph import Graph

_PAPER = (
    ":ID",
    "identifier",
    "title",
    "abstract",
    "authors",
    "date",
    "venue",
    "doi",
    "topic",
    "pagerank:double",
    ":LABEL",
)
_ENTITY = (
    ":ID",
    "name",
    "type",
    "aliases",
    "papers:int",
    "firstSeen:int",
    "topic",
    "pagerank:double",
    "betweenness:double",
    ":LABEL",
)
_EDGE = (":START_ID", ":END_ID", ":TYPE", "confidence:double", "support:int")
_RESULT = (
    "id",
    "paper",
    "method",
    "on",
    "metric",
    "value",
    "unit",
    "methodText",
    "onText",
    "metricText",
    "confidence:double",
)
_EVIDENCE = (
    "subject",
    "predicate",
    "object",
    "modality",
    "confidence:double",
    "paper",
    "field",
    "start:int",
    "end:int",
    "quote",
)


def tables(graph: Graph, abstracts: bool = True) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[object]]]]:
    """File name, header and rows of every table."""
    people = dict(zip(graph.authors["id"], graph.authors["name"], strict=True))
    yield (
        "papers.csv",
        _PAPER,
        (
            (
                r["id"],
                r["identifier"],
                r["title"],
                r["abstract"] if abstracts else "",
                ";".join(people.get(a, a) for a in r["authors"]),
                r["date"],
                r["venue"],
                r["doi"],
                r["topic"],
                r["pagerank"],
                "Paper",
            )
            for r in graph.papers.iter_rows(named=True)
        ),
    )
    yield (
        "entities.csv",
        _ENTITY,
        (
            (
                r["id"],
                r["name"],
                r["type"],
                ";".join(r["aliases"]),
                r["paper_count"],
                r["first_seen"],
                r["topic"],
                r["pagerank"],
                r["betweenness"],
                r["type"],
            )
            for r in graph.entities.iter_rows(named=True)
        ),
    )
    yield "edges.csv", _EDGE, ((h, t, p, a["confidence"], a["support"]) for h, t, p, a in edges(graph))
    yield (
        "results.csv",
        _RESULT,
        (
            (
                r["id"],
                r["paper"],
                r["method"],
                r["on"],
                r["metric"],
                r["value_text"],
                r["unit"],
                r["method_text"],
                r["on_text"],
                r["metric_text"],
                r["confidence"],
            )
            for r in graph.results.iter_rows(named=True)
            if r["asserted"]
        ),
    )
    joined = graph.support.join(graph.statements, left_on="statement", right_on="id", maintain_order="left")
    joined = joined.join(graph.evidence, left_on="evidence", right_on="id", maintain_order="left")
    columns = ["subject", "predicate", "object", "modality", "confidence", "paper", "field", "start", "end", "quote"]
    yield "evidence.csv", _EVIDENCE, joined.select(columns).iter_rows()


def write_csv(graph: Graph, path: Path, *, base_iri: str, abstracts: bool = True) -> int:
    """Write all tables into the folder `path`, or into the archive `path` where it ends in .zip; returns the rows."""
    count = 0
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) if path.suffix == ".zip" else None
    if archive is None:
        path.mkdir(parents=True, exist_ok=True)
    for name, header, rows in tables(graph, abstracts):
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([cell(v) if isinstance(v, str) else v for v in row])
            count += 1
        if archive is None:
            (path / name).write_text(text.getvalue(), encoding="utf-8", newline="")
        else:
            archive.writestr(zipfile.ZipInfo(name), text.getvalue().encode("utf-8"), zipfile.ZIP_DEFLATED)
    if archive is not None:
        archive.close()
    return count
