"""Whether a short form can stand for a long one, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_WORD = re.compile(r"[^\W_]+")  # of any script: β-VAE is no VAE
_MARK = re.compile(r"[A-Z0-9]|^[\u03b1-\u03c9]$")
_START = re.compile(r" (?!(?:and|or|of|for|in|on|with|by|to|as|at|the|an|a)\b)")  # "and" is not what ACT begins with
_BRACKET = re.compile(r"[^()]+\(([^()]+)\)([^()]+)")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s$")

_MOST_WORDS: Final = 60  # nobody shortens a page, and the search takes the square of them

Left = tuple[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=400_000)
def _plain(form: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKD", form).lower()
    return tuple(_WORD.findall("".join(c for c in text if not unicodedata.combining(c))))


@lru_cache(maxsize=400_000)
def letters(form: str) -> str:
    """The letters and digits of `form` in lower case, without the s of "CNNs"."""
    return "".join(_plain(_PLURAL.sub("", form)))


@lru_cache(maxsize=400_000)
def is_short(form: str) -> bool:
    """Whether `form` looks like an abbreviation: one short word, or a few with many capitals or digits.

    >>> is_short("CNN"), is_short("S-HMP"), is_short("machine translation")
    (True, True, False)
    """
    parts = form.split()
    size = len(letters(form))
    if not 1 < size <= 10 or len(parts) > 2 or (len(parts) == 2 and not all(map(_MARK.search, parts))):
        return False
    capitals = sum(c.isupper() or c.isdigit() for c in form)
    return (len(parts) == 1 and size <= 6) or capitals >= max(2, size // 2)


@lru_cache(maxsize=400_000)
def left_over(short: str, long: str) -> Left | None:
    """The words of `long` before and after those that make `short`, or None where its letters are not there.

    Each letter of the short form stands in the long one in order, the first at the start of a word, as in
    Schwartz and Hearst (PSB 2003); at least half of the letters, or one for each word, start a word.

    >>> left_over("LQR", "finite-horizon linear quadratic regulation")
    (('finite', 'horizon'), ())
    >>> left_over("CNNs", "convolutional neural network models")
    ((), ('models',))
    """
    sought, given = letters(short), _plain(long)
    if len(sought) < 2 or not 2 <= len(given) <= _MOST_WORDS or sought in given or _said(short, long):
        return None
    spoken = sought.replace("2", "to").replace("4", "for")
    for end in range(len(given), 1, -1):
        for text in dict.fromkeys((sought, spoken)):
            start = _walk(text, given[:end])
            if start is not None:
                return given[:start], given[end:]
    return None


def _said(short: str, long: str) -> bool:
    """Whether `short` is words of `long`: "IWSLT 2017" is no abbreviation."""
    return "(" not in long and set(_plain(short)) <= set(_plain(long))


def _walk(sought: str, given: Sequence[str]) -> int | None:
    """The first word of the match with most first letters that uses a letter of the last of `given`, or None."""
    text = " ".join(given)
    # for each place: (first letters used, place of the first one) of the best match so far that ends there
    starts = (0, *(found.end() for found in _START.finditer(text)))
    best = {j: (1, j) for j in starts if text[j] == sought[0]}
    for letter in sought[1:]:
        following: dict[int, tuple[int, int]] = {}
        running = (0, -1)
        for j, c in enumerate(text):
            if c == letter and running[0]:
                following[j] = (running[0] + (text[j - 1] == " "), running[1])
            running = max(running, best.get(j, running))
        best = following
    firsts, start = max((b for j, b in best.items() if j >= len(text) - len(given[-1])), default=(0, 0))
    first_word = text[:start].count(" ")
    return first_word if firsts and firsts >= min((len(sought) + 1) // 2, len(given) - first_word) else None


def shortens(short: str, long: str) -> bool:
    """Whether `short` is `long` with an abbreviation in place of some of its words.

    >>> shortens("image SR", "Image Super-Resolution"), shortens("AU parser", "action unit (AU) parser")
    (True, True)
    >>> shortens("image SR", "Medical Image Super-Resolution")
    False
    """
    bracket = _BRACKET.fullmatch(long)
    if bracket and _plain(f"{bracket[1]} {bracket[2]}") == _plain(short):
        return True
    one, two = short.split(), long.split()
    size = len(one)
    while len(one) > 1 and len(two) > 1 and _plain(one[0]) == _plain(two[0]):
        one, two = one[1:], two[1:]
    while len(one) > 1 and len(two) > 1 and _plain(one[-1]) == _plain(two[-1]):
        one, two = one[:-1], two[:-1]
    return len(one) == 1 < size and _initials_of(one[0], " ".join(two))


def _initials_of(word: str, long: str) -> bool:
    """Whether `word` is mostly capitals and has a letter for each word of `long`, its first one."""
    capitals, given = sum(c.isupper() for c in word), iter(letters(word))
    return (
        capitals > 1
        and 2 * capitals >= len(letters(word))
        and left_over(word, long) == ((), ())
        and all(part[0] in given for part in _plain(long))
    )
