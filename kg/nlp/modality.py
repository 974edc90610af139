"""Whether a sentence asserts a triple as plain fact: negated, hedged, planned, or said of a rival.

Cues (`cues`) are looked for in the clause of the tail's mention, most of them close before it;
a cue elsewhere in the sentence says nothing of this triple.
"""

from __future__ import annotations

import re
from typing import Final

from kg.nlp import cues

_NEAR: Final = 60  # characters before the name that a negation may stand in
_FAR: Final = 90  # the same for a hedge
_FURTHEST: Final = 300  # and for any cue, so that no sentence takes long
_SHORT: Final = 50  # characters of an opening phrase
# Said of a problem or a data set as such, of rivals too, or an act: a doubt in the sentence is one of something else.
_STANDING: Final = ("addresses", "benchmarkFor", "comparedWith", "mentions", "proposes")
_OWN: Final = ("uses", "evaluatesOn", "trainsOn", "partOf", "basedOn", "evaluatedOn")
_UNLACKED: Final = ("appliedTo", "result")  # who avoids overfitting works on it; a value is not left out
_PAPERS: Final = ("uses", "evaluatesOn", "trainsOn")
_DONE: Final = (*_PAPERS, "basedOn")

_CLAUSE = re.compile(
    r"[;:]|,\s+(?:but|while|whereas|although|though|yet|however|so|which|who|where|"
    r"and\s+(?:(?:\w+\s+){0,3}we|it|this|our|\w+\s+(?:is|are|was|were|will|has|have)))\b"
    r"|,\s+(?:we|our|ours|this|it|its|they|thus|thereby|hence|\w{2,}ing)\b|\s(?:but|whereas)\s"
    r"|,?\s(?=and\s+(?:(?:leave|defer|postpone)\b|(?:plan|intend|hope)\s+to\b|will\s))",
    re.I,
)
_OPENING = re.compile(
    rf"\W*(?:{cues.CONTRAST}|although|though|while|whereas|where|since|because|as|despite|without|if|when|with|to|by|given)\b",
    re.I,
)
_CONTRAST = re.compile(rf"\W*{cues.CONTRAST}\b", re.I)
_COMMA = re.compile(r",(?!\s+(?:which|who|where|such\s+as|e\.g\.|and|or)\b)")
_COMMA_OR_WE = re.compile(rf"{_COMMA.pattern}|\s(?=we\s)")
_RELATIVE = re.compile(r",\s+(?:which|who|where)\b[^,]*")

# predicate -> what must follow a negation that is to be one of it
_FOLLOWED: Final = {
    **dict.fromkeys(("evaluatesOn", "trainsOn", "evaluatedOn"), cues.TRYING),
    **dict.fromkeys(("uses", "basedOn"), cues.USING),
    "outperforms": cues.BEATING,
}


def modality(sentence: str, start: int, end: int, predicate: str) -> str:
    """How the sentence speaks of the name at `start` to `end`: "" for plain, else one of vocab.MODALITIES.

    >>> modality("Unlike BERT, we use a recurrent encoder.", 7, 11, "uses")
    'rival'
    >>> modality("In future work we plan to use BERT.", 30, 34, "uses")
    'planned'
    """
    sentence = sentence.replace("’", "'")
    before, after = _clause(sentence, start, end)
    if _rival(before, after, predicate):
        return "rival"
    parts = (before, after, _opening(sentence, start))
    if any(cues.PLAN.search(cues.HELPED.sub("", part)) for part in parts) and not cues.PRESENT.search(sentence):
        return "planned"
    if cues.OUTSIDE.search(after):
        return "negated"
    if predicate in _STANDING:
        return ""
    if _negated(before, after, predicate):
        return "negated"
    return "hedged" if _hedged(before, after, predicate) else ""


def _rival(before: str, after: str, predicate: str) -> bool:
    if predicate not in _OWN:
        return False
    if cues.RIVAL.search(before) or _CONTRAST.match(before) or cues.REPLACED.search(after):
        return True
    if predicate not in _PAPERS or cues.OURS.search(before):
        return False
    return bool(cues.OTHERS.search(before) or cues.THEIRS.search(after))


def _negated(before: str, after: str, predicate: str) -> bool:
    denied = cues.NEGATION.search(before, max(0, len(before) - _NEAR))
    if denied and _FOLLOWED.get(predicate, cues.ANYTHING).match(before, denied.end()):
        return True
    if predicate not in _UNLACKED and (cues.LACK.search(before) or cues.UNUSED.search(after)):
        return True
    return predicate == "outperforms" and bool(cues.WORSE.search(before))


def _hedged(before: str, after: str, predicate: str) -> bool:
    doubt, asked = cues.HEDGE.search(before, max(0, len(before) - _FAR)), cues.ASKED.search(before)
    if predicate not in _DONE or cues.NEEDED.search(after) or not (doubt or asked):
        return bool(doubt or asked or cues.OPEN.search(after))
    return bool(doubt and cues.DOING.search(before, doubt.start()))  # who asks whether it helps has used it


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the clause of a name before and behind it."""
    opened = _opened(sentence)
    cuts = [0, *(cut.start() for cut in _CLAUSE.finditer(sentence) if cut.start() >= opened), opened]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=len(sentence))
    return sentence[max(first, start - _FURTHEST) : start], sentence[end : min(last, end + _FURTHEST)]


def _opening(sentence: str, start: int) -> str:
    """A short phrase before the first comma, where the name stands behind it: "As a next step, we ..."."""
    comma = sentence.find(",")
    return sentence[:comma] if 0 < comma < min(_SHORT, start) and ";" not in sentence[:start] else ""


def _opened(sentence: str) -> int:
    """Where the phrase or clause before the main one ends: "Unlike BERT, ...", "While others use BERT, ..."; or 0."""
    if not _OPENING.match(sentence):
        return 0
    inside = [m.span() for m in _RELATIVE.finditer(sentence)]
    commas = (m.start() for m in (_COMMA if not _CONTRAST.match(sentence) else _COMMA_OR_WE).finditer(sentence))
    return next((c for c in commas if not any(a <= c < b for a, b in inside)), 0)
