"""Whether two names that one paper gives to a thing mean one thing or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from kg.linking import lexicon
from kg.linking.abbreviations import is_short, left_over, letters
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.spelling import headless, joined, numbers, stem, words
from kg.linking.units import Unit
from kg.vocab import DATA

_NARROWING: Final = frozenset(map(stem, lexicon.NARROWING))
_WEAK: Final = frozenset(map(stem, lexicon.WEAK))
_PREPOSITION = re.compile(r"\b(?:in|for|from|with|on|via|under|of|by|over)\b", re.I)
_BASED = re.compile(r"[- ](?:based|aware|driven|guided|centric|specific|oriented|free|level)\b", re.I)
_BOTH = re.compile(r"\b(?:and|or)\b|/|&|,", re.I)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one thing, why, and how sure that is."""

    same: bool
    reason: str
    confidence: float


def features(a: str, b: str, corpus: Corpus, unit: Unit, text: str = "") -> dict[str, float]:
    """What speaks for and against `a` and `b` of `unit` being one thing, by name, as WEIGHTS weighs it."""
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    one, two = corpus.meaning(short), corpus.meaning(long)
    left, right = [t for t in one if t not in two], [t for t in two if t not in one]
    shape = "disjoint" if not set(one) & set(two) else "overlap" if left and right else "subset"
    extra = left + right
    out = {"one": 1.0, shape: 1.0, f"type {unit.type}": 1.0, f"role {unit.role}": 1.0}
    out[f"{shape} wide known"] = math.log(max(corpus.spread(corpus.key(short)), 1))
    out["narrow known"] = math.log(max(corpus.spread(corpus.key(long)), 1))
    out[f"{shape} extra"] = min(len(extra), 5) / 5
    out["weak"] = float(bool(extra) and all(t in _WEAK for t in extra))
    out["based"] = float(bool(_BASED.search(long)) != bool(_BASED.search(short)))
    out["both"] = float(bool(_BOTH.search(long)) != bool(_BOTH.search(short)))
    out["brackets"] = float(f"{long} ({short}" in text)
    if shape != "disjoint":
        out[f"{shape} narrowing"] = float(any(t in _NARROWING for t in extra))
        out["digits"] = float(any(any(c.isdigit() for c in t) for t in extra))
    if shape == "subset":
        narrow, wide = (two, one) if right else (one, two)
        out["preposition"] = float(bool(_PREPOSITION.search(long)) and not _PREPOSITION.search(short))
        out["one word"] = float(len(wide) == 1)
        out["in front"] = float(narrow[-len(wide) :] == wide)
        out["behind"] = float(narrow[: len(wide)] == wide)
    if left and right:
        out["like"] = max(SequenceMatcher(None, x, y, autojunk=False).ratio() for x in left for y in right)
        out["same head"] = float(one[-1] == two[-1])
    out.update(_abbreviation(short, long, corpus, unit))
    return {name: value for name, value in out.items() if value}


def _abbreviation(short: str, long: str, corpus: Corpus, unit: Unit) -> dict[str, float]:
    if not is_short(short):
        return {}
    fuller = float(any(abbreviates(short, form) for form in unit.forms))
    out = {"short": 1.0}
    left = left_over(short, long)
    others = [m for m in corpus.meanings(short) if m != corpus.key(long)]
    if left is None:
        whole = joined(corpus.core(long)[0])
        out["fuller"] = fuller
        out["other meaning"] = float(bool(others))
        out["meaning inside"] = float(any(m in whole for m in others))
    elif left[0]:
        out["part in front"] = 1.0
        out["front and fuller"] = fuller
        out["front and known"] = float(any(joined(corpus.core(long)[0]).endswith(m) for m in others))
    else:
        out["part behind"] = 1.0
        out["behind and fuller"] = fuller
    capital = [w[0] for w in words(long)]
    hits = sum(c in capital for c in letters(short))
    out["initials"] = hits / max(len(letters(short)), 1)
    return out


# Made by pipelines/linking/fit.py.
WEIGHTS: Final[Mapping[str, float]] = {
    "based": -0.31,
    "behind": -0.16,
    "behind and fuller": -0.66,
    "both": -0.42,
    "brackets": 1.05,
    "digits": -1.43,
    "disjoint": 0.05,
    "disjoint extra": -1.09,
    "disjoint wide known": -0.61,
    "front and fuller": -0.62,
    "front and known": -1.14,
    "fuller": 0.45,
    "in front": -1.42,
    "initials": 0.87,
    "like": 1.69,
    "meaning inside": -0.45,
    "narrow known": 0.42,
    "one": 0.96,
    "one word": -0.41,
    "other meaning": -1.22,
    "overlap": 0.13,
    "overlap extra": -1.10,
    "overlap narrowing": -0.55,
    "overlap wide known": -0.72,
    "part behind": 1.41,
    "part in front": -0.89,
    "preposition": -0.37,
    "role addressed": 0.16,
    "role compared": 0.71,
    "role evaluated": 0.55,
    "role mentioned": 0.06,
    "role proposed": 0.62,
    "role reported": -0.18,
    "role trained": -0.45,
    "role used": -0.53,
    "same head": -0.05,
    "short": 0.45,
    "subset": 0.78,
    "subset extra": -2.24,
    "subset narrowing": -0.23,
    "subset wide known": -0.78,
    "type Benchmark": 0.22,
    "type Dataset": 0.58,
    "type Method": 0.32,
    "type Metric": 0.29,
    "type Task": -0.46,
    "weak": 2.62,
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
