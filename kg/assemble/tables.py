"""The stage `assemble`: everything that the earlier stages found, as one Graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import polars as pl

from kg.assemble.addresses import addresses, paper_node
from kg.assemble.gains import is_gain
from kg.assemble.statements import Collector
from kg.graph import Graph, frame
from kg.linking import LinkedAuthor
from kg.names import normal
from kg.records import Entity, Extraction, FoundResult, Paper, digest
from kg.vocab import PAPER

_SLOT_TYPES = {"on": ("Dataset", "Benchmark", "Task"), "metric": ("Metric",), "method": ("Method",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a graph is made of; `papers` and `extractions` stand in the same order."""

    papers: Sequence[Paper]
    extractions: Sequence[Extraction]
    entities: Sequence[Entity]
    authors: Sequence[LinkedAuthor] = ()
    citations: Sequence[tuple[str, str]] = ()
    cited_only: frozenset[str] = field(default_factory=frozenset)


def assemble(parts: Parts) -> Graph:
    """The graph of `parts`; columns of the analyses are still empty."""
    of = node_of_names(parts.entities)
    collector = Collector(stable_keys(parts.entities), {e.id: tuple(t for t, _ in e.types) for e in parts.entities})
    results: dict[str, tuple[object, ...]] = {}
    for paper, found in zip(parts.papers, parts.extractions, strict=True):
        names = of.get(paper.id, {})
        collector.paper(paper, found, names)
        for result in found.results:
            row = result_row(paper, found, result, names, collector)
            results.setdefault(str(row[0]), row)
    tables: dict[str, pl.DataFrame] = collector.frames()
    return Graph(
        papers=papers_frame(parts),
        authors=frame("authors", [(a.id, a.name, a.orcid, list(a.names)) for a in parts.authors]),
        entities=entities_frame(parts),
        results=frame("results", list(results.values())),
        citations=frame("citations", [(paper_node(a), paper_node(b)) for a, b in parts.citations]),
        topics=subjects_frame(parts.papers),
        **tables,
    )


def node_of_names(entities: Sequence[Entity]) -> dict[str, dict[str, str]]:
    """Paper id -> name or alias -> entity id."""
    found: dict[str, dict[str, str]] = {}
    for entity in entities:
        for member in entity.members:
            found.setdefault(member.paper, {})[member.name] = entity.id
    return found


def stable_keys(entities: Sequence[Entity]) -> dict[str, str]:
    """Entity id -> a key that added papers do not change: its first name in input order."""
    keys: dict[str, str] = {}
    seen: set[str] = set()
    for entity in entities:
        key = "entity/" + normal(entity.members[0].name if entity.members else entity.name)
        if key in seen:
            key = f"{key}#{entity.id}"
        seen.add(key)
        keys[entity.id] = key
    return keys


def subject_node(subject: str) -> str:
    """The address of a topic that the source gives."""
    return "topic/" + quote(subject, safe="")


def subjects_frame(papers: Sequence[Paper]) -> pl.DataFrame:
    """The topics that the sources give, with how many papers carry each."""
    sizes: dict[str, int] = {}
    for paper in papers:
        for subject in paper.subjects:
            sizes[subject] = sizes.get(subject, 0) + 1
    return frame("topics", [(subject_node(s), s, "subject", s, "", n) for s, n in sorted(sizes.items())])


def papers_frame(parts: Parts) -> pl.DataFrame:
    """One row a paper."""
    persons: dict[tuple[str, int], str] = {m: a.id for a in parts.authors for m in a.members}
    rows = []
    for paper in parts.papers:
        code, pages = addresses(paper.abstract, paper.urls)
        authors = [persons[paper.id, i] for i in range(len(paper.authors)) if (paper.id, i) in persons]
        row = {
            "id": paper_node(paper.id),
            "identifier": paper.id,
            "title": paper.title,
            "abstract": paper.abstract,
            "authors": list(dict.fromkeys(authors)),
            "author_string": paper.author_string or ", ".join(a.name for a in paper.authors),
            "date": paper.date,
            "venue": paper.venue,
            "doi": paper.doi.lower(),
            "arxiv": paper.arxiv,
            "ids": list(paper.ids),
            "subjects": list(paper.subjects),
            "code": code,
            "pages": pages,
            "files": list(dict.fromkeys(s.file for s in paper.sources)),
            "places": [s.place for s in paper.sources],
            "has_code": paper.has_code,
            "retracted": paper.retracted,
            "cited_only": paper.id in parts.cited_only,
            "topic": "",
            "pagerank": None,
        }
        rows.append(tuple(row.values()))
    return frame("papers", rows)


def entities_frame(parts: Parts) -> pl.DataFrame:
    """One row an entity, with how many papers name it surely enough and the first year of these."""
    years = {p.id: p.year for p in parts.papers}
    below = {(x.paper, f) for x in parts.extractions for e in x.entities if e.below for f in (e.name, *e.aliases)}
    rows = []
    for e in parts.entities:
        papers = {m.paper for m in e.members if (m.paper, m.name) not in below}
        known = [y for y in (years.get(p) for p in papers) if y is not None]
        types = [t for t, _ in e.types]
        rows.append(
            (
                e.id,
                e.name,
                e.type,
                types,
                list(e.aliases),
                list(e.broader),
                list(e.same_as),
                len(papers),
                min(known) if known else None,
                "",
                None,
                None,
            )
        )
    return frame("entities", rows)


def result_row(
    paper: Paper, found: Extraction, result: FoundResult, of: Mapping[str, str], collector: Collector
) -> tuple[object, ...]:
    """A row of the results; a slot holds a node only where its name is an entity of a fitting type."""
    node = paper_node(paper.id)
    below = {form for e in found.entities if e.below for form in (*e.aliases, e.name)}
    types = collector.types_here(found, of)

    def slot(name: str, text: str) -> str:
        fits = types.get(text) in _SLOT_TYPES[name] and text not in below
        return of.get(text, "") if fits else ""

    method = node if result.method == PAPER else slot("method", result.method)
    evidence = [collector.sentence(paper, node, span) for span in result.evidence]
    key = digest(node, result.method, result.on, result.metric, result.value, result.unit, *evidence)
    return (
        "result/" + key,
        node,
        method,
        slot("on", result.on),
        slot("metric", result.metric),
        "" if result.method == PAPER else result.method,
        result.on,
        result.metric,
        result.value,
        result.unit,
        result.confidence,
        result.modality,
        not result.modality and not result.below,
        evidence,
        is_gain(result.value, result.unit, map(paper.quote, result.evidence)),
    )
