"""Whether two names that one paper gives to a thing are one name or a wider and a narrower one: a scored decision."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from kg.linking.abbreviations import is_short, left_over, letters
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.units import Unit
from kg.linking.spelling import joined, stem, words

# Modifiers that make another thing of what they stand before, and words that hardly do.
_NARROWING: Final = frozenset(
    stem(word)
    for word in (
        "multi cross zero few one low high single dual mono bi semi un non self weakly unsupervised supervised neural "
        "deep hierarchical large small pre pretrained trained online offline real time adaptive active dynamic static "
        "multilingual bilingual monolingual multimodal domain adversarial robust sparse dense contextual contextualized "
        "statistical probabilistic bayesian generative conditional average mean macro micro weighted balanced relative "
        "test training prediction model masked causal open closed fine grained coarse end biomedical medical clinical "
        "legal temporal spatial nested joint drop rate resource shot level video speech distributed federated stochastic "
        "convolutional recurrent quantum local global iterative incremental implicit explicit direct indirect 2d 3d"
    ).split()
)
_WEAK: Final = frozenset(
    stem(word)
    for word in (
        "automatic automated text natural human image based learning network processing analysis standard simple "
        "effective novel efficient general basic common classifier layer module function operator loss term feature "
        "descriptor representation property series variable object data graph"
    ).split()
)
_PREPOSITION = re.compile(r"\b(?:in|for|from|with|on|via|under|of|by|over)\b", re.I)
_BASED = re.compile(r"[- ](?:based|aware|driven|guided|centric|specific|oriented|free|level)\b", re.I)
_BOTH = re.compile(r"\b(?:and|or)\b|/|&|,", re.I)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are one thing, why, and how sure that is."""

    same: bool
    reason: str
    confidence: float


def features(a: str, b: str, corpus: Corpus, *, type: str = "", text: str = "") -> dict[str, float]:
    """What speaks for and against: the weights of `WEIGHTS` are for these."""
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    one, two = corpus.core(short)[0], corpus.core(long)[0]
    left, right = [t for t in one if t not in two], [t for t in two if t not in one]
    shared = len(set(one) & set(two))
    out: dict[str, float] = {"one": 1.0}
    wide = corpus.spread(corpus.key(short))
    shape = "subset" if shared and not (left and right) else "overlap" if shared else "disjoint"
    out[shape] = 1.0
    out[f"{shape} wide known"] = math.log(max(wide, 1))
    out["narrow known"] = math.log(max(corpus.spread(corpus.key(long)), 1))
    out["apart"] = float(corpus.apart(corpus.key(a), corpus.key(b)) > 0)
    extra = left + right
    out[f"{shape} extra"] = min(len(extra), 5) / 5
    out["narrowing"] = float(any(t in _NARROWING for t in extra)) * bool(shared)
    out["weak"] = float(bool(extra) and all(t in _WEAK for t in extra))
    out["digits"] = float(any(any(c.isdigit() for c in t) for t in extra))
    out["preposition"] = float(bool(_PREPOSITION.search(long)) and not _PREPOSITION.search(short)) * (shape == "subset")
    out["based"] = float(bool(_BASED.search(long)) != bool(_BASED.search(short)))
    out["both"] = float(bool(_BOTH.search(long)) != bool(_BOTH.search(short)))
    out["one word"] = float(len(one) == 1) * (shape == "subset")
    out["at the end"] = float(bool(one) and shape == "subset" and two[: len(one)] == one)
    out[f"type {type}"] = 1.0
    if left and right:
        out["like"] = max(SequenceMatcher(None, x, y, autojunk=False).ratio() for x in left for y in right)
    out.update(_abbreviation(short, long, corpus))
    out["brackets"] = float(_in_brackets(short, long, text))
    return {name: value for name, value in out.items() if value}


def _abbreviation(short: str, long: str, corpus: Corpus) -> dict[str, float]:
    if not is_short(short):
        return {}
    out = {"short": 1.0}
    left = left_over(short, long)
    others = [m for m in corpus.meanings(short) if m != corpus.key(long)]
    if left is None:
        whole = joined(corpus.core(long)[0])
        out["other meaning"] = float(bool(others))
        out["meaning inside"] = float(any(m in whole for m in others))
    elif left[0]:
        out["part in front"] = 1.0
        out["front and known"] = float(any(joined(corpus.core(long)[0]).endswith(m) for m in others))
    else:
        out["part behind"] = 1.0
    capital = [w[0] for w in words(long)]
    hits = sum(c in capital for c in letters(short))
    out["initials"] = hits / max(len(letters(short)), 1)
    return out


def _in_brackets(short: str, long: str, text: str) -> bool:
    return bool(text) and f"{long} ({short}" in text


WEIGHTS: Final[Mapping[str, float]] = {
    "apart": 0.11,
    "at the end": 0.13,
    "based": -0.46,
    "both": -0.44,
    "brackets": 0.66,
    "digits": -0.73,
    "disjoint": 0.35,
    "disjoint extra": -1.12,
    "disjoint wide known": -0.71,
    "front and known": -1.24,
    "initials": 0.34,
    "like": 1.79,
    "meaning inside": -0.05,
    "narrow known": -0.15,
    "narrowing": -0.61,
    "one": 0.98,
    "one word": -0.20,
    "other meaning": -1.00,
    "overlap": 0.54,
    "overlap extra": -1.47,
    "overlap wide known": -1.22,
    "part behind": 0.10,
    "part in front": -1.09,
    "preposition": -0.05,
    "short": 0.64,
    "subset": 0.09,
    "subset extra": -1.19,
    "subset wide known": -1.00,
    "type Benchmark": 0.45,
    "type Dataset": 0.69,
    "type Method": 0.20,
    "type Metric": 0.10,
    "type Task": -0.47,
    "weak": 2.47,
}


def probability(seen: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum."""
    z = sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def certain(a: str, b: str, corpus: Corpus) -> Verdict | None:
    """The verdict where it needs no weighing: another spelling, or an abbreviation letter by letter."""
    if corpus.key(a) == corpus.key(b):
        return Verdict(True, "spelling", 0.99)
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    return Verdict(True, "abbreviation", 0.99) if abbreviates(short, long) else None


def stated(a: str, b: str, corpus: Corpus, unit: Unit, text: str) -> Verdict:
    """What to make of a paper that gives `a` and `b` as names of one thing."""
    sure = certain(a, b, corpus)
    if sure:
        return sure
    p = probability(features(a, b, corpus, type=unit.type, text=text), weights(unit.paper))
    return Verdict(p >= 0.5, "stated", p)


def weights(paper):
    return WEIGHTS
