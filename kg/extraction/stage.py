"""The second stage of a build: one extraction a paper, from the record, the shards, or the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.extraction.engines import engine
from kg.extraction.keys import key, pipeline_digest
from kg.extraction.shards import FOLDER, finish, kept, write_shard
from kg.ground import ground
from kg.options import BuildOptions, cores
from kg.records import Extraction, Paper, marked

CHUNK: Final = 128  # papers: a few seconds of work, the most that a killed build loses
Step = Callable[[int, int], None]


def extracted(
    papers: Sequence[Paper], options: BuildOptions, *, out: Path, part: Path, fresh: Path, step: Step
) -> list[Extraction]:
    """One extraction a paper, in order.

    Texts that the shards of `out` (the last build) or of `part` (a build that was
    ended) keep are not read again; what is read goes to `part` chunk by chunk, and
    all that this build needs goes to `fresh`; what has a fault is not kept. `step`
    hears how many of how many are done.

    Raises:
        PipelineError: the pipeline or the engine is not usable.
        GraphError: the disk says no.
    """
    unread = [p for p in papers if p.given is None]
    found: dict[str, Extraction] = {}
    keys: dict[str, str] = {}
    if unread:
        pipeline = pipeline_digest(options.pipeline)
        keys = {p.id: key(p, pipeline) for p in unread}
        wanted = set(keys.values())
        for folder in (out / FOLDER, part):
            found.update(kept(folder, wanted - found.keys()))
        for rows in _read(unread, keys, found, options, part, step):
            found.update(rows)
        finish({name: x for name, x in found.items() if not x.fault}, fresh / FOLDER)
    return [marked(_one(p, keys, found), options.min_confidence) for p in papers]


def _one(paper: Paper, keys: dict[str, str], found: dict[str, Extraction]) -> Extraction:
    """The extraction of one paper, under its own id."""
    if paper.given is not None:
        return ground(paper, paper.given)
    return replace(found[keys[paper.id]], paper=paper.id)


def _read(
    unread: Sequence[Paper],
    keys: dict[str, str],
    found: dict[str, Extraction],
    options: BuildOptions,
    part: Path,
    step: Step,
) -> Iterator[list[tuple[str, Extraction]]]:
    """Read what is not yet kept, one paper a text, and keep each chunk as soon as it is done."""
    missing = list({keys[p.id]: p for p in unread if keys[p.id] not in found}.items())
    chunks = [missing[i : i + CHUNK] for i in range(0, len(missing), CHUNK)]
    part.mkdir(parents=True, exist_ok=True)
    number = len(list(part.glob("*.parquet")))
    done = len(found)
    total = done + len(missing)
    step(done, total)
    read = engine(options.engine, [[p for _, p in c] for c in chunks], options.pipeline, cores(options.jobs))
    for chunk, extractions in zip(chunks, read, strict=True):
        rows = [(name, replace(x, paper="")) for (name, _), x in zip(chunk, extractions, strict=True)]
        write_shard([row for row in rows if not row[1].fault], part / f"{number:06d}.parquet")
        number, done = number + 1, done + len(rows)
        step(done, total)
        yield rows
