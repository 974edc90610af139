"""`kg show NAME`: all that a built graph knows of one entity, paper, author, topic or result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from kg.errors import GraphError
from kg.export.text import printable
from kg.folder import manifest
from kg.graph import Graph
from kg.options import BASE_IRI
from kg.show.finding import begun, entities, nearest, papers, persons, rows, titled
from kg.show.people import of_author
from kg.show.things import linking_of, of_entity, of_paper, of_result
from kg.show.topics import of_topic, topics


def show(name: str, out: str | Path = "out", limit: int = 0) -> str:
    """The text about the entity, paper, author, topic or result that `name` means, each line with its sentence.

    `name` is a name, an alias, a title, an id, an IRI, a DOI. Of what is said of an entity or a topic the first `limit`
    of each kind are there, with the number of the others; 0: all.

    Raises:
        GraphError: no build there, or nothing of that name; the message names what is near.
    """
    if not name.strip():
        raise GraphError("give the name of an entity, a paper or an author, or an id", misuse=True)
    options = manifest(Path(out)).get("options")
    base = str(options.get("base_iri", BASE_IRI)) if isinstance(options, dict) else BASE_IRI
    if base in name:  # an IRI, as answers of `kg query` show it
        name = name.strip().removeprefix("<").removesuffix(">").removeprefix(base)
    graph = Graph.load(Path(out) / "tables")
    found = "\n\n".join("\n".join(map(shown, lines)) for lines in told(graph, name, Path(out), limit))
    if found:
        return found
    near = printable(", ".join(nearest(graph, name)))
    raise GraphError(f"nothing is called {name!r} in {out}" + (f"; near: {near}" if near else ""))


def shown(line: str) -> str:
    """A line without what a terminal would obey; only a line end in front is ours."""
    return "\n" * line.startswith("\n") + printable(line.removeprefix("\n").replace("\n", " "))


def told(graph: Graph, name: str, out: Path, limit: int = 0) -> list[Iterator[str]]:
    """The lines about each thing that `name` means: entities, else papers, else authors, else a title's beginning.

    Where it means none of these, topics, else a result.
    """
    if things := entities(graph, name):
        linking = linking_of(out / "entities.jsonl", [r["id"] for r in things])
        too = [iter([f"a paper has that title, too: kg show {r['id']}"]) for r in titled(graph, name)]
        return [*(of_entity(graph, r, linking.get(r["id"], {}), limit) for r in things), *too]
    works = papers(graph, name)
    people = [] if works else persons(graph, name)
    found = [of_author(graph, r) for r in people] or [of_paper(graph, r) for r in works or begun(graph, name)]
    found = found or [of_topic(graph, r, limit) for r in topics(graph, name)]
    return found or [of_result(graph, r) for r in rows(graph.results.filter(pl.col("id") == name))]
