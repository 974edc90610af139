"""Fresh processes of our own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType

_SWAPPING = Lock()  # one at a time, or the script would not come back


@contextmanager
def without_script() -> Iterator[None]:
    """Processes that are started in the block do not run the user's own script once more, as fresh ones do."""
    with _SWAPPING:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script
