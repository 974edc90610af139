"""Reading a corrections file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kg.corrections.checks import contradictions
from kg.corrections.entries import KINDS, RESULT_FIELDS, Correction, Corrections
from kg.errors import ReadError
from kg.vocab import TYPES

_HEADER = re.compile(r"\s*\[\[\s*(?P<kind>[A-Za-z_]+)\s*\]\]\s*(?:#.*)?$")
_LARGEST = 10_000_000  # bytes
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "same": frozenset({"names", "authors"}),
    "different": frozenset({"names", "authors"}),
    "rename": frozenset({"name", "author", "to"}),
    "retype": frozenset({"name", "type"}),
    "drop": frozenset({"name", "paper", "triple", "result"}),
}


def load(path: Path) -> Corrections:
    """The corrections in `path`, checked.

    Raises:
        ReadError: the file cannot be read, is no TOML, asks for what does not exist, or contradicts itself.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"{path}: is larger than {_LARGEST // 10**6} MB; is it a corrections file?")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    return parse(text, path.name)


def parse(text: str, file: str = "corrections.toml") -> Corrections:
    """The corrections that `text` asks for, checked.

    Raises:
        ReadError: as `load` says.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(f"{file}: is not valid TOML: {error}") from None
    lines = _lines(text)
    entries = []
    for kind, tables in data.items():
        if kind not in KINDS or not isinstance(tables, list):
            raise ReadError(f"{file}: [[{kind}]] is not known; use {', '.join(f'[[{k}]]' for k in KINDS)}")
        at = lines.get(kind, [])
        for n, table in enumerate(tables):
            entries.append(_entry(kind, table, at[n] if len(at) == len(tables) else 0, file))
    corrections = Corrections(file=file, entries=tuple(sorted(entries, key=lambda e: e.line)))
    if found := contradictions(corrections):
        raise ReadError("; ".join(found))
    return corrections


def _lines(text: str) -> dict[str, list[int]]:
    """The lines of the [[headers]] by kind: tomllib keeps no places."""
    out: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _HEADER.match(line):
            out.setdefault(found["kind"], []).append(number)
    return out


def _entry(kind: str, table: object, line: int, file: str) -> Correction:
    place = f"{file}:{line}"
    if not isinstance(table, dict):
        raise ReadError(f"{place}: [[{kind}]] needs names below it")
    entry = _read(kind, table, line, place)
    left = set(table) - _FIELDS[kind]
    if left:
        raise ReadError(
            f"{place}: [[{kind}]] has no field {sorted(left)[0]!r}; it takes {', '.join(sorted(_FIELDS[kind]))}"
        )
    return entry


def _read(kind: str, table: Mapping[str, Any], line: int, place: str) -> Correction:
    if kind in ("same", "different"):
        field = "authors" if "authors" in table else "names"
        names = _strings(table.get(field), place, field)
        if len(set(names)) < 2:
            raise ReadError(f"{place}: [[{kind}]] needs {field} = [...] with two or more different names")
        return Correction(kind=kind, line=line, names=names, of_authors=field == "authors")
    if kind == "drop" and ("triple" in table or "result" in table):
        return _drop(table, line, place)
    field = "author" if "author" in table else "name"
    name = _string(table.get(field), place, field)
    to = ""
    if kind != "drop":
        to = _string(table.get("type" if kind == "retype" else "to"), place, "type" if kind == "retype" else "to")
    if kind == "retype" and to not in TYPES:
        raise ReadError(f"{place}: {to!r} is not a type; use {', '.join(TYPES)}")
    return Correction(kind=kind, line=line, names=(name,), to=to, of_authors=field == "author")


def _drop(table: Mapping[str, Any], line: int, place: str) -> Correction:
    paper = _string(table.get("paper"), place, "paper")
    if "triple" in table:
        triple = _strings(table["triple"], place, "triple")
        if len(triple) != 3:
            raise ReadError(f'{place}: triple needs three parts, as in ["PAPER", "uses", "Adam"]')
        return Correction(kind="drop", line=line, paper=paper, triple=triple)
    result = table["result"]
    if not isinstance(result, dict) or not result or set(result) - set(RESULT_FIELDS):
        raise ReadError(f'{place}: result takes {", ".join(RESULT_FIELDS)}, as in {{metric = "BLEU", value = "28.4"}}')
    pairs = tuple((k, str(v)) for k, v in sorted(result.items()))
    return Correction(kind="drop", line=line, paper=paper, result=pairs)


def _string(value: object, place: str, field: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ReadError(f"{place}: {field} is missing or is not a text")
    return value.strip()


def _strings(value: object, place: str, field: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ReadError(f"{place}: {field} is missing or is not a list")
    return tuple(_string(item, place, field) for item in value)
