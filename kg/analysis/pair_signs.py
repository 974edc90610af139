"""What speaks for a pair of things that no paper has named together yet, seen in the graph of those named together.

The signs are those of Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks", and some of
ours: recent use, ways of three steps, and how many papers the pair's common neighbours share with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np

from kg.analysis.logistic import Array

SIGNS: Final = (
    "common neighbours",
    "preferential attachment",
    "Jaccard",
    "Adamic-Adar",
    "resource allocation",
    "recent use",
    "three steps",
    "papers in common with neighbours",
)
Rows = Sequence[tuple[int, tuple[str, ...]]]
Places = np.ndarray[Any, np.dtype[np.intp]]


def counted(rows: Rows, at: Mapping[str, int]) -> Array:
    """How many papers name each two things together, as a symmetric matrix."""
    together = np.zeros((len(at), len(at)))
    for _, of in rows:
        for a, b in combinations([at[e] for e in of if e in at], 2):
            together[a, b] += 1
            together[b, a] += 1
    return together


def signs(together: Array, recent: Array, i: Places, j: Places) -> Array:
    """What speaks for each pair (i, j), a column for each of `SIGNS`."""
    from scipy import sparse

    near = sparse.csr_array((together > 0).astype(float))
    degree = np.asarray(near.sum(axis=1)).ravel()
    shy = np.divide(1.0, np.log(np.maximum(degree, 1)), out=np.zeros_like(degree), where=degree > 1)
    share = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
    two = near @ near
    common = two.toarray()[i, j]
    union = degree[i] + degree[j] - common
    often = sparse.csr_array(together)
    return np.column_stack(
        [
            common,
            degree[i] * degree[j],
            np.divide(common, union, out=np.zeros_like(common), where=union > 0),
            (near @ sparse.diags_array(shy) @ near).toarray()[i, j],
            (near @ sparse.diags_array(share) @ near).toarray()[i, j],
            np.sqrt(recent[i] * recent[j]),
            (two @ sparse.diags_array(share) @ near).toarray()[i, j],
            (often @ sparse.diags_array(share) @ often).toarray()[i, j],
        ]
    )
