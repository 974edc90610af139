"""`kg show NAME`: all that a built graph knows of one entity, paper or author, each line with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import GraphError
from kg.folder import manifest
from kg.graph import Graph
from kg.names import normal
from kg.show.people import of_author, persons
from kg.show.things import Row, linking_of, of_entity, of_paper

_NEAR = 5  # names that are offered where none fits


def show(name: str, out: str | Path = "out") -> str:
    """The text about the entity, paper or author that `name` means: a name, an alias, a title, an id.

    Raises:
        GraphError: no build there, or nothing of that name; the message names what is near.
    """
    if not name.strip():
        raise GraphError("give the name of an entity, a paper or an author, or an id", misuse=True)
    manifest(Path(out))
    graph = Graph.load(Path(out) / "tables")
    found = "\n\n".join("\n".join(lines) for lines in told(graph, name, Path(out)))
    if found:
        return found
    near = ", ".join(nearest(graph, name))
    raise GraphError(f"nothing is called {name!r} in {out}" + (f"; near: {near}" if near else ""))


def told(graph: Graph, name: str, out: Path) -> list[Iterator[str]]:
    """The lines about each thing that `name` means: entities, else papers, else authors."""
    entities = [r for r in graph.entities.iter_rows(named=True) if name in (r["id"], r["name"], *r["aliases"])]
    entities = entities or [r for r in graph.entities.iter_rows(named=True) if normal(name) in spelled(r)]
    if entities:
        linking = linking_of(out / "entities.jsonl")
        return [of_entity(graph, r, linking.get(r["id"], {})) for r in entities]
    papers = [r for r in graph.papers.iter_rows(named=True) if name in (r["id"], r["identifier"], r["title"])]
    papers = papers or [r for r in graph.papers.iter_rows(named=True) if normal(name) == normal(r["title"])]
    return [of_paper(graph, r) for r in papers] or [of_author(graph, r) for r in persons(graph, name)]


def spelled(row: Row) -> set[str]:
    """The normal forms of an entity's names."""
    return {normal(n) for n in (row["name"], *row["aliases"])}


def nearest(graph: Graph, name: str) -> list[str]:
    """Names of entities and authors that hold `name` or share its words, those of most papers first."""
    words = set(normal(name).split())
    known = [*graph.entities.select("name", "paper_count").iter_rows(), *((n, 0) for n in graph.authors["name"])]
    scored = []
    for other, papers in known:
        common = len(words & set(normal(other).split()))
        if common or normal(name) in normal(other):
            scored.append((-common, -papers, other))
    return [n for _, _, n in sorted(scored)[:_NEAR]]
