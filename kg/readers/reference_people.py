"""The people of a reference: whether a text is names alone, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.readers.fields import OTHERS
from kg.readers.people import names

CAPITAL: Final = r"[^\W\d_a-z]"
INITIAL: Final = re.compile(rf"(?:^|[ .-]){CAPITAL}\.")
_PARTICLE: Final = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ben|ter|ten|zu|zur|y|['’]t)"
_WORD: Final = rf"(?:(?:[dlO]['’]|[ae]l-)?{CAPITAL}[\w'’-]+|{CAPITAL}(?:\.?-?{CAPITAL}){{0,3}}\.?|(?:[JS]r|St)\.)"
_NAME = re.compile(rf"(?:{_PARTICLE} ){{0,3}}{_WORD}(?: (?:{_PARTICLE}|{_WORD})){{0,5}}")
_BETWEEN = re.compile(r",? (?:and|&|\.\.\.|…) |[,;] (?:& |and |\.\.\. |… )?")
_INITIALS = re.compile(rf"(?:{CAPITAL}\.?[ -]?){{1,4}}")
_EDITORS = re.compile(r",? \(?[Ee]ds?\.?\)?$")
_SHORT = re.compile(rf"(?:{_PARTICLE} ){{0,3}}{CAPITAL}[\w'’-]+(?: {CAPITAL}[\w'’-]+)? {CAPITAL}{{1,3}}(?: Jr)?")


def parted(people: str) -> list[str]:
    """What stands between commas and "and" in a list of people: names, or families and initials."""
    return _BETWEEN.split(OTHERS.sub("", _EDITORS.sub("", people)).strip(" ,;."))


def are_people(text: str) -> bool:
    """Whether a text is names and nothing else."""
    return all(map(_NAME.fullmatch, parted(text)))


def are_short(pieces: Sequence[str]) -> bool:
    """Whether initials without full stops end each name, as in "Moss E, Fern DA"."""
    return all(map(_SHORT.fullmatch, pieces))


def are_pairs(pieces: Sequence[str]) -> bool:
    """Whether families and initials take turns, as in "Moss, E., Fern, D. A."."""
    families, initials = pieces[::2], pieces[1::2]
    several = len(families) > 1  # one may be a person and the beginning of another
    whole = all("." not in family and (several or " " not in family or family[0].islower()) for family in families)
    return whole and len(families) == len(initials) and all(map(_INITIALS.fullmatch, initials))


def people_of(text: str) -> list[str]:
    """The people of a reference, each as "Given Family"; "et al." last where there are more.

    >>> people_of("Moss, Eli, Dee Fern, and Bo Reed"), people_of("Moss, E., et al.")
    (['Eli Moss', 'Dee Fern', 'Bo Reed'], ['E. Moss', 'et al.'])
    """
    pieces = parted(text)
    more = ["et al."] * bool(OTHERS.search(text))
    if len(pieces) > 2 and " " not in pieces[0] and all(" " in piece for piece in pieces[2:]):
        return [f"{pieces[1]} {pieces[0]}", *pieces[2:], *more]  # only the first is turned
    return [*names(text), *more]
