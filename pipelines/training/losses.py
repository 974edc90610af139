"""The losses of one example: of spans, types, roles, relations, forms and results."""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.features import LABELS, entity_features, form_features
from kg.vocab import ENTITY_PREDICATES, SIGNATURES, TYPES
from pipelines.training.data import Example, Thing
from pipelines.training.heads import Heads
from pipelines.training.network import candidate_spans
from pipelines.training.reading import Reading, Seen, pair_inputs
from pipelines.training.results import UNKNOWN, Number

F = nn.functional


def losses(heads: Heads, h: Tensor, e: Example, rng: random.Random) -> dict[str, Tensor]:
    """Every loss of one example by name."""
    reading = Reading.of(h, e)
    starts, widths = candidate_spans(len(e.page.words))
    spans = heads.spans(reading.start, reading.end, starts, widths)
    found = {"spans": span_loss(spans, starts, widths, e)}
    if not e.full:
        return found
    things = [*e.things, *false_things(spans.detach(), starts, widths, e, rng)]
    seen = Seen()
    if things:
        seen, of_things = thing_losses(heads, reading, things, e)
        found |= of_things
        found["pairs"] = relation_loss(heads, reading, seen, e)
        found["forms"] = form_loss(heads, reading, seen, e)
    found["numbers"] = number_loss(heads, reading, seen, e)
    return found


def span_loss(logits: Tensor, starts: Tensor, widths: Tensor, e: Example) -> Tensor:
    """Cross entropy over all spans; a type that the source does not annotate counts as none."""
    target = torch.zeros(len(logits), dtype=torch.long)
    at = {(int(s), int(s + w)): i for i, (s, w) in enumerate(zip(starts.tolist(), widths.tolist(), strict=True))}
    for span, label in e.spans.items():
        target[at[span]] = label
    if len(e.types) == len(LABELS):
        return F.cross_entropy(logits, target, reduction="sum")
    unknown = [0, *(i for i in range(1, 1 + len(LABELS)) if i not in e.types)]
    rows = logits.log_softmax(-1)
    none = rows[:, unknown].logsumexp(-1)
    picked = torch.where(target == 0, none, rows.gather(1, target[:, None])[:, 0])
    return -picked.sum()


def false_things(logits: Tensor, starts: Tensor, widths: Tensor, e: Example, rng: random.Random) -> list[Thing]:
    """Wrong spans that the network now believes in, as things of type none, so that later heads learn to doubt."""
    score = 1 - logits.softmax(-1)[:, 0]
    order = score.topk(min(24, len(score))).indices.tolist()
    found: list[Thing] = []
    for i in order:
        span = (int(starts[i]), int(starts[i] + widths[i]))
        if score[i] > 0.05 and span not in e.spans and len(found) < 4 and rng.random() < 0.7:
            name = e.page.text[e.page.words[span[0]].start : e.page.words[span[1]].end]
            found.append(Thing({name: [span]}, 0, 0))
    return found


def thing_losses(heads: Heads, reading: Reading, things: list[Thing], e: Example) -> tuple[Seen, dict[str, Tensor]]:
    """The things as the heads see them; and the losses of their types, roles and extra triples of the paper."""
    groups = [t.mentions for t in things]
    vectors = heads.things(reading.start, reading.end, reading.total, groups)
    rows = [entity_features(g, e.shapes, e.page.title_words, len(e.page.words)) for g in groups]
    kinds, roles, extra = heads.entities(vectors, reading.h, torch.from_numpy(np.stack(rows)))
    wanted = torch.tensor([t.extra for t in things], dtype=torch.float)
    known = torch.cat([kinds.softmax(-1), roles.softmax(-1)], 1)
    return Seen(things, groups, vectors, known), {
        "types": F.cross_entropy(kinds, torch.tensor([t.type for t in things]), reduction="sum"),
        "roles": F.cross_entropy(roles, torch.tensor([t.role for t in things]), reduction="sum"),
        "extra": F.binary_cross_entropy_with_logits(extra, wanted, reduction="sum"),
    }


def relation_loss(heads: Heads, reading: Reading, seen: Seen, e: Example) -> Tensor:
    """Binary cross entropy over the predicates that the types of head and tail allow."""
    pairs, allow, answer = [], [], []
    signature = [SIGNATURES[p] for p in ENTITY_PREDICATES]
    for i, head in enumerate(seen.things):
        for j, tail in enumerate(seen.things):
            if i == j or max(head.type, tail.type) > len(TYPES):
                continue
            a, b = TYPES[max(head.type - 1, 0)], TYPES[tail.type - 1] if tail.type else "Task"
            fits = [a in s[0] and b in s[1] for s in signature]
            if any(fits):
                pairs.append((i, j))
                allow.append(fits)
                answer.append([float(p in e.pairs.get((i, j), ())) for p in range(len(ENTITY_PREDICATES))])
    if not pairs:
        return torch.zeros(())
    middle, features = pair_inputs(seen.groups, pairs, e, reading.total)
    index = torch.tensor(pairs)
    logits = heads.pairs(seen.vectors, seen.known, reading.h, index[:, 0], index[:, 1], middle, features)
    loss = F.binary_cross_entropy_with_logits(logits, torch.tensor(answer), reduction="none")
    return (loss * torch.tensor(allow)).sum()


def bracketed(text: str, one: str, other: str) -> bool:
    """Whether one form stands in brackets right behind the other."""
    return f"{one} ({other}" in text or f"{other} ({one}" in text


def form_loss(heads: Heads, reading: Reading, seen: Seen, e: Example) -> Tensor:
    """Which written forms of the paper name one thing."""
    forms = [(i, f, spans) for i, t in enumerate(seen.things) for f, spans in t.forms.items()]
    pairs = [(a, b) for a in range(len(forms)) for b in range(a + 1, len(forms))]
    if not pairs:
        return torch.zeros(())
    vectors = heads.things(reading.start, reading.end, reading.total, [spans for _, _, spans in forms])
    rows = [form_features(forms[a][1], forms[b][1], bracketed(e.page.text, forms[a][1], forms[b][1])) for a, b in pairs]
    index = torch.tensor(pairs)
    logits = heads.same(vectors, index[:, 0], index[:, 1], torch.from_numpy(np.stack(rows)))
    answer = torch.tensor([float(forms[a][0] == forms[b][0]) for a, b in pairs])
    return F.binary_cross_entropy_with_logits(logits, answer, reduction="sum")


def number_loss(heads: Heads, reading: Reading, seen: Seen, e: Example) -> Tensor:
    """Which numbers are results, and which things are their metric, place and method."""
    numbers = e.numbers
    if not numbers:
        return torch.zeros(())
    first = torch.tensor([n.span[0] for n in numbers])
    last = torch.tensor([n.span[1] for n in numbers])
    x, is_result, none = heads.numbers(reading.start[first], reading.end[last], reading.h[:1])
    loss = F.binary_cross_entropy_with_logits(
        is_result, torch.tensor([float(n.result) for n in numbers]), reduction="sum"
    )
    results = [i for i, n in enumerate(numbers) if n.result]
    if not results or not seen.groups:
        return loss
    spans = [[numbers[i].span] for i in results]
    pairs = [(a, len(spans) + b) for a in range(len(spans)) for b in range(len(seen.groups))]
    middle, features = pair_inputs([*spans, *seen.groups], pairs, e, reading.total)
    shape = (len(spans), len(seen.groups), -1)
    logits = heads.slots(x[results], seen.vectors, seen.known, reading.h, middle.view(shape), features.view(shape))
    for row, i in enumerate(results):
        loss = loss + slot_loss(logits[row], none[i], numbers[i])
    return loss


def slot_loss(things: Tensor, none: Tensor, number: Number) -> Tensor:
    """Cross entropy of the three slots: the things, none, and for the method also the paper."""
    loss = torch.zeros(())
    for slot, answer in enumerate(number.slots):
        if answer == UNKNOWN:
            continue
        options = torch.cat([things[:, slot], none[slot : slot + 1], none[3:4] if slot == 2 else none[:0]])
        target = answer if answer >= 0 else len(things) + int(slot == 2 and number.paper)
        loss = loss + F.cross_entropy(options[None], torch.tensor([target]))
    return loss
