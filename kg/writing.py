"""The files of the out folder, and the manifest that says how they came to be.

What single papers gave is written as soon as they are linked (`write_found`), so that a
large build need not hold it while it analyses and exports.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kg.analysis import Analysis, report_sections
from kg.analysis.engine import engine_name
from kg.export import write
from kg.export.apart import drawn
from kg.export.lines import entity_record, extraction_record, write_lines
from kg.export.pictures import methods_svg, topics_svg
from kg.export.provenance import provenance_of
from kg.export.quarantine import write_quarantine
from kg.folder import MANIFEST
from kg.graph import Graph
from kg.linking import Doubt, least_certain, likely_missed
from kg.markdown import table
from kg.readers import Reading
from kg.readers.inputs import named
from kg.records import Entity, Extraction, Skipped, file_digest
from kg.summary import summary

_DOUBTS = 15  # how many merges a report names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the manifest and the report tell of the stages before the analysis."""

    records: int
    papers: int
    merged: int
    entities: int
    files: tuple[tuple[str, int], ...]  # (name, records)
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    lapsed: tuple[str, ...]  # how far corrections were obeyed, and which no longer apply
    doubts: tuple[tuple[str, str], ...]  # sections of the report


def write_found(
    reading: Reading,
    extractions: Sequence[Extraction],
    entities: Sequence[Entity],
    notes: Sequence[str],
    lapsed: Sequence[str],
    fresh: Path,
) -> Found:
    """Write the extractions and the entities into the folder `fresh`; returns what is to be told of them."""
    pairs = zip(reading.papers, extractions, strict=True)
    write_lines((extraction_record(p, x) for p, x in pairs), fresh / "extractions.jsonl")
    write_lines((entity_record(e) for e in entities), fresh / "entities.jsonl")
    return Found(
        records=reading.records,
        papers=len(reading.papers),
        merged=reading.merged,
        entities=len(entities),
        files=tuple(sorted(Counter(s.file for p in reading.papers for s in p.sources).items())),
        skipped=reading.skipped,
        notes=tuple(notes),
        lapsed=tuple(lapsed),
        doubts=tuple(doubts(entities)),
    )


def write_graph(
    analysed: Analysis,
    found: Found,
    notes: Sequence[str],
    fresh: Path,
    inputs: Sequence[Path],
    plan: Mapping[str, Any],
    jobs: int = 1,
) -> dict[str, int]:
    """Write all other files into the folder `fresh`, by the options in `plan`; returns the counts of the build."""
    graph = analysed.graph
    graph.save(fresh / "tables")
    with drawn(graph, fresh / "tables", base_iri=plan["base_iri"], jobs=jobs) as page:
        counts = _write_others(analysed, found, notes, fresh, inputs, plan)
        (fresh / "kg.html").write_bytes(page())
    return counts


def _write_others(
    analysed: Analysis, found: Found, notes: Sequence[str], fresh: Path, inputs: Sequence[Path], plan: Mapping[str, Any]
) -> dict[str, int]:
    """All but the tables and the page."""
    graph = analysed.graph
    base, abstracts = plan["base_iri"], plan["abstracts"]
    if graph.quarantine.height:
        write_quarantine(graph, fresh / "quarantine.jsonl")
    told = manifest(graph, found, notes, inputs, plan)
    made = provenance_of(told)
    told["triples"] = write(graph, fresh / "kg.ttl", "ttl", base_iri=base, abstracts=abstracts, provenance=made)
    write(graph, fresh / "kg.graphml", "graphml", base_iri=base)
    counts: dict[str, int] = {k: told[k] for k in ("records", "papers", "merged", "entities", "triples", "results")}
    sections = [*pictures(graph, fresh), *found.doubts, *report_sections(graph, found=analysed)]
    text = summary(graph, counts, found.files, found.skipped, notes, sections)
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


def manifest(
    graph: Graph, found: Found, notes: Sequence[str], inputs: Sequence[Path], plan: Mapping[str, Any]
) -> dict[str, Any]:
    """What `build.json` holds: counts, what was skipped, versions, options, and the hashes of the inputs."""
    return {
        "records": found.records,
        "papers": found.papers,
        "merged": found.merged,
        "entities": found.entities,
        "triples": 0,
        "results": graph.results["asserted"].sum(),
        "quarantined": graph.quarantine.height,
        "skipped": [asdict(s) for s in found.skipped],
        "notes": list(notes),
        "versions": {name: version(name) for name in ("scikg", "spacy", "networkx", "rdflib", "pyvis", "polars")},
        "options": dict(plan),
        "engine": engine_name(),
        "inputs": input_hashes(inputs),
    }


def input_hashes(inputs: Sequence[Path]) -> dict[str, str]:
    """SHA-256 of every input file that can be read, by its name below the input given."""
    found: dict[str, str] = {}
    for name, file in (named_file for given in inputs for named_file in named(given)):
        with suppress(OSError):  # what cannot be read was told when it should have been
            found[name] = file_digest(file)
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
