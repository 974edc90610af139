"""Lists of numbers and lists of names as long: "X and Y reach 81.2 and 79.4 on A and B, respectively"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.nlp.entities import Thing
from kg.nlp.features import Span
from kg.nlp.reading import Reading
from kg.vocab import DATA

# What stands between the members of a list of numbers ("51.1 bits and 44.3"), and of a list of names.
_COMMA = r"(?:,|;|/|,?\s*\b(?:and|or|&)\b)\s*"
_NUMBERS = re.compile(
    rf"\s*(?:[^\s,;\d]{{1,12}}\s*){{0,2}}{_COMMA}(?:(?:and|an?|the|up\s+to|over|about|by|around)\s+)*[-+−~$\\]*"
)
_NAMES = re.compile(
    rf"\s*(?:\([^)]*\)\s*)?(?:datasets?|benchmarks?|corpus|tasks?|scores?)?\s*{_COMMA}(?:(?:and|the)\s+)*"
)
# What stands between methods and what they reach, and the other way round.
_REACH = re.compile(
    r"\s*(?:(?:both|then|only|also)\s+)?(?:reach|achiev|obtain|get|got|score|attain|yield|ha[sd]|have|show|perform|record)\w*\s+"
    r"(?:\w+\s+){0,4}?[~≈$+]*"
)
_OF = re.compile(r"\s?%?\s*(?:(?!over|than|on|and|from)[\w-]+\s+){0,4}?(?:for|by|with)\s+(?:the\s+)?")


def listed(reading: Reading, numbers: Sequence[tuple[int, Span]], things: Sequence[Thing]) -> dict[int, Thing]:
    """For the numbers of one sentence that form lists: number -> the thing that has its place in a list as long.

    `numbers` are (index, words) in text order. "51.1 and 44.3 on text8 and WikiText-2" are two lists of two.
    """
    found: dict[int, Thing] = {}
    if len(numbers) < 2:
        return found
    sentence = reading.sentence[numbers[0][1][0]]
    runs = [run for run in _runs(reading, numbers, _NUMBERS) if len(run) > 1]
    for types in (DATA, ("Metric",), ("Task",)):
        lists = _lists(reading, sentence, types, things)
        for run in runs:
            fit = [names for names in lists if len(names) == len(run)]
            if fit and run[0][0] not in found:
                nearest = min(fit, key=lambda names: abs(names[0][1][0] - run[0][1][0]))
                found |= {i: things[n] for (i, _), (n, _) in zip(run, nearest, strict=True)}
    return found


def made_by(reading: Reading, numbers: Sequence[tuple[int, Span]], things: Sequence[Thing]) -> dict[int, Thing]:
    """For numbers of one sentence: number -> the method that has its place in a list as long, right before or behind.

    "A and B reach 81.2 and 79.4", "81.2 and 79.4 are obtained by A and B".
    """
    found: dict[int, Thing] = {}
    if len(numbers) < 2:
        return found
    lists = _lists(reading, reading.sentence[numbers[0][1][0]], ("Method",), things)
    for run in (run for run in _runs(reading, numbers, _NUMBERS) if len(run) > 1):
        for names in (names for names in lists if len(names) == len(run)):
            if _REACH.fullmatch(_between(reading, names, run)) or _OF.fullmatch(_between(reading, run, names)):
                found |= {i: things[n] for (i, _), (n, _) in zip(run, names, strict=True)}
    return found


def _between(
    reading: Reading, one: Sequence[tuple[int, Span]], other: Sequence[tuple[int, Span]], most: int = 60
) -> str:
    """The text from the last of `one` to the first of `other`, as far as it can matter."""
    start = reading.bounds[one[-1][1][1]][1]
    return reading.text[start : min(reading.bounds[other[0][1][0]][0], start + most)]


def _lists(
    reading: Reading, sentence: int, types: Sequence[str], things: Sequence[Thing]
) -> list[list[tuple[int, Span]]]:
    """The lists of different things of such types in a sentence, as (index, words)."""
    named = sorted(
        (
            (n, m)
            for n, t in enumerate(things)
            if t.type in types
            for m in t.mentions
            if reading.sentence[m[0]] == sentence
        ),
        key=lambda item: item[1],
    )
    return [run for run in _runs(reading, named, _NAMES) if len({n for n, _ in run}) == len(run)]


def _runs(
    reading: Reading, items: Sequence[tuple[int, Span]], between: re.Pattern[str]
) -> list[list[tuple[int, Span]]]:
    """Neighbours of `items` (number, words) that only commas, "and" and the like stand between."""
    runs: list[list[tuple[int, Span]]] = []
    for item in items:
        last = runs[-1][-1][1] if runs else None
        if last and between.fullmatch(reading.text[reading.bounds[last[1]][1] : reading.bounds[item[1][0]][0]]):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
