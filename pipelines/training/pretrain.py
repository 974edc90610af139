"""Go on with the masked pre-training of the encoder on abstracts whose licence allows it, before it learns to extract.

    python -m pipelines.training.pretrain BULK.jsonl.gz --gold GOLD.jsonl --dev-ids DEV.txt --base MODEL_FOLDER --run R

Read are the ACL Anthology's abstracts of 2016 and later (CC BY 4.0) and the annotated training papers, once. Whole
words are masked (Devlin et al. 2019: 15 % of them, of these 80 % hidden, 10 % another piece, 10 % left). The run stops
after --minutes at the latest, on a learning rate that falls with the time used, and goes on from its checkpoint.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.nlp.words import Encoded, WordPieces
from pipelines.training.annotations import held, lines
from pipelines.training.encoder import HIDDEN, Encoder
from pipelines.training.layout import layout
from pipelines.training.network import padded, vocabulary
from pipelines.training.train import log

F = nn.functional
ALLOWED = re.compile(r"acl:(?:20(?:1[6-9]|2\d)\.|[A-Z](?:1[6-9])-)")
SHARE, HIDE, SWAP = 0.15, 0.8, 0.1


class Masked(nn.Module):
    """The encoder with the head that guesses masked pieces; its last layer is the table of pieces itself."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.turn, self.norm = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, ids: Tensor, shapes: Tensor, segments: Tensor, mask: Tensor, at: Tensor) -> Tensor:
        """Logits of the pieces at the flat positions `at`."""
        h = self.encoder(ids, shapes, segments, mask).reshape(-1, HIDDEN)[at]
        h = self.norm(F.gelu(self.turn(h)))
        return F.linear(h, self.encoder.piece.weight, self.bias)


def texts(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Title and abstract of each paper that may be read, development papers left out."""
    out = held(args.dev_ids)
    for row in lines(args.gold):
        if row["id"] not in out:
            yield row["title"], row["abstract"]
    with gzip.open(args.bulk, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if ALLOWED.match(row["id"]) and len(row.get("abstract") or "") > 200:
                yield row["title"], row["abstract"]


def masked(e: Encoded, pieces: int, hidden: int, rng: random.Random) -> tuple[list[int], list[int]]:
    """The ids with some words masked, and the positions to guess."""
    ids, guess = list(e.ids), []
    for first, last in zip(e.first, e.last, strict=True):
        if rng.random() >= SHARE:
            continue
        dice = rng.random()
        for at in range(first, last + 1):
            guess.append(at)
            if dice < HIDE:
                ids[at] = hidden
            elif dice < HIDE + SWAP:
                ids[at] = rng.randrange(1000, pieces)
    return ids, guess


def batches(read: Sequence[Encoded], size: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """Batches of about `size` pieces, of texts of like length, in random order."""
    order = sorted(read, key=lambda e: len(e.ids) + rng.randrange(40))
    made: list[list[Encoded]] = [[]]
    for e in order:
        if len(e.ids) * (len(made[-1]) + 1) > size:
            made.append([])
        made[-1].append(e)
    rng.shuffle(made)
    yield from made


def step(network: Masked, batch: Sequence[Encoded], hidden: int, rng: random.Random) -> Tensor:
    """The mean loss over the masked pieces of one batch."""
    longest = max(len(e.ids) for e in batch)
    size = len(network.bias)
    rows, at, right = [], [], []
    for n, e in enumerate(batch):
        ids, guess = masked(e, size, hidden, rng)
        rows.append(ids)
        at += [n * longest + g for g in guess]
        right += [e.ids[g] for g in guess]
    shapes, segments = padded([e.shapes for e in batch]), padded([e.segments for e in batch])
    mask = padded([[1] * len(r) for r in rows])
    logits = network(padded(rows), shapes, segments, mask, torch.tensor(at))
    return F.cross_entropy(logits, torch.tensor(right))


def pretrain(args: argparse.Namespace) -> None:
    """Run until the texts are read once or the time is over; writes `encoder.pt` into --run."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    pieces: WordPieces = vocabulary(args.base)
    network = Masked(len(pieces.vocabulary))
    network.encoder.load_base(args.base / "model.safetensors")
    read = [layout(title, abstract, pieces).encoded for title, abstract in texts(args)]
    rng = random.Random(args.seed)
    optim = torch.optim.AdamW(network.parameters(), lr=args.lr, weight_decay=0.01)
    plan = list(batches(read, args.pieces, rng))
    log(args.run, {"texts": len(read), "batches": len(plan)})
    network.train()
    spent, done, state = 0.0, 0, args.run / "checkpoint.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"])
        optim.load_state_dict(saved["optimiser"])
        spent, done = saved["spent"], saved["done"]
    began, losses = time.monotonic() - spent, []
    for number, batch in enumerate(plan[done:], done + 1):
        used = max(number / len(plan), (time.monotonic() - began) / 60 / args.minutes)
        if used >= 1:
            break
        for group in optim.param_groups:
            group["lr"] = args.lr * min(1.0, number / 100) * (1 - used)
        loss = step(network, batch, pieces.vocabulary["[MASK]"], rng)
        optim.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optim.step()
        losses.append(float(loss.detach()))
        if number % 100 == 0:
            log(args.run, {"batch": number, "loss": round(sum(losses) / len(losses), 3), "used": round(used, 3)})
            losses = []
        if number % 500 == 0:
            spent = time.monotonic() - began
            rows = {"network": network.state_dict(), "optimiser": optim.state_dict(), "spent": spent, "done": number}
            torch.save(rows, state)
    torch.save(network.encoder.state_dict(), args.run / "encoder.pt")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulk", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--dev-ids", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pieces", type=int, default=2400, help="pieces in a batch")
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    pretrain(arguments())
