"""Which written forms of one paper name one thing: the text's own definitions first, then the model's word."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import numpy as np

from kg.names import normal
from kg.nlp.abbreviations import abbreviations, spelled
from kg.nlp.encoder import Model
from kg.nlp.features import Floats, Span, form_features, is_short_form
from kg.nlp.reading import Reading

_MAKER = re.compile(r"(?:OpenAI|Google|Meta|Facebook|Microsoft|DeepMind|NVIDIA|The|Our|Original|Vanilla)\b", re.I)
_SURE = 0.97  # from which two forms may be one thing that share no letter


def joined(reading: Reading, groups: dict[str, list[Span]], model: Model) -> list[list[str]]:
    """The normal forms in `groups` that name one thing, together, in text order."""
    names = list(groups)
    written = [reading.text_of(groups[n][0]) for n in names]
    clusters = [{i} for i in range(len(names))]
    for a, b in (*defined(reading.text, names), *titled(reading, groups)):
        join(clusters, a, b)
    if len(names) > 1:
        scores = likeness(reading, groups, written, model)
        for score, a, b in sorted(((-float(scores[a, b]), a, b) for a, b in pairs_of(len(names)))):
            if -score < model.settings["same"]:
                break
            one, other = (next(c for c in clusters if i in c) for i in (a, b))
            if one is not other and fits(one, other, scores, written, model.settings["same"]):
                join(clusters, a, b)
    return [[names[i] for i in sorted(c)] for c in clusters]


def pairs_of(count: int) -> list[tuple[int, int]]:
    """All unordered pairs of `count` numbers."""
    return [(a, b) for a in range(count) for b in range(a + 1, count)]


def join(clusters: list[set[int]], a: int, b: int) -> None:
    """Make one of the clusters of `a` and `b`."""
    one, other = (next(c for c in clusters if i in c) for i in (a, b))
    if one is not other:
        clusters.remove(other)
        one |= other


def defined(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of forms, as numbers in `names`, of which the text says that one is short for the other."""
    found = []
    for short, long in abbreviations(text):
        a, b = normal(short), normal(long)
        if b not in names:
            b = next((n for n in names if b.endswith(" " + n) and is_short_form(short, n)), b)
        if a in names and b in names and a != b:
            found.append((names.index(a), names.index(b)))
    return found


def spelled_out(forms: Sequence[str], definitions: Sequence[tuple[str, str]], known: Container[str]) -> str:
    """The long form that a text's `definitions` give to a thing of which `forms` are but one name; or "".

    A reader of "MT", and whoever joins papers by their names, is to see "machine translation". What is a name of the
    text already (`known`, normal forms) is another thing's.
    """
    if len({normal(form) for form in forms}) > 1:
        return ""
    found = {long for short, long in definitions if short in forms and spelled(short, long)}
    return found.pop() if len(found) == 1 and normal(*found) not in known else ""


def titled(reading: Reading, groups: dict[str, list[Span]]) -> list[tuple[int, int]]:
    """The two forms, as numbers in `groups`, of a title such as "CARN: Continual Attentive Recurrent Networks"."""
    at = {m[0]: (number, m) for number, spans in enumerate(groups.values()) for m in spans}
    if 0 not in at:
        return []
    one, short = at[0]
    other, long = at.get(short[1] + 2, at[0])
    if one == other or long[1] >= reading.title_words or reading.text_of((short[1] + 1,) * 2) != ":":
        return []
    fits = is_short_form(re.sub(r"\d", "", reading.text_of(short)), reading.text_of(long))
    return [(one, other)] if fits and {reading.label(short), reading.label(long)} == {"Method"} else []


def likeness(reading: Reading, groups: dict[str, list[Span]], written: Sequence[str], model: Model) -> Floats:
    """A matrix of how likely two forms name one thing."""
    text, pairs = reading.text, pairs_of(len(written))
    vectors = model.heads.things(reading.start, reading.end, reading.total, list(groups.values()))
    rows = []
    for a, b in pairs:
        close = f"{written[a]} ({written[b]}" in text or f"{written[b]} ({written[a]}" in text
        rows.append(form_features(written[a], written[b], close))
    found = np.zeros((len(written), len(written)), dtype=np.float32)
    methods = [reading.label(spans[0]) == "Method" for spans in groups.values()]
    for (a, b), score in zip(pairs, model.heads.same(vectors, pairs, np.stack(rows)), strict=True):
        another = methods[a] and methods[b] and variant(written[a], written[b])
        alike = not another and (score >= _SURE or related(written[a], written[b]))
        found[a, b] = found[b, a] = score if alike else 0.0
    return found


def fits(one: set[int], other: set[int], scores: Floats, written: Sequence[str], least: float) -> bool:
    """Whether two clusters may become one: alike on average, and no two forms that cannot be one thing."""
    rows = [float(scores[a, b]) for a in one for b in other]
    clash = any(numbers(written[a]) != numbers(written[b]) for a in one for b in other)
    return sum(rows) / len(rows) >= least and not clash


def numbers(name: str) -> list[str]:
    """The digits of a name: GPT-2 is not GPT-3."""
    return re.findall(r"\d+", name)


def coined(word: str) -> bool:
    """Whether a word has a capital or a digit behind its first letter."""
    return any(c.isupper() or c.isdigit() for c in word[1:])


def variant(one: str, other: str) -> bool:
    """Whether one of two methods is named as a kind of the other: Deformable DETR is not DETR, OpenAI CLIP is CLIP."""
    short, long = sorted((one, other), key=len)
    kind = long.removesuffix(" " + short)
    return kind != long and coined(short) and kind[0].isupper() and not _MAKER.match(kind)


def related(one: str, other: str) -> bool:
    """Whether two forms share a word's beginning, or one may be short for the other.

    Of two coined words one is short for the other by its capitals alone: SF and StructFormer, not ConvNet and ConvNeXt.
    """
    short, long = sorted((one, other), key=len)
    bare = short[:-1] if len(short) > 2 and short.endswith("s") else short
    if all(map(str.isalnum, (one, other))) and any(map(coined, (one, other))):
        return normal(one) == normal(other) or bare == "".join(c for c in long if c.isupper())
    if is_short_form(bare, long) or is_short_form(short, long):
        return True
    a, b = ({w[:4] for w in normal(name).split() if len(w) > 2} for name in (one, other))
    return bool(a & b)
