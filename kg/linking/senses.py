"""Short forms: which of the things that one may stand for a paper means that does not say so."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from kg.linking.abbreviations import letters
from kg.linking.cluster import Clusters, Edge
from kg.linking.company import Company
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.facets import Facet
from kg.linking.joining import KNOWN, LIKELIEST, SPELLING, synonyms_of
from kg.linking.spelling import core, stems, words

_MANY = 40  # long forms of one short form that are compared pair by pair
_ENOUGH = 60  # uses of a sense that its company is known by
_ONLY = "short form, one long form in these papers"
METRIC = "Metric"


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
    synonyms = synonyms_of(corpus)
    lone: dict[tuple[str, ...], list[int]] = defaultdict(list)  # one, but where a user keeps some of them apart
    for s, members in short.items():
        bare = [n for n in members if all(letters(f) == s for m in clusters.members(n) for f in facets[m].forms)]
        whole = sorted(set(members) - set(bare))
        known = [by_key[m][0] for m in corpus.short_for[s] if m in by_key]
        senses = list(dict.fromkeys(map(clusters.find, (*whole, *known))))
        if len(senses) > 1:
            _join_alike(s, senses, facets, clusters)
            senses = list(dict.fromkeys(map(clusters.find, senses)))
        left = _place(bare, senses, facets, clusters, company)
        headed = () if senses else _headed(s, [facets[n] for n in left], corpus, by_key)
        for n in (*left, *headed):  # shorts of one unseen meaning, "FLOPs" and "FLOPS", go together
            meanings = tuple(sorted(corpus.short_for[s]))
            heads = lone[meanings if len(meanings) == 1 else (s,)]
            edges = (Edge(at, n, (facets[at].forms[0], facets[n].forms[0]), SPELLING, 0.9) for at in heads)
            if not any(clusters.find(e.a) == clusters.find(n) or clusters.join(e) for e in edges):
                heads.append(n)
        if left and not senses and len(corpus.short_for[s]) == 1:
            (meaning,) = corpus.short_for[s]
            _join_synonyms(left[0], map(corpus.key, synonyms.get(meaning, ())), facets, clusters, by_key)


def _join_synonyms(
    n: int, keys: Iterable[str], facets: Sequence[Facet], clusters: Clusters, by_key: Mapping[str, Sequence[int]]
) -> None:
    """Join a short form that no paper writes out to other names that the field has for it: "GRU" to "GRU network"."""
    for other in (by_key[key][0] for key in keys if key in by_key):
        if not clusters.clash(n, other):
            clusters.join(Edge(n, other, (facets[n].forms[0], facets[other].forms[0]), KNOWN, 0.95))


def _headed(s: str, bare: Sequence[Facet], corpus: Corpus, by_key: Mapping[str, Sequence[int]]) -> Iterator[int]:
    """What is called `s` and a head noun, where nobody writes `s` out: "BLEU score" beside "BLEU"."""
    keys = dict.fromkeys(corpus.key(form) for facet in bare for form in facet.forms if letters(form) == s)
    return (by_key[key][0] for key in keys if key in by_key)


class _Sense:
    """What a short form may stand for, as it is used so far."""

    def __init__(self, short: str, root: int, uses: Sequence[Facet], company: Company) -> None:
        self.root = root
        self.form = uses[0].forms[0]
        self._papers = len({f.unit.paper for f in uses if any(letters(form) == short for form in f.forms)})
        self.types = {facet.unit.type for facet in uses}
        self._profile = company.of(dict.fromkeys(facet.unit.paper for facet in uses[:_ENOUGH]))
        self._company = company

    def score(self, facet: Facet) -> float:
        """How well `facet` goes with this: papers that give it this short form, like types, like words."""
        like = self._company.likeness(facet.unit.paper, self._profile)
        return 0.2 * math.log1p(self._papers) + 0.4 * (facet.unit.type in self.types) + 2 * like


def _place(
    bare: Sequence[int], roots: Sequence[int], facets: Sequence[Facet], clusters: Clusters, company: Company
) -> list[int]:
    """Join each of `bare` to its best sense; those that have none."""
    if not roots or not bare:
        return list(bare)
    if len(roots) == 1:
        types = {facets[m].unit.type for m in clusters.members(roots[0])}
        return [n for n in bare if not (_fits(facets[n], types) and _join_only(n, roots[0], facets, clusters))]
    most_used = sorted(roots, key=lambda root: -len(clusters.members(root)))[:_MANY]
    short = letters(facets[bare[0]].forms[0])
    senses = [_Sense(short, root, [facets[m] for m in clusters.members(root)], company) for root in most_used]
    left = []
    for n in bare:
        scored = [
            (sense.score(facets[n]), -k)
            for k, sense in enumerate(senses)
            if not clusters.clash(n, sense.root) and _fits(facets[n], sense.types)
        ]
        if not scored:
            left.append(n)
            continue
        (score, k), *others = sorted(scored, reverse=True)
        likely = score / (score + others[0][0]) if others else 0.9
        sense = senses[-k]
        if not clusters.join(Edge(n, sense.root, (facets[n].forms[0], sense.form), LIKELIEST, likely)):
            left.append(n)
    return left


def _join_only(n: int, root: int, facets: Sequence[Facet], clusters: Clusters) -> bool:
    names = (facets[n].forms[0], facets[root].forms[0])
    return not clusters.clash(n, root) and clusters.join(Edge(n, root, names, _ONLY, 0.95))


def _fits(facet: Facet, types: AbstractSet[str]) -> bool:
    """Whether a measure is meant by both or by neither: the "ACC" that is reported is no cruise control."""
    return METRIC in types if facet.unit.type == METRIC else types != {METRIC}


def _join_alike(s: str, senses: Sequence[int], facets: Sequence[Facet], clusters: Clusters) -> None:
    """Join senses whose long forms are one name told in two ways."""
    for a, b in combinations(senses[:_MANY], 2):
        fit = [[x for x in facets[n].forms if abbreviates(s, x)] for n in (a, b)]
        long = next(((x, y) for x in fit[0] for y in fit[1] if alike(x, y) and not _explained(s, x, y)), None)
        if long and not clusters.clash(a, b):
            clusters.join(Edge(a, b, long, "long forms of one abbreviation that differ little", 0.85))


def alike(a: str, b: str) -> bool:
    """Whether two long forms of one abbreviation differ in word endings or in added words only.

    >>> alike("root mean square error", "root mean squared error distance")
    True
    >>> alike("fully connected network", "fully convolutional network")
    False
    >>> alike("contrastive learning", "continual learning")
    False
    """
    one, two = Counter(stems(a)), Counter(stems(b))
    fewer, more = sorted((sorted((one - two).elements()), sorted((two - one).elements())), key=len)
    size = min(one.total(), two.total())
    return 2 * (size - len(fewer)) >= size and all(any(_akin(x, y) for y in more) for x in fewer)


def _explained(s: str, a: str, b: str) -> bool:
    """Whether it is the added words that `s` has letters of: a DVL is data visualization literacy, with its L."""
    fewer, more = sorted((a, b), key=lambda form: len(words(form)))
    initials = [["".join(word[0] for word in split) for split in (words(x), core(x)[0])] for x in (fewer, more)]
    return all(len(one) < len(two) and one != s == two for one, two in zip(*initials, strict=True))


def _akin(x: str, y: str) -> bool:
    """Whether two stems are of one word: "neighbor" and "neighborhood", but not "contrast" and "continu"."""
    start = next((n for n, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))
    return y == f"{x}ed" or (start >= 4 and 2 * start > min(len(x), len(y)) + 1)
