"""Text -> words with offsets, and the word pieces of the encoder.

Words are runs of letters and digits, or single other characters. The rule is
one regular expression, so its time is linear in the text however odd that is,
and every name that a reader would mark begins and ends at a word's edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST_WORD = 60  # characters; a longer run is one unknown piece


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, with its offsets in code points."""

    text: str
    start: int
    end: int


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of `text` in order, their offsets moved by `offset`."""
    return [Word(m.group(), m.start() + offset, m.end() + offset) for m in WORD.finditer(text)]


def shape_of(word: str) -> int:
    """The written shape of a word as a small number, since the encoder reads lower case only."""
    if not word.isalpha() and any(c.isdigit() for c in word):
        return 4 if any(c.isalpha() for c in word) else 5
    if not word[:1].isalpha():
        return 6
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 7 if len(word) == 1 else 3


SHAPES = 9  # shape 8 marks the encoder's own pieces


@dataclass(frozen=True, slots=True)
class WordPieces:
    """The word-piece split of BERT (Wu et al. 2016; uncased), greedy, longest match first."""

    vocabulary: Mapping[str, int]
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def pieces(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word; the id of [UNK] where no split exists."""
        known = self.seen.get(word)
        if known is None:
            known = self._split(word)
            if len(self.seen) < 100_000:
                self.seen[word] = known
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFD", word.lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        unknown = (self.vocabulary["[UNK]"],)
        if not plain or len(plain) > LONGEST_WORD:
            return unknown
        ids: list[int] = []
        start = 0
        while start < len(plain):
            for end in range(len(plain), start, -1):
                piece = ("##" if start else "") + plain[start:end]
                if piece in self.vocabulary:
                    ids.append(self.vocabulary[piece])
                    start = end
                    break
            else:
                return unknown
        return tuple(ids)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder reads of one text: piece ids, shapes and segments, and each word's first and last piece."""

    ids: list[int]
    shapes: list[int]
    segments: list[int]
    first: list[int]
    last: list[int]


def encode(words: Sequence[str], title_words: int, pieces: WordPieces) -> Encoded:
    """The input of the encoder: [CLS] title [SEP] text [SEP], the title in segment 1."""
    vocabulary = pieces.vocabulary
    ids, shapes, segments = [vocabulary["[CLS]"]], [SHAPES - 1], [0]
    first: list[int] = []
    last: list[int] = []

    def separator() -> None:
        ids.append(vocabulary["[SEP]"])
        shapes.append(SHAPES - 1)
        segments.append(0)

    for number, word in enumerate(words):
        if number == title_words and number:
            separator()
        split = pieces.pieces(word)
        first.append(len(ids))
        ids.extend(split)
        shapes.extend([shape_of(word)] * len(split))
        segments.extend([int(number < title_words)] * len(split))
        last.append(len(ids) - 1)
    separator()
    return Encoded(ids, shapes, segments, first, last)
