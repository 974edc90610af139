"""JSON in all its forms: lines, arrays, values after one another, and records of other people's making."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from kg.readers import read, records
from kg.records import Paper, Skipped
from tests.test_readers import skipped


def test_large_array_is_read_as_a_stream_and_keeps_what_stands_before_damage(tmp_path: Path) -> None:
    path = tmp_path / "array.json"
    items = [{"id": str(number), "title": f"Paper {number}"} for number in range(5000)]
    path.write_text(json.dumps(items)[:-9], encoding="utf-8")
    reading = list(records([path]))
    assert len(reading) == 5000
    assert reading[4].sources[0].record == 5
    assert isinstance(reading[-1], Skipped)


@pytest.mark.parametrize(
    ("entity", "told"),
    [
        ({"name": "Grid", "type": "Thing"}, "no such type"),
        ({"name": " ", "type": "Method"}, "without a name"),
        ({"name": "Grid", "type": "Method", "aliases": ["a" * 1001]}, "1000 characters"),
        (
            {"name": "Grid", "type": "Method", "mentions": [{"field": "title", "start": 0, "end": 99}]},
            "offsets 0 to 99",
        ),
    ],
)
def test_entities_out_of_form_cost_their_record_alone(tmp_path: Path, entity: dict, told: str) -> None:
    file = tmp_path / "a.jsonl"
    records = [{"id": "a", "title": "Grid", "entities": [entity]}, {"id": "b", "title": "Grids"}]
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    found = read([file])
    assert [p.id for p in found.papers] == ["b"]
    assert [(s.line, told in s.reason) for s in found.skipped] == [(1, True)]


def test_json_values_after_one_another_are_records(tmp_path: Path) -> None:
    written = {
        "jq.json": ('{\n "title": "Fog"\n}\n{\n "title": "Buoys",\n}\n\n{\n "title": "Horns"\n}\n', [1, 8]),
        "glued.json": ('{\n "title": "Fog"\n}{"title": "Buoys"}{\n "title": "Horns"\n}', [1, 3, 3]),
        "commas.json": ('{"title": "Fog"},\n{"title": "Buoys"},\n{"title": "Horns"}', [1, 2, 3]),
        "page.json": ('{"results": [\n{"title": "Fog"},\n{"title": "Horns"}\n]}\n', [1, 2]),
        "arrays.json": ('[{"title": "Fog"}]\n[{"title": "Horns"}]\n', [1, 2]),
    }
    for name, (text, places) in written.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found = [item for item in records([path]) if isinstance(item, Paper)]
        assert [item.sources[0].line or item.sources[0].record for item in found] == places, name
        assert {item.title for item in found} >= {"Fog", "Horns"}
    (broken,) = skipped(tmp_path / "jq.json")
    assert (broken.line, broken.reason.endswith("line 6 column 1")) == (4, True)
    assert not skipped(tmp_path / "page.json")


def test_json_nested_too_deeply_costs_its_record_alone(tmp_path: Path) -> None:
    deep = '{"results": [' * 600 + '{"title": "Fog"}' + "]}" * 600
    for text in (f'[{deep}, {{"title": "Horns"}}]', f'{deep}\n{{"title": "Horns"}}\n'):
        path = tmp_path / "x.json"
        path.write_text(text, encoding="utf-8")
        assert [item.title for item in records([path]) if isinstance(item, Paper)] == ["Horns"]
        assert "deep" in skipped(path)[0].reason


def test_an_array_that_only_goes_deeper_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"title": "Fog", "x": ' + "[" * 100_000 + "]" * 100_000 + "}]", encoding="utf-8")
    tracemalloc.start()
    assert "deep" in skipped(path)[0].reason
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "text",
    [
        '{"papers": [{"title": "Fog", "abstract": "We blow."}]}',
        '{"p1": {"title": "Fog", "abstract": "We blow."}, "p2": {"title": "Horns"}}',
        '{"paper": {"title": "Fog", "summary": "We blow."}}',
        '{"data": [null, {"title": "Fog", "abstract": "We blow."}]}',
        '{"Title": "Fog", "Abstract": "We blow."}',
    ],
)
def test_json_of_other_peoples_making_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    first = next(item for item in records([path]) if isinstance(item, Paper))
    assert (first.title, first.abstract) == ("Fog", "We blow.")
    assert first.id == ("p1" if "p1" in text else first.id)


def test_names_of_fields_that_are_not_ours_and_no_one_name_twice(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    record = {
        **{"paper_id": "a", "title": "Fog", "Title": "Other", "summary": "We blow.", "Authors": "Eli Moss; Dee Fern"},
        **{"published": "2021-05-03T00:00:00", "journal": "J Harb", "arxiv_id": "2101.00007", "keywords": "fog, horns"},
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    (found,) = records([path])
    assert isinstance(found, Paper)
    assert (found.id, found.title, found.abstract, found.date) == ("a", "Fog", "We blow.", "2021-05-03")
    assert (found.venue, found.arxiv, found.subjects) == ("J Harb", "2101.00007", ("fog", "horns"))
    assert [author.name for author in found.authors] == ["Eli Moss", "Dee Fern"]
