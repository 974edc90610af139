"""A coverage-guided run over all readers: `python tests/fuzz_readers.py CORPUS -max_total_time=300`, with atheris.

CORPUS is a folder that the run may write to: start it with a copy of tests/fixtures/readers. What is no finding and no
ValueError ends the run and leaves the input behind.
"""

from __future__ import annotations

import contextlib
import sys

import atheris

with atheris.instrument_imports(include=["kg.readers"]):
    from kg.readers import readers
    from kg.readers.compliance import file_of
    from kg.readers.merge import merge
    from kg.records import Paper


def read_all(data: bytes) -> None:
    """Read the data by every reader that takes it, and merge what comes."""
    file = file_of(data)
    for reader in readers():
        if reader.recognises(file.head):
            found: list[object] = []
            with contextlib.suppress(ValueError):  # what came before it is kept
                found.extend(reader.read(file))
            merge(item for item in found if isinstance(item, Paper))


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_all)
    atheris.Fuzz()
