"""`report.md`: what a build read, found and left out, for people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from kg.counting import counted
from kg.markdown import plain, table

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.records import Skipped

_SKIPPED_SHOWN = 50  # rows
_LINES_SHOWN = 3  # of a row
_RECORD: Final = re.compile(r"(record \d+): ")  # how a reader tells the place in a file without lines
_COUNTED: Final = {  # what `build.json` counts, in words
    "records": "records read",
    "papers": "papers",
    "merged": "records joined to another of the same paper",
    "entities": "entities: methods, data sets, benchmarks, tasks, metrics",
    "triples": "RDF triples in kg.ttl, with all evidence",
    "results": "results: numbers on a measure",
}
_SAYS: Final = ("|", "!", "1. ", "- ", "No ", "Nothing ", "Both common")  # how a block begins that is a finding


def summary(
    graph: Graph,
    counts: dict[str, int],
    files: Sequence[tuple[str, int]],
    left_out: Sequence[Skipped],
    notes: Sequence[str] = (),
    sections: Iterable[tuple[str, str]] = (),
) -> str:
    """The report as Markdown; `files` are (name, records), `sections` (heading, text) of what was found."""
    parts = ["# What was built", table(("what", "how many"), [(_COUNTED.get(k, k), n) for k, n in counts.items()])]
    parts += ["\n".join(f"- {plain(note)}" for note in notes)] if notes else []
    quiet = []
    own = (
        ("Read", table(("file", "records"), files)),
        ("Left out", skipped(left_out) + misfits(graph.quarantine.height)),
        ("Statements by predicate", table(("predicate", "statements", "of these plain facts"), by_predicate(graph))),
        ("Most named", table(("entity", "type", "papers", "other names"), most_named(graph))),
    )
    for heading, text in (*own, *sections):
        told = findings(text)
        parts += [f"## {plain(heading)}", told] if told else []
        quiet += [] if told else [plain(heading)]
    if quiet:
        parts += ["## Nothing to tell", f"Nothing was found under: {'; '.join(quiet)}."]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def findings(text: str) -> str:
    r"""A section without its empty tables and what announces them; "" where nothing else is left.

    >>> findings("Bursts:\n\nNone.\n"), findings("No topics: three papers make one.\n")
    ('', 'No topics: three papers make one.')
    """
    kept: list[str] = []
    for block in filter(None, (b.strip() for b in text.split("\n\n"))):
        if block != "None.":
            kept.append(block)
        elif kept and kept[-1].endswith((":", ": 0.")):
            kept.pop()
    if not any(block.startswith(_SAYS) for block in kept):
        return ""
    return "\n\n".join(kept)


def skipped(left_out: Sequence[Skipped]) -> str:
    """What was skipped: a row for each file and reason, with the lines, or the records of an array."""
    if not left_out:
        return "No record was left out."
    alike: dict[tuple[str, str], list[int | str | None]] = {}
    for s in left_out:
        record = _RECORD.match(s.reason)
        reason = s.reason[record.end() :] if record else s.reason
        alike.setdefault((s.file, reason), []).append(record[1] if record else s.line)
    groups = list(alike.items())
    rows = [(file, places(lines), reason) for (file, reason), lines in groups[:_SKIPPED_SHOWN]]
    more = sum(len(lines) for _, lines in groups[_SKIPPED_SHOWN:])
    return table(("file", "lines", "reason"), rows) + (f"\nand {more} more in `build.json`.\n" if more else "")


def misfits(triples: int) -> str:
    """How many triples join what their predicate does not."""
    if not triples:
        return ""
    some = f"{counted(triples, 'triple')} whose ends have"
    return f"\n\nNo part of the graph, but kept in `quarantine.jsonl`: {some} types that the predicate does not join.\n"


def places(lines: Sequence[int | str | None]) -> str:
    """Lines in words; None is all of a file.

    >>> places([12, 14, 20, 31, 40]), places(["record 7"]), places([None]), places([None, None])
    ('12, 14, 20 and 2 more', 'record 7', '', '2 times')
    """
    known = [str(line) for line in lines if line]
    if not known:
        return f"{len(lines)} times" if len(lines) > 1 else ""
    shown = known[:_LINES_SHOWN]
    more = len(lines) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def by_predicate(graph: Graph) -> list[tuple[str, int, int]]:
    """How often each predicate is stated."""
    said: Counter[str] = Counter(graph.statements["predicate"])
    plainly: Counter[str] = Counter(graph.statements.filter(graph.statements["asserted"])["predicate"])
    return [(p, n, plainly[p]) for p, n in sorted(said.items(), key=lambda x: (-x[1], x[0]))]


def most_named(graph: Graph, most: int = 25) -> list[tuple[str, str, int, str]]:
    """The entities that most papers name."""
    rows = sorted(graph.entities.iter_rows(named=True), key=lambda r: (-r["paper_count"], r["name"]))[:most]
    return [(r["name"], r["type"], r["paper_count"], ", ".join(r["aliases"][:6])) for r in rows]
