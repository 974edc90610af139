"""Whether a sentence states a number as a gain: a difference from another method or from before, up or down.

"improves BLEU by 2.1 points" is one, "from 71.2 to 74.5" has none. What stands right before and right after the number
decides; where that is not clear, the number is no gain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_NEAR: Final = 200  # characters before a number that may say what it is
_MARKUP: Final = re.compile(r"\\(?:textbf|textit|mathbf|bf|sim|approx|text|[,;()\[\]])|[$~≈∼{}\\*_]")
_NUM: Final = r"[-+−]?\d[\d,]*(?:\.\d+)?(?:\s?[-–—]\s?\d[\d,]*(?:\.\d+)?)?"
_POINTS: Final = (
    r"(?:(?:percent(?:age)?|absolute|relative|accuracy|BLEU|ROUGE|F1|AP|mAP|mIoU|AUC)[\s-]+)*(?:points?|pp|pts)\b"
)
_TIMES: Final = r"(?:x(?!\w)|×|times\b|-?\s?folds?\b)"
_SIZE: Final = (
    rf"\+?\s?-?(?:%p?(?:\s?-?{_POINTS})?|percent\b|per\s?cent\b|{_POINTS}|{_TIMES}|BLEU\b|(?:ms|s|dB|[MG]B)\b)"
)
_KIND: Final = r"(?:absolute(?:ly)?|relative(?:ly)?|average|overall|additional|further|statistically\s+significant)"
_ABOUT: Final = (
    r"(?:(?:about|around|approximately|approx\.?|roughly|nearly|almost|up\s+to|upto|more\s+than|over|at\s+least|at\s+most|"
    r"as\s+much\s+as|as\s+many\s+as|only|just|close\s+to|well|even|another|an?|the|some|whopping|margins?\s+of|"
    rf"factors?\s+of|averages?\s+of|on\s+average|maximum\s+of|total\s+of|{_KIND}|large|significant|substantial|"
    r"remarkable|impressive|improvement|between)\s+)*[(<>≥+−-]?\s*"
)
# Items of a list before the number: "2.1% on SQuAD, ", "2.1 and ". Not "2.1 points to": what follows that is a score.
_ITEM: Final = (
    rf"{_ABOUT}{_NUM}(?:{_SIZE})?(?:\s\([^()]{{1,40}}\))?(?:\s(?:in|on|for)\s[^,.;:()\d][^,;:()]{{0,50}}?)?"
    r"(?:\s?,\s(?:and\s|or\s)?|\s?/\s?|\s(?:and|or|&)\s)(?:by\s)?"
)
_LISTED: Final = rf"(?:{_ITEM}){{0,6}}{_ABOUT}$"
_CHANGE: Final = re.compile(
    r"\b(?:(?:out|over)?perform|improv|increas|reduc|decreas|surpass|exceed|gain|boost|rais|lower|lessen|cut|drop|fall|"
    r"f[ae]ll|ris|rose|beat|degrad|deteriorat|enhanc|accelerat|speed|sped|sav|shr[iau]nk|advanc|higher|better|wors|ahead|"
    r"outstrip|outscor|declin|diminish|slow|fast|small|larg|grow|grew|up\b|down\b|underperform|lift|push|shorten|trail|"
    r"lead|led\b|fewer|cheaper|longer|elevat|alleviat|mitigat|curb|narrow|clos|differ)",
    re.I,
)
_BY: Final = re.compile(
    r"(?<!followed )(?<!preceded )(?<!achieved )(?<!obtained )(?<!reached )(?<!attained )(?<!given )(?<!measured )"
    r"(?<!reported )(?<!scored )(?<!divided )(?<!multiplied )(?<!succeeded )(?<!produced )"
    rf"\bby\s+{_LISTED}",
    re.I,
)
_NOUN: Final = (
    r"(?<!cumulative )(?<!information )(?<!no )\b(?:improvement|gain|increase|increment|reduction|drop|decrease|boost|"
    r"rise|decline|degradation|margin|speed-?up|acceleration|saving|jump|advantage|uplift|deterioration)s?"
)
_IN: Final = (  # "in BLEU", "on the test set": of few words, none of which begins another thought
    r"(?:\s+(?:in|on|for|across)(?:\s+(?!(?:with|and|to|at|an?|that|which|by|from|over|previous|prior|best)\b)"
    r"[^\s,;:()]+){1,6}?)?"
)
_OF: Final = re.compile(rf"{_NOUN}(?:{_IN}\s+(?:of|is|was|are|were|by)|\s?[:=])\s+{_LISTED}", re.I)
_OVER_OF: Final = re.compile(rf"{_NOUN}\s+(?:over|on)\s(?:[^\s,;:()]+\s){{1,5}}(?:of|is|was)\s+{_ABOUT}$", re.I)
_KIND_OF: Final = re.compile(rf"\b(?:relative|absolute)\s+{_NOUN}\s?\(?\s?{_ABOUT}$", re.I)
_VERB: Final = re.compile(
    rf"\b(?:improv(?:es?|ing)|increas(?:es|ing)|reduc(?:es?|ing)|decreas(?:es|ing)|boost(?:s|ing))\s+{_ABOUT}$", re.I
)
_GAINS: Final = re.compile(rf"\b(?:gain(?:s|ed|ing)?|sav(?:es?|ing))\s+{_ABOUT}$", re.I)
_SIGNED: Final = re.compile(r"(?:^|[\s(])\+$")
_SCORE: Final = re.compile(r"(?:\bfrom|(?<!\bup )(?<!\bclose )\bto)\s+(?:about\s+|nearly\s+|over\s+)?$", re.I)
_VALUED: Final = re.compile(r"\b(?:of|[Aa]ccuracy|scores?|achiev\w*|obtain\w*|reach\w*|attain\w*|[=:])\s+$")

_WORD: Final = (
    r"(?:[\s-]+(?!(?:with(?:out)?|and|or|an?|the|on|in|for|to|after|while|by|from|than|as|when|of|at|is|are|was|no|but|"
    r"dimension\w*|noise|variance|cumulative|information|discounted|any|not|via|using|under)\b)[\w@/.-]+)"
)
_THEN_NOUN: Final = re.compile(
    rf"(?:{_SIZE})?(?:\s\([^()]{{1,30}}\))?(?:\s+of)?{_WORD}{{0,4}}?[\s-]+"
    r"(?:improvements?|gains?|increase|reductions?|boost|drop|decrease|speed-?ups?|decline|degradation|jump)"
    r"(?![-\w]|\s+to\b)",  # "drops" and "drop to" are verbs: what stands before them is no difference
    re.I,
)
_THEN_MORE: Final = re.compile(
    rf"(?:{_SIZE}(?:\s\([^()]{{1,30}}\))?)?(?:\s{_KIND})*(?:\son average)?\s(?:higher|lower|better|worse|more|less|"
    r"fewer|faster|slower|smaller|larger|greater|shorter|cheaper|ahead\s+of|(?:above|below|behind)(?=\s[a-z]))(?![-\w])",
    re.I,
)
_IS: Final = re.compile(rf"\b(?:is|are|was|were)\s+{_ABOUT}$", re.I)
_THEN_THAN: Final = re.compile(
    r"\s[\w@-]+\s(?:better|worse|higher|lower)\s+than\b", re.I
)  # "is 3.6 perplexity better than"
_THEN_OVER: Final = re.compile(
    rf"(?:\s?(?:%|percent))?[\s-]*(?:{_POINTS}|{_KIND})(?:\s{_KIND})?\s(?:(?:in|on)\s[\w-]+\s)?(?:over|compared\s+(?:to|with))\s"
    r"(?!\d|all\b|each\b|several|multiple|different|two\b|three\b|four\b|five\b|the\s+(?:whole|entire|full|test))",
    re.I,
)
_THEN_POINTS: Final = re.compile(rf"\s?(?:%\s)?(?:{_POINTS}|{_KIND})", re.I)
_SIZED: Final = re.compile(_SIZE, re.I)


def is_gain(value: str, unit: str, sentences: Iterable[str]) -> bool:
    """Whether `value` is a gain at every place of the sentences where it stands; False where it stands nowhere.

    >>> is_gain("2.1", "points", ["It gains by 2.1 points."]), is_gain("74.5", "", ["It rises from 71 to 74.5."])
    (True, False)
    """
    places = [(text, place) for text in sentences for place in _places(text, value, unit)]
    return bool(places) and all(_gain_at(text, *place) for text, place in places)


def _places(text: str, value: str, unit: str) -> list[tuple[int, int]]:
    """Where the number stands with its unit, or else where it stands at all."""
    places = list(_found(text, value)) if value else []
    measured = [(s, e) for s, e in places if unit and re.match(rf"\s?\\?\s?{re.escape(unit)}", text[e:])]
    return measured or places


def _found(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Where `value` stands and is no part of another number; patterns of so many values would all be compiled."""
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        whole = _whole(text, at, end)
        if whole:
            yield at, end
        at = text.find(value, end if whole else at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no digit goes on before `start` or from `end`, with a point or comma between or without."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return not (
        before[-1:].isdecimal()
        or (before[-1:] in (".", ",") and before[:-1].isdecimal())
        or after[:1].isdecimal()
        or (after[:1] in (".", ",") and after[1:].isdecimal())
    )


def _gain_at(text: str, start: int, end: int) -> bool:
    before = _plain(text[max(0, start - _NEAR) : start])
    after = _plain(text[end : end + _NEAR])
    if _SCORE.search(before):
        return False
    return _said_before(before, after) or _said_after(before, after)


def _said_before(before: str, after: str) -> bool:
    """As in "by 2.1", "an improvement of 2.1", "+2.1"."""
    by = _BY.search(before)
    if by and _CHANGE.search(before, 0, by.start()):
        return True
    if _OF.search(before) or _KIND_OF.search(before) or _VERB.search(before):
        return True
    signed = _SIGNED.search(before)  # "(+2.1)", "+2.1%", and not "a correlation of +0.8"
    if signed and (signed[0].startswith("(") or _SIZED.match(after)):
        return True
    return bool(_THEN_POINTS.match(after) and (_GAINS.search(before) or _OVER_OF.search(before)))


def _said_after(before: str, after: str) -> bool:
    """As in "2.1 points higher", "15% relative improvement"."""
    if _THEN_NOUN.match(after) or _THEN_OVER.match(after) or (_IS.search(before) and _THEN_THAN.match(after)):
        return True
    # "an accuracy of 84.1 higher than": with a unit, a verb may stand before it ("achieves 2.1 points higher")
    bound = _VALUED.search(before)
    return bool(_THEN_MORE.match(after)) and not (bound and (bound[0].startswith("of") or not _SIZED.match(after)))


def _plain(text: str) -> str:
    """The text without LaTeX's marks, its blanks single."""
    return re.sub(r"\s+", " ", _MARKUP.sub(" ", text))
