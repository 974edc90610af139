"""The encoder in torch: BERT with two additions, for a word's written shape and for the title."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.nlp.words import SHAPES

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536


class PooledDropout(nn.Module):
    """Dropout whose masks are windows at random places of one random buffer: torch's own took a third of a CPU step."""

    def __init__(self, share: float, size: int = 1 << 21) -> None:
        super().__init__()
        kept = (torch.rand(size) >= share).float() / (1 - share)
        self.register_buffer("pool", kept, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a random share of its numbers at zero while training."""
        if not self.training:
            return x
        if x.numel() >= len(self.pool):
            return nn.functional.dropout(x, 1 - float((self.pool > 0).float().mean()))
        at = int(torch.randint(len(self.pool) - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view(x.shape)


def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Attention of all heads: (batch, pieces, HIDDEN) each, and so the answer; `mask` is added to the logits."""
    n, length, _ = q.shape
    apart = (x.view(n, length, HEADS, HIDDEN // HEADS).transpose(1, 2) for x in (q, k, v))
    mixed = nn.functional.scaled_dot_product_attention(*apart, attn_mask=mask)
    return mixed.transpose(1, 2).reshape(n, length, HIDDEN)


class Layer(nn.Module):
    """One transformer layer of BERT (Devlin et al. 2019), post-norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = PooledDropout(dropout)
        self.attend = attention  # which an export replaces

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The next layer's vectors; `mask` is added to the attention logits."""
        mixed = self.attend(*self.qkv(x).chunk(3, dim=-1), mask)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with two additions that start at zero: the written shape of a word, and the title's segment."""

    def __init__(self, pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.piece = nn.Embedding(pieces, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.segment = nn.Embedding(2, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = PooledDropout(dropout)
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids: Tensor, shapes: Tensor, segments: Tensor, mask: Tensor | None = None) -> Tensor:
        """Vectors (batch, pieces, HIDDEN) for ids of the same shape; `mask` is 1 at real pieces."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.piece(ids) + self.position(at) + self.segment(segments) + self.shape(shapes)
        x = self.dropout(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_base(self, weights: Path) -> None:
        """Take the weights of a BERT checkpoint in safetensors (never pickle)."""
        base = load_file(weights)
        base = {k.removeprefix("bert."): v for k, v in base.items()}
        own = self.state_dict()
        own["piece.weight"] = base["embeddings.word_embeddings.weight"]
        own["position.weight"] = base["embeddings.position_embeddings.weight"]
        own["segment.weight"] = base["embeddings.token_type_embeddings.weight"][:1].repeat(2, 1)
        for kind in ("weight", "bias"):
            own[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
            for n in range(LAYERS):
                old, new = f"encoder.layer.{n}.", f"layers.{n}."
                own[f"{new}qkv.{kind}"] = torch.cat(
                    [base[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                )
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm_attention", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm", "output.LayerNorm"),
                ):
                    own[f"{new}{mine}.{kind}"] = base[f"{old}{theirs}.{kind}"]
        self.load_state_dict(own)
