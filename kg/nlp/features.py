"""What the heads see beside the encoder's vectors; the same code feeds training and use.

Every mention is (start, end): the numbers of its first and last word. A paper's
candidate thing is a list of mentions. All features are small float vectors.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kg.names import normal
from kg.vocab import TYPES

Span: TypeAlias = tuple[int, int]
Floats: TypeAlias = npt.NDArray[np.float32]

PHRASE = "Phrase"  # words that name a result's measure or place and are no entity: "faster inference"
LABELS = (*TYPES, PHRASE)  # what the network tells spans to be
LONGEST_MENTION = 12  # words; 99.9 % of the gold's names are no longer
ENTITY_FEATURES = 8
PAIR_FEATURES = 18
FORM_FEATURES = 9
_DISTANCES = (1, 3, 6, 12, 24, 48, 96)

NUMBER = re.compile(
    r"(?<![\w.])[-+−]?(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?|(?<![\w.])\.\d+",
)


def entity_features(mentions: Sequence[Span], shapes: Sequence[int], title_words: int, total: int) -> Floats:
    """Where and how often a thing is named, and how it is written: ENTITY_FEATURES numbers."""
    first = min(start for start, _ in mentions)
    last = max(end for _, end in mentions)
    written = [shapes[i] for start, end in mentions for i in range(start, end + 1)]
    longest = max(end - start + 1 for start, end in mentions)
    return np.array(
        [
            first < title_words,
            last >= title_words,
            np.log1p(len(mentions)),
            first / max(total, 1),
            last / max(total, 1),
            any(s in (2, 3, 4) for s in written),
            all(s in (1, 2, 3, 4, 6) for s in written),
            longest / LONGEST_MENTION,
        ],
        dtype=np.float32,
    )


def nearest(heads: Sequence[Span], tails: Sequence[Span], sentence: Sequence[int]) -> tuple[Span, Span]:
    """The mention of each that stand closest together, one sentence before two.

    From each head the tails are gone through to the right and to the left, only as far as one may still be closer:
    a text may name two things a thousand times each.
    """
    tails = sorted(tails)
    reach = list(accumulate((end for _, end in tails), max))  # where the tails up to each end
    best = (True, sys.maxsize, (heads[0], tails[0]))
    for head in heads:
        start, end = head
        at = bisect_left(tails, head)
        right = ((tails[i], tails[i][0] - end) for i in range(at, len(tails)))
        left = ((tails[i], start - min(end, reach[i])) for i in range(at - 1, -1, -1))
        for side in (right, left):
            for tail, least in side:
                apart = sentence[start] != sentence[tail[0]]
                if (apart, least) > best[:2]:
                    break
                best = min(best, (apart, max(start, tail[0]) - min(end, tail[1]), (head, tail)))
    return best[2]


def holds(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    """Whether a mention of `inner` stands within one of `outer`."""
    inner = sorted(inner)
    return any(
        end <= last
        for first, last in outer
        for _, end in inner[bisect_left(inner, (first, first)) : bisect_right(inner, (last, last))]
    )


def between(head: Span, tail: Span) -> Span | None:
    """The words strictly between two mentions as a half-open range, or None."""
    start, end = min(head[1], tail[1]) + 1, max(head[0], tail[0])
    return (start, end) if start < end else None


def pair_features(
    heads: Sequence[Span], tails: Sequence[Span], near: tuple[Span, Span], sentence: Sequence[int]
) -> Floats:
    """How two things stand to each other in the text, `near` being their nearest mentions: PAIR_FEATURES numbers."""
    head, tail = near
    gap = max(head[0], tail[0]) - min(head[1], tail[1]) - 1
    together = {sentence[h[0]] for h in heads} & {sentence[t[0]] for t in tails}
    found = np.zeros(PAIR_FEATURES, dtype=np.float32)
    found[sum(gap >= d for d in _DISTANCES)] = 1
    apart = abs(sentence[head[0]] - sentence[tail[0]])
    found[8 + min(apart, 3)] = 1
    found[12] = head < tail
    found[13] = min(len(together), 4) / 4
    found[14] = len(heads) == 1
    found[15] = len(tails) == 1
    found[16] = holds(heads, tails)
    found[17] = holds(tails, heads)
    return found


def is_short_form(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in order in `long`, the first at its start."""
    letters = [c for c in short.lower() if c.isalnum()]
    text = long.lower()
    if len(letters) < 2 or not text.startswith(letters[0]) or len(short) >= len(long):
        return False
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


def form_features(one: str, other: str, bracketed: bool) -> Floats:
    """How alike two written forms are: FORM_FEATURES numbers; the order of the two does not matter."""
    short, long = sorted((one, other), key=lambda s: (len(s), s))
    a, b = normal(short).split(), normal(long).split()
    common = len(set(a) & set(b))
    initials = "".join(w[0] for w in b)
    return np.array(
        [
            bracketed,
            is_short_form(short, long),
            bool(a) and "".join(a).rstrip("s") == initials,
            bool(a) and set(a) <= set(b),
            common / max(len(set(a) | set(b)), 1),
            bool(a) and bool(b) and a[-1] == b[-1],
            bool(a) and bool(b) and a[0] == b[0],
            short.isupper() or (len(short) > 1 and short[1:].lower() != short[1:]),
            abs(len(a) - len(b)) / LONGEST_MENTION,
        ],
        dtype=np.float32,
    )
