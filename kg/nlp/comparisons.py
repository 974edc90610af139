"""How a sentence compares two methods, in its words alone."""

from __future__ import annotations

import re

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


def as_good(sentence: str) -> bool:
    """Whether `sentence` says of what it compares that one is as good as the other, and of none that it is better.

    >>> as_good("ReLA is on par with softmax attention."), as_good("ReLA matches its accuracy and is faster.")
    (True, False)
    """
    return bool(_EQUAL.search(sentence)) and not _BETTER.search(sentence)
