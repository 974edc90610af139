"""The figures of `kg evaluate`: right where right, and the same as the reference where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.evaluate import annotated, doubts, rows, table
from kg.records import Extraction, FoundEntity, FoundRelation, FoundResult
from kg.scoring import number_key, score

GOLD = Extraction(
    paper="p",
    entities=(
        FoundEntity(name="Retentive Network", aliases=("RetNet",), type="Method", role="proposed"),
        FoundEntity(name="COCO", type="Dataset", role="evaluated"),
        FoundEntity(name="BERT", type="Method", role="compared"),
    ),
    relations=(
        FoundRelation(head="PAPER", predicate="proposes", tail="Retentive Network"),
        FoundRelation(head="Retentive Network", predicate="comparedWith", tail="BERT"),
    ),
    results=(FoundResult(method="RetNet", on="COCO", metric="mAP", value="48.3", unit="%"),),
)


def test_gold_against_itself_is_perfect() -> None:
    counts = score(GOLD, GOLD)
    for name, (right, said, true) in counts.items():
        assert right == said == true, name
    assert [counts[row][0] for row in ("entities", "relations", "results, value+metric+on+method")] == [3, 2, 1]


def test_alias_plural_hyphen_and_direction_do_not_count_against() -> None:
    found = Extraction(
        paper="p",
        entities=(
            FoundEntity(name="RetNets", type="Method", role="proposed"),
            FoundEntity(name="coco", type="Benchmark", role="evaluated"),
            FoundEntity(name="BERT", type="Task", role="mentioned"),
        ),
        relations=(FoundRelation(head="BERT", predicate="comparedWith", tail="RetNets"),),
    )
    counts = score(found, GOLD)
    assert counts["entities"] == (1.5, 3, 3)  # the data set at half its worth, the wrong type at nothing
    assert counts["entities, span only"] == (3, 3, 3)
    assert counts["  comparedWith"] == (1, 1, 1)


def test_marked_claims_are_no_claims() -> None:
    found = Extraction(
        paper="p",
        entities=GOLD.entities,
        relations=(FoundRelation(head="PAPER", predicate="proposes", tail="Retentive Network", modality="negated"),),
    )
    assert score(found, GOLD)["relations"] == (0, 0, 2)


def test_numbers_are_compared_as_numbers() -> None:
    assert number_key("1,024") == number_key("1024")
    assert number_key("79–84") == number_key("79 to 84") == number_key("79%-84%")
    assert number_key("+2.5") == number_key("2.5")


def test_the_interval_holds_the_figure() -> None:
    worse = Extraction(paper="p", entities=GOLD.entities[:1])
    row = rows([score(GOLD, GOLD), score(worse, GOLD)] * 10, bootstrap=200, seed=1)["entities"]
    assert row["low"] < row["f1"] < row["high"]


def test_the_reference_scorer_agrees(shared: Path, tmp_path: Path) -> None:
    gold = [json.loads(line) for line in (shared / "gold" / "dev_a.jsonl").read_text("utf-8").splitlines()]
    other = {r["id"]: r for r in map(json.loads, (shared / "gold" / "dev_b.jsonl").read_text("utf-8").splitlines())}
    command = [sys.executable, str(shared / "tools" / "score_papers.py"), str(shared / "gold" / "dev_b.jsonl")]
    answer = subprocess.run([*command, str(shared / "gold" / "dev_a.jsonl"), "--json"], capture_output=True, check=True)
    reference = json.loads(answer.stdout)
    ours = rows([score(as_extraction(other[r["id"]]), as_extraction(r)) for r in gold], bootstrap=0, seed=0)
    for name, row in ours.items():
        assert abs(row["f1"] - reference[name]["f1"]) < 0.0002, name


def as_extraction(record: dict) -> Extraction:
    return Extraction(
        paper=record["id"],
        entities=tuple(
            FoundEntity(name=e["name"], aliases=tuple(e["aliases"]), type=e["type"], role=e["role"])
            for e in record["entities"]
        ),
        relations=tuple(FoundRelation(head=h, predicate=p, tail=t) for h, p, t in record["relations"]),
        results=tuple(
            FoundResult(method=r["method"], on=r["on"], metric=r["metric"], value=r["value"]) for r in record["results"]
        ),
    )


def gold_line(key: str, **more: object) -> str:
    entity = {"name": "RMT", "aliases": [], "type": "Method", "role": "proposed"}
    return json.dumps({"id": key, "title": "RMT", "abstract": "We propose RMT.", "entities": [entity], **more}) + "\n"


def test_what_of_a_gold_file_does_not_count_is_told(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    bare = json.dumps({"id": "b", "title": "Bare", "abstract": "We do nothing."})
    gold.write_text(gold_line("a") + "{broken\n" + gold_line("a") + bare + "\n" + gold_line("c"), encoding="utf-8")
    told: list[str] = []
    assert [p.id for p in annotated(gold, told.append)] == ["a", "c"]
    assert told[0].startswith("skipped gold.jsonl:2: ")
    assert told[1:] == ["skipped gold.jsonl:3: a is in gold.jsonl:1 already", "1 record without entities left out"]


def test_relations_that_can_never_be_right_are_told(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(gold_line("a", relations=[["PAPER", "proposes", "RMT"], ["RMT", "eats", "Nope"]]), encoding="utf-8")
    (paper,) = annotated(gold, print)
    first, second = doubts(paper)
    assert first.startswith("gold.jsonl:1: no predicate is called 'eats'; known are proposes")
    assert second == "gold.jsonl:1: eats names no entity of the record: 'Nope'"


def test_a_gold_file_without_annotations_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="holds no annotated paper"):
        annotated(gold, print)


def test_what_is_neither_annotated_nor_found_has_no_figures() -> None:
    lines = {line[:34].strip(): line[34:] for line in table(rows([score(GOLD, GOLD)], 10, 0)).splitlines()}
    assert lines["partOf"] == " P   -    R   -    F1   -    (0 gold)"
    assert lines["entities"].startswith(" P 1.000  R 1.000  F1 1.000  [1.000, 1.000]  (3 gold)")
