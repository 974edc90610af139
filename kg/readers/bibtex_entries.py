"""The entries of a BibTeX file: pybtex finds their parts, and what other programs let pass is kept and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.readers.fields import MONTHS, folded
from kg.readers.files import File
from kg.readers.tagged import chunks
from kg.records import Skipped

if TYPE_CHECKING:
    from pybtex.database.input.bibtex import LowLevelParser

START = re.compile(r"^\s*@\s*([A-Za-z]+)\s*[{(]")
NO_KEY: Final = "an entry without a key"
SPACED: Final = "a key with a space in it"
TWICE: Final = "a field given twice, the first is kept"
UNDEFINED: Final = "a macro that is not defined, its name is kept"
_NO_ENTRY: Final = frozenset({"comment", "preamble", "control"})
_LINE = re.compile(r"(?:syntax error )?in line \d+: ")  # of the entry, not of the file
_KEY: Final = r"[^,={}]*(?=[,}])|"  # all before the first comma, or none where a field stands there


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is written, with what had to be overlooked to read it."""

    line: int  # where it starts
    kind: str
    key: str
    fields: dict[str, str]  # by name in lower case, lines as they are
    faults: tuple[str, ...] = ()


class _Macros(dict[str, str]):
    """The strings that are defined so far, in any case of letters; others stand for themselves."""

    def __init__(self) -> None:
        super().__init__((name, name) for name in MONTHS)
        self.undefined = False

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)

    def __missing__(self, name: str) -> str:
        if name.lower() in self:
            return self[name.lower()]
        self.undefined = True
        return name


def entries(file: File, among: re.Pattern[str] | None = None) -> Iterator[Entry | Skipped]:
    """All entries in order, with `Skipped` for those that have no end.

    Args:
        file: with any number of entries a line.
        among: where given, records without a line that it matches are passed over.
    """
    from pybtex.exceptions import PybtexError

    macros = _Macros()
    for number, lines in chunks(file, START):
        start = START.match(lines[0])
        if (start and start[1].lower() in _NO_ENTRY) or (among and not any(map(among.search, lines))):
            continue
        try:
            for kind, body in _parser("\n".join(lines), macros):
                if kind.lower() not in ("string", "preamble"):
                    yield _entry(number, kind.lower(), *body, undefined=macros.undefined)
                macros.undefined = False
        except (PybtexError, ValueError, IndexError, RecursionError) as error:
            yield Skipped(file="", line=number, reason=f"not BibTeX: {_LINE.sub('', ' '.join(str(error).split()))}")


def _parser(text: str, macros: _Macros) -> LowLevelParser:
    from pybtex.database.input.bibtex import LowLevelParser
    from pybtex.scanner import Pattern

    parser = LowLevelParser(text, macros=macros)
    parser.KEY_BRACE = parser.KEY_PAREN = Pattern(_KEY, "entry key")
    return parser


def _entry(line: int, kind: str, key: str, parts: list[tuple[str, list[str]]], *, undefined: bool) -> Entry:
    key = folded(key)
    faults = [NO_KEY] * (not key) + [SPACED] * (" " in key) + [UNDEFINED] * undefined
    fields: dict[str, str] = {}
    for name, values in parts:
        value = "".join(values).strip()
        if value and fields.setdefault(name.lower(), value) != value:
            faults.append(TWICE)
    return Entry(line, kind, key, fields, tuple(dict.fromkeys(faults)))
