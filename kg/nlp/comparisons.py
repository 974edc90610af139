"""How a sentence compares two methods, in its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

_EQUAL = re.compile(
    r"\b(?:comparabl[ey]|competitive(?:ly)?|(?:on|at)\s+par|equal(?:ly)?|equivalent|rival(?:s|ed|ing)?|match(?:es|ed|ing)?|"
    r"as\s+(?:well|good|accurate|effective|fast|strong)\s+as|"
    r"similar(?:ly)?\s+to|the\s+same\s+as|(?:similar|same)(?:\s+[\w-]+){0,2}\s+(?:performance|accuracy|results?|quality|scores?))\b",
    re.I,
)
_BETTER = re.compile(
    r"\b(?:outperform\w*|better|best|superior\w*|surpass\w*|exceed\w*|beat\w*|improv\w*|higher|lower|faster|slower|fewer|"
    r"less|more|gains?|outstrip\w*|advantages?|over|reduc\w*|increas\w*|larger|smaller|w[io]ns?|significant\w*|worse|"
    r"state[- ]of[- ]the[- ]art)\b",
    re.I,
)


def as_good(sentence: str, names: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether `sentence` says of what it compares that one is as good as the other, and of none that it is better.

    What stands at `names` is no word of it: Faster R-CNN is not faster.

    >>> as_good("ReLA is on par with softmax attention."), as_good("ReLA matches its accuracy and is faster.")
    (True, False)
    """
    for start, end in names:
        sentence = sentence[:start] + "_" * (end - start) + sentence[end:]
    return bool(_EQUAL.search(sentence)) and not _BETTER.search(sentence)
