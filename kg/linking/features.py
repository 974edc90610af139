"""What speaks for and against two names of one paper's entity being one thing: the features that `judge` weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from kg.linking import lexicon
from kg.linking.abbreviations import is_short, left_over, letters
from kg.linking.corpus import Corpus
from kg.linking.spelling import joined, stem, words
from kg.linking.units import Unit

THINGS: Final = frozenset(map(stem, lexicon.THINGS))
# Words that, where one name has them and the other has not, say something: by the name of the feature.
_EXTRA: Final[Mapping[str, frozenset[str]]] = {
    "setting": frozenset(map(stem, lexicon.SETTINGS)),
    "narrowing": frozenset(map(stem, lexicon.NARROWING)),
    "language": frozenset(map(stem, lexicon.LANGUAGES)),
}
# Words that say little: a feature where all the words that one name has more are among them.
_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "weak": frozenset(map(stem, lexicon.WEAK)),
    "thing": THINGS,
    "action": frozenset(map(stem, lexicon.ACTIONS)),
}
_PREPOSITION = re.compile(r"\b(?:in|for|from|with|on|via|under|of|by|over)\b", re.I)
_BASED = re.compile(r"[- ](?:based|aware|driven|guided|centric|specific|oriented|free|level)\b", re.I)
_BOTH = re.compile(r"\b(?:and|or)\b|/|&|,", re.I)
_CALLED = re.compile(r"\(|\b(?:or|also|called|named|termed|dubbed|known as|i\.e\.)", re.I)
_BETWEEN = 30  # characters between two names of which one explains the other
_LONGEST = 4  # words from which the length of the shorter name is no longer told apart


def features(a: str, b: str, corpus: Corpus, unit: Unit, text: str = "") -> dict[str, float]:
    """What speaks for and against `a` and `b` of `unit` being one thing, by name, as `judge.WEIGHTS` weighs it."""
    short, long = sorted((a, b), key=lambda form: len(letters(form)))
    one, two = corpus.meaning(short), corpus.meaning(long)
    left, right = [t for t in one if t not in two], [t for t in two if t not in one]
    shape = "disjoint" if not set(one) & set(two) else "overlap" if left and right else "subset"
    extra = left + right
    out = {"one": 1.0, shape: 1.0, f"type {unit.type}": 1.0, f"role {unit.role}": 1.0}
    out[f"{shape} {min(len(words(short)), _LONGEST)} words"] = 1.0
    out[f"{shape} of several"] = float(len(unit.forms) > 2)
    out.update(_use(short, long, shape, corpus))
    out.update(_text(short, long, text))
    out[f"{shape} extra"] = min(len(extra), 5) / 5
    out[f"{shape} share"] = 1 - len(set(extra)) / len({*one, *two})
    for name, known in _EXTRA.items():
        out[f"{shape} {name}"] = float(any(t in known for t in extra))
    for name, known in _ONLY.items():
        out[f"{shape} {name}"] = float(bool(extra) and all(t in known for t in extra))
    out[f"{shape} based"] = float(bool(_BASED.search(long)) != bool(_BASED.search(short)))
    out["both"] = float(bool(_BOTH.search(long)) != bool(_BOTH.search(short)))
    if shape == "subset":
        narrow, wide = (two, one) if right else (one, two)
        out["preposition"] = float(bool(_PREPOSITION.search(long)) and not _PREPOSITION.search(short))
        out["in front"] = float(narrow[-len(wide) :] == wide)
    if left and right:
        out["like"] = max(SequenceMatcher(None, x, y, autojunk=False).ratio() for x in left for y in right)
    out.update(_abbreviation(short, long, corpus))
    return {name: value for name, value in out.items() if value}


def _use(short: str, long: str, shape: str, corpus: Corpus) -> dict[str, float]:
    """How many papers name them: what many papers name is a thing of its own."""
    wide = math.log(max(corpus.spread(corpus.key(short)), 1))
    narrow = math.log(max(corpus.spread(corpus.key(long)), 1))
    return {f"{shape} wide known": wide, "narrow known": narrow, f"{shape} wide unknown": float(not wide)}


def _text(short: str, long: str, text: str) -> dict[str, float]:
    """Whether the paper explains one by the other."""
    explains = _explains(short, long, text) or _explains(long, short, text)
    return {"brackets": float(f"{long} ({short}" in text), "explained": float(explains)}


def _explains(first: str, then: str, text: str) -> bool:
    """Whether `then` stands soon behind `first` with a bracket, "or", "also called" between."""
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        between, found, _ = text[end : end + _BETWEEN + len(then)].partition(then)
        if found and ". " not in between and _CALLED.search(between):
            return True
        start = text.find(first, end)
    return False


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
