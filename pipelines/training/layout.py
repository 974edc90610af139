"""A paper's text as the encoder reads it: words, sentences, pieces; and where names stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.nlp.features import LONGEST_MENTION, Span
from kg.nlp.words import Encoded, Word, WordPieces, encode, words_of
from kg.sentences import sentences_of

LONGEST_TEXT = 512  # pieces, as many as the encoder has positions


@dataclass(slots=True, kw_only=True)
class Layout:
    """A text, cut where it is too long for the encoder."""

    text: str  # title, a new line, abstract
    words: list[Word]
    title_words: int
    sentence: list[int]  # of each word
    encoded: Encoded


def layout(title: str, abstract: str, pieces: WordPieces) -> Layout:
    """The layout of a paper."""
    head = words_of(title)
    words = head + words_of(abstract, len(title) + 1)
    encoded = encode([w.text for w in words], len(head), pieces)
    while len(encoded.ids) > LONGEST_TEXT:
        words = words[:-10]
        encoded = encode([w.text for w in words], len(head), pieces)
    return Layout(
        text=f"{title}\n{abstract}",
        words=words,
        title_words=len(head),
        sentence=_sentences(words, title, abstract),
        encoded=encoded,
    )


def _sentences(words: Sequence[Word], title: str, abstract: str) -> list[int]:
    """The number of each word's sentence; the title is the first."""
    ends = [len(title), *(len(title) + 1 + end for _, end in sentences_of(abstract))]
    sentence, at = [], 0
    for word in words:
        while at < len(ends) - 1 and word.start >= ends[at]:
            at += 1
        sentence.append(at)
    return sentence


def find_forms(words: Sequence[Word], text: str, forms: Iterable[str]) -> dict[str, list[Span]]:
    """Where each form stands in the text: whole words, case and plural aside, longer names before shorter."""
    starts = {w.start: i for i, w in enumerate(words)}
    ends = {w.end: i for i, w in enumerate(words)}
    taken: dict[Span, str] = {}
    by_length = sorted(set(forms), key=lambda f: (-len(f), f))
    for exact in (True, False):
        for form in by_length:
            pattern = re.escape(form) if exact else re.escape(form) + "s?"
            loose = not exact and len(form) > 3 and not form.isupper()
            if not exact and not loose:
                continue
            for match in re.finditer(pattern, text, 0 if exact else re.I):
                first, last = starts.get(match.start()), ends.get(match.end())
                if first is None or last is None or last - first >= LONGEST_MENTION:
                    continue
                if not any(s <= last and first <= e for s, e in taken):
                    taken[first, last] = form
    found: dict[str, list[Span]] = {}
    for span, form in sorted(taken.items()):
        found.setdefault(form, []).append(span)
    return found
