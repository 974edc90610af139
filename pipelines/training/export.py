"""A trained checkpoint -> the pipeline folder that ships: ONNX encoder, numpy heads, cut vocabulary, spaCy config.

    python -m pipelines.training.export RUN --base MODEL --texts TEXTS.jsonl.gz --out pipelines/en_kg_abstracts

The encoder's matrices are 8-bit integers, one scale an output; what flows through
is quantised as it comes, which is safe since a text never shares a batch with
another. Of the word pieces those stay that the texts use, so that the file is small.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.nlp.features import LONGEST_MENTION
from kg.nlp.words import WordPieces, words_of
from pipelines.training.encoder import HEADS, Encoder, Layer, attention
from pipelines.training.heads import Heads
from pipelines.training.network import Network, vocabulary

SETTINGS = {
    "candidate": 0.15,
    "mention": 0.45,
    "same": 0.6,
    "entity": 0.45,
    "phrase": 0.3,
    "result": 0.5,
    "lexicon": {"span": 0.6, "entity": 0.6, "type": 1.0, "even": -1.0},
    "extra": {"evaluatesOn": 0.5, "outperforms": 0.5, "comparedWith": 0.5},
    "predicates": {
        "evaluatedOn": 0.4,
        "appliedTo": 0.4,
        "basedOn": 0.4,
        "partOf": 0.4,
        "comparedWith": 0.4,
        "outperforms": 0.4,
        "benchmarkFor": 0.4,
    },
}
COMPONENTS = ("kg_sentences", "kg_encoder", "kg_mentions", "kg_entities", "kg_relations", "kg_results")


class OneNode(torch.autograd.Function):
    """`attention` as one node of onnxruntime's: a tenth of the encoder's time less than torch's dozen of nodes."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor) -> Tensor:  # noqa: ANN401  # torch's context
        """As in training."""
        return attention(q, k, v)

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any) -> Any:  # noqa: ANN401  # torch's graph
        """The node."""
        return graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


class Exported(nn.Module):
    """The part that onnxruntime runs: the encoder, and the logits of every span."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder, self.heads = encoder, heads
        for layer in encoder.modules():
            if isinstance(layer, Layer):
                layer.attend = lambda q, k, v, _: OneNode.apply(q, k, v)

    def forward(
        self, ids: Tensor, shapes: Tensor, segments: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Vectors (pieces, hidden), logits (words, longest mention, types)."""
        x = self.encoder(ids[None], shapes[None], segments[None])[0]
        start, end = self.heads.span_start(x[first]), self.heads.span_end(x[last])
        words = torch.arange(first.shape[0])
        reach = words[:, None] + torch.arange(LONGEST_MENTION)[None]
        mixed = start[:, None] + end[reach.clamp(max=first.shape[0] - 1)] + self.heads.span_width.weight[None]
        return x, self.heads.span_out(nn.functional.gelu(mixed))


def used_pieces(texts: Path, pieces: WordPieces, least: int) -> list[str]:
    """The pieces that `texts` use at least `least` times, all single characters, and the special ones, in old order."""
    counts: Counter[int] = Counter()
    opened = gzip.open if texts.suffix == ".gz" else open
    with opened(texts, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            for word in words_of(f"{record['title']} {record.get('abstract') or ''}"):
                counts.update(pieces.pieces(word.text))
    special = {"[CLS]", "[SEP]", "[UNK]", "[PAD]"}
    return [
        p for p, i in pieces.vocabulary.items() if counts[i] >= least or p in special or len(p.removeprefix("##")) == 1
    ]


def export_encoder(network: Network, path: Path) -> None:
    """Write the encoder with the span head as ONNX."""
    n = 12
    sample = (
        torch.arange(n),
        torch.zeros(n, dtype=torch.long),
        torch.zeros(n, dtype=torch.long),
        torch.arange(1, 9),
        torch.arange(1, 9),
    )
    names = ["ids", "shapes", "segments", "first", "last"]
    axes = {k: {0: "pieces"} for k in names[:3]} | {k: {0: "words"} for k in names[3:]}
    axes |= {"vectors": {0: "pieces"}, "spans": {0: "words"}}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        raw = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            Exported(network.encoder, network.heads).eval(),
            sample,
            str(raw),
            input_names=names,
            output_names=["vectors", "spans"],
            dynamic_axes=axes,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
        quantize_dynamic(
            str(raw),
            str(path),
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


def export(args: argparse.Namespace) -> None:
    """Write the pipeline folder."""
    pieces = vocabulary(args.base)
    network = Network(len(pieces.vocabulary))
    network.load_state_dict(torch.load(args.run / "checkpoint.pt", weights_only=True)["network"])
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    keep = used_pieces(args.texts, pieces, args.least)
    rows = torch.tensor([pieces.vocabulary[p] for p in keep])
    old = network.encoder.piece.weight.data
    network.encoder.piece = nn.Embedding(len(keep), old.shape[1], _weight=old[rows])
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "kg.words.v1"}}})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.meta.update(
        name="kg_abstracts",
        version=args.version,
        license="Apache-2.0",
        description="Entities, relations and results of scholarly abstracts",
    )
    nlp.to_disk(args.out)
    folder = args.out / "kg_encoder"
    folder.mkdir(parents=True, exist_ok=True)
    export_encoder(network, folder / "encoder.onnx")
    heads = {
        k: v.numpy().astype(np.float16) for k, v in network.heads.state_dict().items() if not k.startswith("span_")
    }
    np.savez_compressed(folder / "heads.npz", **heads)
    (folder / "vocab.txt").write_text("\n".join(keep) + "\n", encoding="utf-8")
    if not (folder / "settings.json").exists() or args.reset:
        (folder / "settings.json").write_text(json.dumps(SETTINGS, indent=1) + "\n", encoding="utf-8")
    size = sum(f.stat().st_size for f in args.out.rglob("*") if f.is_file()) / 1e6
    print(f"{len(keep)} pieces, {size:.1f} MB in {args.out}")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True, help="JSON Lines with title and abstract")
    parser.add_argument("--least", type=int, default=12)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--reset", action="store_true", help="write the settings anew")
    return parser.parse_args()


if __name__ == "__main__":
    export(arguments())
