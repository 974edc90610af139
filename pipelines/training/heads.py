"""The heads in torch, for mentions, things, pairs, forms and numbers. `kg/nlp/heads.py` is the same in numpy."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from kg.nlp.features import ENTITY_FEATURES, FORM_FEATURES, LABELS, LONGEST_MENTION, PAIR_FEATURES
from kg.vocab import ALL_ROLES, ENTITY_PREDICATES
from pipelines.training.encoder import HIDDEN, PooledDropout

WIDE, CONTEXT_HEADS, KEY, VALUE = 256, 4, 32, 64
N_TYPES, N_ROLES = 1 + len(LABELS), 1 + len(ALL_ROLES)  # index 0: none


class Heads(nn.Module):
    """Everything above the encoder, for one paper at a time; `h` is (pieces, HIDDEN) throughout."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        lin = nn.Linear
        self.dropout = PooledDropout(dropout)
        self.span_start, self.span_end = lin(HIDDEN, WIDE), lin(HIDDEN, WIDE)
        self.span_width = nn.Embedding(LONGEST_MENTION, WIDE)
        self.span_out = lin(WIDE, N_TYPES)
        self.mention_start, self.mention_end, self.mention_mean = (lin(HIDDEN, WIDE) for _ in range(3))
        self.pool, self.pool_norm = lin(2 * WIDE, WIDE), nn.LayerNorm(WIDE)
        self.key, self.value = lin(HIDDEN, CONTEXT_HEADS * KEY), lin(HIDDEN, CONTEXT_HEADS * VALUE)
        self.ask_one, self.ask_head, self.ask_tail = (lin(WIDE, CONTEXT_HEADS * KEY) for _ in range(3))
        self.entity_in = lin(WIDE + CONTEXT_HEADS * VALUE + HIDDEN + ENTITY_FEATURES, WIDE)
        self.entity_type, self.entity_role, self.entity_extra = lin(WIDE, N_TYPES), lin(WIDE, N_ROLES), lin(WIDE, 3)
        known = N_TYPES + N_ROLES
        self.pair_head, self.pair_tail = lin(WIDE + known, WIDE), lin(WIDE + known, WIDE)
        self.pair_context, self.pair_between = lin(CONTEXT_HEADS * VALUE, WIDE), lin(HIDDEN, WIDE)
        self.pair_features, self.pair_out = lin(PAIR_FEATURES, WIDE), lin(WIDE, len(ENTITY_PREDICATES))
        self.form_product, self.form_difference = lin(WIDE, WIDE), lin(WIDE, WIDE)
        self.form_features, self.form_out = lin(FORM_FEATURES, WIDE), lin(WIDE, 1)
        self.number_in = lin(2 * HIDDEN + HIDDEN, WIDE)
        self.number_out, self.number_none = lin(WIDE, 1), lin(WIDE, 4)
        self.slot_number, self.slot_entity = lin(WIDE, WIDE), lin(WIDE + known, WIDE)
        self.slot_between, self.slot_features = lin(HIDDEN, WIDE), lin(PAIR_FEATURES, WIDE)
        self.ask_number, self.ask_slot = lin(WIDE, CONTEXT_HEADS * KEY), lin(WIDE, CONTEXT_HEADS * KEY)
        self.slot_context = lin(CONTEXT_HEADS * VALUE, WIDE)
        self.slot_out = lin(WIDE, 3)
        with torch.no_grad():  # most spans, pairs and forms are none: start from there
            self.span_out.bias[0] = 6.0
            self.pair_out.bias.fill_(-2.0)
            self.form_out.bias.fill_(-2.0)

    def spans(self, start: Tensor, end: Tensor, starts: Tensor, widths: Tensor) -> Tensor:
        """Type logits of candidate spans, from the vectors at the words' first and last pieces."""
        mixed = self.span_start(start)[starts] + self.span_end(end)[starts + widths] + self.span_width(widths)
        return self.span_out(self.dropout(nn.functional.gelu(mixed)))

    def things(self, start: Tensor, end: Tensor, total: Tensor, mentions: list[list[tuple[int, int]]]) -> Tensor:
        """One vector a thing: the mean and the maximum over its mentions."""
        flat = torch.tensor([m for group in mentions for m in group])
        first, last = flat[:, 0], flat[:, 1]
        mean = (total[last + 1] - total[first]) / (last - first + 1)[:, None]
        vectors = nn.functional.gelu(
            self.mention_start(start[first]) + self.mention_end(end[last]) + self.mention_mean(mean)
        )
        parts = vectors.split([len(group) for group in mentions])
        pooled = torch.stack([torch.cat([p.mean(0), p.max(0).values]) for p in parts])
        return self.pool_norm(self.pool(self.dropout(pooled)))

    def attend(self, asked: Tensor, h: Tensor) -> Tensor:
        """What each query row (n, CONTEXT_HEADS * KEY) reads from the text."""
        keys = self.key(h).view(-1, CONTEXT_HEADS, KEY)
        values = self.value(h).view(-1, CONTEXT_HEADS, VALUE)
        weights = torch.einsum("nhk,thk->nht", asked.view(-1, CONTEXT_HEADS, KEY), keys) * KEY**-0.5
        return torch.einsum("nht,thv->nhv", weights.softmax(-1), values).flatten(1)

    def entities(self, vectors: Tensor, h: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of type, role, and the three extra triples of the paper for each thing."""
        context = self.attend(self.ask_one(vectors), h)
        whole = h[:1].expand(len(vectors), -1)
        x = nn.functional.gelu(self.entity_in(torch.cat([vectors, context, whole, features], 1)))
        x = self.dropout(x)
        return self.entity_type(x), self.entity_role(x), self.entity_extra(x)

    def pairs(
        self, vectors: Tensor, known: Tensor, h: Tensor, head: Tensor, tail: Tensor, between: Tensor, features: Tensor
    ) -> Tensor:
        """Predicate logits for the pairs (head[i], tail[i]); `between` is the mean vector of the words between."""
        context = self.attend(self.ask_head(vectors)[head] + self.ask_tail(vectors)[tail], h)
        full = torch.cat([vectors, known], 1)
        x = (
            self.pair_head(full)[head]
            + self.pair_tail(full)[tail]
            + self.pair_context(context)
            + self.pair_between(between)
            + self.pair_features(features)
        )
        return self.pair_out(self.dropout(nn.functional.gelu(x)))

    def same(self, vectors: Tensor, one: Tensor, other: Tensor, features: Tensor) -> Tensor:
        """Logits that two written forms name one thing."""
        x = (
            self.form_product(vectors[one] * vectors[other])
            + self.form_difference((vectors[one] - vectors[other]).abs())
            + self.form_features(features)
        )
        return self.form_out(self.dropout(nn.functional.gelu(x)))[:, 0]

    def numbers(self, start: Tensor, end: Tensor, whole: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """For numbers: their vectors, logits that they are results, logits of no metric, no place, no method, PAPER."""
        x = nn.functional.gelu(self.number_in(torch.cat([start, end, whole.expand(len(start), -1)], 1)))
        x = self.dropout(x)
        return x, self.number_out(x)[:, 0], self.number_none(x)

    def slots(
        self, numbers: Tensor, vectors: Tensor, known: Tensor, h: Tensor, between: Tensor, features: Tensor
    ) -> Tensor:
        """Logits (numbers, things, 3) that a thing is the metric, the place, the method of a number."""
        asked = self.ask_number(numbers)[:, None] + self.ask_slot(vectors)[None]
        context = self.attend(asked.flatten(0, 1), h).view(len(numbers), len(vectors), -1)
        x = self.slot_number(numbers)[:, None] + self.slot_entity(torch.cat([vectors, known], 1))[None]
        x = x + self.slot_between(between) + self.slot_context(context)
        return self.slot_out(self.dropout(nn.functional.gelu(x + self.slot_features(features))))
