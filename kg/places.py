"""Where a build works, and how what it made takes the place of the out folder, whole or file by file."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Set
from pathlib import Path
from typing import Final

OURS: Final = frozenset((".kg.lock", ".kg.new", ".kg.old", ".kg.part"))  # of a build at work inside an out folder
STORE: Final = "store"  # a folder in which `kg query` makes one, for one content of kg.ttl
_MADE = re.compile(rf"{STORE}/\.?[0-9a-f]{{16}}(?:\.new)?(?:/|$)")


def beside(out: Path, kind: str) -> Path:
    """The place of this kind beside `out`."""
    return out.absolute().parent / f".{out.absolute().name}.{kind}"


def inside(out: Path, kind: str) -> Path:
    """The place of this kind in `out`."""
    return out / f".kg.{kind}"


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
    empty_store(out)


def empty_store(out: Path) -> None:
    """Remove what `kg query` keeps in `out`; what else is in a folder of that name is a user's."""
    for path in (out / STORE).glob("*"):
        if _MADE.match(f"{STORE}/{path.name}"):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):  # not empty, or not there
        (out / STORE).rmdir()


def taken(out: Path, fresh: Path, ours: Set[str], manifest: str) -> str:
    """The first name of a file of `fresh` where `out` has something that is not `ours`, or ""."""
    for name, _ in _files(fresh):
        above = [out / part for part in Path(name).parents if part.name]
        blocked = any(os.path.lexists(p) and (p.is_symlink() or not p.is_dir()) for p in above)
        if name != manifest and name not in ours and (blocked or os.path.lexists(out / name)):
            return name
    return ""


def _bring_along(out: Path, fresh: Path, ours: Set[str]) -> None:
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if name in ours or name.split("/")[0] in OURS or _MADE.match(name):
            continue
        if path.is_symlink() or path.is_file():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, fresh / name, follow_symlinks=False)
        elif path.is_dir() and not any(path.iterdir()):
            (fresh / name).mkdir(parents=True, exist_ok=True)


def _files(folder: Path) -> list[tuple[str, Path]]:
    """The files and links below a folder, each with its name, in order."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file() or p.is_symlink())
    return [(p.relative_to(folder).as_posix(), p) for p in found]


def among(out: Path, names: Set[str]) -> set[str]:
    """Those of `names` that are files of `out`, and of no other folder."""
    return {name for name, _ in _files(out)} & names
