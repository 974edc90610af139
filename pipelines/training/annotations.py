"""Annotated papers: what there is to learn from, and the development papers, which nothing learns from."""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.readers import records
from kg.records import Extraction, Paper
from kg.scoring import Namer, align, number_key, triples


def training_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say what there is to learn from."""
    parser.add_argument("gold", type=Path)
    parser.add_argument("--dev-ids", type=Path, required=True)
    parser.add_argument(
        "--more",
        action="append",
        default=[],
        help="further annotations, FILE or FILE@0/2 for every second paper from the first; named twice, counted twice",
    )
    parser.add_argument("--texts", type=Path, help="where the texts of --more stand, by id")


def development_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a pipeline and the development papers."""
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--dev-ids", type=Path, required=True)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def held(dev_ids: Path) -> frozenset[str]:
    """The ids of the development papers."""
    return frozenset(dev_ids.read_text(encoding="utf-8").split())


def learned(gold: Path, dev_ids: Path, more: Sequence[str | Path], texts: Path | None) -> list[dict[str, Any]]:
    """The gold without its development papers, then the further annotations with their texts."""
    out = held(dev_ids)
    return [r for r in lines(gold) if r["id"] not in out] + with_texts(more, texts)


def part(spec: str) -> list[dict[str, Any]]:
    """The records of FILE, or of FILE@n/k every k-th from the n-th on."""
    share = re.search(r"@(\d+)/(\d+)$", spec)
    first, step = map(int, share.groups()) if share else (0, 1)
    return list(lines(Path(spec[: share.start()] if share else spec)))[first::step]


def with_texts(paths: Sequence[str | Path], texts: Path | None) -> list[dict[str, Any]]:
    """The annotations of `paths`, one an id and file, with title and abstract from `texts` where they have none.

    Raises:
        SystemExit: `texts` has no text for some of them.
    """
    files = [(path, {r["id"]: r for r in part(str(path))}) for path in paths]
    bare = {i for _, of in files for i, r in of.items() if "title" not in r}
    found = {r["id"]: r for r in lines(texts) if r["id"] in bare} if texts and bare else {}
    for path, of in files:
        missing = sum(i in bare and i not in found for i in of)
        if missing:
            raise SystemExit(f"{path}: {missing} papers have no text; --texts names the file that has them")
    return [{**found.get(i, {}), **r} for _, of in files for i, r in of.items()]


def development(gold: Path, dev_ids: Path) -> list[Paper]:
    """The annotated development papers, `given` being the annotation."""
    ids = held(dev_ids)
    return [p for p in annotated(gold) if p.id in ids]


def annotated(path: Path) -> list[Paper]:
    """The annotated papers of a file in our format."""
    return [r for r in records([path]) if isinstance(r, Paper) and r.given is not None]


def right(found: Extraction, gold: Extraction) -> tuple[list[bool], list[bool | None], list[bool]]:
    """Whether the annotation has each entity (with its type), each relation (None: not scored), each result's value."""
    pairs = align(found.entities, gold.entities)
    entities = [i in pairs and gold.entities[pairs[i]].type == e.type for i, e in enumerate(found.entities)]
    left, true = Namer(found.entities, pairs), triples(gold, Namer(gold.entities, None))
    said = [triples(Extraction(paper="", relations=(r,)), left) for r in found.relations]
    values = {number_key(x.value) for x in gold.results}
    return entities, [s <= true if s else None for s in said], [number_key(x.value) in values for x in found.results]
