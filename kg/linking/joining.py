"""Facets of all papers become sets of one thing each, the surest reasons first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product

from kg.linking.abbreviations import letters
from kg.linking.clues import directed, loose, unspaced
from kg.linking.cluster import Clusters, Edge
from kg.linking.corpus import Corpus, abbreviates
from kg.linking.facets import Facet
from kg.linking.known import known
from kg.linking.spelling import joined, words
from kg.linking.tables import LinkTable
from kg.vocab import DATA

SPELLING = "differ in spelling only"
ORDER = "the same words in another order"
FEWER = 'the same words, but for "automatic"'
LIKELIEST = "short form, the likeliest of several by type and company"
SHORT = "short form, as other papers use it"
KNOWN = "known in the field as names of one thing"


def by_key(facets: Sequence[Facet], corpus: Corpus) -> dict[str, list[int]]:
    """The facets by the key of each of their names; short forms with a known long form are left to `senses`."""
    out: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(facets):
        for key in dict.fromkeys(corpus.key(form) for form in facet.forms if not corpus.meanings(form)):
            out[key].append(n)
    return dict(out)


def join_spelling(
    facets: Sequence[Facet], keys: Mapping[str, Sequence[int]], corpus: Corpus, clusters: Clusters
) -> None:
    """Join facets that share a key, whatever the papers say."""
    for key, members in keys.items():
        heads: list[int] = []  # one, but where a user keeps some of them apart
        for n in members:
            for head in heads:
                edge = Edge(head, n, (_form(facets[head], key, corpus), _form(facets[n], key, corpus)), SPELLING, 0.99)
                if clusters.find(head) == clusters.find(n) or clusters.join(edge):
                    break
            else:
                heads.append(n)


def join_spaces(facets: Sequence[Facet], keys: Mapping[str, Sequence[int]], corpus: Corpus, clusters: Clusters) -> None:
    """Join facets whose names are the same letters with other spaces: "frame rate" and "framerate"."""
    first: dict[str, tuple[int, str]] = {}
    for key, members in keys.items():
        form = _form(facets[members[0]], key, corpus)
        at, name = first.setdefault(unspaced(form), (members[0], form))
        if not clusters.clash(at, members[0]):
            clusters.join(Edge(at, members[0], (name, form), SPELLING, 0.95))


def join_order(facets: Sequence[Facet], keys: Mapping[str, Sequence[int]], corpus: Corpus, clusters: Clusters) -> None:
    """Join facets whose names are the same words in another order or without a word, unless papers tell them apart."""
    first: dict[str, tuple[int, str, set[str]]] = {}
    for key, members in keys.items():
        form = _form(facets[members[0]], key, corpus)
        tokens = corpus.core(form)[0]
        if len(tokens) < 2 or directed(tokens):
            continue
        short = {letters(x) for n in members for x in facets[n].forms if abbreviates(x, form)}
        clue = loose(tokens) + key.removeprefix(joined(tokens)) + " and" * ("and" in words(form))
        at, name, other = first.setdefault(clue, (members[0], form, short))
        rivals = short and other and not short & other  # "APE" is not "PE"
        if not rivals and not clusters.clash(at, members[0]):
            reason = ORDER if sorted(tokens) == sorted(corpus.core(name)[0]) else FEWER
            clusters.join(Edge(at, members[0], (name, form), reason, 0.9))


def join_known(facets: Sequence[Facet], keys: Mapping[str, Sequence[int]], corpus: Corpus, clusters: Clusters) -> None:
    """Join what the field knows to be one thing, unless a paper means another by a short form.

    A paper that names both as two takes both for known; but one that tells a data set from a task means it.
    """
    there = ([name for name in names if corpus.key(name) in keys] for names in known())
    lists = ([n for n in names if not _other(n, names, facets, keys, corpus)] for names in there if len(names) > 1)
    _join_lists(lists, KNOWN, facets, keys, corpus, clusters)


def _other(
    name: str, names: Sequence[str], facets: Sequence[Facet], keys: Mapping[str, Sequence[int]], corpus: Corpus
) -> bool:
    """Whether a paper writes the short form `name` out as none of `names`: a PCC score that is no correlation."""
    if not corpus.meanings(name):
        return False
    same = set(map(corpus.key, names))
    forms = (form for n in keys.get(corpus.key(name), ()) for form in facets[n].unit.forms)
    return any(abbreviates(name, form) and corpus.key(form) not in same for form in forms)


def join_short(facets: Sequence[Facet], corpus: Corpus, clusters: Clusters) -> None:
    """Join two things of one paper where one is short for the other in the papers that say so: NER beside its words.

    A paper names them as two only because it takes the short form for known.
    """
    synonyms = synonyms_of(corpus)
    by_paper: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(facets):
        by_paper[facet.unit.paper].append(n)
    for there in by_paper.values():
        short = [n for n in there if all(corpus.meanings(form) for form in facets[n].forms)]
        for n, m in product(short, (m for m in there if m not in short)):
            name = facets[n].forms[0]
            long = _usual(name, facets[m].forms, corpus, synonyms)
            if long and facets[n].unit.type == facets[m].unit.type:
                clusters.join(Edge(m, n, (long, name), SHORT, 0.9))


def synonyms_of(corpus: Corpus) -> Mapping[str, Sequence[str]]:
    """What the field calls a thing, by the joined core of the fullest name."""
    return {joined(corpus.core(names[0])[0]): names for names in known()}


def _usual(short: str, forms: Sequence[str], corpus: Corpus, synonyms: Mapping[str, Sequence[str]]) -> str:
    """The one of `forms` that most papers shorten to `short`, or a synonym of it, or ""."""
    meanings = corpus.meanings(short)
    most = [meaning for meaning, papers in meanings.items() if papers == max(meanings.values())]
    keys = {corpus.key(name) for meaning in most for name in synonyms.get(meaning, ())}
    return next((form for form in forms if joined(corpus.core(form)[0]) in most or corpus.key(form) in keys), "")


def join_table(
    table: LinkTable | None,
    facets: Sequence[Facet],
    keys: Mapping[str, Sequence[int]],
    corpus: Corpus,
    clusters: Clusters,
) -> None:
    """Join names to which the user's table gives one IRI."""
    if table:
        _join_lists(table.synonyms(), f"one thing in {table.file}", facets, keys, corpus, clusters)


def _join_lists(
    lists: Iterable[Sequence[str]],
    reason: str,
    facets: Sequence[Facet],
    keys: Mapping[str, Sequence[int]],
    corpus: Corpus,
    clusters: Clusters,
) -> None:
    for names in lists:
        at = [keys[key][0] for key in dict.fromkeys(map(corpus.key, names)) if key in keys]
        for a, b in pairwise(at):
            if not (clusters.clash(a, b) and _data(a, facets, clusters) != _data(b, facets, clusters)):
                clusters.join(Edge(a, b, (facets[a].forms[0], facets[b].forms[0]), reason, 0.95))


def _data(n: int, facets: Sequence[Facet], clusters: Clusters) -> bool:
    """Whether most papers take the thing of facet `n` for data."""
    members = clusters.members(n)
    return 2 * sum(facets[m].unit.type in DATA for m in members) > len(members)


def _form(facet: Facet, key: str, corpus: Corpus) -> str:
    return next((form for form in facet.forms if corpus.key(form) == key), facet.forms[0])
