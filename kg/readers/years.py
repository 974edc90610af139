"""The years that the records of one work state, and whether they can be one work's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

Years: TypeAlias = tuple[int, ...]  # none, or the first and the last

_NEAR: Final = 2  # from preprint to print


def near(left: Years, right: Years, most: int = _NEAR) -> bool:
    """Whether years do not speak against one work: together they span no more than `most`, or than one side does.

    >>> near((2016, 2017), (2018, 2018)), near((2001, 2003), (2005, 2005)), near((), (2005, 2005))
    (True, False, True)
    """
    return _spread((*left, *right)) <= max(most, _spread(left), _spread(right))


def span(left: Years, right: Years) -> Years:
    """The first and the last year of both."""
    years = left + right
    return (min(years), max(years)) if years else ()


def _spread(years: Sequence[int]) -> int:
    return max(years) - min(years) if years else 0
