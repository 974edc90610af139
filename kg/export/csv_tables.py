"""Node and edge tables as CSV, with the headers that Neo4j's bulk import reads and that pandas takes as they are."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

from kg.export.networks import AUTHORED, edges, written
from kg.export.text import cell

if TYPE_CHECKING:
    from kg.graph import Graph

Table: TypeAlias = tuple[str, Sequence[str], Iterable[Sequence[object]]]  # file name, header, rows

# Head of a column: the column of our tables that it is. `string[]` is Neo4j's word for a list, `;` between its items.
_PAPER: Final = {
    ":ID": "id",
    "identifier": "identifier",
    "title": "title",
    "abstract": "abstract",
    "authors:string[]": "authors",
    "date": "date",
    "venue": "venue",
    "doi": "doi",
    "topic": "topic",
    "pagerank:double": "pagerank",
}
_ENTITY: Final = {
    ":ID": "id",
    "name": "name",
    "type": "type",
    "aliases:string[]": "aliases",
    "papers:int": "paper_count",
    "firstSeen:int": "first_seen",
    "topic": "topic",
    "pagerank:double": "pagerank",
    "betweenness:double": "betweenness",
    ":LABEL": "type",
}
_AUTHOR: Final = {":ID": "id", "name": "name", "names:string[]": "names", "orcid": "orcid"}
_RESULT: Final = {
    "id": "id",
    "paper": "paper",
    "method": "method",
    "on": "on",
    "metric": "metric",
    "value": "value_text",
    "unit": "unit",
    "gain:boolean": "gain",
    "methodText": "method_text",
    "onText": "on_text",
    "metricText": "metric_text",
    "confidence:double": "confidence",
}
_EVIDENCE: Final = {
    "subject": "subject",
    "predicate": "predicate",
    "object": "object",
    "modality": "modality",
    "confidence:double": "confidence",
    "paper": "paper",
    "field": "field",
    "start:int": "start",
    "end:int": "end",
    "quote": "quote",
}
_EDGE: Final = (":START_ID", ":END_ID", ":TYPE", "confidence:double", "support:int")
_WRITTEN: Final = (":START_ID", ":END_ID", ":TYPE", "position:int")


def tables(graph: Graph, abstracts: bool = True) -> Iterator[Table]:
    """Every table: what it is called, its header and its rows."""
    people = dict(zip(graph.authors["id"], graph.authors["name"], strict=True))
    named = [[people.get(a, a) for a in of or ()] for of in graph.papers["authors"].to_list()]
    papers = graph.papers.with_columns(pl.Series("authors", named, dtype=pl.List(pl.String)))
    if not abstracts:
        papers = papers.with_columns(abstract=pl.lit(""))
    joined = graph.support.join(graph.statements, left_on="statement", right_on="id", maintain_order="left")
    joined = joined.join(graph.evidence, left_on="evidence", right_on="id", maintain_order="left")
    yield of_columns("papers.csv", _PAPER, papers, "Paper")
    yield of_columns("entities.csv", _ENTITY, graph.entities)
    yield of_columns("authors.csv", _AUTHOR, graph.authors, "Author")
    yield "edges.csv", _EDGE, ((h, t, p, a["confidence"], a["support"]) for h, t, p, a in edges(graph))
    yield "authorships.csv", _WRITTEN, ((p, a, AUTHORED, n) for p, a, n in written(graph))
    yield of_columns("results.csv", _RESULT, graph.results.filter("asserted"))
    yield of_columns("evidence.csv", _EVIDENCE, joined)


def of_columns(name: str, columns: Mapping[str, str], rows: pl.DataFrame, label: str = "") -> Table:
    """A table of these columns; with a `label` that all rows have."""
    found = [pl.col(column).alias(head) for head, column in columns.items()]
    if label:
        found.append(pl.lit(label).alias(":LABEL"))
    chosen = rows.select(found)
    return name, chosen.columns, chosen.iter_rows()


def as_cell(value: object) -> object:
    """A value as it stands in a cell; in a list a semicolon stands between items, and so in none."""
    if isinstance(value, list):
        value = ";".join(str(item).replace(";", ",") for item in value)
    if isinstance(value, bool):
        return str(value).lower()  # as JSON, RDF and Neo4j spell it
    return cell(value) if isinstance(value, str) else value


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
            writer.writerow([as_cell(v) for v in row])
            count += 1
        if archive is None:
            (path / name).write_text(text.getvalue(), encoding="utf-8", newline="")
        else:
            archive.writestr(zipfile.ZipInfo(name), text.getvalue().encode("utf-8"), zipfile.ZIP_DEFLATED)
    if archive is not None:
        archive.close()
    return count
