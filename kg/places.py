"""Where a build works, and how what it made takes the place of the out folder, whole or file by file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Set
from pathlib import Path
from typing import Final

OURS: Final = ".kg."  # what the names of a build at work begin with inside an out folder
STORE: Final = "store"  # a folder that `kg query` makes, for one content of kg.ttl


def beside(out: Path, kind: str) -> Path:
    """The place of this kind beside `out`."""
    return out.absolute().parent / f".{out.absolute().name}.{kind}"


def inside(out: Path, kind: str) -> Path:
    """The place of this kind in `out`."""
    return out / f"{OURS}{kind}"


def closed_in(out: Path) -> bool:
    """Whether nothing can be put beside `out`: it is a mounted volume, or the folder above may not be written."""
    return out.is_dir() and (os.path.ismount(out) or not os.access(out.absolute().parent, os.W_OK))


def stays(out: Path) -> bool:
    """Whether `out` has to stay the folder that it is; also where the user stands in it, who would stand in nothing."""
    return closed_in(out) or (out.is_dir() and _here().is_relative_to(out.resolve()))


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # the current folder is gone
        return Path("/")


def swap(out: Path, fresh: Path, old: Path, ours: Set[str]) -> None:
    """Put the folder `fresh` in the place of `out` by renaming; what is in `out` and not `ours` moves along."""
    if out.exists():
        _bring_along(out, fresh, ours)
        shutil.copymode(out, fresh)
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def fill(out: Path, fresh: Path, ours: Set[str], manifest: str) -> None:
    """Put the files of `fresh` in the place of those of `out` that are `ours`, the manifest first.

    Where this is cut short, the manifest names all that are ours already, so that the next build may replace them.
    """
    made = {name for name, path in _files(fresh)}
    for name in sorted(ours - made):
        (out / name).unlink()
    for name in (manifest, *sorted(made - {manifest})):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(out / name)
    shutil.rmtree(out / STORE, ignore_errors=True)


def _bring_along(out: Path, fresh: Path, ours: Set[str]) -> None:
    for name, path in _files(out):
        target = fresh / name
        if name not in ours and not name.startswith((f"{STORE}/", OURS)) and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)


def _files(folder: Path) -> list[tuple[str, Path]]:
    """The files and links below a folder, each with its name, in order."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() or p.is_symlink())
    return [(p.relative_to(folder).as_posix(), p) for p in found]


def among(out: Path, names: Set[str]) -> set[str]:
    """Those of `names` that are files of `out`, and of no other folder."""
    return {name for name, _ in _files(out)} & names
