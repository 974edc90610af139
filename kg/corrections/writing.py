"""Writing a corrections file, entry by entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.corrections.entries import Correction, Corrections
from kg.corrections.reading import load, parse, read
from kg.corrections.text import text_of
from kg.errors import ReadError
from kg.places import whole


def add(path: Path, entry: Correction) -> Corrections:
    """Append `entry` to the file (made if missing), as `kg correct` does; what the file then says.

    A file that has the entry already is left as it is.

    Raises:
        ReadError: the file cannot be read or written, or `entry` contradicts it; it is left as it was.
    """
    old = ""
    if path.exists():
        known = load(path)  # a broken file is not made longer
        if any(_alike(entry, e) for e in known.entries):
            return known
        old = read(path)
    end = _line_end(old)
    if old and not old.endswith("\n"):
        old += end
    new = f"{old}{end if old else ''}{text_of(entry).replace(chr(10), end)}"
    corrections = parse(new, path.name)
    _write(path, new)
    return corrections


def remove(path: Path, line: int = 0) -> Correction:
    """Take the entry that starts at `line` out of the file, or the last one; what it was. Comments stay.

    Raises:
        ReadError: the file cannot be read or written, or no entry starts there; it is left as it was.
    """
    entries = load(path).entries
    gone = next((e for e in reversed(entries) if line in (0, e.line) and e.line), None)
    if not entries:
        raise ReadError(f"{path}: holds no correction")
    if gone is None:
        told = ", ".join(str(e.line) for e in entries if e.line)
        known = f"entries start at line {told}" if told else "where the entries start cannot be told; edit it by hand"
        raise ReadError(f"{path}{f':{line}' * bool(line)}: no entry starts here; {known}")
    text = read(path)
    lines = [line + "\n" for line in text.split("\n")]
    end = min((e.line for e in entries if e.line > gone.line), default=len(lines) + 1) - 1
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1  # what stands before the next entry is about that one
    kept = "".join(lines[: gone.line - 1]).rstrip("\r\n"), "".join(lines[end:])[:-1]
    new = f"{kept[0]}{_line_end(text) if kept[0] else ''}{kept[1]}"
    if len(parse(new, path.name).entries) != len(entries) - 1:
        raise ReadError(f"{path}:{gone.line}: the entry cannot be told from what is around it; take it out by hand")
    _write(path, new.lstrip("\r\n"))
    return gone


def _alike(one: Correction, other: Correction) -> bool:
    """Whether two entries ask for the same; names that are the same, or different, have no order."""

    def asked(e: Correction) -> Correction:
        names = tuple(sorted(e.names)) if e.kind in ("same", "different") else e.names
        return replace(e, line=0, names=names, papers=tuple(sorted(e.papers)), result=tuple(sorted(e.result)))

    return asked(one) == asked(other)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _write(path: Path, text: str) -> None:
    try:
        with whole(path) as part:
            part.write_bytes(text.encode())
    except UnicodeEncodeError:
        raise ReadError(f"{path}: a name is not UTF-8; check the encoding of your terminal") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be written ({error.strerror})") from None
