"""The component `kg_mentions`: spans of the text that name something, grouped by written form.

A form (the normal form of a name) is judged once a paper: what names a thing in
one sentence names it in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.names import normal
from kg.nlp.abbreviations import abbreviations
from kg.nlp.encoder import Model, model_of
from kg.nlp.extensions import PHRASES, SPANS
from kg.nlp.features import LABELS, PHRASE, Floats
from kg.nlp.features import Span as WordSpan
from kg.nlp.heads import softmax
from kg.nlp.lexicon import Lexicon
from kg.nlp.reading import Reading

_CITATION_KEY = re.compile(r"[a-z]{3,}(19|20)\d\d[a-z]{3,}")  # of BibTeX, as pasted from LaTeX: brown2020language
_HOPELESS = 0.03  # below, no lexicon helps


@dataclass(slots=True)
class Form:
    """A written form with its mentions as word spans and the mean probabilities of its types (0: none)."""

    normal: str
    mentions: list[WordSpan] = field(default_factory=list)
    types: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    score: float = 0.0
    phrase: bool = False  # words that fill a result's slot and name no entity


def candidates(reading: Reading, lowest: float, lexicon: Lexicon) -> list[Form]:
    """All forms of which some span is at least `lowest` likely to name something, by the network and the lexicon."""
    probability = softmax(reading.spans)
    words, longest, _ = probability.shape
    forms: dict[str, Form] = {}
    rows: dict[str, list[Floats]] = {}
    for start, width in zip(*np.nonzero(1 - probability[:, :, 0] > _HOPELESS), strict=True):
        span = (int(start), int(start + width))
        if span[1] >= words or width >= longest or reading.sentence[span[0]] != reading.sentence[span[1]]:
            continue
        name = normal(reading.text_of(span))
        if not name or _CITATION_KEY.fullmatch(name):
            continue
        row = probability[start, width]
        any_type = 1 - float(row[0])
        sure = lexicon.believed(any_type, [name], "span")
        if sure <= lowest:
            continue
        forms.setdefault(name, Form(name)).mentions.append(span)
        rows.setdefault(name, []).append(np.concatenate([[1 - sure], row[1:] * (sure / any_type)]))
    for name, form in forms.items():
        form.types = np.mean(rows[name], axis=0)
        form.phrase = bool(form.types[1:].argmax() == LABELS.index(PHRASE))
        scores = [float(row[-1]) if form.phrase else 1 - float(row[0]) - float(row[-1]) for row in rows[name]]
        form.score = (max(scores) + sum(scores) / len(scores)) / 2
    return list(forms.values())


def believe_definitions(forms: list[Form], text: str) -> None:
    """Make a short and a long form that the text defines to be one thing both as sure as the surer."""
    by_name = {form.normal: form for form in forms if not form.phrase}
    for pair in abbreviations(text):
        both = [by_name[n] for n in map(normal, pair) if n in by_name]
        for form in both:
            form.score = max(f.score for f in both)


def choose(forms: list[Form], threshold: float) -> list[Form]:
    """The forms above `threshold`, best first, each mention given to one form only."""
    taken: set[int] = set()
    chosen = []
    for form in sorted(forms, key=lambda f: (-f.score, -len(f.normal), f.normal)):
        if form.score < threshold:
            break
        free = [m for m in form.mentions if not taken & set(range(m[0], m[1] + 1))]
        if free:
            taken.update(i for m in free for i in range(m[0], m[1] + 1))
            form.mentions = sorted(free)
            chosen.append(form)
    return sorted(chosen, key=lambda f: f.mentions[0])


class MentionsComponent:
    """Writes the mentions into `doc.spans["kg"]`, the phrases into `doc.spans["kg_phrases"]`."""

    def __init__(self, name: str, model: Callable[[], Model]) -> None:
        self.name = name
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one Doc."""
        model = self.model()
        settings = model.settings
        reading: Reading = doc._.kg_reading
        found = candidates(reading, settings["candidate"], model.lexicon) if reading.tokens else []
        believe_definitions(found, reading.text)
        for group, phrase, least in ((SPANS, False, settings["mention"]), (PHRASES, True, settings["phrase"])):
            spans = []
            for form in choose([f for f in found if f.phrase == phrase], least):
                label = LABELS[int(form.types[1:].argmax())]
                spans += [Span(doc, reading.tokens[a], reading.tokens[b] + 1, label=label) for a, b in form.mentions]
            doc.spans[group] = sorted(spans, key=lambda s: s.start)
        return doc


@Language.factory("kg_mentions", requires=["doc._.kg_reading"], assigns=["doc.spans"])
def create_mentions(nlp: Language, name: str) -> MentionsComponent:
    """The mention component."""
    return MentionsComponent(name, model_of(nlp))
