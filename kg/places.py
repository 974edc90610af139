"""Where a build works, and how the folder that it made replaces the out folder: as a whole or file by file.

`whole` is for single files that a user names.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Final

MANIFEST: Final = "build.json"  # marks an out folder of ours
OURS: Final = frozenset((".kg.lock", ".kg.new", ".kg.old", ".kg.part"))  # of a running build
STORE: Final = "store"  # the folder in which `kg query` keeps kg.ttl as an Oxigraph store
_IN_STORE = re.compile(rf"{STORE}/\.?[0-9a-f]{{16}}(?:\.new)?(?:/|$)")


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Where to write the file `path`, which is replaced when the block ends well, and else left as it was.

    Its folder is made if needed. The file that a link leads to is replaced, and not the link; a pipe or a device
    (/dev/stdout) is written to itself.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve()
    if path.exists() and not os.access(path, os.W_OK):  # renaming would replace it although it is read-only
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    part = path.with_name(path.name + ".part")
    try:
        yield part
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):  # it was renamed, or never made
            part.unlink()


def beside(out: Path, kind: str) -> Path:
    """The path beside `out` for a lock, or for a folder of the kind new, old or part."""
    return out.absolute().parent / f".{out.absolute().name}.{kind}"


def inside(out: Path, kind: str) -> Path:
    """The path in `out` for a lock, or for a folder of the kind new, old or part."""
    return out / f".kg.{kind}"


def closed_in(out: Path) -> bool:
    """Whether nothing can be put beside `out`: it is a mounted volume, or its parent folder is read-only."""
    return out.is_dir() and (os.path.ismount(out) or not os.access(out.absolute().parent, os.W_OK))


def stays(out: Path) -> bool:
    """Whether `out` cannot be replaced by renaming: see `closed_in`, or it holds the user's current folder."""
    return closed_in(out) or (out.is_dir() and _here().is_relative_to(out.resolve()))


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # the current folder is gone
        return Path("/")


def swap(out: Path, fresh: Path, old: Path, ours: Set[str]) -> None:
    """Replace `out` by the folder `fresh` by renaming; files in `out` that are not `ours` are copied along."""
    if out.exists():
        _bring_along(out, fresh, ours)
        shutil.copymode(out, fresh)
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def fill(out: Path, fresh: Path, ours: Set[str]) -> None:
    """Replace the files of `out` that are `ours` by those of `fresh`, the manifest first.

    If this is cut short, the manifest already names all new files, so that the next build may replace them.
    """
    made = {name for name, path in _files(fresh)}
    for name in sorted(ours - made):
        (out / name).unlink()
    for name in (MANIFEST, *sorted(made - {MANIFEST})):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(out / name)
    empty_store(out)


def empty_store(out: Path) -> None:
    """Remove what `kg query` keeps in `out`; other files in a folder of that name are the user's."""
    for path in (out / STORE).glob("*"):
        if _IN_STORE.match(f"{STORE}/{path.name}"):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):  # not empty, or not there
        (out / STORE).rmdir()


def taken(out: Path, fresh: Path, ours: Set[str]) -> str:
    """The first file of `fresh` in whose place `out` has something that is not `ours`, or ""."""
    for name, _ in _files(fresh):
        if name == MANIFEST or name in ours:
            continue
        above = [out / part for part in Path(name).parents if part.name]
        blocked = any(os.path.lexists(p) and (p.is_symlink() or not p.is_dir()) for p in above)
        if blocked or os.path.lexists(out / name):
            return name
    return ""


def _bring_along(out: Path, fresh: Path, ours: Set[str]) -> None:
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if name in ours or name.split("/")[0] in OURS or _IN_STORE.match(name):
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


def files_among(out: Path, names: Set[str]) -> set[str]:
    """Those of `names` that are files in `out`."""
    return {name for name, _ in _files(out)} & names
