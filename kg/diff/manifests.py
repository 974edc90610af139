"""Which values of the two `build.json` differ, and which tables differ at all."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Iterator, Mapping

import polars as pl

from kg.diff.difference import BuildValues
from kg.diff.items import BuildValue
from kg.diff.rows import Rows, rows_of
from kg.diff.sides import Side
from kg.errors import GraphError
from kg.graph import SCHEMA

_LEFT_OUT = ("files", "notes")  # they follow from the rest
_COUNTED = ("skipped",)  # too many to list


def build_values(a: Side, b: Side) -> BuildValues:
    """Versions, options, counts and engine in one list, input files by their hash in the other."""
    values, inputs = [], []
    for side in (a, b):
        kept = {k: v for k, v in side.manifest.items() if k not in (*_LEFT_OUT, "inputs")}
        values.append(dict(flat(kept)))
        inputs.append(dict(flat(side.manifest.get("inputs", {}))))
    return BuildValues(changed=_different(*values), inputs=_different(*inputs))


def changed_inputs(a: Side, b: Side) -> list[str]:
    """The input files that are not the same in both builds."""
    was, now = (side.manifest.get("inputs", {}) for side in (a, b))
    return sorted(name for name in {**was, **now} if was.get(name) != now.get(name))


def flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, value as JSON) of every value below `value`; of what was skipped, only how many."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else str(key))
    else:
        shown = len(value) if path in _COUNTED and isinstance(value, list) else value
        yield path, json.dumps(shown, sort_keys=True)


def _different(was: dict[str, str], now: dict[str, str]) -> Rows[BuildValue]:
    rows = [(k, was.get(k), now.get(k)) for k in {**was, **now} if was.get(k) != now.get(k)]
    frame = pl.DataFrame(rows, schema={"fact": pl.String, "was": pl.String, "now": pl.String}, orient="row")
    return rows_of(frame, BuildValue)


def different_tables(a: Side, b: Side) -> tuple[str, ...]:
    """The tables whose rows differ; a table is read only where the bytes of its files differ.

    Raises:
        GraphError: a table is missing or cannot be read.
    """
    return tuple(name for name in SCHEMA if not _equal(a, b, name))


def _equal(a: Side, b: Side, name: str) -> bool:
    try:
        if filecmp.cmp(a.path(name), b.path(name), shallow=False):
            return True
    except OSError as error:
        raise GraphError(f"{error.filename}: cannot be read ({error.strerror}); run `kg build` again") from None
    return a.table(name).equals(b.table(name))
