"""Where the nodes of the graph page stand: topics apart, leading nodes readable, the same on every run.

A force layout in the spirit of Fruchterman and Reingold (1991), with two changes
that make it fast and steady: springs pull a node towards the weighted mean of its
neighbours (the barycentre method of Tutte, 1963), and only the nearest nodes push
(found by a k-d tree). It starts from the sunflower spiral of Vogel (1979) instead
of chance, so that there is no seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.export.page_spots import GOLDEN, SPACE, Floats, Ints, start, sunflower

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ANGLES: Final = 36  # corners of a region's outline
_NEAR: Final = 8
_FILLED: Final = 0.85  # of a group's disc, so that what parts it from the next is seen
_GRAVITY: Final = np.array([0.008, 0.015])  # windows are wider than high


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a topic lies; `outline` is how far its nodes reach in `ANGLES` directions, from the right clockwise."""

    x: float
    y: float
    radius: float
    outline: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A place for each node, and a region for each group."""

    places: Floats
    regions: tuple[Region, ...]


def layout(group: Ints, radius: Floats, ends: Ints, weight: Floats) -> Layout:
    """Places for nodes that come in order of importance.

    Args:
        group: the number of each node's group, from 0; -1 is none, and lies around all others.
        radius: how large each node is drawn.
        ends: the two nodes of each edge, shape (edges, 2).
        weight: how strongly each edge pulls.
    """
    count = int(group.max(initial=-1)) + 1
    if len(group) == 0:
        return Layout(places=np.zeros((0, 2)), regions=())
    home = np.where(group >= 0, group, count)  # what has no group is one more, which gets no region
    sizes = np.bincount(home, minlength=count + 1)
    reach = SPACE * (np.sqrt(sizes / np.pi) * 1.12 + 0.6) * (sizes > 0)
    centre = np.vstack([centres(group, reach[:count], ends, weight), np.zeros(2)])
    if count:
        reach[count] = np.inf  # nothing holds the sea around the regions
    places = start(home, centre, reach, ends)
    levels = _levels(home, np.where(np.isfinite(reach), sizes, 0))  # in the sea nothing leads
    if ends.size:
        places = _springs(places, home, radius, ends, weight, centre, reach, levels)
        places = _spread(places, home, centre, reach)
    for _ in range(12):
        places = _within(_apart(places, radius, levels[:1]), home, centre, reach)
    return Layout(places=places, regions=_regions(places, radius, group, count))


def centres(group: Ints, reach: Floats, ends: Ints, weight: Floats) -> Floats:
    """Where the middle of each group lies: linked groups near one another, none over another."""
    count = len(reach)
    if count == 0:
        return np.zeros((0, 2))
    link = np.zeros((count, count))
    if ends.size:
        a, b = group[ends[:, 0]], group[ends[:, 1]]
        across = (a >= 0) & (b >= 0) & (a != b)
        np.add.at(link, (a[across], b[across]), weight[across])
    link = link + link.T
    link /= np.maximum(link.sum(axis=1, keepdims=True), 1e-9)
    order = np.argsort(-reach, kind="stable")
    spread = np.sqrt((reach**2).sum()) * 1.3
    centre = np.empty((count, 2))
    centre[order] = sunflower(count) * spread
    for step in range(300):
        pull = 0.08 * (1 - step / 300) + 0.004
        centre += pull * (link @ centre - centre * link.sum(axis=1, keepdims=True)) - _GRAVITY * centre
        centre += _push(centre, reach)
    for _ in range(200):
        centre += _push(centre, reach)
    return centre


def _push(centre: Floats, reach: Floats) -> Floats:
    """How discs move when each pair that overlaps gives way by half."""
    between = centre[:, None] - centre[None]
    far = np.sqrt((between**2).sum(axis=2))
    np.fill_diagonal(far, np.inf)
    lack = np.maximum(reach[:, None] + reach[None] + SPACE * 0.9 - far, 0)
    share = reach[None] / np.maximum(reach[:, None] + reach[None], 1e-9)  # the smaller gives way more
    moved: Floats = (between / np.maximum(far, 1e-9)[:, :, None] * (lack * share)[:, :, None]).sum(axis=1) * 0.5
    return moved


def _levels(home: Ints, sizes: Ints) -> list[Ints]:
    """All nodes, then the leading quarter of each group, the leading sixteenth, and so on.

    Each level is kept as evenly spread as the first, so that the map is readable
    from every height: at each zoom the nodes drawn are about one level.
    """
    seen = np.zeros(len(sizes), dtype=np.int64)
    rank = np.empty(len(home), dtype=np.int64)
    for n, g in enumerate(home.tolist()):
        rank[n] = seen[g]
        seen[g] += 1
    found = [np.arange(len(home))]
    while len(found[-1]) > 40:
        found.append(np.flatnonzero(rank * 4 ** len(found) < sizes[home]))
        if len(found[-1]) == len(found[-2]):
            return found[:-1]
    return found


def _springs(
    places: Floats,
    home: Ints,
    radius: Floats,
    ends: Ints,
    weight: Floats,
    centre: Floats,
    reach: Floats,
    levels: list[Ints],
) -> Floats:
    """Neighbours drawn together, nearest ones kept apart, each group inside its disc."""
    mean = _neighbour_means(len(home), home, ends, weight)
    linked = np.asarray(mean.sum(axis=1)).ravel()[:, None]
    rounds = 60 if len(home) <= 6000 else 40 if len(home) <= 20000 else 25
    for step in range(rounds):
        places = places + (mean @ places - places * linked) * (0.2 * (1 - step / rounds))
        places = _within(_apart(places, radius, levels), home, centre, reach)
    return places


def _spread(places: Floats, home: Ints, centre: Floats, reach: Floats) -> Floats:
    """Each group over its whole disc, where springs leave a crowd: directions stay, and who is farther out."""
    places = places.copy()
    for g in np.flatnonzero(np.isfinite(reach)):
        members = np.flatnonzero(home == g)
        out = places[members] - places[members].mean(axis=0)
        far = np.linalg.norm(out, axis=1)
        even = np.empty(len(members))
        even[np.argsort(far, kind="stable")] = np.sqrt((np.arange(len(members)) + 0.5) / len(members))
        wanted = (even + far / max(far.max(initial=0), 1e-9)) / 2 * reach[g] * _FILLED
        places[members] = centre[g] + out * (wanted / np.maximum(far, 1e-9))[:, None]
    return places


def _within(places: Floats, home: Ints, centre: Floats, reach: Floats) -> Floats:
    """`places` with those beyond their group's disc put on its rim."""
    out = places - centre[home]
    far = np.linalg.norm(out, axis=1, keepdims=True)
    inside: Floats = centre[home] + out * np.minimum(1, reach[home][:, None] / np.maximum(far, 1e-9))
    return inside


def _neighbour_means(count: int, group: Ints, ends: Ints, weight: Floats) -> csr_array:
    """The sparse matrix that gives each node the weighted mean of its neighbours; other groups count a little."""
    from scipy.sparse import coo_array, diags_array  # slow to import

    a, b = ends[:, 0], ends[:, 1]
    near = np.where(group[a] == group[b], weight, weight * 0.06)
    matrix = coo_array((near, (a, b)), shape=(count, count)).tocsr()
    total = np.bincount(ends.ravel(), weights=np.repeat(weight, 2), minlength=count)
    return diags_array(1 / np.maximum(total, 1e-9)) @ (matrix + matrix.T)


def _apart(places: Floats, radius: Floats, levels: list[Ints]) -> Floats:
    """Nodes that are nearer than their sizes and their level allow, moved away from one another."""
    from scipy.spatial import cKDTree  # slow to import

    places = places.copy()
    heights = [h for h in range(len(levels)) for _ in range(min(h + 1, 3))]  # the few leading nodes move more often
    for height in reversed(heights):
        level = levels[height]
        near = min(_NEAR, len(level) - 1)
        if near < 1:
            continue
        here, size = places[level], radius[level]
        far, other = cKDTree(here).query(here, k=near + 1)
        far, other = far[:, 1:], other[:, 1:]
        room = SPACE * 0.8 * 2**height
        wanted = np.maximum(room, (size[:, None] + size[other]) * 1.3 + SPACE * 0.2)
        between = here[:, None] - here[other]
        same = far < 1e-6  # nodes on one spot part in directions of their own
        turn = np.arange(len(level)) * GOLDEN
        between[same] = np.stack([np.cos(turn), np.sin(turn)], axis=1)[np.nonzero(same)[0]]
        push = np.maximum(wanted - far, 0) / np.maximum(np.where(same, 1.0, far), 1e-9)
        light = size[other] / (size[:, None] + size[other])  # the smaller gives way more
        moved = (between * (push * light)[:, :, None]).sum(axis=1) * 0.35
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        places[level] += moved * np.minimum(1, room / np.maximum(length, 1e-9))
    return places


def _regions(places: Floats, radius: Floats, group: Ints, count: int) -> tuple[Region, ...]:
    """The outline of each group, smoothed, as a distance a direction."""
    found = []
    for g in range(count):
        members = group == g
        if not members.any():
            found.append(Region(x=0, y=0, radius=0, outline=(0,) * ANGLES))
            continue
        middle = places[members].mean(axis=0)
        out = places[members] - middle
        far = np.linalg.norm(out, axis=1) + radius[members] + SPACE * 0.4
        sector = np.round((np.arctan2(out[:, 1], out[:, 0]) % (2 * np.pi)) / (2 * np.pi) * ANGLES).astype(int) % ANGLES
        rim = np.zeros(ANGLES)
        np.maximum.at(rim, sector, far)
        rim = np.maximum(rim, float(np.median(far)))
        for _ in range(3):
            rim = np.maximum(rim, (np.roll(rim, 1) + np.roll(rim, -1)) / 2)
        rim = (np.roll(rim, 1) + 2 * rim + np.roll(rim, -1)) / 4
        found.append(
            Region(x=float(middle[0]), y=float(middle[1]), radius=float(rim.max()), outline=tuple(int(v) for v in rim))
        )
    return tuple(found)
