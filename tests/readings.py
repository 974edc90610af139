"""What the network would have to read, and what it would have found: for tests of the rules behind it."""

from __future__ import annotations

import numpy as np

from kg.nlp.entities import Thing
from kg.nlp.extract import make_doc
from kg.nlp.reading import Reading, laid_out
from kg.records import Paper


def read(nlp, abstract: str, title: str = "") -> Reading:
    return laid_out(nlp.get_pipe("kg_sentences")(make_doc(nlp, Paper(id="x", title=title, abstract=abstract))))


def named(reading: Reading, types: dict[str, str]) -> list[Thing]:
    """The things of these one-word names that the text has."""
    at = {word: n for n, word in reversed(list(enumerate(reading.words())))}
    none = np.zeros(1)
    return [Thing(name, (), [(at[name],) * 2], none, none, type=t) for name, t in types.items() if name in at]
