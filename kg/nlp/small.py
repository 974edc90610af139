"""The component `kg_small`: entities, relations and results from labelled spans alone, by rule.

The last of the small pipeline, behind spaCy's own entity recogniser, whose labels say
type and role at once. It has no scores: a claim is as sure as its kind was right on
the development papers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.names import normal
from kg.nlp.coreference import defined, join
from kg.nlp.entities import Thing, may_be_proposed, surfaces
from kg.nlp.extensions import SPANS
from kg.nlp.features import Span, nearest
from kg.nlp.numbers import number_spans, written
from kg.nlp.reading import Reading, laid_out
from kg.nlp.relations import RelationsComponent
from kg.nlp.results import ResultsComponent
from kg.nlp.sentences import Sentences
from kg.nlp.slots import Slots, faster, in_unit, measure, ruled
from kg.nlp.unmeasured import no_result
from kg.records import FoundRelation, FoundResult
from kg.vocab import DATA, PAPER, ROLE_PREDICATE

_UNSURE = 0.5  # of a kind that `sure` does not name
_FIRST = 0.1  # how much more the first mention speaks for a role than the others, which no model weighs here
_TOLD = ("trainsOn", "measures")  # written to the RDF from the role
# (predicate, types and role of the head, types and role of the tail) of things in one sentence
_BETWEEN = (
    ("evaluatedOn", ("Method",), "proposed", DATA, "evaluated"),
    ("appliedTo", ("Method",), "proposed", ("Task",), "addressed"),
    ("benchmarkFor", DATA, "proposed", ("Task",), "addressed"),
)


def label_of(type: str, role: str) -> str:
    """The label of the recogniser for a type and a role."""
    return f"{type}/{role}"


class SmallComponent:
    """Fills what the large pipeline's components fill; `sure` has the share that was right of each kind of claim."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sure: dict[str, float] = {}

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write `sure`."""
        path.mkdir(parents=True, exist_ok=True)
        (path / "sure.json").write_text(json.dumps(self.sure, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> SmallComponent:
        """Read `sure`."""
        self.sure = json.loads((Path(path) / "sure.json").read_text(encoding="utf-8"))
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        reading = doc._.kg_reading = laid_out(doc)
        things = self.things(doc, reading)
        doc.user_data["kg_things"], doc.user_data["kg_phrases"] = things, []
        doc.spans[SPANS] = spans(doc, reading, things)
        if things:
            where = Sentences(doc)
            doc._.kg_relations = (*self.of_paper(things, where), *self.between(things, reading, where))
            doc._.kg_results = tuple(self.results(things, reading, where))
        return doc

    def things(self, doc: Doc, reading: Reading) -> list[Thing]:
        """The entities: spans of one normal form, and those that the text defines as short for one another."""
        number = {token: word for word, token in enumerate(reading.tokens)}
        nameless = reading.nameless()
        forms: dict[str, list[tuple[Span, str]]] = {}
        for span in doc.ents:
            words = [number[i] for i in range(span.start, span.end) if i in number]  # the recogniser takes white space
            if words and nameless.isdisjoint(words) and reading.sentence[words[0]] == reading.sentence[words[-1]]:
                mention = (words[0], words[-1])
                forms.setdefault(normal(reading.text_of(mention)), []).append((mention, span.label_))
        forms.pop("", None)
        names = list(forms)
        clusters = [{i} for i in range(len(names))]
        for a, b in defined(reading.text, names):
            join(clusters, a, b)
        found = (self.thing([m for i in sorted(c) for m in forms[names[i]]], reading) for c in clusters)
        return sorted(found, key=lambda t: t.mentions)

    def thing(self, mentions: Sequence[tuple[Span, str]], reading: Reading) -> Thing:
        """One entity; its type is the most frequent, its role the most frequent with that type, the first on a tie."""
        labels = Counter(label for _, label in mentions)
        types = Counter(label.partition("/")[0] for _, label in mentions)
        kind = types.most_common(1)[0][0]
        role = next(r for t, _, r in (x.partition("/") for x, _ in labels.most_common()) if t == kind)
        spans = sorted(m for m, _ in mentions)
        if reading.named_by_title() in spans and may_be_proposed(kind):
            role = "proposed"
        name, aliases = surfaces(reading, spans)
        sure = self.sure.get(label_of(kind, role), _UNSURE)
        nothing = np.zeros(0, dtype=np.float32)
        return Thing(name, aliases, spans, nothing, nothing, type=kind, role=role, confidence=sure)

    def of_paper(self, things: Sequence[Thing], where: Sentences) -> Iterator[FoundRelation]:
        """What the roles say of the paper."""
        for thing in things:
            predicate = ROLE_PREDICATE.get(thing.role)
            if predicate and predicate not in _TOLD:
                sure = self.sure.get(predicate, _UNSURE)
                scored = [(m, 0.0 if n else _FIRST) for n, m in enumerate(thing.mentions)]
                yield RelationsComponent.plainest(predicate, thing, scored, sure, where)

    def between(self, things: Sequence[Thing], reading: Reading, where: Sentences) -> Iterator[FoundRelation]:
        """Relations of things that one sentence names, by type and role."""
        for predicate, heads, head_role, tails, tail_role in _BETWEEN:
            for head in (t for t in things if t.type in heads and t.role == head_role):
                for tail in (t for t in things if t.type in tails and t.role == tail_role):
                    near = nearest(head.mentions, tail.mentions, reading.sentence)
                    if reading.sentence[near[0][0]] == reading.sentence[near[1][0]]:
                        sure = self.sure.get(predicate, _UNSURE)
                        yield RelationsComponent.relation(head.name, predicate, tail.name, sure, near, where)

    def results(self, things: Sequence[Thing], reading: Reading, where: Sentences) -> Iterator[FoundResult]:
        """Numbers with a unit or a decimal point in a sentence that names a metric, or a measure right beside them."""
        past = -1
        # "1k" of ImageNet-1k; but "95% accuracy", marked as a metric, is a result
        named = {w for t in things if t.type != "Metric" for a, b in t.mentions for w in range(a, b + 1)}
        for as_written, at, span in number_spans(reading):
            value, unit, end = written(reading.text, as_written, at)
            if at < past or span[0] in named or not (unit or "." in value):
                continue
            if no_result(reading.text, at, at + len(as_written)):
                continue
            past = end
            here = [t for t in things if any(reading.sentence[m[0]] == reading.sentence[span[0]] for m in t.mentions)]
            before = reading.text[where.bound(span)[0] : where.start(span)]
            after = reading.text[end : where.bound(span)[1]]
            metric = closest(here, ("Metric",), span) or measure(after, before)
            if metric:
                method = closest(here, ("Method",), span, "proposed") or PAPER
                slots = Slots(metric, closest(here, (*DATA, "Task"), span), method)
                slots = ruled(faster(in_unit(slots, unit), unit, after), things)
                sure = self.sure.get("result", _UNSURE)
                yield ResultsComponent.result(value, unit, sure, slots, span, where)


def spans(doc: Doc, reading: Reading, things: Sequence[Thing]) -> list[TokenSpan]:
    """The mentions of the things in text order, labelled by type."""
    found = [(*m, t.type) for t in things for m in t.mentions]
    return [TokenSpan(doc, reading.tokens[a], reading.tokens[b] + 1, label=kind) for a, b, kind in sorted(found)]


def closest(things: Sequence[Thing], types: Sequence[str], span: Span, role: str = "") -> str:
    """The name of the thing of such a type, and role, that stands closest to a number, or ""."""
    fit = [t for t in things if t.type in types and role in ("", t.role)]
    return min(fit, key=lambda t: min(abs(m[0] - span[0]) for m in t.mentions)).name if fit else ""


@Language.factory("kg_small", requires=["doc.ents"], assigns=["doc.user_data"])
def create_small(nlp: Language, name: str) -> SmallComponent:
    """The component of the small pipeline."""
    return SmallComponent(name)
