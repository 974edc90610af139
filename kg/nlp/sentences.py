"""The sentences of a Doc as evidence: spans of a paper's title or abstract."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.nlp.features import Span
from kg.nlp.reading import Reading
from kg.nlp.tokens import text_sentences
from kg.records import Span as TextSpan
from kg.saying import plainness


class Sentences:
    """Looks up the sentence of a mention, given as word numbers."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.reading: Reading = doc._.kg_reading
        self.bounds = text_sentences(self.reading.text, doc._.kg_title)

    def bound(self, mention: Span) -> tuple[int, int]:
        """Start and end of the sentence in the Doc's text."""
        number = self.reading.sentence[mention[0]]
        return self.bounds[min(number, len(self.bounds) - 1)]

    def text(self, mention: Span) -> str:
        """The sentence as text."""
        start, end = self.bound(mention)
        return self.reading.text[start:end]

    def start(self, mention: Span) -> int:
        """Where the mention starts in the Doc's text."""
        return self.reading.bounds[mention[0]][0]

    def end(self, mention: Span) -> int:
        """Where the mention ends in the Doc's text."""
        return self.reading.bounds[mention[1]][1]

    def within(self, mention: Span) -> tuple[str, int, int]:
        """The sentence as text, and where the mention starts and ends in it."""
        first = self.bound(mention)[0]
        return self.text(mention), self.start(mention) - first, self.end(mention) - first

    def plainness(self, role: str, mention: Span) -> float:
        """How plainly the sentence says that the paper does by `role` what it does with the mention."""
        return plainness(role, *self.within(mention), title=self.start(mention) < self.doc._.kg_title)

    def span(self, mention: Span) -> TextSpan:
        """The sentence as a span of title or abstract."""
        return self.field_span(*self.bound(mention))

    def mention(self, mention: Span) -> TextSpan:
        """The mention itself as a span of title or abstract."""
        return self.field_span(self.start(mention), self.end(mention))

    def field_span(self, start: int, end: int) -> TextSpan:
        """Offsets of the Doc's text as a span of the field that they fall in."""
        title: int = self.doc._.kg_title
        if start < title:
            return TextSpan(field="title", start=start, end=end)
        shift: int = self.doc._.kg_shift
        return TextSpan(field="abstract", start=start - shift, end=end - shift)
