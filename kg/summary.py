"""`report.md`: what a build read, found and left out, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.markdown import plain, table

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.records import Skipped

_SKIPPED_SHOWN = 50


def summary(
    graph: Graph,
    counts: dict[str, int],
    files: Sequence[tuple[str, int]],
    left_out: Sequence[Skipped],
    notes: Sequence[str] = (),
    sections: Iterable[tuple[str, str]] = (),
) -> str:
    """The report as Markdown; `files` are (name, records), `sections` (heading, text) of what was found."""
    parts = [
        "# What was built\n",
        table(("what", "how many"), list(counts.items())),
        *(f"- {plain(note)}" for note in notes),
        "\n## Read\n",
        table(("file", "records"), files),
        "\n## Left out\n",
        skipped(left_out),
        "\n## Triples by predicate\n",
        table(("predicate", "statements", "of these plain facts"), by_predicate(graph)),
        "\n## Most named\n",
        table(("entity", "type", "papers", "other names"), most_named(graph)),
    ]
    for heading, text in sections:
        parts += [f"\n## {plain(heading)}\n", text]
    return "\n".join(parts).rstrip() + "\n"


def skipped(left_out: Sequence[Skipped]) -> str:
    """What was skipped, with file and line."""
    rows = [(s.file, s.line or "", s.reason) for s in left_out[:_SKIPPED_SHOWN]]
    more = len(left_out) - len(rows)
    return table(("file", "line", "reason"), rows) + (f"\nand {more} more in `build.json`.\n" if more > 0 else "")


def by_predicate(graph: Graph) -> list[tuple[str, int, int]]:
    """How often each predicate is stated."""
    said: Counter[str] = Counter(graph.statements["predicate"])
    plainly: Counter[str] = Counter(graph.statements.filter(graph.statements["asserted"])["predicate"])
    return [(p, n, plainly[p]) for p, n in sorted(said.items(), key=lambda x: (-x[1], x[0]))]


def most_named(graph: Graph, most: int = 25) -> list[tuple[str, str, int, str]]:
    """The entities that most papers name."""
    rows = sorted(graph.entities.iter_rows(named=True), key=lambda r: (-r["paper_count"], r["name"]))[:most]
    return [(r["name"], r["type"], r["paper_count"], ", ".join(r["aliases"][:6])) for r in rows]
