"""Logistic regression on counts, with a ridge: how much each sign weighs."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]
Fit = tuple[Array, Array, Array]  # mean, deviation and weights


def fitted(values: Array, came: Marks, *, ridge: float = 1.0) -> Fit:
    """Mean, deviation and weights of a logistic regression on the logarithms of the signs."""
    from scipy.optimize import minimize
    from scipy.special import expit

    logs = np.log1p(values)
    mean, deviation = logs.mean(axis=0), logs.std(axis=0) + 1e-9
    rows = np.column_stack([np.ones(len(logs)), (logs - mean) / deviation])
    truth = came.astype(float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = rows @ weights
        slope = rows.T @ (expit(odds) - truth)
        slope[1:] += ridge * weights[1:]
        cost = float((np.logaddexp(0.0, odds) - truth * odds).sum() + ridge * (weights[1:] ** 2).sum() / 2)
        return cost, slope

    start = np.zeros(rows.shape[1])
    start[0] = np.log(truth.mean() / (1 - truth.mean()))
    weights: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return mean, deviation, weights


def weighed(values: Array, fit: Fit) -> Array:
    """The log odds that `fitted` gives to each pair."""
    mean, deviation, weights = fit
    odds: Array = weights[0] + ((np.log1p(values) - mean) / deviation) @ weights[1:]
    return odds
