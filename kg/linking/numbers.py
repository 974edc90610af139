"""Numbers, versions and sizes in names: they make another thing of it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.linking.spelling import stem, words

_NUMBER = re.compile(r"[v#]?\d+(?:\.\d+)*[a-ck-m]?")
_YEAR = re.compile(r"(?:19|20)(\d\d)")


@lru_cache(maxsize=400_000)
def numbers(form: str) -> frozenset[str]:
    """The words of `form` that are numbers, versions or sizes; of a year the last two digits.

    >>> sorted(numbers("SemEval-2017 Task 3B")), sorted(numbers("3D LSTM-2")), sorted(numbers("Atari 100K"))
    (['17', '3b'], ['2'], ['100000'])
    """
    return frozenset(_value(word.lstrip("#")) for word in words(form) if _NUMBER.fullmatch(word))


def _value(number: str) -> str:
    if year := _YEAR.fullmatch(number):
        return year[1]
    return f"{number[:-1]}000" if number[:-1].isdigit() and number[-1] == "k" else stem(number)


def other_number(a: str, b: str) -> bool:
    """Whether two names have different numbers: "Task 3" is not "Task 3B", "CIFAR-10/100" is not "CIFAR-10".

    No number at all counts where the words are else the same: "FrameNet v1.7" is not "FrameNet".
    """
    one, two = numbers(a), numbers(b)
    if one == two:
        return False
    alike = _others(a) == _others(b)
    return alike or bool(one and two)


def _others(form: str) -> set[str]:
    return {stem(word) for word in words(form) if not _NUMBER.fullmatch(word)}
