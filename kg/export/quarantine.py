"""What a build set aside: triples that break domain or range, each with its reason, as JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

from kg.errors import ExportError
from kg.graph import Graph


def write_quarantine(graph: Graph, path: Path) -> int:
    """Write the rows of `graph.quarantine`, one JSON object a line; returns how many there are.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in graph.quarantine.iter_rows(named=True):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from None
    return graph.quarantine.height
