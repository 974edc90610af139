"""The figures of `kg evaluate`: right where right, and the same as the reference where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kg.evaluate import rows
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
    for name, (right, said, true) in score(GOLD, GOLD).items():
        assert right == said == true, name


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
