"""The out folder: made beside the old one and then put in its place, so that nobody reads half of it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kg.errors import GraphError
from kg.places import MANIFEST as MANIFEST  # part of this module's interface, too
from kg.places import OURS, beside, closed_in, files_among, fill, inside, stays, swap, taken

_IGNORED = (".gitignore", ".gitkeep")  # an empty folder may have them


def manifest(out: Path) -> dict[str, Any]:
    """The `build.json` of an out folder.

    Raises:
        GraphError: the folder holds no build.
    """
    path = out / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise GraphError(f"{out}: no build there; run `kg build INPUT... -o {out}` first") from None
    except NotADirectoryError:
        raise GraphError(f"{out}: is a file; give the out folder of a build") from None
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else error
        raise GraphError(f"{path}: cannot be read ({told}); run `kg build` again") from None
    if not isinstance(found, dict):
        raise GraphError(f"{path}: is not ours; choose another out folder")
    return found


def check(out: Path) -> None:
    """Check that a build may write to `out`.

    Raises:
        GraphError: it is a file, or a folder that is read-only or has files that no build of ours wrote.
    """
    if out.is_symlink() and not out.exists() and not beside(out.resolve(), "old").exists():
        raise GraphError(f"{out}: is a broken link; remove it or choose another out folder")
    if out.exists() and not out.is_dir():
        raise GraphError(f"{out}: is a file; give a folder with -o")
    if out.is_dir() and not os.access(out, os.W_OK):
        raise _unwritable(out, os.strerror(errno.EACCES))  # renaming would replace it although it is read-only
    if out.is_dir() and not (out / MANIFEST).exists() and any(p.name not in (*_IGNORED, *OURS) for p in out.iterdir()):
        raise GraphError(f"{out}: holds files of yours and no {MANIFEST}; choose an empty folder with -o")
    if out.is_dir() and (out / MANIFEST).exists() and "files" not in manifest(out):
        raise GraphError(f"{out / MANIFEST}: was not written by kg; choose another out folder with -o")


def _unwritable(out: Path, reason: str | None) -> GraphError:
    return GraphError(f"{out}: cannot be written ({reason}); choose another out folder with -o")


@dataclass(frozen=True, slots=True)
class Made:
    """The folders of a running build: `fresh` becomes the out folder, `part` stays if the build is stopped."""

    fresh: Path
    part: Path


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """No other build writes to `out` while the block runs; a build that was killed keeps no lock.

    Raises:
        GraphError: another build writes to it, or `out` may not be written.
    """
    check(out)
    out = out.resolve()  # a link is followed
    lock = FileLock(inside(out, "lock") if closed_in(out) else beside(out, "lock"))
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise GraphError(f"{out}: another build writes to it; wait for it, or choose another folder with -o") from None
    except OSError as error:
        raise _unwritable(out, error.strerror) from None
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


@contextmanager
def replacing(out: Path) -> Iterator[Made]:
    """New folders to write to; `fresh` replaces `out` when the block ends well and is removed when it fails.

    Files in `out` that no build wrote stay. To be used inside `locked`.

    Raises:
        GraphError: `out` may not be written, or has a file of the user where this build writes one.
    """
    out = out.resolve()
    place = inside if stays(out) else beside
    fresh, old, part = (place(out, kind) for kind in ("new", "old", "part"))
    if old.exists() and not out.exists():
        old.rename(out)  # an earlier build ended between the two renames below
    check(out)
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
    except OSError as error:
        raise _unwritable(out, error.strerror) from None
    try:
        yield Made(fresh, part)
        _finish(fresh)
        ours = _ours(out)
        if name := taken(out, fresh, ours):
            raise GraphError(f"{out / name}: no build wrote it, and this one would; move it away and build again")
        if place is inside:
            fill(out, fresh, ours)
        else:
            swap(out, fresh, old, ours)
        shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise GraphError(f"{out}: cannot be written ({_told(error)})") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _told(error: OSError) -> str:
    """What went wrong with which file; an error without a number comes from a library, mostly for a full disk."""
    file = f": {error.filename}" if error.filename else ""
    full = "; is the disk full?" if error.errno in (None, errno.ENOSPC, errno.EDQUOT) else ""
    return f"{error.strerror or error}{file}{full}"


def _ours(out: Path) -> set[str]:
    """The files of `out` that a build wrote."""
    return files_among(out, set(manifest(out)["files"])) if (out / MANIFEST).exists() else set()


def _finish(fresh: Path) -> None:
    """Add the list of files to the manifest, the last thing that a build writes."""
    path = fresh / MANIFEST
    found = json.loads(path.read_text(encoding="utf-8"))
    found["files"] = sorted(p.relative_to(fresh).as_posix() for p in fresh.rglob("*") if p.is_file())
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
