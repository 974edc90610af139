"""The numbers of a text: which are results, and which things are their metric, place and method."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from kg.names import normal
from kg.nlp.features import NUMBER, Span
from kg.nlp.words import Word
from kg.vocab import PAPER
from pipelines.training.layout import Layout, find_forms

NONE, UNKNOWN = -1, -2  # in a slot: no thing, or one that the text does not name
Slots = tuple[int, int, int]  # metric, place, method


@dataclass(slots=True)
class Number:
    """One number of the text; a slot is the index of a thing, NONE or UNKNOWN."""

    span: Span
    result: int  # 1 if the number is a result
    slots: Slots = (NONE, NONE, NONE)
    paper: bool = False  # whether the method is the paper's own


def phrases(record: Mapping[str, Any], page: Layout, names: Set[str]) -> dict[str, list[Span]]:
    """Metrics and places of results that are no entity: where they stand, in the sentences of their numbers."""
    found: dict[str, list[Span]] = {}
    numbers = number_spans(page.words, page.text)
    for result in record["results"]:
        value = plain_number(result["value"])
        here = {page.sentence[span[0]] for v, span in numbers if value and plain_number(v) == value}
        for name in (result["metric"], result["on"]):
            if name and normal(name) not in names:
                spans = find_forms(page.words, page.text, [name]).get(name, [])
                found.setdefault(name, []).extend(s for s in spans if page.sentence[s[0]] in here)
    return {name: sorted(set(spans)) for name, spans in found.items() if spans}


def number_spans(words: Sequence[Word], text: str) -> list[tuple[str, Span]]:
    """The numbers of a text with the words that they cover."""
    found = []
    at = 0
    for match in NUMBER.finditer(text):
        while at < len(words) and words[at].end <= match.start():
            at += 1
        last = at
        while last + 1 < len(words) and words[last + 1].start < match.end():
            last += 1
        if at < len(words):
            found.append((match.group(), (at, last)))
    return found


def plain_number(value: str) -> str:
    """A number as written without sign, thousands separators and what follows."""
    digits = re.search(r"\d[\d,]*\.?\d*|\.\d+", value)
    return digits.group().replace(",", "").strip(".") if digits else ""


def numbers_of(
    record: Mapping[str, Any], page: Layout, named: Mapping[str, int], mentions: Sequence[Sequence[Span]]
) -> list[Number]:
    """Each number of the text with what the results of the gold say of it.

    `named` leads from a form to its thing, `mentions` are those of each thing. Where a value stands more than once, the
    result is the number nearest to its things.
    """
    found = [(plain_number(text), span) for text, span in number_spans(page.words, page.text)]
    answers: dict[int, tuple[Slots, bool]] = {}
    for result in record["results"]:
        value = plain_number(result["value"])
        places = [i for i, (v, _) in enumerate(found) if v == value]
        if not places:
            continue
        slots = (_slot(result["metric"], named), _slot(result["on"], named), _slot(result["method"], named))
        near = [m for s in slots if s >= 0 for m in mentions[s]]

        def distance(i: int, near: Sequence[Span] = near) -> tuple[bool, int]:
            return i in answers, min((abs(m[0] - found[i][1][0]) for m in near), default=0)

        answers.setdefault(min(places, key=distance), (slots, result["method"] == PAPER))
    return [Number(span, int(i in answers), *answers.get(i, ())) for i, (_, span) in enumerate(found)]


def _slot(name: str | None, named: Mapping[str, int]) -> int:
    return named.get(name or "", NONE if name in ("", PAPER) else UNKNOWN)
