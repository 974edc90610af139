"""Abbreviations that a text defines, as in "retentive network (RetNet)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,100})(?=[()\[\]])")  # up to the next bracket: "(SVM [3])"
_QUOTES = " “”‘’\"'`"
_CALLED = re.compile(
    r"^(?:henceforth|hereafter|hereinafter|abbreviated(?:\s+(?:as|to|by))?|abbr\.|or|aka|a\.k\.a\.|also\s+(?:known|referred\s+to)\s+as|"
    r"also|called|dubbed|named|termed|denoted(?:\s+as)?|short|in\s+short|i\.e\.|we\s+call\s+it)\b[:,.]*\s+",
    re.I,
)
_FOR_SHORT = re.compile(r"\s+(?:for\s+short|in\s+short|hereafter|henceforth)$")
_SHORT_BEFORE = re.compile(r"(?<![\w-])[^\W_][\w-]{1,11}$")
_STANDS_FOR = re.compile(
    r"(?<![\w-])(?P<short>[A-Za-z][\w-]{1,11}),?\s+(?:which\s+|that\s+)?"
    r"(?:stands?|standing|short|(?:is\s+)?an?\s+(?:acronym|abbreviation))\s+(?:for|of)\s+(?:the\s+)?[“\"']?"
    r"(?P<long>[^.,;:()”\"']{3,100}?)(?=[.,;:()”\"']|\s(?:which|that|is|are|was|were|and\s+(?:is|are|was))\b|$)"
)
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"]
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
    found = before[at:].rstrip(" \n~}")  # as LaTeX writes "\\emph{...}~(...)"
    too_many = len(found.split()) > min(len(short) + 5, len(short) * 2)
    return "" if too_many or len(found) <= len(short) or short in found.split() else found


def spelled(short: str, long: str) -> bool:
    """Whether each word of `long`, small ones aside, begins with the next letters of `short`, which uses them up.

    >>> spelled("LbD", "learning by demonstration"), spelled("Re-ID", "re-identification"), spelled("EST", "essential")
    (True, True, False)
    """
    letters = re.sub(r"[\W_]", "", short.rstrip("s") if short[:-1].isupper() else short).lower()
    words = re.findall(r"[^\W_]+", long.lower())
    reached = {0}  # how many letters may be used up so far
    for word in words:
        least = 0 if word in _SMALL else 1
        parts = [(at, n) for at in reached for n in range(least, len(word) + 1)]
        reached = {at + n for at, n in parts if letters.startswith(word[:n], at)}
    return len(words) > 1 and len(letters) in reached


def _said_short(bracketed: str) -> list[str]:
    """The short forms that brackets give: one, or several with "or" between, before any comma or semicolon."""
    first = re.split(r"[;,]", _CALLED.sub("", bracketed.strip(_QUOTES), count=1), maxsplit=1)[0]
    forms = (_FOR_SHORT.sub("", form).strip(_QUOTES) for form in first.split(" or "))
    return [form for form in forms if _fits(form)]


def abbreviations(text: str) -> list[tuple[str, str]]:
    """The (short form, long form) pairs that `text` defines: those with brackets, then "X, which stands for Y".

    Brackets may hold either of the two, several short forms, and words that say so: "(henceforth X)", "(X or Y)".

    >>> abbreviations("We use long short-term memory (LSTM) and PCA, short for principal component analysis.")
    [('LSTM', 'long short-term memory'), ('PCA', 'principal component analysis')]
    """
    found = []
    for match in _BRACKETED.finditer(text):
        words = list(_WORDS_BEFORE.finditer(text, max(0, match.start() - 200), match.start()))
        for short in _said_short(match.group(1)):
            start = words[-min(len(words), len(short) + 5)].start() if words else match.start()
            long = long_form(short, text[start : match.start()].rstrip())
            if long:
                found.append((short, long))
        before = _SHORT_BEFORE.search(text[max(0, match.start() - 20) : match.start()].rstrip())
        inside = match.group(1).strip()
        if before and _fits(before.group()) and long_form(before.group(), inside) == inside:
            found.append((before.group(), inside))
    for match in _STANDS_FOR.finditer(text):
        short, long = match["short"], " ".join(match["long"].split())
        if _fits(short) and long_form(short, long) == long:
            found.append((short, match["long"]))
    return found
