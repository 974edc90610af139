"""Numbers that nobody measured: how far another spreads, how sure it is, when it was taken, what was set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_NEAR: Final = 60  # characters before a number that say that it is no result
_IS: Final = r"(?:[<>=≤≥]|&[lg]t;|\\[lg]eq?)"
_SIGNED: Final = r"[-−–]?\s?\d*\.?\d+\s?%?"
_TO: Final = r"\s*(?:,|;|\bto\b|\band\b|\bthrough\b|[-−–—~]{1,2})\s*"
_BOUNDS: Final = (  # of an interval, up to the first bound
    r"(?:\b(?:[Cc]r?[Ii]|confidence\s+intervals?|credible\s+intervals?|IQR|inter-?quartile\s+range)s?|\(range)"
    r"[\])]?\s*(?:\(?95\s?%\)?)?\s*(?:of|is|was|[:=,;])?\s*[\[({]?\s*"
)
_SPREAD: Final = r"(?:(?<![\w@])(?:SEM?|SD|s\.?d\.?|S\.D\.)|\bstandard\s+(?:deviation|error)s?)"
_SPREADS: Final = frozenset(  # in their normal form
    [
        *("ci", "cri", "confidence interval", "credible interval", "95% confidence interval", "95% ci"),
        *("iqr", "interquartile range", "sd", "standard deviation", "se", "sem", "standard error"),
    ]
)
_UNMEASURED = re.compile(  # read up to the number
    r"(?:±|\\pm|\bpm|\+/?[-−])\s*\$?\s*$"
    r"|&#x?$|\(cid:$"  # an odd character as HTML, and as a PDF, writes it
    rf"|(?<![\w@])(?:p\s*{_IS}|P\s*(?:[<>≤≥]|&[lg]t;)|[pP][ -]values?\s*(?:of|is|was|{_IS}))\s*$"
    r"|\b(?:learning\s+rate|weight\s+decay|batch\s+size|dropout\s+rate)s?\s*(?:of|is|was|set\s+to|[:=])?\s*$"
    rf"|{_BOUNDS}(?:{_SIGNED}{_TO})?[-−–]?\s?$"
    rf"|{_SPREAD}\s*(?:of|is|was|[:=,])?\s*$"
    rf"|(?<![\w@])I\s?(?:2|²|\(2\)|\^2|\^\{{2\}}|<sup>2</sup>)\$?\s*(?:of|is|was|{_IS})?\s*$"  # how studies differ
    r"|\b(?:(?:mean|median|average)\s+(?:\w+\s+)?age|aged)\s*(?:of|is|was|at\s+\w+\s+was|[:=,(])?\s*$"
)
_P_IS = re.compile(r"(?<![\w@])P\s*=\s*(?:0?\.\d+\s*(?:,|and|,\s*and)\s*)?$")  # of probability, or of precision
_SMALL = re.compile(r"0?\.0")
_PROBABLE = re.compile(r"(?<![\w@])P(?:[ -]values?)?\s*(?:[<>≤≥]|&[lg]t;|=\s*0?\.0)")
_OVERLAP = re.compile(  # from which a box is right
    r"(?:\bat\s+(?:an?\s+)?|@)(?:\d?D?\s)?IoU\s*(?:thresholds?)?\s*(?:of|[=>≥@])?\s*$"
)
_COUNTED = re.compile(r"(?<![\w@])[nNkK]\s*=\s*$")  # read up to a whole number
# When it was measured: "at 12 weeks", "24 months after surgery". Read up to a whole number, and from it on.
_UNITS: Final = r"[\s-]?(?:weeks?|months?|years?|yrs?|days?|hours?|h|hrs?)"
_AT = re.compile(r"\b(?:at|until|till)\s+(?:the\s+)?$", re.I)
_TIME = re.compile(rf"{_UNITS}\b(?!\s+(?:of\s+(?:training|audio|speech|video)|per))")
_AFTER = re.compile(rf"{_UNITS}\s+(?:post\w*|after|following|of\s+follow|follow-?\s?up)\b")
_DOSE = re.compile(
    r"\s?(?:mg|[µμu]g|mcg|IU)"
    r"(?:\s?/\s?(?:kg|d|day|m2)\b|\s+(?:of|once|twice|daily|every|per\s+day|orally|[bt]\.?i\.?d)\b)"
)
# A count beside its share: "71% (22/31)"; a count of patients: "in 14 of 16 patients".
_COUNT = re.compile(
    r"/\d+[\])]|\s(?:\([^)]{1,12}\)\s)?(?:out\s+)?of\s+(?:the\s+)?\d+\s+(?:[\w-]+\s+){0,3}?"
    r"(?:patients|women|men|participants|subjects|children|cases|individuals|adults|knees|eyes)\b"
)
# A share of the data that is trained or tested on: "with 10% of the labels", "20% for testing".
_SHARE_OF = re.compile(
    r"\s?%\s+of\s+(?:(?:the|all|its|our|their|available|full|original|total|\w*labell?ed|annotated|training|train|target|"
    r"parallel|in-domain|[A-Z]\w*)\s+)*(?:data|labels?|annotations?|samples|examples|training\s+set|train\s+set)\b"
)
_SHARE_WITH = re.compile(r"\b(?:with|using|use[sd]?|on|given|only|just|merely|remaining)\s+(?:about\s+)?$", re.I)
_SHARE_FOR = re.compile(
    r"\s?%\s+(?:of\s+(?:(?:the|our)\s+)?\w+\s+)?"
    r"(?:(?:is|are|was|were|we|used?|kept|held|out|reserved|taken|serves?)\s+)*(?:for|as)\s+(?:the\s+)?(?:training|validation|testing|development|test|dev)\b(?!\s+(?:time|speed|cost|acc|loss))"
)
_LEVEL = re.compile(r"\s?%\s*(?:CI\b|confidence\b|credible\b)|(?:st|nd|rd|th)\b")  # read from the number on


def is_spread(forms: Iterable[str], text: str) -> bool:
    """Whether `forms`, the normal forms of one thing, say how sure a number of `text` is: no measure has such a name.

    >>> is_spread(["confidence interval", "ci"], ""), is_spread(["p"], "P = 0.9"), is_spread(["p"], "P < .05")
    (True, False, True)
    """
    return all(form in _SPREADS or (form in ("p", "p value") and _PROBABLE.search(text)) for form in forms)


def no_result(text: str, start: int, end: int) -> bool:
    """Whether the number from `start` to `end` is surely none that a paper measured.

    That is how far another spreads, a p-value, the bounds of an interval, how many were asked, a place ("3rd"),
    what training was set to, which share of the data it saw, a dose, an age, or the time at which something was seen.

    >>> no_result("It reaches 81.3 ± 0.4.", 18, 21), no_result("It is better (p < .01).", 18, 21)
    (True, True)
    """
    before = text[max(0, start - _NEAR) : start]
    if text[start:end].isdigit() and _is_count_or_time(text, before, end):
        return True
    if _UNMEASURED.search(before) or _LEVEL.match(text, end) or _DOSE.match(text, end):
        return True
    return _is_probability(text, before, start) or _is_overlap(text, before, start) or _is_share(text, before, end)


def _is_count_or_time(text: str, before: str, end: int) -> bool:
    if _COUNTED.search(before) or _COUNT.match(text, end) or _AFTER.match(text, end):
        return True
    return bool(_AT.search(before) and _TIME.match(text, end))


def _is_probability(text: str, before: str, start: int) -> bool:
    """A capital P is one where the number, or another of the text, is as small as no precision is."""
    return bool(_P_IS.search(before) and (_SMALL.match(text, start) or _PROBABLE.search(text)))


def _is_overlap(text: str, before: str, start: int) -> bool:
    return bool(_OVERLAP.search(before)) and text.startswith(("0.", "."), start)


def _is_share(text: str, before: str, end: int) -> bool:
    return bool(_SHARE_FOR.match(text, end) or (_SHARE_OF.match(text, end) and _SHARE_WITH.search(before)))
