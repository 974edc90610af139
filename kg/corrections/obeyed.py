"""What a build tells of the corrections that it obeyed, or that only the build before it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from kg.corrections.entries import Corrections, Remark
from kg.counting import plural


def obeyed(corrections: Corrections, remarks: Iterable[Remark]) -> Iterator[str]:
    """How many entries of the file something came of; nothing for a file without entries."""
    total = len(corrections.entries)
    void = {remark.entry for remark in remarks if remark.void}
    done = sum(entry not in void for entry in corrections.entries)
    if total:
        count = f"{done} of {total}" if done < total else str(total)
        yield f"{count} {plural(total, 'correction')} of {corrections.file} obeyed"


def forgotten(manifest: Mapping[str, Any]) -> Iterator[str]:
    """That the build of a `build.json` obeyed corrections: for the next one, which has none."""
    options = manifest.get("options")
    told = options.get("corrections") if isinstance(options, Mapping) else None
    if told:
        file = PurePath(str(told)).name.partition(" sha256:")[0]
        yield (
            f"the build before this one obeyed {file}, and this one obeys no corrections; "
            "build again with --corrections FILE to keep them"
        )
