"""What two `build.json` tell differently, and which tables differ at all."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Iterator, Mapping

import polars as pl

from kg.diff.items import Fact, Rows
from kg.diff.matching import shown
from kg.diff.records import Facts
from kg.diff.sides import Side
from kg.errors import GraphError
from kg.graph import SCHEMA

_UNTOLD = ("files", "notes")  # follow from the rest
_COUNTED = ("skipped",)


def facts(a: Side, b: Side) -> Facts:
    """Versions, options, counts and engine in one list, input files by their hash in the other."""
    was, now = (dict(flat({k: v for k, v in s.told.items() if k not in (*_UNTOLD, "inputs")})) for s in (a, b))
    hashes = (dict(flat(s.told.get("inputs", {}))) for s in (a, b))
    return Facts(changed=_different(was, now), inputs=_different(*hashes))


def flat(told: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, value as JSON) of every value; of what was skipped, how many."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from flat(value, f"{path}.{key}" if path else str(key))
    else:
        known = len(told) if path in _COUNTED and isinstance(told, list) else told
        yield path, json.dumps(known, sort_keys=True)


def _different(was: dict[str, str], now: dict[str, str]) -> Rows[Fact]:
    rows = [(k, was.get(k), now.get(k)) for k in {**was, **now} if was.get(k) != now.get(k)]
    frame = pl.DataFrame(rows, schema={"fact": pl.String, "was": pl.String, "now": pl.String}, orient="row")
    return Rows(shown(frame, Fact), Fact)


def different_tables(a: Side, b: Side) -> tuple[str, ...]:
    """The tables whose rows differ; equal bytes are equal rows, so that mostly none is read."""
    return tuple(name for name in SCHEMA if not _equal(a, b, name))


def _equal(a: Side, b: Side, name: str) -> bool:
    try:
        if filecmp.cmp(a.path(name), b.path(name), shallow=False):
            return True
    except OSError as error:
        raise GraphError(f"{error.filename}: cannot be read ({error.strerror}); run `kg build` again") from None
    return a.table(name).equals(b.table(name))
