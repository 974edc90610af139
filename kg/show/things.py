"""What a graph says of one entity or paper, as lines of text, each claim with its sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import polars as pl

from kg.counting import counted
from kg.graph import Graph
from kg.show.cutting import first, more
from kg.show.finding import Row
from kg.vocab import UNDIRECTED

# How a statement reads from its object.
_TURNED: Final = {
    "proposes": "proposed by",
    "uses": "used by",
    "evaluatesOn": "evaluated on by",
    "addresses": "addressed by",
    "trainsOn": "trained on by",
    "measures": "reported by",
    "outperforms": "outperformed by",
    "basedOn": "basis of",
    "partOf": "has part",
    "evaluatedOn": "methods evaluated on it",
    "appliedTo": "methods applied to it",
    "benchmarkFor": "measured by",
    "buildsOn": "built on by",
}


def linking_of(path: Path, ids: Collection[str]) -> dict[str, Row]:
    """The lines of entities.jsonl of the entities `ids`: which names were joined and which kept apart, and why."""
    import json  # only here

    marks = [json.dumps(i) for i in ids]
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            # few lines name what is wanted, and to look for it is much quicker than to parse
            found = [json.loads(text) for text in lines if any(mark in text for mark in marks)]
    except OSError:
        return {}
    return {e["id"]: e for e in found}


def of_entity(graph: Graph, row: Row, linking: Row, limit: int = 0) -> Iterator[str]:
    """The lines about one entity; `linking` is its line of entities.jsonl, or empty."""
    yield f"{row['name']}  ({', '.join(row['types'])}; {counted(row['paper_count'], 'paper')})"
    if row["aliases"]:
        yield "also: " + ", ".join(row["aliases"])
    for merge in linking.get("merges", ()):
        yield f"  joined: {', '.join(merge['names'])}: {merge['reason']}"
    for name, other in dict.fromkeys(tuple(split["names"]) for split in linking.get("splits", ())):
        yield f"  kept apart: {other}: a paper gives it as {name}, but by its words it is wider or narrower"
    if row["broader"]:
        yield "kind of: " + ", ".join(labels(graph, row["broader"]).values())
    for iri in row["same_as"]:
        yield f"same as: {iri}"
    yield from triples_of(graph, row["id"], limit)
    results = graph.results.filter(pl.any_horizontal(pl.col("method", "on", "metric") == row["id"]))
    surest = results.sort("gain", "confidence", descending=[False, True], maintain_order=True)
    yield from results_of(graph, surest if limit else results, limit)


def of_paper(graph: Graph, row: Row) -> Iterator[str]:
    """The lines about one paper."""
    marks = [mark for mark, holds in (("retracted", row["retracted"]), ("only cited", row["cited_only"])) if holds]
    yield row["title"] + (f"  ({', '.join(marks)})" if marks else "")
    about = [
        row["author_string"],
        row["date"],
        row["venue"],
        f"doi:{row['doi']}" if row["doi"] else "",
        f"arxiv:{row['arxiv']}" if row["arxiv"] else "",
        row["identifier"],
    ]
    yield "  " + " · ".join(dict.fromkeys(a for a in about if a))
    for label, values in (("read from", row["places"]), ("code", row["code"]), ("subjects", row["subjects"])):
        if values:
            yield f"  {label}: {', '.join(values)}"
    yield from triples_of(graph, row["id"])
    yield from results_of(graph, graph.results.filter(pl.col("paper") == row["id"]))


def of_result(graph: Graph, row: Row) -> Iterator[str]:
    """The lines about one result."""
    yield f"result of {labels(graph, [row['paper']])[row['paper']]}"
    yield from results_of(graph, graph.results.filter(pl.col("id") == row["id"]))


def labels(graph: Graph, ids: Iterable[str]) -> dict[str, str]:
    """Node -> its name or title, or the id itself where it has none; in the order of `ids`."""
    named = {i: i for i in ids}
    wanted = pl.col("id").is_in(list(named))
    for table, column in ((graph.papers, "title"), (graph.entities, "name")):
        named |= {i: name for i, name in table.filter(wanted).select("id", column).iter_rows() if name}
    return named


def triples_of(graph: Graph, node: str, limit: int = 0) -> Iterator[str]:
    """The statements with `node` at either end, by predicate, each with its quoted sentences.

    Those of most papers and then the surest stand first; of each kind `limit` at most are there, 0: all.
    About an entity each sentence has the id of its paper behind it, by which `kg correct drop` takes a triple out.
    """
    touching = (pl.col("subject") == node) | (pl.col("object") == node)
    rows = graph.statements.filter(touching & (pl.col("predicate") != "mentions")).iter_rows(named=True)
    order = sorted(rows, key=lambda r: (_heading(r, node), -r["support"], -r["confidence"], r["id"]))
    kinds = {h: list(of_kind) for h, of_kind in groupby(order, key=lambda r: _heading(r, node)[-1])}
    told = [r for of_kind in kinds.values() for r in first(of_kind, limit)]
    quotes = quoted(graph, [r["id"] for r in told])
    names = labels(graph, (r[end] for r in told for end in ("subject", "object")))
    for heading, of_kind in kinds.items():
        yield f"\n{heading}:"
        for r in first(of_kind, limit):
            other = names[r["object"] if r["subject"] == node else r["subject"]]
            marks = [r["modality"]] if r["modality"] else [] if r["asserted"] else ["below the threshold"]
            yield f"  {other}  ({', '.join([format(r['confidence'], '.2f'), *marks])})"
            for quote, paper in quotes.get(r["id"], [])[:2]:
                yield f"      “{quote}”" + ("" if node.startswith("paper/") else f"  [{paper}]")
        yield from more(len(of_kind), limit)


def _heading(row: Row, node: str) -> tuple[bool, bool, str]:
    """Where a statement about `node` stands, and below what: who proposed it first, then what is said of it."""
    if row["subject"] == node or row["predicate"] in UNDIRECTED:
        return True, False, row["predicate"]
    return row["predicate"] != "proposes", True, _TURNED.get(row["predicate"], f"is {row['predicate']} of")


def quoted(graph: Graph, statements: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Statement -> its sentences, the surest first, each with the id of its paper."""
    wanted = graph.support.filter(pl.col("statement").is_in(statements))
    joined = wanted.join(graph.evidence, left_on="evidence", right_on="id", maintain_order="left")
    joined = joined.sort("confidence", descending=True, maintain_order=True)
    papers = graph.papers.select(pl.col("id").alias("paper"), "identifier")
    joined = joined.join(papers, on="paper", maintain_order="left")
    found: dict[str, list[tuple[str, str]]] = {}
    for statement, quote, paper in joined.select("statement", "quote", "identifier").iter_rows():
        found.setdefault(statement, []).append((" ".join(quote.split()), paper))
    return found


def results_of(graph: Graph, found: pl.DataFrame, limit: int = 0) -> Iterator[str]:
    """A line a result: value, metric, place, method, paper, and the sentence; `limit` results at most, 0: all."""
    rows = found.head(limit) if limit else found
    sentences = quotes_of(graph, (e for cited in rows["evidence"].to_list() for e in cited))
    names = labels(graph, (i for column in ("method", "paper") for i in rows[column]))
    if rows.height:
        yield "\nresults:"
    for r in rows.iter_rows(named=True):
        method = names[r["method"]] if r["method"] else r["method_text"] or "this paper"
        value = f"{r['value_text']}{'' if r['unit'] in ('', '%', 'x') else ' '}{r['unit']}"
        value = f"difference of {value}" if r["gain"] else value
        where = f" on {r['on_text']}" if r["on_text"] else ""
        yield f"  {value} {r['metric_text']}{where}: {method}  [{names[r['paper']]}]"
        yield from (f"      “{' '.join(sentences[e].split())}”" for e in r["evidence"] if e in sentences)
    yield from more(found.height, limit)


def quotes_of(graph: Graph, evidence: Iterable[str]) -> dict[str, str]:
    """Evidence -> the words of its sentence."""
    rows = graph.evidence.filter(pl.col("id").is_in(list(evidence))).select("id", "quote")
    return dict(rows.iter_rows())
