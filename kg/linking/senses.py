"""Short forms: which of the things that one may stand for a paper means that does not say so."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from os.path import commonprefix

from kg.linking.abbreviations import letters
from kg.linking.cluster import Clusters, Edge
from kg.linking.company import Company
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.facets import Facet
from kg.linking.spelling import stems

_MANY = 40  # long forms of one short form that are compared pair by pair


def resolve(
    facets: Sequence[Facet],
    clusters: Clusters,
    corpus: Corpus,
    company: Company,
    by_key: Mapping[str, Sequence[int]],
) -> None:
    """Join facets that have only a short form to the sense that they most likely have, or to each other."""
    short: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(facets):
        for s in dict.fromkeys(letters(form) for form in facet.forms if corpus.meanings(form)):
            short[s].append(n)
    for s, members in short.items():
        bare = [n for n in members if all(letters(form) == s for form in facets[n].forms)]
        whole = [n for n in members if n not in set(bare)]
        known = [by_key[m][0] for m in corpus.short_for[s] if m in by_key]
        senses = list(dict.fromkeys(clusters.find(n) for n in (*whole, *known)))
        if len(senses) > 1:
            _join_alike(s, senses, facets, clusters)
            senses = list(dict.fromkeys(clusters.find(n) for n in senses))
        _place(s, bare, senses, facets, clusters, company)


def _place(
    s: str, bare: list[int], senses: list[int], facets: Sequence[Facet], clusters: Clusters, company: Company
) -> None:
    held: dict[int, list[int]] = defaultdict(list)
    for n in range(len(facets)) if len(senses) and bare else ():
        root = clusters.find(n)
        if root in senses:
            held[root].append(n)
    lone: list[int] = []
    for n in bare:
        scored = [(_score(facets[n], [facets[m] for m in held[r]], company), r) for r in senses]
        fit = [x for x in scored if x[0] > 0 and not clusters.clash(n, x[1])]
        if not fit:
            lone.append(n)
            continue
        score, root = max(fit, key=lambda x: x[0])
        clusters.join(Edge(n, root, (facets[n].forms[0], facets[root].forms[0]), "short form", min(0.95, score)))
    for n in lone[1:]:
        clusters.join(Edge(lone[0], n, (facets[lone[0]].forms[0], facets[n].forms[0]), "spelling", 0.9))


def _score(facet: Facet, sense: Sequence[Facet], company: Company) -> float:
    """How well `facet` goes with a sense: papers that use it, like types, like words."""
    papers = list(dict.fromkeys(f.unit.paper for f in sense))
    types = Counter(f.unit.type for f in sense)
    like = company.likeness(facet.unit.paper, papers)
    return 0.2 * math.log1p(len(papers)) + 0.4 * (types[facet.unit.type] > 0) + 2 * like


def _join_alike(s: str, senses: Sequence[int], facets: Sequence[Facet], clusters: Clusters) -> None:
    """Join senses whose long forms are one name told in two ways."""
    for a, b in combinations(senses[:_MANY], 2):
        long = next(
            (
                (x, y)
                for x in facets[a].forms
                for y in facets[b].forms
                if abbreviates(s, x) and abbreviates(s, y) and alike(x, y)
            ),
            None,
        )
        if long and not clusters.clash(a, b):
            clusters.join(Edge(a, b, long, "same abbreviation", 0.85))


def alike(a: str, b: str) -> bool:
    """Whether two long forms of one abbreviation differ in word endings or in added words only.

    >>> alike("root mean square error", "root mean squared error distance")
    True
    >>> alike("fully connected network", "fully convolutional network")
    False
    """
    one, two = stems(a), stems(b)
    left, right = [t for t in one if t not in two], [t for t in two if t not in one]
    if len(left) > len(right):
        left, right = right, left
    shared = min(len(one), len(two)) - len(left)
    return 2 * shared >= min(len(one), len(two)) and all(
        any(len(commonprefix((x, y))) >= 4 for y in right) for x in left
    )
