"""Entries, triples and results as they stand in a corrections file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kg.corrections.entries import Correction


def text_of(entry: Correction) -> str:
    """`entry` as it stands in the file."""
    out = [f"[[{entry.kind}]]"]
    if entry.paper:
        out.append(f"paper = {quoted(entry.paper)}")
    if entry.triple:
        out.append(f"triple = {listed(entry.triple)}")
    elif entry.result:
        out.append(f"result = {fields(entry.result)}")
    elif entry.kind in ("same", "different") and not entry.papers:
        out.append(f"{'authors' if entry.of_authors else 'names'} = {listed(entry.names)}")
    else:
        out.append(f"{'author' if entry.of_authors else 'name'} = {quoted(entry.names[0])}")
        if entry.papers:
            out.append(f"papers = {listed(entry.papers)}")
        if entry.to:
            out.append(f"{'type' if entry.kind == 'retype' else 'to'} = {quoted(entry.to)}")
    return "\n".join(out) + "\n"


def listed(names: Iterable[str]) -> str:
    """A TOML array of strings."""
    return f"[{', '.join(map(quoted, names))}]"


def fields(pairs: Iterable[tuple[str, str]]) -> str:
    """A TOML inline table."""
    return f"{{{', '.join(f'{k} = {quoted(v)}' for k, v in pairs)}}}"


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def escaped(text: str) -> str:
    """A piece of TOML without what a terminal would obey, or not show."""
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
