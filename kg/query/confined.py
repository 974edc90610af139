"""A process that runs what strangers wrote: it can open nothing more, and its memory is bounded.

The kernel enforces both, whatever a query says. Windows has no such limits; the
guard of the query text stands alone there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType


def start(process: BaseProcess) -> None:
    """Start `process` without the user's own script, which a fresh process would run once more."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = script


def confine(memory: int) -> None:
    """Let this process open nothing more, and take no more than `memory` bytes on top of what it has."""
    with contextlib.suppress(ImportError):
        import resource

        with contextlib.suppress(OSError, ValueError):
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            limit = pages * resource.getpagesize() + memory
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        highest = max(int(name) for name in os.listdir("/dev/fd"))  # noqa: PTH208  # numbers, not paths
        null = os.open(os.devnull, os.O_RDONLY)
        while null < highest:  # fill the holes below
            null = os.dup(null)
        resource.setrlimit(resource.RLIMIT_NOFILE, (null + 1, null + 1))
