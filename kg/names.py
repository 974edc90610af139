"""The normal form of a name: what is left when spelling that means nothing is taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLE = re.compile(r"^\s*(?:the|an?)\s+", re.I)
_JOINER = re.compile(r"[-‐-―−/_]")
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


def singular(word: str) -> str:
    """`word` without a plural s.

    >>> singular("losses"), singular("networks"), singular("bias")
    ('losse', 'network', 'bia')
    """
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word
