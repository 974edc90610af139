"""Numbers, versions and sizes in names: they make another thing of it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.spelling import stem, words

_NUMBER = re.compile(r"[v#]?\d+(?:\.\d+)*[a-ck-m]?")


@lru_cache(maxsize=400_000)
def numbers(form: str) -> frozenset[str]:
    """The words of `form` that are numbers, versions or sizes.

    >>> sorted(numbers("SemEval-2017 Task 3B")), sorted(numbers("3D LSTM-2"))
    (['2017', '3b'], ['2'])
    """
    return frozenset(stem(word.lstrip("#")) for word in words(form) if _NUMBER.fullmatch(word))


def other_number(a: str, b: str) -> bool:
    """Whether two names have different numbers: "Task 3" is not "Task 3B", "CIFAR-10/100" is not "CIFAR-10".

    No number at all counts where the words are else the same: "FrameNet v1.7" is not "FrameNet".
    """
    one, two = numbers(a), numbers(b)
    if one == two:
        return False
    alike = {stem(w) for w in words(a)} - one == {stem(w) for w in words(b)} - two
    return alike or bool(one and two)
