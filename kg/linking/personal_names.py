"""Names of persons: family and given names, folded, and whether two can be one person's."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from kg.linking.lexicon import PARTICLES, SUFFIXES

Name: TypeAlias = tuple[str, tuple[str, ...]]  # the family name and the given names

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


def name_parts(name: str) -> Name:
    """The family name and the given names of `name`, folded: no accents, "ue" for "ü" undone, no stops, no "Jr.".

    >>> name_parts("Schmidhuber, Jürgen") == name_parts("Juergen Schmidhuber")
    True
    >>> name_parts("King Jr., Martin") == name_parts("Martin King, Jr.") == name_parts("King, Jr., Martin")
    True
    >>> name_parts("Ludwig van Beethoven")
    ('van beethoven', ('ludwig',))
    """
    between_commas = [words for part in name.split(",") if (words := _words(part))]
    if len(between_commas) > 1:
        family, *given = between_commas
        return " ".join(family), tuple(word for words in given for word in words)
    parts = between_commas[0] if between_commas else []
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1] in PARTICLES:
        cut -= 1
    if cut < 1:
        return " ".join(parts) or name, ()
    return " ".join(parts[cut:]), tuple(parts[:cut])


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _UMLAUT.sub(r"\1", plain)
    return [word for word in plain.replace(".", " ").replace("-", " ").split() if word not in SUFFIXES]
