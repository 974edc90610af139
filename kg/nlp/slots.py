"""Rules for a result's slots, where the text leaves little doubt: they overrule the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.nlp.entities import Thing
from kg.nlp.features import Span
from kg.vocab import DATA

# A measure that is no entity, named behind the number: "15.4x faster imagination", "a 14% improvement in path ranking".
_STOP = r"(?!(?:than|on|in|over|of|for|and|with|while|by|when|compared|at|to|as|without|from)\b)"
_BEHIND = re.compile(
    rf"^\s*(?:of\s+)?(?P<measure>(?:fewer|faster|less|more|lower|higher|smaller|larger|better|longer|shorter)"
    rf"(?:\s+{_STOP}[\w-]+){{1,3}}|speed-?ups?|faster|smaller|shorter)",
    re.I,
)
_GAIN = re.compile(
    r"^\s*(?:(?:absolute|relative|average|overall)\s+)*(?:improvement|gain|increase|decrease|reduction|drop|boost)s?\s+(?:in|of|for)\s+(?:the\s+)?"
    rf"(?P<measure>{_STOP}[\w-]+(?:\s+{_STOP}[\w-]+){{0,3}})",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:reduc(?:es?|ing|ed)|improv(?:es?|ing|ed)|increas(?:es?|ing|ed)|decreas(?:es?|ing|ed)|lower(?:s|ing|ed)?|cut(?:s|ting)?|sav(?:es?|ing|ed))\s+"
    r"(?:the\s+|its\s+|their\s+)?(?P<measure>[\w-]+(?:\s+[\w-]+){0,3}?)\s+(?:by|up\s+to|of)\s+(?:up\s+to\s+|about\s+|over\s+|at\s+least\s+|an?\s+average\s+of\s+|around\s+|approximately\s+|more\s+than\s+|~)*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills a result's metric, place and method: names, PAPER, or ""."""

    metric: str
    on: str
    method: str


def measure(behind: str, before: str) -> str:
    """The measure that the text names right behind a number, or before it, or "".

    >>> measure(" faster inference than BERT", "It has 3x")
    'faster inference'
    >>> measure(" and more", "while reducing total cost by ")
    'total cost'
    """
    for pattern, text in ((_BEHIND, behind), (_GAIN, behind), (_BEFORE, before)):
        found = pattern.search(text)
        if found:
            return found.group("measure").strip()
    return ""


def ruled(slots: Slots, things: Sequence[Thing]) -> Slots:
    """`slots` with the one data set that the paper evaluates on in the place of a task: there it was measured."""
    data = [t.name for t in things if t.type in DATA and t.role == "evaluated"]
    task = any(t.name == slots.on and t.type == "Task" for t in things)
    return replace(slots, on=data[0]) if task and len(data) == 1 else slots


def respectively(
    text: str, numbers: Sequence[tuple[int, Span]], things: Sequence[Thing], starts: Sequence[int]
) -> dict[int, Thing]:
    """For a sentence that says "respectively": number -> the thing of the list that has its place.

    `numbers` are (index, words) of one sentence in order, `starts` the word range of the sentence.
    """
    if "respectively" not in text or len(numbers) < 2:
        return {}
    for types in (DATA, ("Metric",), ("Task",)):
        listed = sorted(
            (a, n) for n, t in enumerate(things) if t.type in types for a, _ in t.mentions if starts[0] <= a < starts[1]
        )
        if len(listed) == len(numbers) and len({n for _, n in listed}) == len(numbers):
            return {i: things[n] for (i, _), (_, n) in zip(numbers, listed, strict=True)}
    return {}
