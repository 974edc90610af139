"""`kg build`: from files to a graph, one stage after the other.

read -> extract -> link -> assemble -> analyse -> export. Each stage is a plain
function that takes and gives back records or tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import folder, stores
from kg.counting import counted
from kg.errors import ReadError
from kg.memory import give_back, seldom_searched
from kg.options import BuildOptions, cores
from kg.progress import Progress
from kg.records import Extraction, Paper, Skipped

if TYPE_CHECKING:
    from kg.assemble import Parts
    from kg.corrections import Corrections
    from kg.folder import Made
    from kg.graph import Graph
    from kg.linking import LinkTable
    from kg.readers import Citations
    from kg.writing import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; `build.json` holds the same, but not the times."""

    out: str | Path
    records: int
    papers: int
    merged: int
    entities: int
    triples: int
    results: int
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    seconds: tuple[tuple[str, float], ...]  # of each stage


def build(
    inputs: Sequence[str | Path],
    out: str | Path = "out",
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read `inputs`, build the graph, and write everything into the folder `out`.

    A build that was ended before it was done is gone on with: what it had extracted is kept beside `out`. Both may be
    addresses of object stores (`kg.stores`).

    Raises:
        KgError: an input, the out folder, the pipeline, the base IRI or the corrections are not usable, or
            another build writes to `out`.
    """
    here = stores.mirror(out)
    with stores.brought(inputs) as paths, folder.locked(here):
        stores.bring(out, here)
        with seldom_searched():
            report = _build(paths, here, options or BuildOptions(), progress or Progress())
        stores.take(here, out)
    return replace(report, out=out if stores.is_address(out) else here)


def _build(paths: Sequence[Path], out: Path, options: BuildOptions, progress: Progress) -> BuildReport:
    from kg.analysis import analysis  # heavy imports wait until a build needs them
    from kg.analysis.builds_on import beside_citations
    from kg.analysis.engine import forecast
    from kg.analysis.projections import shared_ties
    from kg.corrections import forgotten
    from kg.export.plan import plan_of
    from kg.export.terms import base
    from kg.extraction import check_engine
    from kg.writing import write_graph

    base(options.base_iri)  # told now, and not after hours of reading
    check_engine(options.engine)
    plan = plan_of(options)  # before the build, as corrections may be written meanwhile
    with folder.replacing(out) as made:
        last = folder.manifest(out) if (out / folder.MANIFEST).exists() else {}
        graph, found = _gathered(paths, out, made, options, progress)
        give_back()

        progress.stage("analyse", forecast(shared_ties(graph)))
        analysed = analysis(graph, seed=options.seed)
        del graph
        give_back()

        progress.stage("export")
        checked = beside_citations(analysed.graph)
        notes = (*found.notes, *((checked,) if checked else ()), *found.lapsed)
        counts = write_graph(analysed, found, notes, made.fresh, paths, plan, cores(options.jobs))
    progress.stage()
    seconds = tuple(progress.times.items())
    if not options.corrections:  # said, and not written: the same input gives the same files
        notes += tuple(forgotten(last))
    return BuildReport(out=out, skipped=found.skipped, notes=notes, seconds=seconds, **counts)


def _gathered(
    paths: Sequence[Path], out: Path, made: Made, options: BuildOptions, progress: Progress
) -> tuple[Graph, Found]:
    """The stages up to the graph. Papers, extractions and entities are on disk then, and no longer in memory."""
    from kg.assemble import assemble
    from kg.corrections import Corrections, load
    from kg.extraction import extracted
    from kg.linking import forget, load_table
    from kg.readers import citations, read
    from kg.writing import write_found

    corrections = load(options.corrections) if options.corrections else Corrections()
    table = load_table(options.link_table) if options.link_table else None

    progress.stage("read")
    reading = read(paths, columns=dict(options.columns))
    if not reading.papers:
        raise ReadError(nothing_read(paths, reading.skipped))

    progress.stage("extract", counted(len(reading.papers), "paper"))
    as_read = extracted(reading.papers, options, out=out, part=made.part, fresh=made.fresh, step=progress.step)

    progress.stage("link")
    parts, lapsed = _linked(reading.papers, as_read, corrections, table)
    give_back()

    progress.stage("assemble")
    cited = citations(reading.papers)
    graph = assemble(_with_cited(parts, cited) if options.with_cited else replace(parts, citations=cited.edges))
    faults = (f"{x.paper}: {x.fault}" for x in as_read if x.fault)
    notes = (*reading.notes, *faults, cited.sentence)
    found = write_found(reading, parts.extractions, parts.entities, notes, lapsed, made.fresh)
    forget()
    return graph, found


def _linked(
    papers: Sequence[Paper], as_read: Sequence[Extraction], corrections: Corrections, table: LinkTable | None
) -> tuple[Parts, list[str]]:
    """Names become things, and authors persons; and how far the corrections were obeyed, with those that lapsed."""
    from kg.assemble import Parts
    from kg.corrections import Remark, obeyed, stale, without_dropped
    from kg.linking import link, link_authors

    unclear: list[Remark] = []
    entities = link(papers, as_read, corrections=corrections, table=table, tell=unclear.append)
    extractions = without_dropped(as_read, corrections, entities, papers)
    authors = link_authors(papers, corrections=corrections, tell=unclear.append)
    remarks = [*stale(corrections, papers, as_read, entities), *unclear]
    parts = Parts(papers=papers, extractions=extractions, entities=entities, authors=authors)
    return parts, [*obeyed(corrections, remarks), *map(str, remarks)]


def _with_cited(parts: Parts, cited: Citations) -> Parts:
    """`parts` with the references outside the set as papers without text."""
    from kg.readers import cited_only

    outside, further = cited_only(cited)
    return replace(
        parts,
        papers=(*parts.papers, *outside),
        extractions=(*parts.extractions, *(Extraction(paper=p.id) for p in outside)),
        citations=(*cited.edges, *further),
        cited_only=frozenset(p.id for p in outside),
    )


def nothing_read(inputs: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    """Why a build has nothing to build."""
    names = ", ".join(str(p) for p in inputs)
    first = f"; {skipped[0].place}: {skipped[0].reason}" if skipped else ""
    return f"{names}: no paper found{first}; `kg build --help` says what can be read"
