"""Reading a corrections file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.corrections.checks import contradictions
from kg.corrections.entries import KINDS, RESULT_FIELDS, Correction, Corrections, place_of
from kg.errors import ReadError
from kg.vocab import TYPES

_HEADER = re.compile(r"\s*\[{1,2}\s*(?P<kind>[A-Za-z_]+)\s*\]{1,2}\s*(?:#.*)?$")
_ADDRESS = re.compile(r"(?:https?://\S+/)?(?:entity|author)/[a-z0-9-]+")
_LARGEST = 10_000_000  # bytes
_CURLY = re.compile("[\u2018-\u201f]")
_FORMS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {  # the fields that an entry may have together
    "same": (("names",), ("authors",)),
    "different": (("names",), ("authors",), ("name", "papers"), ("author", "papers")),
    "rename": (("name", "to"), ("author", "to"), ("name", "papers", "to"), ("author", "papers", "to")),
    "retype": (("name", "type"), ("name", "papers", "type")),
    "drop": (("name",), ("name", "papers"), ("paper", "triple"), ("paper", "result")),
}


def load(path: Path) -> Corrections:
    """The corrections in `path`, checked.

    Raises:
        ReadError: the file cannot be read, is no TOML, asks for what does not exist, or contradicts itself.
    """
    return parse(read(path), path.name)


def read(path: Path) -> str:
    """The text of a corrections file, its line ends as they are.

    Raises:
        ReadError: the file cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"{path}: is larger than {_LARGEST // 10**6} MB; is it a corrections file?")
        return path.read_bytes().decode("utf-8-sig")  # some editors begin a file with a byte order mark
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; `kg correct` makes it, and --corrections names another") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ReadError(f"{path}:{line}: is no UTF-8 text ({error.reason}); save the file as UTF-8") from None


def parse(text: str, file: str = "corrections.toml") -> Corrections:
    """The corrections that `text` asks for, checked.

    Raises:
        ReadError: as `load` says.
    """
    try:
        data = tomllib.loads(text, parse_float=str)  # a value stays as written: 28.40
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(_no_toml(text, file, str(error))) from None
    lines = _lines(text)
    entries = []
    for kind, tables in data.items():
        at = lines.get(kind, [])
        if kind not in KINDS and not _is_table(tables):
            raise ReadError(f"{file}: {kind!r} stands below no header; write the kind above it, as in [[same]]")
        if kind not in KINDS:
            known = ", ".join(f"[[{k}]]" for k in KINDS)
            raise ReadError(f"{place_of(file, *at[:1])}: [[{kind}]] is not known; use {known}")
        if not isinstance(tables, list):
            raise ReadError(f"{place_of(file, *at[:1])}: write [[{kind}]], with two brackets, above its fields")
        for n, table in enumerate(tables):
            entries.append(_entry(kind, table, at[n] if len(at) == len(tables) else 0, file))
    corrections = Corrections(file=file, entries=tuple(sorted(entries, key=lambda e: e.line)))
    if found := contradictions(corrections):
        raise ReadError("; ".join(found))
    return corrections


def _no_toml(text: str, file: str, error: str) -> str:
    """What is wrong with a file that is no TOML; quotes that a word processor made are said to be so."""
    found = re.search(r"at line (\d+)", error)
    number = int(found[1]) if found else 0
    lines = text.split("\n")
    curly = 0 < number <= len(lines) and _CURLY.search(lines[number - 1])
    more = f'; write straight quotes (") for {curly[0]}' if curly else ""
    return f"{place_of(file, number)}: is not valid TOML: {error}{more}"


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(part, dict) for part in value))


def _lines(text: str) -> dict[str, list[int]]:
    """The lines of the headers by kind: tomllib keeps no places."""
    out: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):  # what else ends a line for Python, ends none for TOML
        if found := _HEADER.match(line):
            out.setdefault(found["kind"], []).append(number)
    return out


def _entry(kind: str, table: object, line: int, file: str) -> Correction:
    place = place_of(file, line)
    if not isinstance(table, dict):
        raise ReadError(f"{place}: [[{kind}]] needs names below it")
    if not any(set(table) == set(form) for form in _FORMS[kind]):
        known = sorted({field for form in _FORMS[kind] for field in form})
        for field in sorted(set(table) - set(known)):
            raise ReadError(f"{place}: [[{kind}]] has no field {field!r}; it takes {', '.join(known)}")
        forms = ", or ".join(" and ".join(form) for form in _FORMS[kind])
        raise ReadError(f"{place}: [[{kind}]] takes {forms}; it has {', '.join(table) or 'nothing'}")
    return _read(kind, table, line, place)


def _read(kind: str, table: Mapping[str, Any], line: int, place: str) -> Correction:
    if kind in ("same", "different") and "papers" not in table:
        field = "authors" if "authors" in table else "names"
        names = _strings(table.get(field), place, field)
        if len(set(names) if kind == "different" or field == "authors" else names) < 2:
            raise ReadError(f"{place}: [[{kind}]] needs {field} = [...] with two or more different names")
        _no_address(names, place)
        return Correction(kind=kind, line=line, names=names, of_authors=field == "authors")
    if kind == "drop" and ("triple" in table or "result" in table):
        return _drop(table, line, place)
    field = "author" if "author" in table else "name"
    name = _string(table.get(field), place, field)
    _no_address((name,), place)
    papers = _strings(table["papers"], place, "papers") if "papers" in table else ()
    if "papers" in table and not papers:
        raise ReadError(f"{place}: [[{kind}]] needs papers = [...] with the ids of one or more papers")
    to = ""
    if kind in ("rename", "retype"):
        to = _string(table.get("type" if kind == "retype" else "to"), place, "type" if kind == "retype" else "to")
    if kind == "retype" and to not in TYPES:
        raise ReadError(f"{place}: {to!r} is not a type; use {', '.join(TYPES)}")
    return Correction(kind=kind, line=line, names=(name,), to=to, papers=papers, of_authors=field == "author")


def _no_address(names: Sequence[str], place: str) -> None:
    """Refuse the IRI or id of a node: it follows the name and may be another one's in the next build."""
    for name in filter(_ADDRESS.fullmatch, names):
        raise ReadError(
            f"{place}: {name!r} is the address of a node, which corrections do not take; give a name or an alias that "
            "only this one has, or its name and papers = [...] that call it so (--paper ID), or say same "
            '"NAME" "NAME" to join all that have one name'
        )


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
        what = "empty" if isinstance(value, str) else "not a text in quotes"
        raise ReadError(f"{place}: {field} is {what}")
    return value.strip()


def _strings(value: object, place: str, field: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ReadError(f'{place}: {field} is not a list, as in {field} = ["A", "B"]')
    return tuple(_string(item, place, f"a part of {field}") for item in value)
