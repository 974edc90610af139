"""A process that runs what strangers wrote: it can open nothing more, and its memory is bounded.

The kernel enforces both, whatever a query says. Windows has no such limits; the
guard of the query text stands alone there.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


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
