"""A number with its word: "1 paper", "2 papers"."""

from __future__ import annotations


def counted(count: int, thing: str) -> str:
    """How many of a thing, which is given as of one.

    >>> counted(1, "paper"), counted(0, "paper"), counted(2, "entity")
    ('1 paper', '0 papers', '2 entities')
    """
    return f"{count} {plural(count, thing)}"


def plural(count: int, thing: str) -> str:
    """The word for so many of a thing.

    >>> plural(1, "topic"), plural(3, "smaller topic"), plural(3, "day"), plural(3, "entity")
    ('topic', 'smaller topics', 'days', 'entities')
    """
    if count == 1:
        return thing
    return thing[:-1] + "ies" if thing.endswith("y") and thing[-2:-1] not in "aeiou" else thing + "s"
