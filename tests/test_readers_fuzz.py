"""Readers under odd input that nobody wrote down: they end in papers or in findings, never in anything else."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.readers import read, readers
from kg.readers.compliance import file_of
from kg.readers.fields import Place
from kg.readers.generic import paper_of
from kg.readers.merge import merge
from kg.readers.shapes import papers
from kg.records import Paper, Skipped

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "readers").iterdir())
SAMPLES = [path.read_bytes() for path in FIXTURES]
EXAMPLES = int(os.environ.get("SCIKG_EXAMPLES", "150"))
relaxed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = (
    *("id", "title", "abstract", "authors", "year", "date", "references", "entities", "relations"),
    *("results", "doi", "authorships", "abstract_inverted_index", "paperId", "externalIds", "citations"),
    *("DOI", "author", "issued", "type", "message", "items", "data", "categories", "authors_parsed"),
    *("versions", "metadata", "paper_id", "titles", "creators", "attributes", "article_number", "dc:title"),
    *("eid", "reference", "bib_entries", "topics", "primary_location", "ids"),
)
records = st.dictionaries(st.sampled_from(NAMES), values, max_size=9)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sample with pieces cut out, doubled, swapped with those of other samples, or bytes put in."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        other = draw(st.sampled_from(SAMPLES))
        at = draw(st.integers(0, len(other)))
        piece = draw(st.sampled_from((b"", data[start:end] * 2, other[at : at + 40])) | st.binary(max_size=6))
        data = data[:start] + piece + data[end:]
    return data


@relaxed
@given(spoilt() | st.binary(max_size=300))
def test_every_reader_survives_spoilt_files(data: bytes) -> None:
    file = file_of(data)
    for reader in readers():
        if reader.recognises(file.head):
            with contextlib.suppress(ValueError):
                for found in reader.read(file):
                    assert type(found).__name__ in ("Paper", "Skipped", "Note")


@relaxed
@given(records | values)
def test_json_of_any_shape_is_a_paper_or_is_skipped(value: object) -> None:
    assert all(isinstance(found, Paper | Skipped) for found in papers(value, Place(line=1)))


@relaxed
@given(st.lists(st.binary(max_size=120) | spoilt(), max_size=3))
def test_reading_a_folder_never_fails_and_ids_are_unique(
    tmp_path_factory: pytest.TempPathFactory, files: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    for number, data in enumerate(files):
        (folder / f"{number}").write_bytes(data)
    reading = read([folder])
    ids = [paper.id for paper in reading.papers]
    assert len(set(ids)) == len(ids)
    assert reading.records == len(ids) + reading.merged
    for paper in reading.papers:
        (paper.title + paper.abstract + paper.id).encode("utf-8")


texts = st.sampled_from(("Fog Horns", "Fog horns.", "Tide Tables", "Preface", "", "Part I", "Part II"))
drafts = st.fixed_dictionaries(
    {
        "id": st.sampled_from(("a", "b", "c", "")),
        "title": texts,
        "abstract": texts,
        "authors": st.lists(st.sampled_from(("Eli Moss", "E. Moss", "Dee Fern")), max_size=2),
        "doi": st.sampled_from(("", "10.5555/a", "10.5555/b", "10.48550/arxiv.2301.00001")),
        "year": st.sampled_from((None, 2020, 2023)),
    }
)


@relaxed
@given(st.lists(drafts, max_size=8))
def test_merging_keeps_every_record_once_and_no_two_dois_together(rows: list[dict[str, object]]) -> None:
    found = [paper_of(row, Place(line=number)) for number, row in enumerate(rows, start=1)]
    merged = merge(paper for paper in found if isinstance(paper, Paper))
    lines = [source.line for paper in merged.papers for source in paper.sources]
    assert sorted(lines) == list(range(1, len(rows) + 1))
    firsts = [paper.sources[0].line for paper in merged.papers]
    assert firsts == sorted(firsts)
    for paper in merged.papers:
        own = {rows[source.line - 1]["doi"] for source in paper.sources} - {"", "10.48550/arxiv.2301.00001"}
        assert len(own) <= 1
