"""The beginning of a long list, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def first(values: Sequence[T], limit: int) -> Sequence[T]:
    """The first `limit` values; 0: all."""
    return values[:limit] if limit else values


def more(number: int, limit: int) -> Iterator[str]:
    """A line that tells how many of `number` are left out, if any are."""
    if 0 < limit < number:
        yield f"  and {number - limit} more; --limit 0 shows all"
