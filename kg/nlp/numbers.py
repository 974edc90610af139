"""The numbers of a text as written, with range and unit, and those that are surely no results."""

from __future__ import annotations

import re

from kg.nlp.features import NUMBER, Span
from kg.nlp.reading import Reading

_UNIT = re.compile(
    r"\\?\s?(?P<unit>%|percentage\s+points?|percent\b|per\s+cent\b|points?\b|pp\b|pts\b|\\times|×|x(?![\w])|X(?![\w])|times\b|"
    r"[-‑]?fold\b|°|(?:m?s|msec|secs?|min|mins|h|hrs?|[µμ]s|ns|dB|m/s|km/h|m|mm|cm|km|fps|FPS|Hz|kHz|MHz|GHz|GB|MB|KB|TB|"
    r"[TGM]?FLOPs|[TGM]FLOPS|kg|m?W|mJ|J|kWh|[kM]bps|bpp|hours?|minutes?|seconds?|days?|(?:GPU|TPU)[ -](?:hours|days)|"
    r"[mb]illions?|bits?/\w+|bpd|bpc|nats|BLEU\s+points|[GMKBk])(?![\w-]))"
)
_POWER = re.compile(  # "e-3", " × 10^{4}", or of a bare 10
    r"[eE][-+−]?\d+(?!\w)|\s?(?:×|x|·|\\times|\\cdot)\s?10(?:\^\{?[-+−]?\d+\}?|[-+−]\d+)|(?<=10)\^\{?[-−]?\d+\}?"
)
_NEXT = re.compile(r"(?:,\s(?:and\s|or\s)?|/|\s(?:and|or|to)\s)[-+−]?(\d+(?:\.\d+)?)")  # of a list of numbers
_LONGEST = 8  # numbers of a list that share a unit, so that no list takes long
_MINUS = re.compile(r"(?:^|[\s($=:,])(?<!\d\s)(?<!\d%\s)$")  # what stands before a sign that is no dash of a range
_RANGE = re.compile(r"\s?%?\s?[-–—~]\s?\d[\d,]*(?:\.\d+)?")
_NEAR = 60  # characters before a number that say that it is no result
_IS = r"(?:[<>=≤≥]|&[lg]t;|\\[lg]eq?)"
_CI = r"\b(?:CI|confidence\s+intervals?)\s*(?:of|is|was|[:=,])?\s*[\[(]?\s*"
_UNMEASURED = re.compile(  # read up to the number
    r"(?:±|\\pm|\bpm|\+/?[-−])\s*\$?\s*$"  # how far another spreads
    r"|&#x?$"  # an odd character as HTML writes it
    rf"|(?<![\w@])(?:p\s*{_IS}|P\s*(?:<|&lt;)|p-values?\s*(?:of|is|was|{_IS}))\s*$"
    r"|\b(?:learning\s+rate|weight\s+decay|batch\s+size|dropout\s+rate)s?\s*(?:of|is|was|set\s+to|[:=])?\s*$"
    rf"|{_CI}(?:[-−]?[\d.]+\s?%?\s*(?:,|to|and)\s*)?$"
)
_COUNTED = re.compile(r"(?<![\w@])[nNkK]\s*=\s*$")  # read up to a whole number
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
_LEVEL = re.compile(r"\s?%\s*(?:CI\b|confidence\b)|(?:st|nd|rd|th)\b")  # read from the number on


def number_spans(reading: Reading) -> list[tuple[str, int, Span]]:
    """The numbers of a text of some words: as written, their offset, and the words that they cover.

    Those of web addresses and headings are left out.
    """
    starts, ends = zip(*reading.bounds, strict=True)
    nameless = reading.nameless()
    found, at = [], 0
    for match in NUMBER.finditer(reading.text):
        while at < len(ends) and ends[at] <= match.start():
            at += 1
        last = at
        while last + 1 < len(starts) and starts[last + 1] < match.end():
            last += 1
        if at < len(starts) and at not in nameless:
            found.append((match.group(), match.start(), (at, last)))
    return found


def written(text: str, value: str, at: int) -> tuple[str, str, int]:
    """The value with its minus, power of ten or range, its unit as written, and where both end.

    >>> written("a loss of 2.1e-3", "2.1", 10), written("it is 10-20x faster", "10", 6)
    (('2.1e-3', '', 16), ('10-20', 'x', 12))
    """
    end = at + len(value)
    value = value.lstrip("+" if _MINUS.search(text, max(0, at - 4), at) else "+-−")
    power = _POWER.match(text, end)
    if power:
        value += power.group()
        end = power.end()
    reach = _RANGE.match(text, end)
    if reach:
        value += reach.group()
        end = reach.end()
    unit = _UNIT.match(text, end)
    if unit:
        return value, unit.group("unit"), unit.end()
    return value, _shared_unit(text, value, end), end


def _shared_unit(text: str, value: str, at: int) -> str:
    """The unit that stands behind the last number of a list, all as exact as `value`: "8.7 and 5.0 points"."""
    exact = len(value.partition(".")[2])
    for _ in range(_LONGEST):
        following = _NEXT.match(text, at)
        if not following or len(following.group(1).partition(".")[2]) != exact:
            break
        at = following.end()
        unit = _UNIT.match(text, at)
        if unit:
            return unit.group("unit")
    return ""


def no_result(text: str, start: int, end: int) -> bool:
    """Whether the number from `start` to `end` is surely none that a paper measured.

    That is how far another spreads, a p-value, the bounds of an interval, how many were asked, a place ("3rd"),
    what training was set to, or which share of the data it saw.

    >>> no_result("It reaches 81.3 ± 0.4.", 18, 21), no_result("It is better (p < .01).", 18, 21)
    (True, True)
    """
    before = text[max(0, start - _NEAR) : start]
    counted = text[start:end].isdigit() and _COUNTED.search(before)
    return bool(counted or _UNMEASURED.search(before) or _LEVEL.match(text, end)) or _is_share(text, before, end)


def _is_share(text: str, before: str, end: int) -> bool:
    return bool(_SHARE_FOR.match(text, end) or (_SHARE_OF.match(text, end) and _SHARE_WITH.search(before)))
