"""Broader and narrower: which entity is a kind, a version or a setting of which other one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from kg.linking.abbreviations import is_short
from kg.linking.lexicon import CONTRARY, PREFIXES
from kg.linking.spelling import core as as_written
from kg.records import Entity, Paper

Left: TypeAlias = tuple[tuple[str, ...], bool]
Core: TypeAlias = Callable[[str], tuple[tuple[str, ...], str]]
_VERSION = re.compile(r"v?\d.*")  # an F1 is none
_SUCH_AS = re.compile(r",? (?:such as|including|like|e\.g\.,?) ", re.I)
_NEXT = re.compile(r"(?:, and |, or | and | or |, )")
_DATA = {"Dataset", "Benchmark"}
_FIRST = 60  # characters before "such as" in which the wider name may stand


def broader(entities: Sequence[Entity], papers: Sequence[Paper], core: Core = as_written) -> list[Entity]:
    """`entities` with the ids of the next wider ones.

    From the names: "graph attention networks" are graph networks by head and modifier, "GPT-2" is of "GPT"; from the
    texts: "X such as A, B and C" (Hearst, COLING 1992). No entity is wider than itself by any way.
    """
    at = _named(entities, core)
    wider: dict[str, dict[str, None]] = defaultdict(dict)
    for entity in entities:
        for above in _by_name(entity, at, core):
            _add(wider, entity.id, above.id)
    for below, above in _by_text(entities, papers):
        if _kind(below) == _kind(above):
            _add(wider, below.id, above.id)
    return [replace(e, broader=tuple(sorted(wider[e.id]))) if e.id in wider else e for e in entities]


def _named(entities: Sequence[Entity], core: Core) -> dict[Left, tuple[Entity, str]]:
    """The entity that each name means, the most used first, and that name: by what is left of it without heads."""
    at: dict[Left, tuple[Entity, str]] = {}
    used = sorted(entities, key=lambda e: -len({m.paper for m in e.members}))
    for entity in used:
        for left in _lefts(entity.name, core):
            at.setdefault(left, (entity, entity.name))
    for entity in used:
        for form in entity.aliases:
            for left in _lefts(form, core):
                if len(left[0]) > 1 or left[0] == core(entity.name)[0]:  # one word alone may be an alias of much
                    at.setdefault(left, (entity, form))
    return at


def _lefts(form: str, core: Core) -> list[Left]:
    """What is left of `form` without heads: as it is written, and with its short forms written out."""
    return list(dict.fromkeys((tokens, bool(kind)) for tokens, kind in (as_written(form), core(form))))


def _by_name(entity: Entity, at: Mapping[Left, tuple[Entity, str]], core: Core) -> Iterator[Entity]:
    """The nearest wider entity for each name of `entity`."""
    for form in (entity.name, *entity.aliases):
        rests = [(rest, left) for left in _lefts(form, core) for rest in _wider(left[0])]
        for rest, (_, headed) in sorted(rests, key=lambda found: len(found[1][0]) - len(found[0])):
            # a "scene graph" is a graph and no graph model; a "neural language model" is a language model first
            above, name = (headed and at.get((rest, True))) or at.get((rest, False)) or (entity, "")
            if above.id != entity.id and _kind(above) == _kind(entity) and _stands(name, form):
                yield above
                break


def _stands(name: str, form: str) -> bool:
    """Whether `name`, if it is a short form, stands as it is in `form`: a treemap is no MAP, XLM-R no R."""
    return len(name) > 1 and (name in form or not (name.isupper() and is_short(name)))


def _wider(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What remains of a name without a version at its end, or with fewer words before its head; the longest first.

    >>> list(_wider(("graph", "attention", "network")))
    [('attention', 'network'), ('graph', 'network'), ('network',)]
    """
    if len(tokens) > 1 and _VERSION.fullmatch(tokens[-1]):
        yield tokens[:-1]
        return
    for size in range(len(tokens) - 1, 0, -1):
        if tokens[-size - 1] not in (PREFIXES if size > 1 else CONTRARY):
            yield tokens[-size:]
        if size == len(tokens) - 1:
            left_out = (n for n in range(1, size) if not PREFIXES & {tokens[n], tokens[n - 1]})
            yield from (tokens[:n] + tokens[n + 1 :] for n in left_out)


def _by_text(entities: Sequence[Entity], papers: Sequence[Paper]) -> Iterator[tuple[Entity, Entity]]:
    """(narrower, wider) for each "wider such as narrower, narrower and narrower"."""
    named: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for entity in entities:
        for member in entity.members:
            named[member.paper].append((member.name, entity))
    for paper in papers:
        forms = sorted(named.get(paper.id, ()), key=lambda item: -len(item[0]))
        for found in _SUCH_AS.finditer(paper.abstract) if len(forms) > 1 else ():
            before = paper.abstract[max(0, found.start() - _FIRST) : found.start()]
            above = next((entity for form, entity in forms if before.endswith(form)), None)
            if above:
                yield from ((below, above) for below in _listed(paper.abstract[found.end() :], forms))


def _listed(text: str, forms: Iterable[tuple[str, Entity]]) -> Iterator[Entity]:
    """The entities of an enumeration at the start of `text`."""
    while hit := next(((form, entity) for form, entity in forms if text.startswith(form)), None):
        yield hit[1]
        text = text[len(hit[0]) :].lstrip("s")
        text = re.sub(r"^ \([^()]*\)", "", text)
        joint = _NEXT.match(text)
        if not joint:
            return
        text = text[joint.end() :]


def _add(wider: dict[str, dict[str, None]], below: str, above: str) -> None:
    """Note that `above` is wider, unless it is narrower already."""
    seen, todo = {above}, [above]
    while todo:
        for id in wider.get(todo.pop(), ()):
            if id not in seen:
                seen.add(id)
                todo.append(id)
    if below not in seen:
        wider[below][above] = None


def _kind(entity: Entity) -> str:
    return "data" if entity.type in _DATA else entity.type
