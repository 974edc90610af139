"""From the network's scores to probabilities that hold: Platt's scaling, one curve a kind of claim.

Platt, "Probabilistic outputs for support vector machines", 1999. The curves are
fitted on papers that training did not see, by `pipelines/training/calibrate.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

KINDS: Final = ("entity", "of_paper", "between", "result")
Curves = Mapping[str, Sequence[float]]


def logit(score: float) -> float:
    """The log odds of a score, kept away from certainty."""
    p = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def calibrated(score: float, kind: str, curves: Curves) -> float:
    """The probability that a claim of this kind and score is right; the score itself where no curve is known.

    >>> calibrated(0.9, "entity", {}), calibrated(0.5, "entity", {"entity": (1.0, 0.0)})
    (0.9, 0.5)
    """
    if kind not in curves:
        return round(score, 4)
    slope, shift = curves[kind]
    return round(1 / (1 + math.exp(-(slope * logit(score) + shift))), 4)
