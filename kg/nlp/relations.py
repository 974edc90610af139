"""The component `kg_relations`: the triples of the paper, from roles, and those between its entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.comparisons import as_good
from kg.nlp.encoder import Model, model_of
from kg.nlp.entities import Thing
from kg.nlp.features import Span, entity_features
from kg.nlp.modality import modality
from kg.nlp.pairs import chosen, pair_inputs
from kg.nlp.reading import Reading
from kg.nlp.sentences import Sentences
from kg.nlp.telling import Side, telling
from kg.records import FoundRelation
from kg.records import Span as TextSpan
from kg.vocab import ALL_ROLES, ENTITY_PREDICATES, PAPER, PREDICATE_ROLE, ROLE_PREDICATE, SIGNATURES

Scores: TypeAlias = Sequence[Sequence[tuple[Span, float]]]  # for each thing its mentions and how much each says

_EXTRA = ("evaluatesOn", "outperforms", "comparedWith")
# What the paper might have been said to do with a thing of each type that it only names, and how it is then said.
_NOT_DONE = {"Method": "uses", "Dataset": "evaluatesOn", "Benchmark": "evaluatesOn", "Task": "addresses"}
_SAID = ("negated", "planned", "rival")
_NEARLY = 0.4  # of the best mention's score, from which another may decide


class RelationsComponent:
    """Leaves FoundRelations on `doc._.kg_relations`."""

    def __init__(self, name: str, model: Callable[[], Model]) -> None:
        self.name = name
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of one Doc."""
        things: list[Thing] = doc.user_data["kg_things"]
        if things:
            where = Sentences(doc)
            scored = self.scored(doc._.kg_reading, things)
            paper = self.of_paper(things, scored, where)
            doc._.kg_relations = (*paper, *self.between(doc._.kg_reading, things, scored, where))
        return doc

    def of_paper(self, things: Sequence[Thing], scores: Scores, where: Sentences) -> list[FoundRelation]:
        """What the roles say of the paper, and what the paper itself is compared with."""
        settings = self.model().settings
        found = []
        for thing, scored in zip(things, scores, strict=True):
            said = [(ROLE_PREDICATE[thing.role], thing.role_confidence)] if thing.role in ROLE_PREDICATE else []
            for predicate, score in zip(_EXTRA, thing.extra, strict=True):
                if score >= settings["extra"][predicate] and thing.type in SIGNATURES[predicate][1]:
                    said.append((weighed(predicate, scored[0][:1], where), score))
            for predicate, score in dict(reversed(said)).items():
                if predicate not in ("trainsOn", "measures"):  # written to the RDF from the role
                    found.append(self.plainest(predicate, thing, scored, score * thing.confidence, where))
        stated = {(r.predicate, r.tail) for r in found}
        return [*found, *(r for r in not_done(things, where) if (r.predicate, r.tail) not in stated)]

    def scored(self, reading: Reading, things: Sequence[Thing]) -> Scores:
        """For each thing its mentions, and how much each alone speaks for its role, those first that speak most."""
        heads = self.model().heads
        single = [[m] for t in things for m in t.mentions]
        vectors = heads.things(reading.start, reading.end, reading.total, single)
        rows = [entity_features(g, reading.shapes, reading.title_words, len(reading.tokens)) for g in single]
        _, roles, _ = heads.entities(vectors, reading.pieces, np.stack(rows))
        found, at = [], 0
        for thing in things:
            scores = roles[at : at + len(thing.mentions), 1 + ALL_ROLES.index(thing.role)]
            at += len(thing.mentions)
            found.append([(thing.mentions[n], float(scores[n])) for n in np.argsort(-scores, kind="stable")])
        return found

    @staticmethod
    def plainest(
        predicate: str, thing: Thing, scored: Sequence[tuple[Span, float]], sure: float, where: Sentences
    ) -> FoundRelation:
        """A triple of the paper, with the sentence that says it most plainly; `scored` are the mentions, best first.

        What is done in one sentence and planned in another is done, if the one speaks nearly as much for its role.
        """
        role = PREDICATE_ROLE.get(predicate, "")
        said = {m: RelationsComponent.relation(PAPER, predicate, thing.name, sure, [m], where) for m, _ in scored}
        deciding = [said[m] for m, score in scored if score >= _NEARLY * scored[0][1]]
        if all(r.modality for r in deciding):
            return deciding[0]
        plain = [(m, score) for m, score in scored if not said[m].modality]
        return said[max(plain, key=lambda m: m[1] + where.plainness(role, m[0]))[0]]

    def between(
        self, reading: Reading, things: Sequence[Thing], scored: Scores, where: Sentences
    ) -> list[FoundRelation]:
        """The relations between entities above their predicate's threshold."""
        model = self.model()
        pairs = [
            (i, j)
            for i, head in enumerate(things)
            for j, tail in enumerate(things)
            if i != j
            and any(head.type in SIGNATURES[p][0] and tail.type in SIGNATURES[p][1] for p in ENTITY_PREDICATES)
        ]
        if not pairs:
            return []
        groups = [t.mentions for t in things]
        middle, features = pair_inputs(groups, pairs, reading)
        vectors = np.stack([t.vector for t in things])
        full = np.concatenate([vectors, np.stack([t.known for t in things])], 1)
        scores = model.heads.pairs(full, vectors, reading.pieces, pairs, middle, features)
        sides = [Side(t.role, mentions) for t, mentions in zip(things, scored, strict=True)]
        found = []
        for (i, j), predicate, score in chosen(pairs, scores, things, model.settings["predicates"]):
            mentions = telling(predicate, sides[i], sides[j], where)
            sure = score * min(things[i].confidence, things[j].confidence)
            said = weighed(predicate, mentions, where)
            found.append(self.relation(things[i].name, said, things[j].name, sure, mentions, where))
        return found

    @staticmethod
    def relation(
        head: str, predicate: str, tail: str, score: float, mentions: Sequence[Span], where: Sentences
    ) -> FoundRelation:
        """A relation with the sentences of its mentions as evidence."""
        spans: dict[TextSpan, None] = {}
        for mention in mentions:
            spans.setdefault(where.span(mention))
        marked = modality(*where.within(mentions[-1]), predicate)
        return FoundRelation(
            head=head,
            predicate=predicate,
            tail=tail,
            confidence=round(score, 4),
            evidence=tuple(spans),
            modality=marked,
        )


def weighed(predicate: str, mentions: Sequence[Span], where: Sentences) -> str:
    """`predicate`, or `comparedWith` where one sentence calls the two as good as each other."""
    if predicate != "outperforms" or len({where.bound(m) for m in mentions}) > 1:
        return predicate
    names = [where.within(m)[1:] for m in mentions]
    return "comparedWith" if as_good(where.text(mentions[0]), names) else predicate


def not_done(things: Sequence[Thing], where: Sentences) -> Iterator[FoundRelation]:
    """What the text says that the paper does not do, or will do, or that others do: "unlike X", "without X"."""
    for thing in things:
        predicate = _NOT_DONE.get(thing.type)
        if predicate and thing.role not in ROLE_PREDICATE:
            sure = thing.confidence * thing.role_confidence
            said = (RelationsComponent.relation(PAPER, predicate, thing.name, sure, [m], where) for m in thing.mentions)
            yield from islice((r for r in said if r.modality in _SAID), 1)


@Language.factory("kg_relations", requires=["doc.user_data"], assigns=["doc._.kg_relations"])
def create_relations(nlp: Language, name: str) -> RelationsComponent:
    """The relation component."""
    return RelationsComponent(name, model_of(nlp))
