"""Whether two names that one paper gives to a thing mean one thing or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.linking.abbreviations import letters, shortens
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


# Made by `python -m pipelines.linking.fit`.
WEIGHTS: Final[Mapping[str, float]] = {
    "both": -0.79,
    "brackets": 0.05,
    "disjoint": -0.33,
    "disjoint 1 words": 0.65,
    "disjoint 2 words": 0.22,
    "disjoint 3 words": -1.13,
    "disjoint 4 words": -0.07,
    "disjoint based": -0.72,
    "disjoint extra": 0.00,
    "disjoint language": -0.94,
    "disjoint narrowing": 0.10,
    "disjoint of several": -0.87,
    "disjoint setting": 0.06,
    "disjoint wide known": -0.24,
    "disjoint wide unknown": 0.70,
    "explained": 0.55,
    "front and known": -0.52,
    "in front": -1.19,
    "initials": 1.43,
    "like": 2.50,
    "meaning inside": -0.02,
    "narrow known": 0.15,
    "one": -0.39,
    "other meaning": -1.70,
    "overlap": 0.17,
    "overlap 1 words": 0.45,
    "overlap 2 words": -0.18,
    "overlap 3 words": -0.16,
    "overlap 4 words": 0.06,
    "overlap action": 1.31,
    "overlap based": 0.10,
    "overlap extra": -1.00,
    "overlap language": -0.93,
    "overlap narrowing": -0.40,
    "overlap of several": -0.21,
    "overlap setting": -1.47,
    "overlap share": 0.97,
    "overlap thing": 0.84,
    "overlap weak": 0.45,
    "overlap wide known": -0.08,
    "overlap wide unknown": 0.94,
    "part behind": 1.21,
    "part in front": -0.75,
    "preposition": -0.15,
    "role addressed": 0.16,
    "role compared": 0.36,
    "role evaluated": 0.21,
    "role mentioned": 0.16,
    "role proposed": 0.58,
    "role reported": -0.71,
    "role trained": -0.80,
    "role used": -0.34,
    "short": -0.06,
    "subset": -0.24,
    "subset 1 words": 0.50,
    "subset 2 words": -0.47,
    "subset 3 words": -0.21,
    "subset 4 words": -0.07,
    "subset action": 0.69,
    "subset based": -0.39,
    "subset extra": -1.10,
    "subset language": -1.45,
    "subset narrowing": -0.05,
    "subset of several": -0.16,
    "subset setting": -0.58,
    "subset share": 3.05,
    "subset thing": 1.08,
    "subset weak": 1.74,
    "subset wide known": -0.30,
    "subset wide unknown": 0.42,
    "type Benchmark": 0.28,
    "type Dataset": 0.29,
    "type Method": 0.01,
    "type Metric": -0.34,
    "type Task": -0.63,
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
    if shortens(short, long):
        return Verdict(True, "one with an abbreviation in it", 0.97)
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
