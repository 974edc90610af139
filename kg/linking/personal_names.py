"""Names of persons: family and given names, folded, and whether two can be one person's."""

from __future__ import annotations

import re
import unicodedata

from kg.linking.lexicon import PARTICLES, SUFFIXES

# "Mueller" is "Müller"; a Chinese "Xue", "Yuejie" or a "Joe" has no umlaut.
_UMLAUT = re.compile(r"(?<![xqy])([aou])e(?=[a-z])")


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: each the other's or its initial, in order; missing ones do no harm."""
    if not a or not b:
        return False
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(a, b, strict=False))


def fullness(given: tuple[str, ...]) -> int:
    """How much of the given names is written out: more is fuller."""
    return sum(2 if len(part) > 1 else 1 for part in given)


def name_parts(name: str) -> tuple[str, tuple[str, ...]]:
    """The family name and the given names of `name`, folded: no accents, "ue" for "ü" undone, no stops.

    >>> name_parts("Schmidhuber, Jürgen") == name_parts("Juergen Schmidhuber")
    True
    >>> name_parts("Ludwig van Beethoven")
    ('van beethoven', ('ludwig',))
    >>> name_parts("Eli Moss 3rd")
    ('moss', ('eli',))
    """
    family, comma, given = name.partition(",")
    if comma and given.strip().lower() not in SUFFIXES:
        return _folded(family), tuple(_folded(given).split())
    parts = [part for part in _folded(family).split() if part not in SUFFIXES]
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in PARTICLES:
        cut -= 1
    if cut < 1:
        return " ".join(parts) or name, ()
    return " ".join(parts[cut:]), tuple(parts[:cut])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _UMLAUT.sub(r"\1", plain)
    return " ".join(plain.replace(".", " ").replace("-", " ").split())
