"""The numbers of a text as written, with range and unit."""

from __future__ import annotations

import re

from kg.nlp.features import NUMBER, Span
from kg.nlp.reading import Reading

# Between a number and its points: "3.7 CIDEr points", and no "100 data points".
_OF_WHAT = (
    r"(?:\s(?:(?!(?:and|or|to|than|in|on|of|for|at|with|from|over|percentage|per|data|key|feature|interest|control|sample|way|view)\b)"
    r"[A-Za-z][\w@.-]*\s){1,3}(?=points?\b))?"
)
_UNIT = re.compile(
    rf"{_OF_WHAT}"
    r"\s?\\?\s?(?P<unit>%|percentage\s+points?|percent\b|per\s+cent\b|points?\b|pp\b|pts\b|\\times|×|x(?![\w])|X(?![\w])|times\b|"
    r"(?:frames?|images?|tokens?|samples?|sentences?|words?|steps?|queries|requests)(?:\s+per\s+(?:second|minute|hour)|/(?:s|sec|second|min|minute|hour))\b|"
    r"[-‑]?fold\b|°|(?:m?s|msec|secs?|min|mins|h|hrs?|[µμ]s|ns|dB|m/s|km/h|m|mm|cm|km|fps|FPS|Hz|kHz|MHz|GHz|GB|MB|KB|TB|"
    r"[TGM]?FLOPs|[TGM]FLOPS|kg|m?W|mJ|J|kWh|[kM]bps|bpp|hours?|minutes?|seconds?|days?|(?:GPU|TPU)[ -](?:hours|days)|"
    r"[mb]illions?|bits?/\w+|bpd|bpc|nats|deg(?:rees?)?|Nm?|[kM]Pa|[GMKBk])(?![\w-]))"
)
_POWER = re.compile(  # "e-3", " × 10^{4}", or of a bare 10
    r"[eE][-+−]?\d+(?!\w)|\s?(?:×|x|·|\\times|\\cdot)\s?10(?:\^\{?[-+−]?\d+\}?|[-+−]\d+)|(?<=10)\^\{?[-−]?\d+\}?"
)
_COMMA = re.compile(r",\d{1,2}(?=\s?%)")  # before what others write behind a point: "67,84%"
_NEXT = re.compile(r"(?:,\s(?:and\s|or\s)?|/|\s(?:and|or|to)\s)[-+−]?(\d+(?:\.\d+)?)")  # of a list of numbers
_LONGEST = 8  # numbers of a list that share a unit, so that no list takes long
_MINUS = re.compile(r"(?:^|[\s($=:,])(?<!\d\s)(?<!\d%\s)$")  # what stands before a sign that is no dash of a range
_RANGE = re.compile(r"\s?[%x×]?\s?(?:[-–—~∼]|\$\\sim\$)\s?\d[\d,]*(?:\.\d+)?")


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
    for more in (_COMMA, _POWER, _RANGE) if value.isdigit() else (_POWER, _RANGE):
        found = more.match(text, end)
        if found:
            value += found.group()
            end = found.end()
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
