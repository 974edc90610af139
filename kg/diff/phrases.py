"""The phrases that the lines of a difference are made of; nothing that was read can control the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kg.diff.items import Change
from kg.export.text import printable

_LONGEST = 90  # characters of a text
_HASH = 64  # hex digits of a SHA-256
_BEFORE = 20  # characters that are shown before the place where two long texts differ
_FIELDS = {"author_string": "authors as written", "has_code": "marked as with code"}


def short(value: object) -> str:
    """A text on one line, without control characters, cut where it is long."""
    line = printable(" ".join(str(value).split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def several(values: Sequence[str], most: int = 6) -> str:
    """The first `most` values, and how many more there are."""
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return ", ".join(map(short, values[:most])) + more


def node(name: str, identifier: str) -> str:
    """A name with its id."""
    return f"{short(name)} [{short(identifier)}]"


def quoted(value: str) -> str:
    """A text in quotation marks; "none" where it is empty."""
    return f"“{short(value)}”" if value else "none"


def changed_fields(changes: Sequence[Change]) -> str:
    """Each field with its old and its new value."""
    return "; ".join(_change(change) for change in changes)


def _change(change: Change) -> str:
    was, now = _from_difference(change.was, change.now)
    return f"{field_name(change.field)} {quoted(was)} -> {quoted(now)}"


def field_name(name: str) -> str:
    """A field in words."""
    return _FIELDS.get(name, name.replace("_", " "))


def _from_difference(was: str, now: str) -> tuple[str, str]:
    """Two texts, cut at the front where both begin alike for so long that `short` would hide the difference."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False))
    start = sum(1 for _ in alike) - _BEFORE
    fit = max(len(was), len(now)) <= _LONGEST
    if fit or start < _BEFORE or not was or not now:
        return was, now
    return f"…{was[start:]}", f"…{now[start:]}"


def json_value(json: str | None) -> str:
    """A value as JSON; of a hash only the first digits."""
    value = short(json or "none")
    return value[:13] + "…" if len(value.strip('"')) == _HASH else value
