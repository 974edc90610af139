"""Names of persons: family and given names, folded, and whether two can be one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

from kg.linking.lexicon import PARTICLES, SUFFIXES

Name: TypeAlias = tuple[str, tuple[str, ...]]  # the family name and the given names

# Before a letter, "ü" may be written "ue"; a Chinese "Yü" is never "Yue".
_UMLAUT = re.compile("(?<![xqy])([aou])[\u0308\u030b](?=[a-z])")
_HYPHENED = re.compile(r"\b(\w{2,})-(?=\w)")
_MARKS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-") | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
)
_BEFORE_CONSONANT = re.compile("'(?![aeiouäöü])")
_FOOTNOTE = re.compile("[*\u2217\u2020\u2021\u00a7\u00b6]")
_WITH_MARK = {"a": "ä", "o": "ö", "u": "ü"}
_PLAIN = str.maketrans(dict(zip("äöü", "aou", strict=True)))
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: each the other's or its initial, in order; missing ones do no harm."""
    return bool(a and b) and all(map(_alike, a, b))


def _alike(x: str, y: str) -> bool:
    if x == y:
        return True
    if min(len(x), len(y)) == 1:
        return plain(x[0]) == plain(y[0])
    return plain(x) == plain(y) or x.translate(_SPELLED) == y.translate(_SPELLED)


def fullness(given: tuple[str, ...]) -> int:
    """How much of the given names is written out: more is fuller."""
    return sum(2 if len(part) > 1 else 1 for part in given)


def name_parts(name: str) -> Name:
    """The family name and the given names of `name`, folded: no accents but umlauts, no stops, no "Jr.".

    >>> name_parts("Schmidhuber, Jürgen")
    ('schmidhuber', ('jürgen',))
    >>> name_parts("King Jr., Martin") == name_parts("Martin King, Jr.") == name_parts("King, Jr., Martin")
    True
    >>> name_parts("Ludwig van Beethoven")
    ('van beethoven', ('ludwig',))
    >>> name_parts("Eli Moss 3rd")
    ('moss', ('eli',))
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


def first_halves(name: str) -> frozenset[str]:
    """The first halves of given names with a hyphen: "Cheng-Te Li" is not called "Cheng".

    >>> sorted(first_halves("Cheng-Te Li")), sorted(first_halves("A. Callan-Jones"))
    (['cheng'], [])
    """
    name = name.translate(_MARKS)
    _, comma, behind = name.partition(",")
    given = behind if comma else " ".join(name.split()[:-1])
    found = (_words(half) for half in _HYPHENED.findall(given))
    return frozenset(plain(words[-1]) for words in found if words)


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.translate(_MARKS).casefold().replace("ø", "ö").replace("ł", "l"))
    marked = _UMLAUT.sub(lambda found: _WITH_MARK[found[1]], letters)
    bare = _FOOTNOTE.sub("", "".join(c for c in marked if not unicodedata.combining(c)))
    words = [word for word in bare.replace(".", " ").replace("-", " ").split() if word not in SUFFIXES]
    return words[1:] if len(words) > 2 and words[0] == "and" else words  # of a list: "and Ann Ash"


def plain(folded: str) -> str:
    """The folded name without its umlauts."""
    return folded.translate(_PLAIN)


def spellings(name: Name) -> set[Name]:
    """`name` with its umlauts dropped, and with "ue" for "ü": of one person's names, two have one of these in common.

    >>> sorted(spellings(("müller", ("max",))))
    [('mueller', ('max',)), ('muller', ('max',))]
    """
    family, given = name
    return {(family.translate(t), tuple(part.translate(t) for part in given)) for t in (_PLAIN, _SPELLED)}


def in_full(names: Iterable[str]) -> dict[str, Name]:
    """The parts of each name, in the fullest spelling that the names have of it.

    With its umlauts, and with given names apart: "Jaehyun Kim" is "Jae-Hyun Kim" where that is among the names.
    """
    parts = with_umlauts(names)
    apart: dict[Name, Name] = {}
    for name in parts.values():
        together = _together(name)
        apart[together] = max(name, apart.get(together, name), key=lambda n: (len(n[1]), n))
    return {written: apart[_together(name)] for written, name in parts.items()}


def _together(name: Name) -> Name:
    """`name` without what some leave out: an apostrophe in it, and blanks and hyphens between given names.

    Not before a vowel, as Yu-An is not Yuan, and not of initials.
    """
    family, given = name
    if all(len(part) > 1 for part in given):
        given = (_BEFORE_CONSONANT.sub("", "'".join(given)),)
    return family.replace("'", ""), given


def with_umlauts(names: Iterable[str]) -> dict[str, Name]:
    """The parts of each name, as the name has them that is spelled with most umlauts.

    "Max Mueller" and "Max Muller" are "Max Müller" where he is among the names; no Anna Müller makes them one.
    """
    parts = {name: name_parts(name) for name in names}
    marked: dict[Name, Name] = {}
    for name in parts.values():
        if len(both := spellings(name)) > 1:
            for spelling in both:
                marked[spelling] = max(name, marked.get(spelling, name), key=_umlauts)
    return {
        written: max((marked.get(spelling, name) for spelling in spellings(name)), key=_umlauts)
        for written, name in parts.items()
    }


def _umlauts(name: Name) -> tuple[int, Name]:
    return sum(c in "äöü" for word in (name[0], *name[1]) for c in word), name
