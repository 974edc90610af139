"""The entries of a corrections file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("same", "different", "rename", "retype", "drop")
RESULT_FIELDS: Final = ("method", "on", "metric", "value", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the file; `line` is where it starts, 0 for one not yet written."""

    kind: str
    line: int = 0
    names: tuple[str, ...] = ()
    of_authors: bool = False
    to: str = ""  # the new name, or the new type
    papers: tuple[str, ...] = ()  # in which the one name means another thing or person; which of several is meant
    paper: str = ""
    triple: tuple[str, ...] = ()
    result: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a build has to say of an entry; `void` where nothing came of the entry."""

    entry: Correction
    text: str  # with the place
    void: bool = True

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What a corrections file asks for. `file` is its name, for messages."""

    file: str = "corrections.toml"
    entries: tuple[Correction, ...] = ()

    def of(self, kind: str, *, authors: bool = False) -> Iterator[Correction]:
        """The entries of `kind` that are about things, or about authors."""
        return (e for e in self.entries if e.kind == kind and e.of_authors == authors)

    def place(self, entry: Correction) -> str:
        """`file:line` of an entry."""
        return place_of(self.file, entry.line)

    def remark(self, entry: Correction, why: str, *, void: bool = True) -> Remark:
        """`why` with the place of `entry`."""
        return Remark(entry=entry, text=f"{self.place(entry)}: {why}", void=void)


def place_of(file: str, line: int = 0) -> str:
    """`file:line`, or the file alone where the line is not known."""
    return f"{file}:{line}" if line else file
