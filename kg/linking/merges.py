"""Why names are one entity, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.linking.cluster import Edge
from kg.linking.facets import Facet
from kg.linking.joining import LIKELIEST, SPELLING
from kg.linking.judge import Verdict
from kg.records import Merge

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
        (names, f"{verdict.reason} in {_papers(len(papers))}", verdict.confidence)
        for names, verdict, papers in found.values()
    ]


def _papers(n: int) -> str:
    return "1 paper" if n == 1 else f"{n} papers"
