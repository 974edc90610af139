"""How plainly a sentence says what its paper does with a thing: which of its mentions a reader is shown as evidence.

"We propose X" says it, "X is faster than Y" takes it for said, and a title stands between.
"""

from __future__ import annotations

import re
from typing import Final

_OWN: Final = re.compile(
    r"\b(?:we|our|(?:this|the\s+(?:present|current))\s+(?:paper|work|article|study|thesis|report|survey|letter|chapter|"
    r"contribution|research)|the\s+(?:paper|authors?))\b",
    re.I,
)
_MAKE: Final = (
    r"(?:propos|introduc|present|develop|describ|design|devis|creat|buil[dt]|construct|releas|contribut|formulat|offer|"
    r"provid|collect|publish|suggest|advocat|invent|deriv|establish|conceiv|put(?:s|ting)?\s+forward)\w*"
)
# "our proposed X" and "the recently introduced X" take it for said.
_MADE: Final = re.compile(rf"(?<!\bthe )(?<!\bour )(?<!newly )(?<!recently )(?<!previously )\b{_MAKE}\s", re.I)
_OF_ANOTHER: Final = re.compile(  # between that verb and the name: what is proposed is another thing
    r"[;:]|\b(?:based|using|with|via|for|to|by|that|which|from|in|on|over|upon|through|where|whose|while|as|than|under|"
    r"at|into|is|are|can)\b",
    re.I,
)
_CALLED: Final = re.compile(
    r"\b(?:call|name|term|dub|coin|entitle|denote)\w*\s+(?:(?:it|this|them|as|the|an?)\s+)*\W*$", re.I
)
_IS_MADE: Final = re.compile(
    rf"[^.;:,]{{0,60}}?\b(?:is|are|was|were|(?:has|have)\s+been)\s+(?:\w+\s+){{0,2}}{_MAKE}", re.I
)
_TRIED: Final = re.compile(
    r"\b(?:evaluat|experiment|test|result|achiev|outperform|report|valid|benchmark|demonstrat|reach|obtain|scor|show)",
    re.I,
)
_TRAINED: Final = re.compile(r"\b(?:pre-?)?train|\bfine-?tun|\blearn", re.I)
_DONE_WITH: Final = {"evaluated": _TRIED, "reported": _TRIED, "trained": _TRAINED}
_FURTHEST: Final = 300  # characters before or behind a name that are looked at, so that no sentence takes long


def plainness(role: str, sentence: str, start: int, end: int, *, title: bool = False) -> float:
    """How plainly `sentence` says that the paper does by `role` what it does with the name at `start` to `end`.

    From 0 to 2 for what is proposed, else to 0.5: to be added to the probability that a model gives the mention.

    >>> plainness("proposed", "We propose Fogbow.", 11, 17), plainness("proposed", "Fogbow is fast.", 0, 6)
    (2.0, 0.0)
    """
    if role == "proposed":
        return 1.0 if title else _proposed(sentence, start, end)
    if role in _DONE_WITH:
        return 0.5 if not title and _DONE_WITH[role].search(sentence) else 0.0
    return 0.5 if _OWN.search(sentence) else 0.0


def _proposed(sentence: str, start: int, end: int) -> float:
    before, after = sentence[max(0, start - _FURTHEST) : start], sentence[end : end + _FURTHEST]
    if _CALLED.search(before) or _IS_MADE.match(after):
        return 2.0
    made = list(_MADE.finditer(before))
    if not _OWN.search(sentence):
        return 0.0
    if not made:
        return 1.0
    return 0.5 if _OF_ANOTHER.search(before, made[-1].end()) else 2.0
