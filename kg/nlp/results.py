"""The component `kg_results`: numbers that a paper reports, on which measure, where, and of what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.encoder import Model, model_of
from kg.nlp.entities import Thing
from kg.nlp.features import PHRASE, Floats, Span
from kg.nlp.lists import listed, made_by
from kg.nlp.modality import modality
from kg.nlp.numbers import number_spans, written
from kg.nlp.pairs import pair_inputs
from kg.nlp.reading import Reading
from kg.nlp.sentences import Sentences
from kg.nlp.slots import Slots, before, behind, faster, in_unit, measure, placed, ruled, symbol
from kg.nlp.unmeasured import no_result
from kg.records import FoundResult
from kg.vocab import DATA, PAPER

_SLOTS = (("Metric", PHRASE), (*DATA, "Task", PHRASE), ("Method",))


class ResultsComponent:
    """Leaves FoundResults on `doc._.kg_results`."""

    def __init__(self, name: str, model: Callable[[], Model]) -> None:
        self.name = name
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Find the results of one Doc."""
        reading: Reading = doc._.kg_reading
        numbers = number_spans(reading) if reading.tokens else []
        if numbers:
            doc._.kg_results = tuple(self.results(doc, reading, numbers))
        return doc

    def results(self, doc: Doc, reading: Reading, numbers: list[tuple[str, int, Span]]) -> list[FoundResult]:
        """The numbers that are results, with their slots filled."""
        heads, settings = self.model().heads, self.model().settings
        things: list[Thing] = [*doc.user_data["kg_things"], *doc.user_data["kg_phrases"]]
        spans = [span for _, _, span in numbers]
        first, last = np.array(spans).T
        vectors, sure, none = heads.numbers(reading.start[first], reading.end[last], reading.pieces[:1])
        keep = [i for i, s in enumerate(sure) if s >= settings["result"]]
        logits = self.slots(reading, [spans[i] for i in keep], things, vectors[keep]) if keep and things else None
        where = Sentences(doc)
        found, past, forms = [], -1, {form for t in things for form in (t.name, *t.aliases)}
        kept = [(i, spans[i]) for i in keep]
        lists, makers = (self.lists(reading, kept, things, of) for of in (listed, made_by))
        for row, i in enumerate(keep):
            as_written, at, _ = numbers[i]
            value, unit, end = written(reading.text, as_written, at)
            if at < past or no_result(reading.text, at, at + len(as_written)):
                continue  # the second number of a range, or none that anyone measured
            past = end
            here = [any(reading.sentence[m[0]] == reading.sentence[spans[i][0]] for m in t.mentions) for t in things]
            slots = fill(logits[row] if logits is not None else None, none[i], things, here)
            slots = ruled(slots, things)
            first, last = where.bound(spans[i])
            said = symbol(reading.text[first:at])
            slots = replace(slots, metric=said) if said and said not in forms else slots
            for thing in (behind(reading, spans[i], things), *before(reading, spans[i], things), lists.get(i)):
                slots = placed(slots, thing) if thing else slots
            slots = replace(slots, method=makers[i].name) if i in makers else slots
            slots = faster(in_unit(slots, unit), unit, reading.text[end:last])
            if not slots.metric:
                slots = replace(slots, metric=measure(reading.text[end:last], reading.text[first:at]))
            if not slots.metric and not unit and value.isdigit():
                continue  # a count of something: no measure is named
            found.append(self.result(value, unit, float(sure[i]), slots, spans[i], where))
        return found

    @staticmethod
    def lists(
        reading: Reading,
        numbers: Sequence[tuple[int, Span]],
        things: Sequence[Thing],
        of: Callable[[Reading, Sequence[tuple[int, Span]], Sequence[Thing]], dict[int, Thing]],
    ) -> dict[int, Thing]:
        """Numbers of a list, and the thing that has the same place in a list of names, sentence by sentence."""
        found: dict[int, Thing] = {}
        for _, here in groupby(numbers, key=lambda n: reading.sentence[n[1][0]]):
            found |= of(reading, list(here), things)
        return found

    def slots(self, reading: Reading, numbers: Sequence[Span], things: Sequence[Thing], vectors: Floats) -> Floats:
        """Logits (numbers, things, 3) of each thing for each slot."""
        groups = [*([n] for n in numbers), *(t.mentions for t in things)]
        pairs = [(a, len(numbers) + b) for a in range(len(numbers)) for b in range(len(things))]
        middle, features = pair_inputs(groups, pairs, reading)
        full = np.stack([np.concatenate([t.vector, t.known]) for t in things])
        alone = np.stack([t.vector for t in things])
        shape = (len(numbers), len(things), -1)
        return self.model().heads.slots(
            vectors, full, alone, reading.pieces, middle.reshape(shape), features.reshape(shape)
        )

    @staticmethod
    def result(value: str, unit: str, sure: float, slots: Slots, span: Span, where: Sentences) -> FoundResult:
        """A result with its sentence."""
        return FoundResult(
            method=slots.method,
            on=slots.on,
            metric=slots.metric,
            value=value,
            unit=unit,
            confidence=round(sure, 4),
            evidence=(where.span(span),),
            modality=modality(*where.within(span), "result"),
        )


def fill(logits: Floats | None, none: Floats, things: Sequence[Thing], here: Sequence[bool]) -> Slots:
    """What the model puts into metric, place and method: an entity of a fitting type, PAPER, or "".

    `here` says of each thing whether the number's own sentence names it. A measure stands there; the one data set that
    it names is the place.
    """
    fits = (
        [t.type in _SLOTS[0] and near for t, near in zip(things, here, strict=True)],
        places(things, here),
        [t.type in _SLOTS[2] for t in things],
    )
    names = []
    for slot, fit in enumerate(fits):
        options: list[tuple[float, str]] = [(float(none[slot]), "")]
        if slot == 1 and sum(t.type in DATA and near for t, near in zip(things, here, strict=True)) == 1:
            options = []
        if slot == 2:
            options.append((float(none[3]), PAPER))
        if logits is not None:
            options += [(float(row[slot]), t.name) for row, t, ok in zip(logits, things, fit, strict=True) if ok]
        names.append(max(options, key=lambda o: o[0])[1])
    return Slots(names[0], names[1], names[2] or PAPER)


def places(things: Sequence[Thing], here: Sequence[bool]) -> list[bool]:
    """Which things can be a result's place: the data sets of its sentence, else all but the tasks of other sentences.

    Where the sentence names neither, all.
    """
    types = {t.type for t, near in zip(things, here, strict=True) if near}
    if types & set(DATA):
        return [t.type in DATA and near for t, near in zip(things, here, strict=True)]
    away = {"Task"} & types
    return [t.type in _SLOTS[1] and (near or t.type not in away) for t, near in zip(things, here, strict=True)]


@Language.factory("kg_results", requires=["doc.user_data"], assigns=["doc._.kg_results"])
def create_results(nlp: Language, name: str) -> ResultsComponent:
    """The result component."""
    return ResultsComponent(name, model_of(nlp))
