"""Writing a corrections file, entry by entry."""

from __future__ import annotations

import json
from pathlib import Path

from kg.corrections.entries import Correction, Corrections
from kg.corrections.reading import load, parse
from kg.errors import ReadError


def add(path: Path, entry: Correction) -> Corrections:
    """Append `entry` to the file (made if missing), as `kg correct` does; what the file then says.

    Raises:
        ReadError: the file cannot be read or written, or `entry` contradicts it; it is left as it was.
    """
    old = ""
    if path.exists():
        load(path)  # a broken file is not made longer
        old = path.read_text(encoding="utf-8")
    if old and not old.endswith("\n"):
        old += "\n"
    new = f"{old}{chr(10) if old else ''}{_toml(entry)}"
    corrections = parse(new, path.name)
    try:
        temporary = path.with_name(f"{path.name}.tmp")
        temporary.write_text(new, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise ReadError(f"{path}: cannot be written ({error.strerror})") from None
    return corrections


def _toml(entry: Correction) -> str:
    """`entry` as it stands in the file."""
    out = [f"[[{entry.kind}]]"]
    if entry.paper:
        out.append(f"paper = {_quoted(entry.paper)}")
    if entry.triple:
        out.append(f"triple = [{', '.join(map(_quoted, entry.triple))}]")
    elif entry.result:
        out.append(f"result = {{{', '.join(f'{k} = {_quoted(v)}' for k, v in entry.result)}}}")
    elif entry.kind in ("same", "different"):
        field = "authors" if entry.of_authors else "names"
        out.append(f"{field} = [{', '.join(map(_quoted, entry.names))}]")
    else:
        out.append(f"{'author' if entry.of_authors else 'name'} = {_quoted(entry.names[0])}")
        if entry.to:
            out.append(f"{'type' if entry.kind == 'retype' else 'to'} = {_quoted(entry.to)}")
    return "\n".join(out) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
