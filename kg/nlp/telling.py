"""Which mentions of two things tell how one stands to the other: their sentences are what a reader is shown.

One sentence that names both is best, and of several one that has a word for the relation. Where none names both, one
says what the paper does with the one, and one what it does with the other: "We propose X. ... It is tested on Y."
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.nlp.features import Span, nearest
from kg.nlp.sentences import Sentences

_AGAINST: Final = (
    r"outperform|better|best|superior|surpass|exceed|beat|improv|higher|lower|faster|slower|fewer|gain|outstrip|advantage|"
    r"compar|versus|\bvs\b|baseline|relative to|than\b|over\b|on par|competitive|match|state[- ]of[- ]the[- ]art"
)
_SAYS: Final = {
    "outperforms": re.compile(_AGAINST, re.I),
    "comparedWith": re.compile(_AGAINST, re.I),
    "evaluatedOn": re.compile(
        r"evaluat|experiment|\btest|result|achiev|outperform|report|validat|benchmark|demonstrat|reach|obtain|\bscor|show",
        re.I,
    ),
    "basedOn": re.compile(
        r"\bbased|\bbuil[dt]|exten[ds]|\busing\b|\buses?\b|inspir|variant|incorporat|combin|leverag|integrat|employ|adapt|"
        r"generali[sz]|modif|appl(?:y|ie)|adopt|deriv|top of|utili[sz]|fine-?tun|into\b|with\b|via\b|through\b",
        re.I,
    ),
    "partOf": re.compile(
        r"consist|compos|compris|contain|includ|component|modul|integrat|incorporat|combin|employ|introduc|propos|\busing\b|"
        r"\buses?\b|equip|leverag|design|with\b|via\b|through\b|into\b",
        re.I,
    ),
}
_SURE: Final = 0.5  # what a word for the relation adds to how plainly a sentence speaks of a thing


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its role, and its mentions with how much each speaks for that role."""

    role: str
    scored: Sequence[tuple[Span, float]]

    def mentions(self) -> list[Span]:
        """The mentions in text order."""
        return sorted(mention for mention, _ in self.scored)


def telling(predicate: str, head: Side, tail: Side, where: Sentences) -> tuple[Span, Span]:
    """The mention of each whose sentences tell that `predicate` holds between them."""
    sentence = where.reading.sentence
    near = nearest(head.mentions(), tail.mentions(), sentence)
    if sentence[near[0][0]] != sentence[near[1][0]]:
        return plainest(predicate, head, where), plainest(predicate, tail, where)
    if predicate not in _SAYS or _says(predicate, near, where):
        return near
    said = [pair for pair in _together(head, tail, sentence) if _says(predicate, pair, where)]
    return said[0] if said else near


def plainest(predicate: str, side: Side, where: Sentences) -> Span:
    """The mention whose sentence says most plainly what the paper does with a thing, or has a word for `predicate`."""

    def plain(item: tuple[Span, float]) -> float:
        mention, score = item
        said = side.role != "proposed" and predicate in _SAYS and _says(predicate, (mention,), where)
        return score + where.plainness(side.role, mention) + (_SURE if said else 0.0)

    return max(side.scored, key=plain)[0]


def _says(predicate: str, mentions: Sequence[Span], where: Sentences) -> bool:
    """Whether the sentence of `mentions` has a word for `predicate` beside the names."""
    text = where.text(mentions[0])
    for _, start, end in map(where.within, mentions):
        text = text[:start] + "_" * (end - start) + text[end:]
    return bool(_SAYS[predicate].search(text))


def _together(head: Side, tail: Side, sentence: Sequence[int]) -> list[tuple[Span, Span]]:
    """The nearest mentions of both in each sentence that names both."""
    sides: list[dict[int, list[Span]]] = [defaultdict(list), defaultdict(list)]
    for found, side in zip(sides, (head, tail), strict=True):
        for mention in side.mentions():
            found[sentence[mention[0]]].append(mention)
    return [nearest(sides[0][s], sides[1][s], sentence) for s in sorted(sides[0].keys() & sides[1].keys())]
