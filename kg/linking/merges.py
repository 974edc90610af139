"""Why names are one entity, in words, and which names are not although a paper gives them to one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.counting import counted
from kg.linking.cluster import Edge
from kg.linking.facets import MOST, Facet
from kg.linking.joining import LIKELIEST, SPELLING
from kg.linking.judge import Verdict
from kg.records import Merge, Split

Judge = Callable[[str, str, Facet], Verdict]


def merges(
    facets: Sequence[Facet], edges: Iterable[Edge], key: Callable[[str], str], judge: Judge
) -> tuple[Merge, ...]:
    """One merge for the spellings of a name and one for each two names that were joined, the least sure last."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for facet in facets:
        for form in facet.forms:
            if form not in spellings[key(form)]:
                spellings[key(form)].append(form)
    out = [
        Merge(names=tuple(forms), reason=SPELLING, confidence=0.99) for forms in spellings.values() if len(forms) > 1
    ]
    pairs: dict[tuple[str, str, bool], Merge] = {}  # a short form placed by its company is told beside the others
    for names, reason, confidence in (
        *_inside(facets, key, judge),
        *((e.names, e.reason, e.confidence) for e in edges),
    ):
        one, two = sorted(map(key, names))
        ends = one, two, reason == LIKELIEST
        if one != two and (ends not in pairs or pairs[ends].confidence < confidence):
            pairs[ends] = Merge(names=names, reason=reason, confidence=round(confidence, 3))
    return tuple(sorted((*out, *pairs.values()), key=lambda m: -m.confidence))


def splits(facets: Iterable[Facet], judge: Judge) -> tuple[Split, ...]:
    """The names that papers give to one thing with a main facet's, and that fell into another facet, likeliest first.

    What a user told apart is no doubt, and not among them.
    """
    out = []
    for facet in (f for f in facets if f.main and len(f.forms) < len(f.unit.forms)):
        for other in (form for form in facet.unit.forms[:MOST] if form not in facet.forms):
            verdict, form = max(((judge(a, other, facet), a) for a in facet.forms), key=lambda v: v[0].confidence)
            if verdict.confidence >= 0:
                names = (form, other)
                out.append(Split(paper=facet.unit.paper, names=names, confidence=round(verdict.confidence, 3)))
    return tuple(sorted(out, key=lambda s: -s.confidence))


def _inside(
    facets: Iterable[Facet], key: Callable[[str], str], judge: Judge
) -> list[tuple[tuple[str, str], str, float]]:
    """What the papers themselves say: each alias with the name that it goes with best."""
    found: dict[tuple[str, str], tuple[tuple[str, str], Verdict, set[str]]] = {}
    for facet in facets:
        forms = [form for n, form in enumerate(facet.forms) if key(form) not in map(key, facet.forms[:n])]
        for n, form in enumerate(forms[1:], 1):
            verdict, other = max(((judge(a, form, facet), a) for a in forms[:n]), key=lambda v: v[0].confidence)
            ends = (key(other), key(form))
            found.setdefault(ends, ((other, form), verdict, set()))[2].add(facet.unit.paper)
    return [
        (names, f"{verdict.reason} in {counted(len(papers), 'paper')}", verdict.confidence)
        for names, verdict, papers in found.values()
    ]
