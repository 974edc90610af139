"""The mean of several checkpoints' weights, as a run folder that `export.py` reads.

Run as `python -m pipelines.training.average NEW_RUN CHECKPOINT CHECKPOINT...`. After Izmailov et al., "Averaging
weights leads to wider optima and better generalization", 2018.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def average(run: Path, checkpoints: list[Path]) -> None:
    """Write the mean of `checkpoints` to `run`/checkpoint.pt."""
    networks = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    mean = {name: sum(n[name].float() for n in networks) / len(networks) for name in networks[0]}
    run.mkdir(parents=True, exist_ok=True)
    torch.save({"network": mean}, run / "checkpoint.pt")


if __name__ == "__main__":
    average(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
