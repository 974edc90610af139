"""Inputs and out folders in object stores, by the addresses of fsspec: s3://bucket/papers, gs://bucket/graph.

Inputs are copied to this machine first, and the out folder is copied to its store last. A store cannot rename folders:
who reads the graph meanwhile may meet new files beside old ones, until `build.json` is written as the last file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError, KgError, ReadError
from kg.standard_input import path_of

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_MANIFEST: Final = "build.json"
_READ: Final = "extracted"  # the extractions of an earlier build, which the next one need not repeat


def is_address(name: str | Path) -> bool:
    """Whether `name` is an address in a store and no path of this machine."""
    return bool(_ADDRESS.match(str(name)))


@contextmanager
def brought(inputs: Sequence[str | Path]) -> Iterator[list[Path]]:
    """`inputs` as paths of this machine; copies from a store are there while the block runs, under their own names.

    Raises:
        ReadError: there is nothing at an address, or its store fails.
    """
    if not any(map(is_address, inputs)):
        yield [path_of(name) for name in inputs]
        return
    with tempfile.TemporaryDirectory(prefix="scikg-") as folder:
        yield [
            _input(str(name), Path(folder) / str(n)) if is_address(name) else path_of(name)
            for n, name in enumerate(inputs)
        ]


def mirror(out: str | Path) -> Path:
    """Where the out folder is made: `out` itself, or for an address a folder in the user's cache folder.

    It is the same one each time, so that a build that was stopped can go on.
    """
    if not is_address(out):
        return Path(out)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "scikg" / sha256(str(out).encode()).hexdigest()[:16] / "out"


def bring(out: str | Path, local: Path) -> None:
    """Copy what the next build needs from the address `out` to `local`: the manifest and the extractions.

    Raises:
        GraphError: the store fails, or holds files there that no build wrote.
    """
    if not is_address(out) or (local / _MANIFEST).exists():  # the second: a build that could not be copied to its store
        return
    with _answering(str(out), GraphError):
        store, root = _store(str(out))
        names = _files(store, root)
        if names and _MANIFEST not in names:
            raise GraphError(f"{out}: holds files of yours and no {_MANIFEST}; choose an empty folder with -o")
        made = local.with_name("brought")
        shutil.rmtree(made, ignore_errors=True)
        for name in names:
            if name == _MANIFEST or name.startswith(f"{_READ}/"):
                _get(store, root, name, made)
        if made.exists():
            made.rename(local)


def take(local: Path, out: str | Path) -> None:
    """Copy the out folder `local` to the address `out`, and remove what only the build before wrote.

    Raises:
        GraphError: the store fails; `local` is kept then, so that the next build need not read anything again.
    """
    if not is_address(out):
        return
    with _answering(str(out), GraphError):
        store, root = _store(str(out))
        old = _written(store, root) if _MANIFEST in _files(store, root) else set()
        new = [p.relative_to(local).as_posix() for p in sorted(local.rglob("*")) if p.is_file()]
        for name in sorted(new, key=lambda name: (name == _MANIFEST, name)):
            target = f"{root}/{name}"
            store.makedirs(target.rpartition("/")[0], exist_ok=True)
            store.put_file(str(local / name), target)
        for name in sorted(old - set(new)):
            store.rm_file(f"{root}/{name}")
    shutil.rmtree(local, ignore_errors=True)


def _input(address: str, folder: Path) -> Path:
    """Copy the file, or all files of the folder, at `address` into `folder`; returns the path to read."""
    with _answering(address, ReadError):
        store, root = _store(address)
        names = _files(store, root)
        if not names:
            raise ReadError(f"{address}: no file is there")
        if names == [""]:  # the address is a file's
            name = PurePosixPath(root).name
            folder.mkdir(parents=True)
            store.get_file(root, str(folder / name))
            return folder / name
        for name in names:
            _get(store, root, name, folder)
        return folder


def _store(address: str) -> tuple[AbstractFileSystem, str]:
    """The store of an address, and the path there without a slash at its end."""
    try:
        from fsspec.core import url_to_fs  # an extra
    except ImportError:
        raise KgError(f"{address}: addresses need fsspec; install it with `pip install 'scikg[stores]'`") from None
    store, root = url_to_fs(address)
    store.invalidate_cache()
    return store, root.rstrip("/")


def _files(store: AbstractFileSystem, root: str) -> list[str]:
    """The files below `root` by their relative paths; [""] if `root` is a file itself."""
    if store.isfile(root):
        return [""]
    return sorted(name.removeprefix(root).lstrip("/") for name in store.find(root)) if store.exists(root) else []


def _get(store: AbstractFileSystem, root: str, name: str, folder: Path) -> None:
    """Copy one file of a store into `folder`.

    Raises:
        ReadError: its name leads out of `folder`.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ReadError(f"{root}/{name}: leads out of its folder; it is not read")
    path.parent.mkdir(parents=True, exist_ok=True)
    store.get_file(f"{root}/{name}", str(path))


def _written(store: AbstractFileSystem, root: str) -> set[str]:
    """The files that the build at `root` wrote."""
    found = json.loads(store.cat_file(f"{root}/{_MANIFEST}"))
    names = found.get("files") if isinstance(found, dict) else None
    return {n for n in names or () if isinstance(n, str) and ".." not in PurePosixPath(n).parts}


@contextmanager
def _answering(address: str, error: Callable[[str], KgError]) -> Iterator[None]:
    """Turn the errors of a store into `error`: every store raises its own kinds."""
    try:
        yield
    except KgError:
        raise
    except Exception as problem:
        raise error(f"{address}: {str(problem) or type(problem).__name__}") from problem
