"""The tokeniser and the sentence component: our words and sentences as spaCy sees them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.extensions import register
from kg.nlp.words import words_of
from kg.sentences import sentences_of


class WordTokenizer:
    """Words by one regular expression: linear in the text, where spaCy's own is quadratic on unspaced punctuation."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of `text`; white space that is not one blank becomes a token of its own."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for word in words_of(text):
            gap = text[at : word.start]
            if gap:
                if words and gap[0] == " ":
                    spaces[-1] = True
                    gap = gap[1:]
                if gap:
                    words.append(gap)
                    spaces.append(False)
            words.append(word.text)
            spaces.append(False)
            at = word.end
        rest = text[at:]
        if rest and words and rest[0] == " ":
            spaces[-1] = True
            rest = rest[1:]
        if rest:
            words.append(rest)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    # The tokeniser has no state: these four are what spaCy asks of one.
    def to_disk(self, path: Path, **_: object) -> None:
        """Nothing to write."""

    def from_disk(self, path: Path, **_: object) -> WordTokenizer:
        """Itself."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Nothing."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> WordTokenizer:
        """Itself."""
        return self


@spacy.registry.tokenizers("kg.words.v1")  # type: ignore[attr-defined,untyped-decorator]  # spaCy is untyped here
def create_tokenizer() -> Callable[[Language], WordTokenizer]:
    """The tokeniser that config.cfg names."""

    def make(nlp: Language) -> WordTokenizer:
        register()
        return WordTokenizer(nlp.vocab)

    return make


def text_sentences(text: str, title: int) -> list[tuple[int, int]]:
    """The sentences of a paper's text; the title is one, however many stops it holds."""
    found = [(0, title)] if title else []
    at = title + 1 if title else 0
    return found + [(at + start, at + end) for start, end in sentences_of(text[at:])]


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Mark the first token of each sentence."""
    starts = {start for start, _ in text_sentences(doc.text, doc._.kg_title)}
    begins = [1 if at in starts or number == 0 else -1 for number, at in enumerate(doc.to_array("IDX").tolist())]
    column = np.array([begins]).T.astype(np.uint64)
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # spaCy names a type of thinc's
