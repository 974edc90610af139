"""The pipeline folder that ships -> a checkpoint to go on from, since checkpoints are too large for the repository.

    python -m pipelines.training.restore pipelines/en_kg_abstracts --base MODEL --run RUN

The encoder's matrices come back from 8 bits, the heads from 16: near the trained ones, not equal to them. Word pieces
that the export left out are the base model's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from pipelines.training.encoder import LAYERS
from pipelines.training.network import Network, vocabulary

MATRICES = [f"encoder.layers.{n}.{part}" for n in range(LAYERS) for part in ("qkv", "out", "up", "down")]
MATRICES += ["heads.span_start", "heads.span_end", "heads.span_out"]  # in the order in which the encoder reads them


def numbers(stored: dict[str, NDArray[np.generic]], name: str) -> Tensor:
    """The numbers that an array of integers with scale and zero point stands for."""
    whole, zero = (stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
    return torch.from_numpy((whole - zero) * stored[f"{name}_scale"].astype(np.float32))


def encoder_weights(path: Path) -> dict[str, Tensor]:
    """The weights of an exported encoder under the names that they have in training."""
    stored = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    found = {name: torch.from_numpy(x.copy()) for name, x in stored.items() if name.startswith(("encoder.", "heads."))}
    found = {name: x for name, x in found.items() if name.endswith((".weight", ".bias"))}
    coded = [name.removesuffix("_quantized") for name in stored if name.endswith("_quantized")]
    found |= {name: numbers(stored, name) for name in coded if name.startswith("encoder.")}
    matrices = [name for name in coded if not name.startswith("encoder.")]
    found |= {f"{name}.weight": numbers(stored, old).T for name, old in zip(MATRICES, matrices, strict=True)}
    widths = [x for name, x in stored.items() if name.startswith("onnx::Add") and x.ndim == 3]
    return found | {"heads.span_width.weight": torch.from_numpy(widths[0][0].copy())}


def restore(args: argparse.Namespace) -> None:
    """Write `args.run`/checkpoint.pt."""
    folder = args.pipeline / "kg_encoder"
    pieces = vocabulary(args.base)
    network = Network(len(pieces.vocabulary))
    network.encoder.load_base(args.base / "model.safetensors")
    found = encoder_weights(folder / "encoder.onnx")
    with np.load(folder / "heads.npz") as heads:
        found |= {f"heads.{name}": torch.from_numpy(heads[name].astype(np.float32)) for name in heads}
    kept = (folder / "vocab.txt").read_text(encoding="utf-8").split()
    words = network.encoder.piece.weight.data.clone()
    words[[pieces.vocabulary[p] for p in kept]] = found["encoder.piece.weight"]
    network.load_state_dict(found | {"encoder.piece.weight": words})
    args.run.mkdir(parents=True, exist_ok=True)
    torch.save({"network": network.state_dict()}, args.run / "checkpoint.pt")
    print(f"{len(kept)} word pieces and {len(found)} arrays from {args.pipeline} in {args.run / 'checkpoint.pt'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipeline", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    restore(parser.parse_args())
