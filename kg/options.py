"""What a build may be told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

BASE_IRI = "https://w3id.org/scikg/id/"  # what ids follow where a build is told no other


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build may be told. `jobs` and `engine` change its speed only, never its result."""

    pipeline: str = "default"
    min_confidence: float = 0.0
    base_iri: str = BASE_IRI
    abstracts: bool = True
    with_cited: bool = False  # keep references outside the set as papers without text
    columns: tuple[tuple[str, str], ...] = ()  # for tables: which column holds which field
    corrections: Path | None = None
    link_table: Path | None = None
    seed: int = 0
    jobs: int = 0  # 0: as many as there are cores
    engine: str = "local"  # or "ray"


def cores(jobs: int) -> int:
    """How many threads to use: `jobs`, or one a core."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
