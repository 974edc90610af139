"""The options of a build as others may read them: a file or folder by its name and content, never by its path."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any, Final

from kg.errors import PipelineError
from kg.options import BuildOptions
from kg.records import file_digest
from kg.resources import pipeline_folder

_SPEED: Final = ("jobs", "engine")  # these change no result
_PATHS: Final = ("corrections", "link_table", "pipeline")


def plan_of(options: BuildOptions) -> dict[str, Any]:
    """What of `options` makes a graph: the same content in another folder gives the same plan."""
    plan = {k: v for k, v in asdict(options).items() if k not in _SPEED}
    for name in ("corrections", "link_table"):
        plan[name] = marked(plan[name]) if plan[name] else None
    with suppress(PipelineError):  # told when it should have been
        if pipeline_folder(options.pipeline) == Path(options.pipeline):  # none of ours
            plan["pipeline"] = marked(Path(options.pipeline))
    return pathless(plan)


def pathless(plan: Mapping[str, Any]) -> dict[str, Any]:
    """`plan` without the folders of paths, which a `build.json` of an earlier version has."""
    return {k: PurePath(v).name if k in _PATHS and v else v for k, v in plan.items()}


def marked(path: Path) -> str:
    """The name of a file or folder with the SHA-256 of its content; the name alone where that cannot be read twice."""
    name = path.name if path.name not in ("", "..") else path.resolve().name
    with suppress(OSError):
        if path.is_dir():
            return f"{name} sha256:{_folder_hash(path)}"
        if path.is_file():  # no pipe, as of `<(...)`
            return f"{name} sha256:{file_digest(path)}"
    return name


def _folder_hash(folder: Path) -> str:
    """A hash over the names below the folder and the hashes of the files."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{file_digest(files[name])}  {name}\n".encode(errors="surrogateescape"))
    return total.hexdigest()
