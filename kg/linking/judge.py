"""Whether two names that one paper gives to a thing mean one thing or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.linking.abbreviations import letters
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.features import THINGS, features
from kg.linking.numbers import other_number
from kg.linking.spelling import headless, stem
from kg.linking.units import Unit
from kg.vocab import DATA

_BASED: Final = stem("based")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one thing, why, and how sure that is."""

    same: bool
    reason: str
    confidence: float


# Made by pipelines/linking/fit.py.
WEIGHTS: Final[Mapping[str, float]] = {
    "both": -0.69,
    "brackets": 0.08,
    "disjoint 1 words": 0.65,
    "disjoint 2 words": 0.45,
    "disjoint 3 words": -0.86,
    "disjoint 4 words": -0.27,
    "disjoint based": -0.57,
    "disjoint extra": -0.57,
    "disjoint language": -0.97,
    "disjoint narrowing": -0.26,
    "disjoint of several": -1.28,
    "disjoint setting": 0.37,
    "disjoint wide known": -0.28,
    "disjoint wide unknown": 0.99,
    "explained": 1.51,
    "front and known": -0.89,
    "in front": -1.32,
    "initials": 0.34,
    "like": 2.17,
    "meaning inside": -0.25,
    "narrow known": 0.33,
    "one": 0.14,
    "other meaning": -1.43,
    "overlap": 0.06,
    "overlap 1 words": 0.63,
    "overlap 2 words": -0.40,
    "overlap 3 words": -0.12,
    "overlap action": 0.82,
    "overlap based": 0.49,
    "overlap extra": -1.03,
    "overlap language": -0.58,
    "overlap narrowing": -0.16,
    "overlap of several": -0.29,
    "overlap setting": -1.80,
    "overlap share": 0.41,
    "overlap thing": 0.75,
    "overlap weak": 0.46,
    "overlap wide known": -0.21,
    "overlap wide unknown": 0.87,
    "part behind": 1.18,
    "part in front": -1.03,
    "preposition": -0.41,
    "role addressed": 0.13,
    "role compared": 0.43,
    "role evaluated": 0.58,
    "role proposed": 0.59,
    "role reported": -0.62,
    "role trained": -0.50,
    "role used": -0.48,
    "short": 0.47,
    "subset": 0.12,
    "subset 1 words": 0.42,
    "subset 2 words": -0.49,
    "subset 3 words": -0.09,
    "subset 4 words": 0.29,
    "subset action": 0.64,
    "subset based": -0.68,
    "subset extra": -1.37,
    "subset language": -0.66,
    "subset narrowing": 0.20,
    "subset of several": -0.50,
    "subset setting": -0.93,
    "subset share": 1.88,
    "subset thing": 1.32,
    "subset weak": 2.72,
    "subset wide known": -0.63,
    "subset wide unknown": 0.46,
    "type Benchmark": 0.11,
    "type Dataset": 0.34,
    "type Method": 0.16,
    "type Metric": -0.15,
    "type Task": -0.33,
}


def probability(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum."""
    z = sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def built_on(short: str, long: str, corpus: Corpus) -> bool:
    """Whether `long` is no more than a thing based on `short`: "CRF-based models" are no CRF."""
    one, two = corpus.meaning(short), corpus.meaning(long)
    extra = {token for token in two if token not in one}
    return _BASED in extra and set(one) <= set(two) and all(t in THINGS for t in extra - {_BASED})


def certain(a: str, b: str, corpus: Corpus, unit: Unit) -> Verdict | None:
    """The verdict where it needs no weighing: another spelling, an abbreviation letter by letter, or of a part."""
    if corpus.key(a) == corpus.key(b):
        return Verdict(True, "spelling", 0.99)
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    if other_number(short, long):
        return Verdict(False, "another number or version", 0.02)
    if built_on(short, long, corpus):
        return Verdict(False, "built on it", 0.05)
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
