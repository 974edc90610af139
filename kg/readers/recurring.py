"""Titles that many works have: those of every issue, as "Editorial", and those too short to be one work's alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?$|[ivxl]+$")
_SMALL = re.compile(r"(?:an?|and|at|by|for|from|in|is|of|on|our|the|this|to|with|s)$")
# A title of these words and numbers only is of one issue, year or meeting among many
_COMMON = re.compile(
    r"(?:abstract|advance|author|book|chair|comment|committee|conclusion|discussion|editor|interview|issue|letter|list"
    r"|meeting|member|message|note|paper|part|program|publication|publisher|remark|report|response|review|reviewer"
    r"|section|symposium|topic|tutorial|volume|workshop|year)s?$"
    r"|(?:address|board|brief|call|chairman|column|commentary|conference|epilogue|guest|introduct(?:ion|ory)|invited"
    r"|keynote|new|number|opening|outlook|overview|president(?:ial)?|proceedings|programme|prologue|reply|session"
    r"|society|special|summary|supplement|thanks|spring|summer|autumn|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)$"
)
# and so is one that has one of these and next to nothing else
_FRONT = re.compile(
    r"(?:acknowledge?ment|announcement|bulletin|correction|editorial|newsletter)s?$"
    r"|(?:afterword|contents|corrigend(?:um|a)|errat(?:um|a)|foreword|index|minutes|news|obituar(?:y|ies)|preface"
    r"|welcome)$"
)
_EACH = re.compile(r"(?:annual|yearly|biennial|quarterly|monthly|weekly)$")
_REPORTED = re.compile(r"(?:accounts|bulletin|meeting|newsletter|report|statistics|summary|survey)s?$")
_FEW: Final = 2  # words that say what a work is about
_VENUE = re.compile(r"(?:annual|conference|international|journal|proceedings|review|the|transactions|workshop)$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(4096)  # where it is asked, it is asked of the same titles
def serial(words: tuple[str, ...]) -> bool:
    """Whether a title stands over one issue after another.

    >>> serial(("editorial",)), serial(("annual", "report", "2003")), serial(("fog", "horns"))
    (True, True, False)
    """
    if not words:
        return False
    if _EACH.match(words[0]) and any(map(_REPORTED.match, words[1:4])):
        return True
    own = [word for word in _specific(words) if not any(kind.match(word) for kind in (_COMMON, _FRONT, _EACH))]
    return not own or (len(own) <= _FEW and any(map(_FRONT.match, words)))


def brief(words: Sequence[str]) -> bool:
    """Whether a title has too few words to be one work's alone. What is not in Latin letters is not judged."""
    return all(word.isascii() for word in words) and len(_specific(words)) <= _FEW


def _specific(words: Sequence[str]) -> list[str]:
    return [word for word in words if not _SMALL.match(word) and not _NUMBER.match(word)]


def other_venue(left: str, right: str) -> bool:
    """Whether two venues are plainly not one: no word in common, also none cut short, and neither one an acronym.

    >>> other_venue("Journal of Fog", "Harbour Review"), other_venue("J. Mach. Learn. Res.", "Machine Learning")
    (True, False)
    """
    mine, theirs = _telling(left), _telling(right)
    if not mine or not theirs:
        return False
    return not any(one.startswith(two) or two.startswith(one) for one in mine for two in theirs)


def _telling(venue: str) -> list[str]:
    """The words that tell a venue from others; none where one of them may be an acronym."""
    words = _WORD.findall(venue[:300])
    if any(len(word) > 1 and word[1:] != word[1:].lower() for word in words):
        return []
    return [word for word in map(str.lower, words) if len(word) > 2 and not _VENUE.match(word)]
