"""Looking into JSON that promises nothing: every step gives a value of the wanted kind, if need be an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def mapping(value: object) -> Mapping[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """`value` if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [item for item in items(value) if isinstance(item, Mapping)]


def word(value: object) -> str:
    """`value` as text if it is text or a number, the first of a list of such; else ""."""
    if isinstance(value, list):
        return word(value[0]) if value else ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
