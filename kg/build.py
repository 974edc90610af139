"""`kg build`: from files to a graph, one stage after the other.

read -> extract -> link -> assemble -> analyse -> export. Each stage is a plain
function that takes and gives back records or tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import folder
from kg.errors import ReadError
from kg.records import Extraction, Paper, Skipped

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.readers import Reading
    from kg.records import Entity

Say = Callable[[str], None]
BASE_IRI = "https://w3id.org/scikg/id/"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build may be told. `jobs` changes its speed only, never its result."""

    pipeline: str = "default"
    min_confidence: float = 0.0
    base_iri: str = BASE_IRI
    abstracts: bool = True
    with_cited: bool = False
    corrections: Path | None = None
    link_table: Path | None = None
    seed: int = 0
    jobs: int = 0  # 0: as many as there are cores


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; `build.json` holds the same."""

    out: Path
    records: int
    papers: int
    merged: int
    entities: int
    triples: int
    results: int
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def silent(_: str) -> None:
    """Say nothing."""


def build(
    inputs: Sequence[str | Path], out: str | Path = "out", options: BuildOptions | None = None, say: Say = silent
) -> BuildReport:
    """Read `inputs`, build the graph, and write everything into the folder `out`.

    Raises:
        KgError: an input, the out folder, the pipeline or the corrections are not usable.
    """
    from kg.analysis import analyse  # heavy imports wait until a build needs them
    from kg.assemble import Parts, assemble
    from kg.corrections import load_corrections
    from kg.linking import link, link_authors, load_table
    from kg.readers import read, resolve

    options = options or BuildOptions()
    paths = [Path(i) for i in inputs]
    folder.check(Path(out))
    corrections = load_corrections(options.corrections)
    table = load_table(options.link_table) if options.link_table else None

    say("read")
    reading = read(paths)
    if not reading.papers:
        raise ReadError(nothing_read(paths, reading))

    with folder.replacing(Path(out)) as fresh:
        say(f"extract: {len(reading.papers)} papers")
        extractions = list(extracted(reading.papers, options))

        say("link")
        entities = link(reading.papers, extractions, corrections=corrections, table=table)
        authors = link_authors(reading.papers, corrections=corrections)

        say("assemble")
        citations, citing = resolve(reading.papers)
        graph = assemble(
            Parts(
                papers=reading.papers,
                extractions=extractions,
                entities=entities,
                authors=authors,
                citations=citations,
            )
        )

        say("analyse")
        graph = analyse(graph, seed=options.seed)

        say("export")
        counts = export(graph, reading, extractions, entities, fresh, options)
        notes = (*reading.notes, citing)
        write_manifest(fresh, paths, options, counts, reading, notes)
    return BuildReport(out=Path(out), skipped=reading.skipped, notes=notes, **counts)


def extracted(papers: Iterable[Paper], options: BuildOptions) -> Iterator[Extraction]:
    """One extraction a paper, in order: what the record brought, else what the pipeline reads."""
    from kg.ground import ground
    from kg.nlp import extract, load_pipeline

    papers = list(papers)
    unread = [p for p in papers if p.given is None]
    nlp = load_pipeline(options.pipeline, threads=cores(options.jobs)) if unread else None
    read = extract(unread, nlp, min_confidence=options.min_confidence) if nlp else iter(())
    for paper in papers:
        yield next(read) if paper.given is None else ground(paper, paper.given)


def export(
    graph: Graph,
    reading: Reading,
    extractions: Sequence[Extraction],
    entities: Sequence[Entity],
    fresh: Path,
    options: BuildOptions,
) -> dict[str, int]:
    """Write all files but the manifest; returns the counts of the build."""
    from kg.export import write
    from kg.export.lines import entity_record, extraction_record, write_lines
    from kg.summary import summary

    pairs = zip(reading.papers, extractions, strict=True)
    write_lines((extraction_record(p, x) for p, x in pairs), fresh / "extractions.jsonl")
    write_lines((entity_record(e) for e in entities), fresh / "entities.jsonl")
    graph.save(fresh / "tables")
    triples = write(graph, fresh / "kg.ttl", "ttl", base_iri=options.base_iri, abstracts=options.abstracts)
    write(graph, fresh / "kg.graphml", "graphml", base_iri=options.base_iri)
    write(graph, fresh / "kg.html", "html", base_iri=options.base_iri)
    counts = {
        "records": reading.records,
        "papers": len(reading.papers),
        "merged": reading.merged,
        "entities": len(entities),
        "triples": triples,
        "results": graph.results.height,
    }
    (fresh / "report.md").write_text(summary(graph, reading, entities, counts), encoding="utf-8", newline="\n")
    return counts


def write_manifest(
    fresh: Path,
    inputs: Sequence[Path],
    options: BuildOptions,
    counts: dict[str, int],
    reading: Reading,
    notes: Sequence[str],
) -> None:
    """Write `build.json`: counts, what was skipped, versions, options, and the hashes of the inputs."""
    told = {k: str(v) if isinstance(v, Path) else v for k, v in asdict(options).items() if k != "jobs"}
    found: dict[str, Any] = {
        **counts,
        "skipped": [asdict(s) for s in reading.skipped],
        "notes": list(notes),
        "versions": {name: version(name) for name in ("scikg", "spacy", "networkx", "rdflib", "pyvis")},
        "options": told,
        "engine": "local",
        "inputs": input_hashes(inputs),
    }
    (fresh / folder.MANIFEST).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def input_hashes(inputs: Sequence[Path]) -> dict[str, str]:
    """SHA-256 of every input file, by its name below the input given."""
    found: dict[str, str] = {}
    for path in inputs:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            with file.open("rb") as opened:
                found[name] = hashlib.file_digest(opened, "sha256").hexdigest()
    return found


def nothing_read(inputs: Sequence[Path], reading: Reading) -> str:
    """Why a build has nothing to build."""
    names = ", ".join(str(p) for p in inputs)
    first = f"; {reading.skipped[0].file}: {reading.skipped[0].reason}" if reading.skipped else ""
    return f"{names}: no paper found{first}; `kg build --help` names the formats"


def cores(jobs: int) -> int:
    """How many threads to use."""
    import os

    return jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1
