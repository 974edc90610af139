"""The heads of the network in numpy: the run-time twin of `pipelines/training/network.py`.

The encoder and the scores of all spans come from onnxruntime; what follows works
on a dozen things a paper, where numpy is as fast as anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import erf

from kg.nlp.features import Floats, Span

CONTEXT_HEADS, KEY, VALUE = 4, 32, 64


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), exact."""
    return np.asarray(0.5 * x * (1.0 + erf(x * np.float32(0.7071067811865476))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def sigmoid(x: Floats) -> Floats:
    """The logistic function."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads' weights by name, as torch writes them ("pair_out.weight", ...)."""

    weights: Mapping[str, Floats]

    @classmethod
    def load(cls, path: Path) -> Heads:
        """The heads of an .npz file (never pickled objects)."""
        with np.load(path, allow_pickle=False) as file:
            return cls({name: file[name].astype(np.float32) for name in file.files})

    def linear(self, name: str, x: Floats) -> Floats:
        """The affine layer `name`."""
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], dtype=np.float32)

    def things(self, start: Floats, end: Floats, total: Floats, mentions: Sequence[Sequence[Span]]) -> Floats:
        """One vector a thing, from the vectors of its mentions' first and last words and the running sum `total`."""
        first = np.array([m[0] for group in mentions for m in group])
        last = np.array([m[1] for group in mentions for m in group])
        mean = (total[last + 1] - total[first]) / (last - first + 1)[:, None]
        vectors = gelu(
            self.linear("mention_start", start[first])
            + self.linear("mention_end", end[last])
            + self.linear("mention_mean", mean.astype(np.float32))
        )
        pooled, at = [], 0
        for group in mentions:
            part = vectors[at : at + len(group)]
            at += len(group)
            pooled.append(np.concatenate([part.mean(0), part.max(0)]))
        x = self.linear("pool", np.stack(pooled))
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return np.asarray(scaled * self.weights["pool_norm.weight"] + self.weights["pool_norm.bias"], dtype=np.float32)

    def attend(self, asked: Floats, pieces: Floats) -> Floats:
        """What each query row reads from the text's vectors."""
        keys = self.linear("key", pieces).reshape(-1, CONTEXT_HEADS, KEY)
        values = self.linear("value", pieces).reshape(-1, CONTEXT_HEADS, VALUE)
        queries = asked.reshape(-1, CONTEXT_HEADS, KEY).transpose(1, 0, 2)
        weights = softmax(queries @ keys.transpose(1, 2, 0) * np.float32(KEY**-0.5))
        return np.ascontiguousarray((weights @ values.transpose(1, 0, 2)).transpose(1, 0, 2)).reshape(len(asked), -1)

    def entities(self, vectors: Floats, pieces: Floats, features: Floats) -> tuple[Floats, Floats, Floats]:
        """Probabilities of type and role (0: none), and of the three further triples of the paper."""
        context = self.attend(self.linear("ask_one", vectors), pieces)
        whole = np.repeat(pieces[:1], len(vectors), axis=0)
        x = gelu(self.linear("entity_in", np.concatenate([vectors, context, whole, features], 1)))
        return (
            softmax(self.linear("entity_type", x)),
            softmax(self.linear("entity_role", x)),
            sigmoid(self.linear("entity_extra", x)),
        )

    def pairs(
        self,
        full: Floats,
        vectors: Floats,
        pieces: Floats,
        index: Sequence[tuple[int, int]],
        between: Floats,
        features: Floats,
    ) -> Floats:
        """Probabilities of each predicate for the pairs (head, tail) in `index`."""
        head, tail = np.array(index).T
        context = self.attend(self.linear("ask_head", vectors)[head] + self.linear("ask_tail", vectors)[tail], pieces)
        x = (
            self.linear("pair_head", full)[head]
            + self.linear("pair_tail", full)[tail]
            + self.linear("pair_context", context)
            + self.linear("pair_between", between)
            + self.linear("pair_features", features)
        )
        return sigmoid(self.linear("pair_out", gelu(x)))

    def same(self, vectors: Floats, index: Sequence[tuple[int, int]], features: Floats) -> Floats:
        """Probabilities that the two written forms of each pair name one thing."""
        one, other = np.array(index).T
        x = (
            self.linear("form_product", vectors[one] * vectors[other])
            + self.linear("form_difference", np.abs(vectors[one] - vectors[other]))
            + self.linear("form_features", features)
        )
        return sigmoid(self.linear("form_out", gelu(x)))[:, 0]

    def numbers(self, start: Floats, end: Floats, whole: Floats) -> tuple[Floats, Floats, Floats]:
        """Vectors of numbers, probabilities of a result, and logits of no metric, no place, no method, PAPER."""
        x = gelu(self.linear("number_in", np.concatenate([start, end, np.repeat(whole, len(start), axis=0)], 1)))
        return x, sigmoid(self.linear("number_out", x))[:, 0], self.linear("number_none", x)

    def slots(
        self, numbers: Floats, full: Floats, vectors: Floats, pieces: Floats, between: Floats, features: Floats
    ) -> Floats:
        """Logits (numbers, things, 3) that a thing is the metric, the place, the method of a number."""
        asked = self.linear("ask_number", numbers)[:, None] + self.linear("ask_slot", vectors)[None]
        context = self.attend(asked.reshape(len(numbers) * len(vectors), -1), pieces)
        x = (
            self.linear("slot_number", numbers)[:, None]
            + self.linear("slot_entity", full)[None]
            + self.linear("slot_between", between)
            + self.linear("slot_features", features)
            + self.linear("slot_context", context).reshape(len(numbers), len(vectors), -1)
        )
        return self.linear("slot_out", gelu(x))
