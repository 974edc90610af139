"""Abbreviations that a text defines, as in "retentive network (RetNet)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\(\s*([^()]{2,40}?)\s*\)")
_STANDS_FOR = re.compile(
    r"(?<![\w-])(?P<short>[A-Za-z][\w-]{1,11}),?\s+(?:which\s+|that\s+)?"
    r"(?:stands?|standing|short|(?:is\s+)?an?\s+(?:acronym|abbreviation))\s+(?:for|of)\s+(?:the\s+)?[“\"']?"
    r"(?P<long>[^.,;:()”\"']{3,100}?)(?=[.,;:()”\"']|\s(?:which|that|is|are|was|were|and\s+(?:is|are|was))\b|$)"
)
_WORDS_BEFORE = re.compile(r"\S+")


def _fits(short: str) -> bool:
    return (
        2 <= len(short) <= 12
        and len(short.split()) <= 2
        and short[0].isalnum()
        and any(c.isupper() for c in short)
        and not short.replace(".", "").isdigit()
    )


def long_form(short: str, before: str) -> str:
    """The end of `before` that `short` abbreviates, or "".

    >>> long_form("RetNet", "recently, Retentive Network")
    'Retentive Network'
    """
    letters = short.rstrip("s") if short[:-1].isupper() else short
    at = len(before)
    for number, letter in reversed(list(enumerate(letters))):
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (
            before[at].lower() != letter.lower() or (number == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
    found = before[at:].strip()
    too_many = len(found.split()) > min(len(short) + 5, len(short) * 2)
    return "" if too_many or len(found) <= len(short) or short in found.split() else found


def abbreviations(text: str) -> list[tuple[str, str]]:
    """The (short form, long form) pairs that `text` defines: those with brackets, then "X, which stands for Y".

    >>> abbreviations("We use long short-term memory (LSTM) and PCA, short for principal component analysis.")
    [('LSTM', 'long short-term memory'), ('PCA', 'principal component analysis')]
    """
    found = []
    for match in _BRACKETED.finditer(text):
        short = re.split(r"[;,]", match.group(1))[0].strip()
        if not _fits(short):
            continue
        words = list(_WORDS_BEFORE.finditer(text, max(0, match.start() - 200), match.start()))
        start = words[-min(len(words), len(short) + 5)].start() if words else match.start()
        long = long_form(short, text[start : match.start()].rstrip())
        if long:
            found.append((short, long))
    for match in _STANDS_FOR.finditer(text):
        short, long = match["short"], " ".join(match["long"].split())
        if _fits(short) and long_form(short, long) == long:
            found.append((short, match["long"]))
    return found
