"""Whether two names that one paper gives to a thing mean one thing or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.linking.abbreviations import letters
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.features import features
from kg.linking.spelling import headless, numbers, stem, words
from kg.linking.units import Unit
from kg.vocab import DATA


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one thing, why, and how sure that is."""

    same: bool
    reason: str
    confidence: float


# Made by pipelines/linking/fit.py.
WEIGHTS: Final[Mapping[str, float]] = {
    "based": -0.18,
    "behind and fuller": -1.13,
    "both": -0.42,
    "brackets": -0.14,
    "disjoint": 0.21,
    "disjoint 1 words": 0.77,
    "disjoint 2 words": 0.54,
    "disjoint 3 words": -0.84,
    "disjoint 4 words": -0.26,
    "disjoint extra": -0.70,
    "disjoint language": -1.05,
    "disjoint narrowing": -0.47,
    "disjoint of several": -1.08,
    "disjoint setting": 0.53,
    "disjoint wide known": -0.33,
    "disjoint wide unknown": 0.77,
    "explained": 1.41,
    "front and fuller": -0.52,
    "front and known": -0.88,
    "fuller": 0.69,
    "in front": -1.31,
    "initials": 0.27,
    "like": 1.98,
    "meaning inside": -0.46,
    "narrow known": 0.38,
    "one": 0.23,
    "other meaning": -1.48,
    "overlap 1 words": 0.63,
    "overlap 2 words": -0.39,
    "overlap 3 words": -0.14,
    "overlap 4 words": -0.12,
    "overlap action": 0.78,
    "overlap extra": -0.80,
    "overlap language": -0.75,
    "overlap narrowing": -0.08,
    "overlap of several": -0.30,
    "overlap setting": -1.73,
    "overlap share": 0.48,
    "overlap thing": 0.71,
    "overlap weak": 0.53,
    "overlap wide known": -0.29,
    "overlap wide unknown": 0.88,
    "part behind": 1.03,
    "part in front": -1.02,
    "preposition": -0.42,
    "role addressed": 0.17,
    "role compared": 0.64,
    "role evaluated": 0.49,
    "role proposed": 0.60,
    "role reported": -0.71,
    "role trained": -0.47,
    "role used": -0.49,
    "short": 0.58,
    "subset 1 words": 0.25,
    "subset 2 words": -0.42,
    "subset 4 words": 0.19,
    "subset action": 0.63,
    "subset extra": -1.42,
    "subset language": -0.71,
    "subset narrowing": 0.14,
    "subset of several": -0.49,
    "subset setting": -0.94,
    "subset share": 1.77,
    "subset thing": 1.39,
    "subset weak": 2.70,
    "subset wide known": -0.57,
    "subset wide unknown": 0.46,
    "type Dataset": 0.49,
    "type Method": 0.12,
    "type Task": -0.39,
}


def probability(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum."""
    z = sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def other_number(a: str, b: str) -> bool:
    """Whether two names have different numbers: "Task 3" is not "Task 3B", "CIFAR-10/100" is not "CIFAR-10".

    A number that one of them lacks counts where their words are else the same: "FrameNet v1.7" is not "FrameNet".
    """
    one, two = numbers(a), numbers(b)
    if one == two:
        return False
    alike = {stem(w) for w in words(a)} - one == {stem(w) for w in words(b)} - two
    return alike or not (one <= two or two <= one)


def certain(a: str, b: str, corpus: Corpus, unit: Unit) -> Verdict | None:
    """The verdict where it needs no weighing: another spelling, an abbreviation letter by letter, or of a part."""
    if corpus.key(a) == corpus.key(b):
        return Verdict(True, "spelling", 0.99)
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    if other_number(short, long):
        return Verdict(False, "another number or version", 0.02)
    if abbreviates(short, long):
        return Verdict(True, "abbreviation stated", 0.99)
    before, bracket, after = long.partition(f"({short})")
    if (
        bracket
        and headless(f"x {after}") != "x"
        and unit.type not in DATA
        and corpus.key(before) in corpus.meanings(short)
    ):
        return Verdict(False, "abbreviation of a part", 0.05)
    return None


def stated(a: str, b: str, corpus: Corpus, unit: Unit, text: str) -> Verdict:
    """What to make of a paper that gives `a` and `b` as names of one thing."""
    sure = certain(a, b, corpus, unit)
    if sure:
        return sure
    p = probability(features(a, b, corpus, unit, text), WEIGHTS)
    return Verdict(p >= 0.5, "given as one thing", p)
