"""The folders that ship beside the code: in a checkout they stand next to `kg/`, in a wheel below it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import PipelineError

_HERE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """The path of a shipped file, as in `shipped("ontologies", "kg.ttl")`.

    Raises:
        PipelineError: the installation lacks it.
    """
    for root in (_HERE / "_shipped", _HERE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise PipelineError(f"{'/'.join(parts)} is missing from this installation: install scikg again")
