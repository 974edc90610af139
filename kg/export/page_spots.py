"""Points spread evenly: over a disc, and around discs."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SPACE: Final = 46.0  # what one node takes, in the page's units
GOLDEN: Final = np.pi * (3 - 5**0.5)


def sunflower(count: int) -> Floats:
    """`count` points, evenly spread over the unit disc, the first in its middle (Vogel, 1979)."""
    n = np.arange(count)
    r = np.sqrt((n + 0.5) / max(count, 1))
    return np.stack([r * np.cos(n * GOLDEN), r * np.sin(n * GOLDEN)], axis=1)


def scattered(count: int) -> Floats:
    """`count` points on the unit disc of which also the first few are evenly spread (R2 of Roberts, 2018)."""
    n = np.arange(1, count + 1)
    plastic = 1.32471795724474602596
    r, turn = np.sqrt((n / plastic) % 1), (n / plastic**2) % 1 * 2 * np.pi
    return np.stack([r * np.cos(turn), r * np.sin(turn)], axis=1)


def start(home: Ints, centre: Floats, reach: Floats, ends: Ints) -> Floats:
    """Each group scattered over its disc; one whose reach has no end around all others, linked nodes side by side."""
    places = np.empty((len(home), 2))
    for g in range(len(reach)):
        members = np.flatnonzero(home == g)
        if np.isfinite(reach[g]):
            places[members] = centre[g] + scattered(len(members)) * reach[g] * 0.92
        else:
            others = np.isfinite(reach)
            part = _parts(len(home), ends)[members]
            places[members[np.argsort(part, kind="stable")]] = _sea(len(members), centre[others], reach[others])
    return places


def _parts(count: int, ends: Ints) -> Ints:
    """Of each node the number of the connected part that it is in."""
    from scipy.sparse import coo_array  # slow to import
    from scipy.sparse.csgraph import connected_components

    joined = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    found: Ints = connected_components(joined, directed=False)[1]
    return found


def _sea(count: int, centre: Floats, reach: Floats) -> Floats:
    """`count` points around all discs, ring after ring, each beside the one before."""
    middle = ((centre - reach[:, None]).min(axis=0) + (centre + reach[:, None]).max(axis=0)) / 2
    inner = int(np.pi * ((np.linalg.norm(centre - middle, axis=1) + reach).max() / SPACE + 1) ** 2)
    spots = sunflower(inner + count)[inner:] * SPACE * np.sqrt((inner + count) / np.pi)
    ring = np.linalg.norm(spots, axis=1) // (2 * SPACE)
    found: Floats = middle + spots[np.lexsort((np.arctan2(spots[:, 1], spots[:, 0]), ring))]
    return found
