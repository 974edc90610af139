"""The component `kg_entities`: forms of one paper -> its entities, with type, role and the paper's own triples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.names import normal
from kg.nlp.abbreviations import abbreviations
from kg.nlp.coreference import joined, spelled_out
from kg.nlp.encoder import Model, model_of
from kg.nlp.extensions import PHRASES, SPANS
from kg.nlp.features import LABELS, PHRASE, Floats, Span, entity_features
from kg.nlp.lexicon import Lexicon
from kg.nlp.reading import Reading
from kg.nlp.unmeasured import is_spread
from kg.vocab import ALL_ROLES, ROLES, TYPES

_PROPOSED = 1 + ALL_ROLES.index("proposed")
_TITULAR = 0.98  # of 500 annotated papers whose title is a name, or a name and a colon, nearly all propose it


@dataclass(slots=True)
class Thing:
    """One entity in the making. `known` holds the probabilities of its types and roles for the later heads."""

    name: str
    aliases: tuple[str, ...]
    mentions: list[Span]
    vector: Floats
    known: Floats
    type: str = ""
    role: str = ""
    confidence: float = 0.0
    role_confidence: float = 0.0
    extra: tuple[float, float, float] = (0.0, 0.0, 0.0)


def mentions_of(doc: Doc, reading: Reading, group: str = SPANS) -> dict[str, list[Span]]:
    """The mentions of a Doc as word spans, by normal form, in text order."""
    number = {token: word for word, token in enumerate(reading.tokens)}
    groups: dict[str, list[Span]] = {}
    for span in doc.spans[group]:
        words = (number[span.start], number[span.end - 1])
        groups.setdefault(normal(reading.text_of(words)), []).append(words)
    return groups


def surfaces(reading: Reading, mentions: Sequence[Span]) -> tuple[str, tuple[str, ...]]:
    """The fullest form of a thing, and its other written forms in text order."""
    written: dict[str, None] = {}
    for mention in mentions:
        written.setdefault(reading.text_of(reading.bare(mention)))
    forms = list(written)
    full = max(forms, key=lambda f: (len(f.split()), len(f), -forms.index(f)))
    return full, tuple(f for f in forms if f != full)


def may_be_proposed(type: str) -> bool:
    """Whether a paper can propose a thing of this type, as its title then says of the name that it starts with."""
    return "proposed" in ROLES[type]


def decide(thing: Thing, span_types: Floats, lexicon: Lexicon) -> None:
    """Set type, role and confidences from the probabilities of the span and of the thing, and from what is known."""
    kinds = np.sqrt(np.maximum(thing.known[: 1 + len(LABELS)], 1e-9) * np.maximum(span_types, 1e-9))
    kinds /= kinds.sum()
    forms = list(dict.fromkeys(normal(n) for n in (thing.name, *thing.aliases)))
    best = int((kinds[1 : 1 + len(TYPES)] * lexicon.types(forms)).argmax())
    thing.type = TYPES[best]
    roles = thing.known[1 + len(LABELS) :]
    allowed = [1 + ALL_ROLES.index(r) for r in ROLES[thing.type]]
    mass = float(roles[allowed].sum()) or 1.0
    pick = max(allowed, key=lambda r: (float(roles[r]), -r))
    thing.role, thing.role_confidence = ALL_ROLES[pick - 1], float(roles[pick]) / mass
    sure = float((1 - kinds[0] - kinds[-1]) + (1 - roles[0])) / 2
    thing.confidence = lexicon.believed(sure, forms, "entity")


class EntitiesComponent:
    """Leaves the paper's `Thing`s for the later components in `doc.user_data`."""

    def __init__(self, name: str, model: Callable[[], Model]) -> None:
        self.name = name
        self.model = model

    def things(self, doc: Doc) -> list[Thing]:
        """The entities of one Doc in text order."""
        model, reading = self.model(), doc._.kg_reading
        groups = mentions_of(doc, reading)
        if not groups:
            return []
        clusters = [sorted(m for n in names for m in groups[n]) for names in joined(reading, groups, model)]
        clusters.sort()
        nameless = reading.nameless()
        vectors = model.heads.things(reading.start, reading.end, reading.total, clusters)
        rows = [entity_features(c, reading.shapes, reading.title_words, len(reading.tokens)) for c in clusters]
        kinds, roles, extra = model.heads.entities(vectors, reading.pieces, np.stack(rows))
        found, titular, definitions = [], reading.named_by_title(), abbreviations(reading.text)
        for i, mentions in enumerate(clusters):
            told = [m for m in mentions if nameless.isdisjoint(m)]  # in an address it speaks for a name of the text
            if not told:
                continue
            name, aliases = surfaces(reading, told)
            known = np.concatenate([kinds[i], roles[i]])
            x, y, z = (float(v) for v in extra[i])
            thing = Thing(name, aliases, told, vectors[i], known, extra=(x, y, z))
            decide(thing, span_types(reading, mentions), model.lexicon)
            if thing.type == "Metric" and is_spread(map(normal, (name, *aliases)), reading.text):
                continue
            if titular in mentions and may_be_proposed(thing.type):
                thing.role, thing.role_confidence = "proposed", max(_TITULAR, float(roles[i][_PROPOSED]))
            if thing.confidence >= model.settings["entity"]:
                long = spelled_out((name, *aliases), definitions, groups)
                place = reading.first(long) if long else None
                if place:
                    thing.name, thing.aliases, thing.mentions = long, (name, *aliases), sorted([*told, place])
                found.append(thing)
        return found

    def phrases(self, doc: Doc) -> list[Thing]:
        """The words of one Doc that may fill a result's slot and name no entity."""
        model, reading = self.model(), doc._.kg_reading
        groups = list(mentions_of(doc, reading, PHRASES).values())
        if not groups:
            return []
        vectors = model.heads.things(reading.start, reading.end, reading.total, groups)
        rows = [entity_features(g, reading.shapes, reading.title_words, len(reading.tokens)) for g in groups]
        kinds, roles, _ = model.heads.entities(vectors, reading.pieces, np.stack(rows))
        return [
            Thing(reading.text_of(g[0]), (), g, v, np.concatenate([k, r]), type=PHRASE)
            for g, v, k, r in zip(groups, vectors, kinds, roles, strict=True)
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of one Doc."""
        readable = bool(doc._.kg_reading.tokens)
        doc.user_data["kg_things"] = self.things(doc) if readable else []
        doc.user_data["kg_phrases"] = self.phrases(doc) if readable else []
        return doc


def span_types(reading: Reading, mentions: Sequence[Span]) -> Floats:
    """The mean type probabilities of the mentions as the span head sees them."""
    logits = np.stack([reading.spans[a, b - a] for a, b in mentions])
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray((raised / raised.sum(-1, keepdims=True)).mean(0), dtype=np.float32)


@Language.factory("kg_entities", requires=["doc.spans", "doc._.kg_reading"], assigns=["doc.user_data"])
def create_entities(nlp: Language, name: str) -> EntitiesComponent:
    """The entity component."""
    return EntitiesComponent(name, model_of(nlp))
