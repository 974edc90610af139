"""Train the network on annotated papers, with checkpoints from which a stopped run goes on.

    python -m pipelines.training.train GOLD.jsonl --dev-ids DEV.txt --base MODEL_FOLDER --run RUN_FOLDER

The base weights are read from safetensors. Everything random comes from --seed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from kg.nlp.words import WordPieces
from pipelines.training.annotations import learned, lines, training_arguments
from pipelines.training.data import Example, corpus_example, example
from pipelines.training.losses import losses
from pipelines.training.network import Network, batch_vectors, vocabulary


def read_examples(args: argparse.Namespace, pieces: WordPieces) -> tuple[list[Example], list[Example]]:
    """The annotated training examples, and those of the permissive corpora."""
    full = [example(r, pieces) for r in learned(args.gold, args.dev_ids, args.more, args.texts)]
    extra: list[Example] = []
    for spec in args.corpus:
        path, types = spec.split(":")
        made = (corpus_example(r, types.split(","), pieces) for r in lines(Path(path)))
        extra += [e for e in made if e is not None]
    return full, extra


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of examples of like length."""
    order = sorted(examples, key=lambda e: len(e.page.encoded.ids) + rng.randrange(60))
    made = [list(order[i : i + size]) for i in range(0, len(order), size)]
    rng.shuffle(made)
    return made


def optimiser(network: Network, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW; the pre-trained weights move more slowly than the new heads, the word pieces not at all."""
    network.encoder.piece.weight.requires_grad_(False)
    shape = [p for n, p in network.encoder.named_parameters() if n.startswith("shape")]
    rest = [p for n, p in network.encoder.named_parameters() if not n.startswith(("shape", "piece"))]
    groups = [
        {"params": rest, "lr": args.lr},
        {"params": [*shape, *network.heads.parameters()], "lr": args.head_lr},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def run_epoch(
    network: Network, plan: list[list[Example]], optim: torch.optim.Optimizer, step: int, steps: int, rng: random.Random
) -> tuple[int, dict[str, float]]:
    """One pass over `plan`; returns the step reached and the mean losses."""
    base = [g.setdefault("peak", g["lr"]) for g in optim.param_groups]
    sums: dict[str, float] = {}
    network.train()
    for batch in plan:
        warm = min(1.0, (step + 1) / max(1, steps // 12))
        for group, peak in zip(optim.param_groups, base, strict=True):
            group["lr"] = peak * warm * max(0.02, 1 - step / steps)
        found = [losses(network.heads, h, e, rng) for h, e in zip(batch_vectors(network, batch), batch, strict=True)]
        total = torch.stack([sum(f.values(), torch.zeros(())) for f in found]).sum() / len(batch)
        optim.zero_grad()
        (total / 10).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optim.step()
        step += 1
        for f in found:
            for name, value in f.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
    count = sum(len(b) for b in plan)
    return step, {name: round(value / count, 3) for name, value in sums.items()}


def train(args: argparse.Namespace) -> None:
    """Run all epochs that are not yet done in --run."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary(args.base)
    gold, extra = read_examples(args, pieces)
    network = Network(len(pieces.vocabulary))
    network.encoder.load_base(args.base / "model.safetensors")
    if args.encoder:
        network.encoder.load_state_dict(torch.load(args.encoder, weights_only=True))
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=True)["network"])
    optim = optimiser(network, args)
    per_epoch = -(-len(gold) // args.batch)
    steps = per_epoch * args.epochs + -(-len(extra) // args.batch) * args.corpus_epochs
    done, step = 0, 0
    state = args.run / "checkpoint.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        network.load_state_dict(saved["network"])
        optim.load_state_dict(saved["optimiser"])
        done, step = saved["epoch"], saved["step"]
    digest = hashlib.sha256((args.base / "model.safetensors").read_bytes()).hexdigest()
    log(args.run, {"gold": len(gold), "corpus": len(extra), "steps": steps, "base_sha256": digest})
    for epoch in range(done, args.epochs):
        rng = random.Random(f"{args.seed}/{epoch}")
        plan = batches([*gold, *(extra if epoch < args.corpus_epochs else [])], args.batch, rng)
        began = time.monotonic()
        step, means = run_epoch(network, plan, optim, step, steps, rng)
        saved = {"network": network.state_dict(), "optimiser": optim.state_dict(), "epoch": epoch + 1, "step": step}
        torch.save(saved, state.with_suffix(".new"))
        state.with_suffix(".new").replace(state)
        if epoch >= args.epochs - 3:  # for the mean of the last epochs
            torch.save({"network": network.state_dict()}, args.run / f"epoch-{epoch + 1}.pt")
        log(args.run, {"epoch": epoch + 1, "seconds": round(time.monotonic() - began), **means})


def log(run: Path, row: dict[str, object]) -> None:
    """Add a row to the run's log and print it."""
    text = json.dumps(row)
    with (run / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(text + "\n")
    print(text, flush=True)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    training_arguments(parser)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="the encoder that `pretrain.py` wrote")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from, with a new schedule")
    parser.add_argument("--corpus", action="append", default=[], help="FILE:Type,Type of a corpus with spans")
    parser.add_argument("--corpus-epochs", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--head-lr", type=float, default=5e-4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    train(arguments())
