"""Rules for a result's slots, where the text leaves little doubt: they overrule the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.nlp.entities import Thing
from kg.nlp.features import PHRASE, Span
from kg.nlp.reading import Reading
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
    r"(?:the\s+|its\s+|their\s+)?(?P<measure>(?!by\b)[\w-]+(?:\s+[\w-]+){0,3}?)\s+(?:by|up\s+to|of)\s+(?:up\s+to\s+|about\s+|over\s+|at\s+least\s+|an?\s+average\s+of\s+|around\s+|approximately\s+|more\s+than\s+|~)*$",
    re.I,
)
# What may stand between a number and the name right behind it.
_LINK = re.compile(
    r"%|x|×|percent(age)?|points?|times|absolute|relative|average|mean|higher|lower|better|in|of|the", re.I
)
# What may stand between a name and the number right behind it that is its own: "GLUE: 85.1", "an F1 of 0.9".
_EQUALS = re.compile(r"\s*(?:[:=]\s*)?(?:[~≈<>+$]+\s*)?")
_IS = re.compile(rf"{_EQUALS.pattern}|\s+(?:of|is|was)\s+(?:about\s+|only\s+)?(?:[~≈<>+$]+\s*)?")
# A measure as a symbol right before the number: "r = 0.39", "OR 1.31", "[HR]: 0.28".
_SYMBOL = re.compile(
    r"(?<![\w@.\\-])(?:(?P<measure>[^\W\d_][\w-]{0,9})[\])]?\s?=|(?P<effect>a?[OHR]R|SMD|W?MD|AUC|ICC|IRR)[\])]?\s?[:,]?)"
    r"\s?[~$]*$"
)
_UNITS = (
    "ms s sec secs msec seconds second min mins minutes minute h hrs hours hour day days weeks fps hz khz mhz ghz "
    "kb mb gb tb mm cm m km m/s µs μs ns w mw j mj kwh flops gflops tflops mflops kbps mbps"
)
_PHYSICAL = frozenset(_UNITS.split())
_MULTIPLES = ("x", "X", "×", "times", "fold")
_SCORE = re.compile(
    r"accurac|precision|recall|\bf-?\d?(?:[ -]?(?:score|measure))?$|bleu|rouge|meteor|\bm?ap\b|\bm?iou\b|perplexity|"
    r"\bau(?:ro)?c\b|dice|ndcg|\bmrr\b|hits@|\bf1\b|\b[wc]er\b|\bfid\b|exact\s+match|success\s+rate",
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
    >>> measure("", "the score can improve by up to ")
    ''
    """
    for pattern, text in ((_BEHIND, behind), (_GAIN, behind), (_BEFORE, before)):
        found = pattern.search(text)
        if found:
            return found.group("measure").strip()
    return ""


def symbol(before: str) -> str:
    """The symbol or effect measure that stands right before a number, or "".

    >>> symbol("correlated (r = "), symbol("a risk (OR "), symbol("set to ")
    ('r', 'OR', '')
    """
    found = _SYMBOL.search(before, max(0, len(before) - 20))
    return (found["measure"] or found["effect"]) if found else ""


def faster(slots: Slots, unit: str, behind: str) -> Slots:
    """`slots` with what a multiple is one of, where the text says it right behind: no BLEU is 8x faster.

    >>> faster(Slots("BLEU", "WMT14", "PAPER"), "x", " faster inference than BERT").metric
    'faster inference'
    """
    said = _BEHIND.match(behind.lstrip("$")) if unit.strip("\\-") in _MULTIPLES else None
    if not said or _SCORE.search(said.group("measure")) or not _SCORE.search(slots.metric):
        return slots
    return replace(slots, metric=said.group("measure").strip())


def in_unit(slots: Slots, unit: str) -> Slots:
    """`slots` without a measure that is never counted in this unit: no BLEU is 85 minutes."""
    return replace(slots, metric="") if unit.lower() in _PHYSICAL and _SCORE.search(slots.metric) else slots


def ruled(slots: Slots, things: Sequence[Thing]) -> Slots:
    """`slots` with the one data set that the paper evaluates on in the place of a task: there it was measured."""
    data = [t.name for t in things if t.type in DATA and t.role == "evaluated"]
    task = any(t.name == slots.on and t.type == "Task" for t in things)
    return replace(slots, on=data[0]) if task and len(data) == 1 else slots


def behind(reading: Reading, number: Span, things: Sequence[Thing]) -> Thing | None:
    """The measure or data set that stands right behind a number: "2x data efficiency", "99.3% GLUE performance"."""
    starts = {m[0]: t for t in things if t.type in (*DATA, "Metric", PHRASE) for m in t.mentions}
    for word in range(number[1] + 1, min(number[1] + 5, len(reading.bounds))):
        if reading.sentence[word] != reading.sentence[number[0]]:
            return None
        if word in starts:
            return starts[word]
        if not _LINK.fullmatch(reading.text_of((word, word))):
            return None
    return None


def before(reading: Reading, number: Span, things: Sequence[Thing]) -> list[Thing]:
    """The measure or data set that stands right before a number: "GLUE: 85.1", "MSE=0.4", "an F1 of 0.9"."""
    start = reading.bounds[number[0]][0]
    found = []
    for thing in (t for t in things if t.type in (*DATA, "Metric")):
        last = max((m[1] for m in thing.mentions if m[1] < number[0]), default=None)
        if last is None or reading.sentence[last] != reading.sentence[number[0]]:
            continue
        link = _IS if thing.type == "Metric" else _EQUALS
        if link.fullmatch(reading.text, reading.bounds[last][1], start):
            found.append(thing)
    return found


def placed(slots: Slots, thing: Thing) -> Slots:
    """`slots` with `thing` in the slot of its type."""
    return replace(slots, on=thing.name) if thing.type in (*DATA, "Task") else replace(slots, metric=thing.name)
