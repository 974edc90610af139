"""What two names of one thing share that differ in the order of their words, or in the spaces between them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kg.linking import lexicon
from kg.linking.spelling import LANGUAGES, joined, stem, words

_SPOKEN: Final = LANGUAGES | frozenset(map(stem, LANGUAGES))
_AUTOMATIC: Final = frozenset(map(stem, lexicon.AUTOMATIC))


@lru_cache(maxsize=400_000)
def loose(tokens: tuple[str, ...]) -> str:
    """`tokens` with the words before the head sorted, "automatic" left out: what names in another order share.

    A name with "to" or "from" in it keeps its order: text to speech is not speech to text.
    """
    kept = [t for t in tokens if t not in _AUTOMATIC] or list(tokens)
    head = next((n for n in range(len(kept) - 1, -1, -1) if not kept[n][0].isdigit()), -1)  # not the year or version
    last = kept.pop(head)
    return joined((*sorted(kept), last))


def directed(tokens: Iterable[str]) -> bool:
    """Whether the order of `tokens` says from what to what: text to speech, English-German."""
    given = list(tokens)
    return "to" in given or "from" in given or sum(t in _SPOKEN for t in given) > 1


@lru_cache(maxsize=400_000)
def unspaced(form: str) -> str:
    """The words of `form` as one word; itself where it is short, or digits could run together.

    >>> unspaced("frame rates"), unspaced("Sense-making"), unspaced("ImageNet 21K")
    ('framerate', 'sensemaking', 'ImageNet 21K')
    """
    text = "".join(words(form))
    return text if text.isalpha() and len(text) > 6 else form
