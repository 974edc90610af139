"""`kg extract`: extraction alone, a record at a time, without merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.export.lines import extraction_record, line
from kg.options import cores
from kg.progress import silent
from kg.records import Extraction, Paper, Skipped
from kg.standard_input import path_of


def extract(
    inputs: Sequence[str | Path],
    *,
    pipeline: str = "default",
    min_confidence: float = 0.0,
    jobs: int = 0,
    say: Callable[[str], None] = silent,
) -> Iterator[tuple[Paper, Extraction]]:
    """Each record of `inputs` with what the pipeline reads in it, in input order; given entities are ignored.

    Raises:
        KgError: an input or the pipeline is not usable, or no record could be read.
    """
    from kg.nlp import extract as run  # spaCy takes seconds
    from kg.nlp import load_pipeline
    from kg.readers import records

    waiting: list[Paper] = []

    def papers(found: Iterable[Paper | Skipped]) -> Iterator[Paper]:
        for record in found:
            if isinstance(record, Skipped):
                say(f"skipped {record.place}: {record.reason}")
            else:
                waiting.append(record)
                yield record

    given = records([path_of(i) for i in inputs])  # says at once what is not there
    nlp = load_pipeline(pipeline, threads=cores(jobs))
    count = 0
    for found in run(papers(given), nlp, min_confidence=min_confidence):
        count += 1
        if found.fault:
            say(f"{found.paper}: {found.fault}")
        yield waiting.pop(0), found
    if not count:
        raise ReadError(f"{', '.join(map(str, inputs))}: no paper found; `kg extract --help` says what can be read")


def extract_lines(
    inputs: Sequence[str | Path],
    *,
    pipeline: str = "default",
    min_confidence: float = 0.0,
    jobs: int = 0,
    say: Callable[[str], None] = silent,
) -> Iterator[str]:
    """The same as lines of JSON."""
    for paper, found in extract(inputs, pipeline=pipeline, min_confidence=min_confidence, jobs=jobs, say=say):
        yield line(extraction_record(paper, found))
