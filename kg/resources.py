"""The folders that ship beside the code: in a checkout they stand next to `kg/`, in a wheel below it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import PipelineError

_HERE = Path(__file__).parent
_PIPELINES = {"default": "en_kg_abstracts", "small": "en_kg_abstracts_small"}


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


def pipeline_folder(name: str) -> Path:
    """The folder of the pipeline of a name.

    Raises:
        PipelineError: there is no such pipeline.
    """
    folder = shipped("pipelines", _PIPELINES[name]) if name in _PIPELINES else Path(name)
    if not (folder / "config.cfg").is_file():
        raise PipelineError(f"{name}: no pipeline there; give `default`, `small` or the folder of a spaCy pipeline")
    return folder
