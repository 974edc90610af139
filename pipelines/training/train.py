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

import numpy as np
import torch
from torch import Tensor, nn

from kg.nlp.features import (
    LABELS,
    LONGEST_MENTION,
    Span,
    between,
    entity_features,
    form_features,
    nearest,
    pair_features,
)
from kg.nlp.words import WordPieces
from kg.vocab import ENTITY_PREDICATES, SIGNATURES, TYPES
from pipelines.training.annotations import learned, lines, sources
from pipelines.training.data import Example, Number, Thing, corpus_example, example
from pipelines.training.network import Encoder, Heads

F = nn.functional


class Network(nn.Module):
    """Encoder and heads under one roof, so that one optimiser and one file hold both."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.heads = Heads()


def vocabulary(folder: Path) -> WordPieces:
    """The word pieces of a base model's folder."""
    names = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return WordPieces({name: i for i, name in enumerate(names) if name})


def batch_vectors(network: Network, batch: Sequence[Example]) -> list[Tensor]:
    """The encoder's vectors of each example, without padding."""
    longest = max(len(e.encoded.ids) for e in batch)
    pad = lambda rows: torch.tensor([[*r, *[0] * (longest - len(r))] for r in rows])  # noqa: E731  # one expression
    ids = pad([e.encoded.ids for e in batch])
    shapes = pad([e.encoded.shapes for e in batch])
    segments = pad([e.encoded.segments for e in batch])
    mask = pad([[1] * len(e.encoded.ids) for e in batch])
    vectors = network.encoder(ids, shapes, segments, mask)
    return [v[: len(e.encoded.ids)] for v, e in zip(vectors, batch, strict=True)]


def candidate_spans(n: int) -> tuple[Tensor, Tensor]:
    """First word and width - 1 of all spans of `n` words up to the longest mention."""
    starts, widths = np.divmod(np.arange(n * LONGEST_MENTION), LONGEST_MENTION)
    keep = starts + widths < n
    return torch.from_numpy(starts[keep]), torch.from_numpy(widths[keep])


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
            name = e.text[e.words[span[0]].start : e.words[span[1]].end]
            found.append(Thing({name: [span]}, 0, 0))
    return found


def mean_between(total: Tensor, head: Span, tail: Span) -> Tensor:
    """The mean vector of the words between two mentions; zeros where none are."""
    words = between(head, tail)
    if words is None:
        return torch.zeros(total.shape[1])
    return (total[words[1]] - total[words[0]]) / (words[1] - words[0])


def pair_inputs(
    groups: Sequence[list[Span]], pairs: Sequence[tuple[int, int]], e: Example, total: Tensor
) -> tuple[Tensor, Tensor]:
    """The words between and the features of each pair of things."""
    near = [nearest(groups[h], groups[t], e.sentence) for h, t in pairs]
    middle = torch.stack([mean_between(total, *spans) for spans in near])
    rows = [pair_features(groups[h], groups[t], n, e.sentence) for (h, t), n in zip(pairs, near, strict=True)]
    return middle, torch.from_numpy(np.stack(rows))


def relation_loss(
    heads: Heads,
    things: Sequence[Thing],
    groups: list[list[Span]],
    vectors: Tensor,
    known: Tensor,
    h: Tensor,
    total: Tensor,
    e: Example,
) -> Tensor:
    """Binary cross entropy over the predicates that the types of head and tail allow."""
    pairs, allow, answer = [], [], []
    signature = [SIGNATURES[p] for p in ENTITY_PREDICATES]
    for i, head in enumerate(things):
        for j, tail in enumerate(things):
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
    middle, features = pair_inputs(groups, pairs, e, total)
    index = torch.tensor(pairs)
    logits = heads.pairs(vectors, known, h, index[:, 0], index[:, 1], middle, features)
    loss = F.binary_cross_entropy_with_logits(logits, torch.tensor(answer), reduction="none")
    return (loss * torch.tensor(allow)).sum()


def bracketed(text: str, one: str, other: str) -> bool:
    """Whether one form stands in brackets right behind the other."""
    return f"{one} ({other}" in text or f"{other} ({one}" in text


def form_loss(heads: Heads, things: Sequence[Thing], e: Example, start: Tensor, end: Tensor, total: Tensor) -> Tensor:
    """Which written forms of the paper name one thing."""
    forms = [(i, f, spans) for i, t in enumerate(things) for f, spans in t.forms.items()]
    pairs = [(a, b) for a in range(len(forms)) for b in range(a + 1, len(forms))]
    if not pairs:
        return torch.zeros(())
    vectors = heads.things(start, end, total, [spans for _, _, spans in forms])
    rows = [form_features(forms[a][1], forms[b][1], bracketed(e.text, forms[a][1], forms[b][1])) for a, b in pairs]
    index = torch.tensor(pairs)
    logits = heads.same(vectors, index[:, 0], index[:, 1], torch.from_numpy(np.stack(rows)))
    answer = torch.tensor([float(forms[a][0] == forms[b][0]) for a, b in pairs])
    return F.binary_cross_entropy_with_logits(logits, answer, reduction="sum")


def number_loss(
    heads: Heads,
    groups: list[list[Span]],
    vectors: Tensor,
    known: Tensor,
    h: Tensor,
    start: Tensor,
    end: Tensor,
    total: Tensor,
    e: Example,
) -> Tensor:
    """Which numbers are results, and which things are their metric, place and method."""
    numbers = e.numbers
    if not numbers:
        return torch.zeros(())
    first = torch.tensor([n.span[0] for n in numbers])
    last = torch.tensor([n.span[1] for n in numbers])
    x, is_result, none = heads.numbers(start[first], end[last], h[:1])
    loss = F.binary_cross_entropy_with_logits(
        is_result, torch.tensor([float(n.result) for n in numbers]), reduction="sum"
    )
    results = [i for i, n in enumerate(numbers) if n.result]
    if not results or not groups:
        return loss
    spans = [[numbers[i].span] for i in results]
    pairs = [(a, len(spans) + b) for a in range(len(spans)) for b in range(len(groups))]
    middle, features = pair_inputs([*spans, *groups], pairs, e, total)
    shape = (len(spans), len(groups), -1)
    logits = heads.slots(x[results], vectors, known, h, middle.view(shape), features.view(shape))
    for row, i in enumerate(results):
        loss = loss + slot_loss(logits[row], none[i], numbers[i])
    return loss


def slot_loss(things: Tensor, none: Tensor, number: Number) -> Tensor:
    """Cross entropy of the three slots: the things, none, and for the method also the paper."""
    loss = torch.zeros(())
    for slot, answer in enumerate(number.slots):
        if answer == -2:
            continue
        options = torch.cat([things[:, slot], none[slot : slot + 1], none[3:4] if slot == 2 else none[:0]])
        target = answer if answer >= 0 else len(things) + int(slot == 2 and number.paper)
        loss = loss + F.cross_entropy(options[None], torch.tensor([target]))
    return loss


def losses(heads: Heads, h: Tensor, e: Example, rng: random.Random) -> dict[str, Tensor]:
    """Every loss of one example by name."""
    start, end = h[torch.tensor(e.encoded.first)], h[torch.tensor(e.encoded.last)]
    starts, widths = candidate_spans(len(e.words))
    spans = heads.spans(start, end, starts, widths)
    found = {"spans": span_loss(spans, starts, widths, e)}
    if not e.full:
        return found
    middle = torch.cumsum((start + end) / 2, 0)
    total = torch.cat([torch.zeros(1, h.shape[1]), middle])
    things = [*e.things, *false_things(spans.detach(), starts, widths, e, rng)]
    if things:
        groups = [t.mentions for t in things]
        vectors = heads.things(start, end, total, groups)
        rows = [entity_features(g, e.shapes, e.title_words, len(e.words)) for g in groups]
        kinds, roles, extra = heads.entities(vectors, h, torch.from_numpy(np.stack(rows)))
        found["types"] = F.cross_entropy(kinds, torch.tensor([t.type for t in things]), reduction="sum")
        found["roles"] = F.cross_entropy(roles, torch.tensor([t.role for t in things]), reduction="sum")
        wanted = torch.tensor([t.extra for t in things], dtype=torch.float)
        found["extra"] = F.binary_cross_entropy_with_logits(extra, wanted, reduction="sum")
        known = torch.cat([kinds.softmax(-1), roles.softmax(-1)], 1)
        found["pairs"] = relation_loss(heads, things, groups, vectors, known, h, total, e)
        found["forms"] = form_loss(heads, things, e, start, end, total)
    else:
        groups, vectors, known = [], torch.zeros(0), torch.zeros(0)
    found["numbers"] = number_loss(heads, groups, vectors, known, h, start, end, total, e)
    return found


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
    order = sorted(examples, key=lambda e: len(e.encoded.ids) + rng.randrange(60))
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
    sources(parser)
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
