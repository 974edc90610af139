"""The quality of linking does not fall: floors a little below what was measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.linking import link
from kg.records import Extraction, FoundEntity, Paper


@pytest.fixture(scope="module")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What the scorer says of linking the gold entities."""
    gold = shared / "gold"
    records = [json.loads(line) for line in (gold / "linking_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    papers = [Paper(id=r["id"], title=r["title"], abstract=r["abstract"]) for r in records]
    read = [Extraction(paper=r["id"], entities=tuple(map(entity, r["entities"]))) for r in records]
    out = tmp_path_factory.mktemp("linking") / "entities.jsonl"
    with out.open("w", encoding="utf-8") as lines:
        for e in link(papers, read):
            members = [{"paper": m.paper, "name": m.name} for m in e.members]
            lines.write(json.dumps({"id": e.id, "members": members}) + "\n")
    files = (out, gold / "linking_dev.jsonl", gold / "aliases_dev.json", gold / "hard_negatives_dev.json")
    command = [sys.executable, str(shared / "tools" / "score_aliases.py"), *map(str, files)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    patterns = {
        "b-cubed": r"B-cubed .* F1 ([\d.]+)",
        "pairwise": r"pairwise .* F1 ([\d.]+)",
        "pairs right": r"pairwise P ([\d.]+)",
        "one node": r"one name one node ([\d.]+)",
        "apart": r"kept apart (\d+) of",
        "lost": r"(\d+) lost",
    }
    return {name: float(re.search(p, text)[1]) for name, p in patterns.items()}  # type: ignore[index]  # None fails


def entity(given: dict[str, object]) -> FoundEntity:
    """An entity of the gold."""
    return FoundEntity(
        name=str(given["name"]),
        aliases=tuple(given.get("aliases") or ()),  # type: ignore[arg-type]  # from JSON
        type=str(given["type"]),
        role=str(given["role"]),
    )


@pytest.mark.parametrize(
    ("figure", "floor"),
    [("b-cubed", 0.97), ("pairwise", 0.885), ("pairs right", 0.91), ("one node", 0.985), ("apart", 535)],
)
def test_linking_is_no_worse_than_it_was(figures: dict[str, float], figure: str, floor: float) -> None:
    assert figures[figure] >= floor


def test_no_name_is_lost(figures: dict[str, float]) -> None:
    assert figures["lost"] == 0
