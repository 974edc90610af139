"""A difference as text for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.diff.difference import Difference
from kg.diff.phrases import short
from kg.diff.rows import Rows
from kg.diff.telling import told
from kg.export.lines import line

_SIGNS = {"came": "+", "born": "+", "merges_made": "+", "went": "-", "gone": "-", "merges_undone": "-"}
_LABELS = {
    ("papers", "moved"): "with records moved",
    ("entities", "aliases"): "with other aliases",
    ("entities", "links"): "with other links",
    ("entities", "moved"): "with members moved",
    ("triples", "modality"): "of another modality",
    ("topics", "moved"): "nodes moved",
    ("build", "inputs"): "other inputs",
}
_SINGULAR = {
    "nodes moved": "node moved",
    "other inputs": "other input",
    "merges made": "merge made",
    "merges undone": "merge undone",
}


def text(found: Difference, limit: int = 10) -> Iterator[str]:
    """Lines for people: of each section the counts, then at most `limit` items of a kind."""
    if not found:
        yield "no difference"
        return
    sections: dict[str, list[tuple[str, Rows[object]]]] = {}
    for section, kind, rows in found.parts():
        if len(rows):
            sections.setdefault(section, []).append((kind, rows))
    yield f"from {short(found.out_a)} to {short(found.out_b)}"
    if sections.keys() <= {"build"}:
        only = f" but of scores, sentences or order, in tables: {', '.join(found.tables)}" if found.tables else ""
        yield f"no difference in the graph{only}"
    for section, kinds in sections.items():
        yield f"\n{section}: " + ", ".join(f"{len(rows)} {label(section, kind, len(rows))}" for kind, rows in kinds)
        for kind, rows in kinds:
            yield from _items(section, kind, rows, limit)


def _items(section: str, kind: str, rows: Rows[object], limit: int) -> Iterator[str]:
    """At most `limit` items, a line each, and how many more there are."""
    yield from (f"  {_SIGNS.get(kind, '~')} {told(item)}" for item in rows[:limit])
    more = len(rows) - limit
    if limit > 0 and more > 0:
        yield f"    and {more} more {label(section, kind, more)}"


def label(section: str, kind: str, number: int) -> str:
    """A kind of change in words, in the singular where `number` is 1."""
    words = _LABELS.get((section, kind), kind.replace("_", " "))
    return _SINGULAR.get(words, words) if number == 1 else words


def json_lines(found: Difference, limit: int | None = None) -> Iterator[str]:
    """The lines of one JSON object, one item a line, so that a large difference never is one text in memory.

    The keys are `different` and the fields of `kg.diff.difference`, `kg.diff.items` and `kg.diff.statement_items`. Each
    kind of change is {"count", "items"}, the items in a stable order. `limit` shortens the lists, never the counts.
    """
    head = {"out_a": found.out_a, "out_b": found.out_b, "step": found.step, "different": bool(found)}
    yield line(head)[:-1] + f', "tables": {json.dumps(found.tables)}'
    opened = ""
    for section, kind, rows in found.parts():
        before = ", " if section == opened else ("}, " if opened else ", ") + f'"{section}": {{'
        opened = section
        yield f'{before}"{kind}": {{"count": {len(rows)}, "items": ['
        items = rows.frame if limit is None else rows.frame.head(limit)
        for number, row in enumerate(items.iter_rows(named=True)):
            yield (", " if number else "") + line(row)
        yield "]}"
    yield "}}"
