"""The normal form of a name: what is left when spelling that means nothing is taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+", re.I)
_JOINER = re.compile(r"[-‐-―−/_]")
# letters that Unicode does not take apart
_STROKES = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"})
_ODD = re.compile(r"[^\w\s+.%@#*]")


@lru_cache(maxsize=200_000)
def normal(name: str) -> str:
    """`name` in lower case, without leading article, hyphens, odd marks and plural s.

    >>> normal("The Graph-Attention Networks")
    'graph attention network'
    """
    text = unicodedata.normalize("NFKC", name).lower()
    text = _ODD.sub("", _JOINER.sub(" ", _ARTICLE.sub("", text)))
    return " ".join(singular(word) for word in text.strip(" .").split())


def unaccented(text: str) -> str:
    """`text` with the plain letters under its accents and strokes.

    >>> unaccented("Łukasz Søren Gödel")
    'Lukasz Soren Godel'
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(c for c in apart if not unicodedata.combining(c))


def singular(word: str) -> str:
    """`word` without a plural s.

    >>> singular("losses"), singular("networks"), singular("bias")
    ('losse', 'network', 'bia')
    """
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word
