"""What the training scripts read: annotations without texts, and what counts as right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.nlp.words import WordPieces
from kg.records import Extraction, FoundEntity, FoundRelation, FoundResult
from pipelines.training.annotations import development, learned, right
from pipelines.training.data import example

TEXT = {"title": "A gate", "abstract": "We propose FastGate."}
BARE = {"entities": [], "relations": [], "results": []}


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "dev.txt").write_text("b\n")
    return {
        "gold": written(tmp_path / "gold.jsonl", *({"id": i, **TEXT, **BARE} for i in "ab")),
        "dev": tmp_path / "dev.txt",
        "more": written(tmp_path / "more.jsonl", {"id": "c", **BARE}, {"id": "d", **TEXT, **BARE}),
        "texts": written(tmp_path / "texts.jsonl", {"id": "c", "title": "Another", "abstract": ""}),
    }


def test_nothing_is_learned_from_development_papers_and_annotations_find_their_texts(files) -> None:
    rows = learned(files["gold"], files["dev"], [files["more"], files["more"]], files["texts"])
    assert [(r["id"], r["title"]) for r in rows] == [
        ("a", "A gate"),
        *[("c", "Another"), ("d", "A gate")] * 2,  # named twice, counted twice
    ]
    assert [p.id for p in development(files["gold"], files["dev"])] == ["b"]


def test_a_share_of_the_annotations(files) -> None:
    more = [f"{files['more']}@1/2"]
    assert [r["id"] for r in learned(files["gold"], files["dev"], more, None)] == ["a", "d"]


def test_an_annotation_without_a_text_stops_the_training_and_says_where(files, tmp_path) -> None:
    with pytest.raises(SystemExit, match=r"more\.jsonl: 1 papers have no text; --texts"):
        learned(files["gold"], files["dev"], [files["more"]], None)
    with pytest.raises(SystemExit, match="1 papers have no text"):
        learned(files["gold"], files["dev"], [files["more"]], files["gold"])


def test_what_counts_as_right() -> None:
    def entity(name: str, kind: str) -> FoundEntity:
        return FoundEntity(name=name, type=kind)

    def said(predicate: str, tail: str) -> FoundRelation:
        return FoundRelation(head="PAPER", predicate=predicate, tail=tail)

    def number(value: str) -> FoundResult:
        return FoundResult(method="PAPER", on="", metric="", value=value)

    gold = Extraction(
        paper="a",
        entities=(entity("FastGate", "Method"), entity("WMT14", "Dataset")),
        relations=(said("proposes", "FastGate"),),
        results=(number("28.4"),),
    )
    found = Extraction(
        paper="a",
        entities=(entity("fastgate", "Method"), entity("WMT14", "Task"), entity("GLUE", "Dataset")),
        relations=(said("proposes", "fastgate"), said("uses", "fastgate")),
        results=(number("28.40"), number("1,028.4"), number("28.4")),
    )
    assert right(found, gold) == ([True, False, False], [True, False], [False, False, True])


def test_a_place_that_is_not_known_is_neither_there_nor_absent() -> None:
    pieces = WordPieces({w: i for i, w in enumerate(["[UNK]", "[CLS]", "[SEP]", "it", "gets", "9"])})
    number = {"value": "9", "unit": "", "metric": "", "method": "PAPER"}
    record = {"id": "a", "title": "It", "abstract": "It gets 9.", "entities": [], "relations": []}
    slots = [example({**record, "results": [{**number, "on": on}]}, pieces).numbers[0].slots for on in ("", None)]
    assert slots == [(-1, -1, -1), (-1, -2, -1)]
