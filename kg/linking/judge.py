"""Whether two names that one paper gives to a thing mean one thing or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.linking.abbreviations import letters
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.features import features
from kg.linking.numbers import other_number
from kg.linking.spelling import headless
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
    "both": -0.69,
    "brackets": 0.09,
    "disjoint 1 words": 0.65,
    "disjoint 2 words": 0.45,
    "disjoint 3 words": -0.86,
    "disjoint 4 words": -0.27,
    "disjoint based": -0.57,
    "disjoint extra": -0.56,
    "disjoint language": -0.98,
    "disjoint narrowing": -0.26,
    "disjoint of several": -1.29,
    "disjoint setting": 0.37,
    "disjoint wide known": -0.29,
    "disjoint wide unknown": 0.98,
    "explained": 1.51,
    "front and known": -0.90,
    "in front": -1.32,
    "initials": 0.41,
    "like": 2.17,
    "meaning inside": -0.47,
    "narrow known": 0.32,
    "one": 0.17,
    "other meaning": -1.52,
    "overlap": 0.06,
    "overlap 1 words": 0.63,
    "overlap 2 words": -0.40,
    "overlap 3 words": -0.13,
    "overlap action": 0.82,
    "overlap based": 0.49,
    "overlap extra": -1.02,
    "overlap language": -0.57,
    "overlap narrowing": -0.16,
    "overlap of several": -0.29,
    "overlap setting": -1.80,
    "overlap share": 0.42,
    "overlap thing": 0.75,
    "overlap weak": 0.46,
    "overlap wide known": -0.20,
    "overlap wide unknown": 0.88,
    "part behind": 1.17,
    "part in front": -1.03,
    "preposition": -0.41,
    "role addressed": 0.12,
    "role compared": 0.57,
    "role evaluated": 0.59,
    "role proposed": 0.55,
    "role reported": -0.62,
    "role trained": -0.50,
    "role used": -0.52,
    "short": 0.41,
    "subset": 0.14,
    "subset 1 words": 0.38,
    "subset 2 words": -0.46,
    "subset 3 words": -0.08,
    "subset 4 words": 0.30,
    "subset action": 0.64,
    "subset based": -0.64,
    "subset extra": -1.37,
    "subset language": -0.68,
    "subset narrowing": 0.15,
    "subset of several": -0.46,
    "subset setting": -0.94,
    "subset share": 1.87,
    "subset thing": 1.33,
    "subset weak": 2.73,
    "subset wide known": -0.63,
    "subset wide unknown": 0.43,
    "type Benchmark": 0.11,
    "type Dataset": 0.37,
    "type Method": 0.18,
    "type Metric": -0.14,
    "type Task": -0.34,
}


def probability(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum."""
    z = sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


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


def written_out(form: str, unit: Unit) -> str:
    """The name of `unit` that `form` is short for, or itself: the two are one thing, so they get one verdict."""
    return next((long for long in unit.forms if abbreviates(form, long)), form)


def stated(a: str, b: str, corpus: Corpus, unit: Unit, text: str) -> Verdict:
    """What to make of a paper that gives `a` and `b` as names of one thing."""
    sure = certain(a, b, corpus, unit)
    if sure:
        return sure
    a, b = written_out(a, unit), written_out(b, unit)
    sure = certain(a, b, corpus, unit)
    if sure:
        return sure
    p = probability(features(a, b, corpus, unit, text), WEIGHTS)
    return Verdict(p >= 0.5, "given as one thing", p)
