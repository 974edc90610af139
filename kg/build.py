"""`kg build`: from files to a graph, one stage after the other.

read -> extract -> link -> assemble -> analyse -> export. Each stage is a plain
function that takes and gives back records or tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import folder
from kg.errors import ReadError
from kg.options import BuildOptions
from kg.records import Extraction, Paper, Skipped

Say = Callable[[str], None]


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
    from kg.analysis.builds_on import beside_citations
    from kg.analysis.engine import forecast
    from kg.assemble import Parts, assemble
    from kg.corrections import Corrections, load, stale, without_dropped
    from kg.linking import link, link_authors, load_table
    from kg.readers import citations, cited_only, read
    from kg.writing import Found, write_all

    options = options or BuildOptions()
    paths = [Path(i) for i in inputs]
    folder.check(Path(out))
    corrections = load(options.corrections) if options.corrections else Corrections()
    table = load_table(options.link_table) if options.link_table else None

    say("read")
    reading = read(paths, columns=dict(options.columns))
    if not reading.papers:
        raise ReadError(nothing_read(paths, reading.skipped))

    with folder.replacing(Path(out)) as fresh:
        say(f"extract: {len(reading.papers)} papers")
        as_read = list(extracted(reading.papers, options))
        extractions = without_dropped(as_read, corrections)

        say("link")
        entities = link(reading.papers, extractions, corrections=corrections, table=table)
        authors = link_authors(reading.papers, corrections=corrections)

        say("assemble")
        cited = citations(reading.papers)
        outside, further = cited_only(cited) if options.with_cited else ((), ())
        graph = assemble(
            Parts(
                papers=(*reading.papers, *outside),
                extractions=(*extractions, *(Extraction(paper=p.id) for p in outside)),
                entities=entities,
                authors=authors,
                citations=(*cited.edges, *further),
                cited_only=frozenset(p.id for p in outside),
            )
        )

        say(f"analyse {forecast(graph.statements.height)}".rstrip())
        graph = analyse(graph, seed=options.seed)

        say("export")
        checked = beside_citations(graph)
        lapsed = stale(corrections, reading.papers, as_read)
        notes = (*reading.notes, cited.sentence, *((checked,) if checked else ()), *lapsed)
        found = Found(reading=reading, extractions=extractions, entities=entities, graph=graph, notes=notes)
        counts = write_all(found, fresh, paths, options)
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


def nothing_read(inputs: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    """Why a build has nothing to build."""
    names = ", ".join(str(p) for p in inputs)
    first = f"; {skipped[0].file}: {skipped[0].reason}" if skipped else ""
    return f"{names}: no paper found{first}; `kg build --help` says what can be read"


def cores(jobs: int) -> int:
    """How many threads to use: `jobs`, or one a core."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
