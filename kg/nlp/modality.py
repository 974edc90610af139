"""Whether a sentence asserts a triple as plain fact: negated, hedged, planned, or said of a rival.

Cues are looked for in the clause that holds the tail's mention, close before it;
a cue elsewhere in the sentence says nothing of this triple.
"""

from __future__ import annotations

import re

_CLAUSE = re.compile(
    r"[;:]|,\s+(?:but|while|whereas|although|yet|however|and (?:we|it|this|our)|we|our|this|it)\b", re.I
)
_NEAR = 60  # characters before the name that a negation may stand in
_FAR = 90  # the same for a hedge
# Said of a problem or a data set as such: a doubt in the sentence is a doubt of something else.
_STANDING = ("addresses", "benchmarkFor", "mentions")

_NEGATED = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|can|could|need|should)(?:\s+not|n't)|cannot|can't|never|fails?\s+to|failed\s+to|neither|nor)\b"
    r"(?!\s+only)",
    re.I,
)
_WITHOUT = re.compile(
    r"\b(?:without\s+(?:using|relying\s+on|resorting\s+to|the\s+need\s+for|the\s+use\s+of|needing|requiring|any)"
    r"|no\s+need\s+for|avoid(?:s|ing)?\s+the\s+use\s+of|dispens(?:es|ing)\s+with|free\s+of)\s+(?:\w+\s+){0,3}$",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:future\s+work|in\s+(?:the\s+)?future|we\s+(?:also\s+)?plan\s+to|plan(?:ned)?\s+to|we\s+(?:intend|hope|aim)\s+to\s+(?:extend|apply|test|try|use|evaluate)|"
    r"remains?\s+to\s+be|we\s+will\s+(?:extend|apply|test|try|use|evaluate|explore|study))\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(?:may|might|perhaps|possibly|presumably|conceivably|hypothesi[sz]e|speculate|conjecture|could\s+(?:potentially|possibly|in\s+principle|be\s+(?:used|applied|extended))|"
    r"can\s+potentially|potentially|it\s+is\s+unclear\s+(?:if|whether)|whether)\b",
    re.I,
)
_RIVAL = re.compile(
    r"\b(?:unlike|in\s+contrast\s+(?:to|with)|contrary\s+to|as\s+opposed\s+to|rather\s+than|instead\s+of|in\s+place\s+of)\s+"
    r"(?:(?:the|a|an|using|prior|previous|existing|other|standard|traditional|conventional|most|many|common|popular|relying|on|based|approaches|methods|models|such|as|like|works|work|techniques|that|which|use|uses|rely|only|just|their|pure|recent|earlier|of|to)\s+){0,7}$",
    re.I,
)
_OWN = ("uses", "proposes", "evaluatesOn", "addresses", "partOf", "basedOn", "appliedTo", "evaluatedOn", "trainsOn")


def clause_before(sentence: str, at: int) -> str:
    """What stands in the clause of position `at` before it."""
    start = 0
    for cut in _CLAUSE.finditer(sentence, 0, at):
        start = cut.start()
    return sentence[start:at]


def modality(sentence: str, at: int, predicate: str) -> str:
    """How the sentence speaks of the name at offset `at`: "" for plain, else one of vocab.MODALITIES.

    >>> modality("Unlike BERT, we use a recurrent encoder.", 7, "uses")
    'rival'
    >>> modality("In future work we plan to use BERT.", 30, "uses")
    'planned'
    """
    before = clause_before(sentence, at)
    if predicate in _OWN and _RIVAL.search(before):
        return "rival"
    if _PLANNED.search(before) or (_PLANNED.search(sentence) and not _CLAUSE.search(sentence)):
        return "planned"
    if predicate in _STANDING:
        return ""
    if _WITHOUT.search(before) or _NEGATED.search(before[-_NEAR:]):
        return "negated"
    return "hedged" if _HEDGED.search(before[-_FAR:]) else ""
