"""A Doc as plain lists and arrays: what the components behind the first one read, and leave to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

from kg.nlp.features import LABELS, Floats, Span
from kg.nlp.words import shape_of
from kg.sentences import ADDRESS

_UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")  # characters without width
# "OBJECTIVE: ... DATA SOURCES: ...", as medicine writes its abstracts
_HEADED = (
    r"(?:BACKGROUND|CONTEXT|INTRODUCTION|IMPORTANCE|RATIONALE|OBJECTIVES?|PURPOSE|AIMS?|DESIGN|SETTING|PATIENTS|PARTICIPANTS|"
    r"SUBJECTS|SAMPLE|INTERVENTIONS?|MEASURE(?:MENT)?S?|MAIN|PRIMARY|OUTCOMES?|METHODS?|METHODOLOGY|MATERIALS?|DATA|SOURCES?|"
    r"EXTRACTION|SYNTHESIS|COLLECTION|ANALYSIS|STUDY|SELECTION|CRITERIA|SEARCH|STRATEGY|REVIEW|LITERATURE|RESULTS?|FINDINGS|"
    r"CONCLUSIONS?|INTERPRETATION|DISCUSSION|LIMITATIONS?|SIGNIFICANCE|IMPLICATIONS|CASE|SUMMARY|REPORT|AND|OF)"
)
_HEADING = re.compile(rf"(?:^|(?<=[.!?)\n] )|(?<=\n)){_HEADED}(?:(?: | ?/ ?| ?& ?){_HEADED})*(?=: )")
_EDGES = frozenset(("'", '"', "``", "''", "`", "“", "”", "‘", "’", "-", "–", "—", "--", ",", ";", ":", "~", *_UNSEEN))
_PARTNER = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{"}


def _loose(mark: str, said: Sequence[str]) -> bool:
    """Whether a mark at an end of the words `said` is no part of a name: it belongs to the text around."""
    single = mark in _PARTNER and _PARTNER[mark] not in said
    return mark in _EDGES or single or (mark == "$" and said.count("$") % 2 == 1)


def _none() -> Floats:
    return np.zeros((0, 1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text, and what the encoder makes of them, where there is one.

    `tokens` maps word numbers to the Doc's tokens, which include white space.
    """

    text: str  # of the Doc, which would put it together from its tokens each time that it is asked
    tokens: list[int]
    bounds: list[tuple[int, int]]  # where each word starts and ends in the text
    title_words: int
    sentence: list[int]
    shapes: list[int]
    start: Floats = field(default_factory=_none)  # (words, hidden): vector of each word's first piece
    end: Floats = field(default_factory=_none)  # (words, hidden): vector of each word's last piece
    pieces: Floats = field(default_factory=_none)  # (pieces, hidden), the first row standing for the whole text
    spans: Floats = field(default_factory=_none)  # (words, longest mention, types): logits
    total: Floats = field(default_factory=_none)  # (words + 1, hidden): running sum of the words' vectors

    def words(self) -> list[str]:
        """The words."""
        return [self.text[start:end] for start, end in self.bounds]

    def label(self, span: Span) -> str:
        """The label that the encoder gives to a span of no more than the longest mention, if it names something."""
        return LABELS[int(self.spans[span[0], span[1] - span[0], 1:].argmax())]

    def named_by_title(self) -> Span | None:
        """The words of a title that are a name alone: all of it, or what stands before its colon."""
        words = [self.text_of((i, i)) for i in range(self.title_words)]
        last = words.index(":") - 1 if ":" in words else len(words) - 1
        return (0, last) if last >= 0 else None

    def bare(self, span: Span) -> Span:
        """`span` without quotation marks, dashes, commas, single brackets and dollars, or a full stop at its ends."""
        first, last = span
        said = [self.text_of((i, i)) for i in range(first, last + 1)]
        while len(said) > 1 and _loose(said[0], said):
            first, said = first + 1, said[1:]
        while len(said) > 1 and (_loose(said[-1], said) or (said[-1] == "." and said.count(".") == 1)):
            last, said = last - 1, said[:-1]
        return first, last

    def nameless(self) -> set[int]:
        """The words of web addresses and of a structured abstract's headings: they name and measure nothing."""
        found, at = set(), 0
        for match in sorted((*ADDRESS.finditer(self.text), *_HEADING.finditer(self.text)), key=lambda m: m.start()):
            while at < len(self.bounds) and self.bounds[at][1] <= match.start():
                at += 1
            while at < len(self.bounds) and self.bounds[at][0] < match.end():
                found.add(at)
                at += 1
        return found

    def first(self, form: str) -> Span | None:
        """The words of the first place where `form` is written, letter by letter."""
        starts, ends = ({at: word for word, at in enumerate(side)} for side in zip(*self.bounds, strict=True))
        places = (match.span() for match in re.finditer(re.escape(form), self.text))
        return next(((starts[a], ends[b]) for a, b in places if a in starts and b in ends), None)

    def text_of(self, span: Span) -> str:
        """The text of a word span."""
        return self.text[self.bounds[span[0]][0] : self.bounds[span[1]][1]]


def laid_out(doc: Doc) -> Reading:
    """The words of a Doc and its sentences, without vectors."""
    text, title = doc.text, doc._.kg_title
    columns = doc.to_array(["IDX", "LENGTH", "IS_SPACE", "SENT_START"]).tolist()
    tokens, bounds, sentence, number = [], [], [], -1
    for token, (at, length, space, begins) in enumerate(columns):
        if not space:  # the line break behind an empty title begins no sentence
            number += begins == 1
            tokens.append(token)
            bounds.append((at, at + length))
            sentence.append(number)
    return Reading(
        text=text,
        tokens=tokens,
        bounds=bounds,
        title_words=sum(start < title for start, _ in bounds),
        sentence=sentence,
        shapes=[shape_of(text[start:end]) for start, end in bounds],
    )
