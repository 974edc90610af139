"""The last stage of a build: all files of the out folder, and the manifest that says how they came to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.analysis import report_sections
from kg.analysis.engine import engine_name
from kg.export import write
from kg.export.lines import entity_record, extraction_record, write_lines
from kg.export.pictures import methods_svg, topics_svg
from kg.export.provenance import provenance_of
from kg.export.quarantine import write_quarantine
from kg.folder import MANIFEST
from kg.graph import Graph
from kg.linking import Doubt, least_certain, likely_missed
from kg.markdown import table
from kg.options import BuildOptions
from kg.readers import Reading
from kg.records import Entity, Extraction
from kg.summary import summary

_DOUBTS = 15  # how many merges a report names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the stages before gave."""

    reading: Reading
    extractions: Sequence[Extraction]
    entities: Sequence[Entity]
    graph: Graph
    notes: Sequence[str]


def write_all(found: Found, fresh: Path, inputs: Sequence[Path], options: BuildOptions) -> dict[str, int]:
    """Write everything into the folder `fresh`; returns the counts of the build."""
    graph, base = found.graph, options.base_iri
    pairs = zip(found.reading.papers, found.extractions, strict=True)
    write_lines((extraction_record(p, x) for p, x in pairs), fresh / "extractions.jsonl")
    write_lines((entity_record(e) for e in found.entities), fresh / "entities.jsonl")
    graph.save(fresh / "tables")
    if graph.quarantine.height:
        write_quarantine(graph, fresh / "quarantine.jsonl")
    told = manifest(found, inputs, options)
    made = provenance_of(told)
    told["triples"] = write(graph, fresh / "kg.ttl", "ttl", base_iri=base, abstracts=options.abstracts, provenance=made)
    write(graph, fresh / "kg.graphml", "graphml", base_iri=base)
    write(graph, fresh / "kg.html", "html", base_iri=base)
    counts: dict[str, int] = {k: told[k] for k in ("records", "papers", "merged", "entities", "triples", "results")}
    sections = [*pictures(graph, fresh), *doubts(found.entities), *report_sections(graph)]
    text = summary(graph, found.reading, counts, found.notes, sections)
    (fresh / "report.md").write_text(text, encoding="utf-8", newline="\n")
    (fresh / MANIFEST).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return counts


def pictures(graph: Graph, fresh: Path) -> Iterable[tuple[str, str]]:
    """Write the static pictures; the sections of the report that show them."""
    for heading, name, picture in (
        ("Topics at a glance", "topics.svg", topics_svg(graph)),
        ("Methods over time", "methods.svg", methods_svg(graph)),
    ):
        if picture:
            (fresh / name).write_text(picture, encoding="utf-8", newline="\n")
            yield heading, f"![{heading}]({name})\n"


def manifest(found: Found, inputs: Sequence[Path], options: BuildOptions) -> dict[str, Any]:
    """What `build.json` holds: counts, what was skipped, versions, options, and the hashes of the inputs."""
    told = {k: str(v) if isinstance(v, Path) else v for k, v in asdict(options).items() if k not in ("jobs", "engine")}
    return {
        "records": found.reading.records,
        "papers": len(found.reading.papers),
        "merged": found.reading.merged,
        "entities": len(found.entities),
        "triples": 0,
        "results": found.graph.results.height,
        "quarantined": found.graph.quarantine.height,
        "skipped": [asdict(s) for s in found.reading.skipped],
        "notes": list(found.notes),
        "versions": {name: version(name) for name in ("scikg", "spacy", "networkx", "rdflib", "pyvis", "polars")},
        "options": told,
        "engine": engine_name(),
        "inputs": input_hashes(inputs),
    }


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


def doubts(entities: Sequence[Entity]) -> Iterable[tuple[str, str]]:
    """The sections on linking: the merges to look at first, and the likeliest that were not made."""
    header = ("names", "why", "how sure", "papers")
    for heading, rows in (
        ("Least certain merges", least_certain(entities, _DOUBTS)),
        ("Likeliest merges that were not made", likely_missed(entities, _DOUBTS)),
    ):
        yield heading, table(header, [doubt_row(d) for d in rows])


def doubt_row(doubt: Doubt) -> tuple[str, str, str, int]:
    """A doubt as a row of a table."""
    return " / ".join(doubt.names), doubt.reason, format(doubt.confidence, ".2f"), doubt.papers
