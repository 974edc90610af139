"""How much memory a build holds, and how memory that a finished stage no longer needs is returned."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (50_000, 20, 100)  # thresholds of the garbage collector


def peak_memory() -> int:
    """The most memory that this process has held, in MB; 0 where the system does not say."""
    try:
        import resource  # not on Windows
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def give_back() -> None:
    """Return freed memory to the system; by itself glibc keeps that of small objects, a gigabyte at 148,000 papers."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim:
            trim(0)


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Python searches for garbage cycles less often while the block runs.

    Growing tables have no cycles, and each search goes through all of them: it took a quarter of the time of a build
    from kept extractions.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
