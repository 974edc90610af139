"""Limits for a process that runs queries of strangers: it can open nothing more, and its memory is bounded.

The kernel enforces both, whatever a query says. Windows has no such limits; there only `kg.query.guard` protects.
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
        while null < highest:  # use up the free numbers below
            null = os.dup(null)
        resource.setrlimit(resource.RLIMIT_NOFILE, (null + 1, null + 1))
