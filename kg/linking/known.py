"""What the field knows of its own names: abbreviations and synonyms, one thing a line of `known.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def known() -> tuple[tuple[str, ...], ...]:
    """The lines of `known.tsv`: names of one thing, the fullest first."""
    text = Path(__file__).with_name("known.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
