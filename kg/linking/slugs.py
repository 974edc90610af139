"""The address of a thing: a slug of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.names import unaccented
from kg.records import digest

_GAP = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def slug(name: str) -> str:
    """`name` in ASCII letters, digits and single hyphens; a hash where nothing of it is left or it is very long.

    >>> slug("Pointer Networks"), slug("Jürgen Schmidhuber"), slug("GPT-3.5"), slug("Łukasz Kaiser")
    ('pointer-networks', 'jurgen-schmidhuber', 'gpt-3-5', 'lukasz-kaiser')
    """
    text = unaccented(name).encode("ascii", "ignore").decode().lower()
    text = _GAP.sub("-", text).strip("-")
    if not text:
        return digest(name)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip('-')}-{digest(name, length=6)}"


def addresses(kind: str, things: Iterable[tuple[str, str]]) -> list[str]:
    """An address below `kind` for each (name, seed): the first of a slug gets it, later ones a hash of name and seed.

    Give the weightiest thing first, and as seed something of the thing that more papers do not change.
    """
    taken: set[str] = set()
    out = []
    for name, seed in things:
        plain = made = slug(name)
        length = 6
        while made in taken:
            made = f"{plain}-{digest(name, seed, length=length)}"
            length += 2
        taken.add(made)
        out.append(f"{kind}/{made}")
    return out
