"""Markdown in which nothing that was read is markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def plain(text: object) -> str:
    """Text as one line of Markdown in which nothing is markup."""
    line = " ".join(str(text).split())
    for mark in "\\`*_[]<>|#":
        line = line.replace(mark, "\\" + mark)
    return line


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; a line that says so where there are no rows."""
    body = ["| " + " | ".join(plain(v) for v in row) + " |" for row in rows]
    if not body:
        return "None.\n"
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header), *body]) + "\n"
