"""What a user's word stands for in the data: `ImageNet-1k` -> the node with that label."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError
from kg.export.terms import PREFIXES, term
from kg.query.guard import check_text
from kg.query.store import base_iri
from kg.query.things import NAMES, called, identified, known_names, near_names
from kg.vocab import SIGNATURES

TYPED: Final = {"number": ("xsd:decimal", r"[+-]?\d+(\.\d+)?"), "year": ("xsd:integer", r"\d{4}")}
KINDS: Final = (*NAMES, *TYPED, "predicate", "text")


_TOLD: Final = 8  # topics that an error names
_MOST: Final = 20  # things of one name that a query may ask about together


def find(store: Store, kind: str, word: str, what: str) -> list[NamedNode] | list[Literal]:
    """The terms that the parameter `word` of a kind stands for, mostly one; `what` names the parameter in messages.

    Raises:
        QueryError: the word is nothing of this kind, or stands for too many things.
    """
    check_text(word, what)
    if kind == "text":
        return [Literal(word)]
    word = word.strip()
    if kind == "predicate":
        return [_predicate(store, word, what)]
    if kind in TYPED:
        return [typed(kind, word, what)]
    if re.match(r"<?https?://", word):
        return identified(store, kind, word) or [_known(store, _iri(word.strip("<>"), what), what)]
    node = _identified_by(store, word)
    return [node] if node else _things(store, kind, word, what)


def typed(kind: str, word: str, what: str) -> Literal:
    """`word` as a literal of a kind in `TYPED`.

    Raises:
        QueryError: it is not written as that kind needs.
    """
    datatype, pattern = TYPED[kind]
    if not re.fullmatch(pattern, word.strip(), re.ASCII):
        example = "0.5" if kind == "number" else "2023"
        raise QueryError(f"{what} {word!r} is no {kind}; give one such as {example}", misuse=True)
    return Literal(word.strip(), datatype=term(datatype))


def _iri(word: str, what: str) -> NamedNode:
    try:
        return NamedNode(word)
    except ValueError as error:
        raise QueryError(f"{what} {word!r} is no IRI ({error})") from None


def _known(store: Store, node: NamedNode, what: str) -> NamedNode:
    """`node`, if the graph says anything of it."""
    if not _stands_in(store, node):
        raise QueryError(f"{what}: the graph says nothing of {node}")
    return node


def _identified_by(store: Store, word: str) -> NamedNode | None:
    """The node whose id `word` is, as tables show it: `entity/bert`."""
    with suppress(ValueError):  # no IRI, so no id
        node = NamedNode(base_iri(store) + word.strip("<>"))
        return node if _stands_in(store, node) else None
    return None


def _stands_in(store: Store, node: NamedNode) -> bool:
    patterns = ((node, None), (None, node))
    return any(True for s, o in patterns for _ in store.quads_for_pattern(s, None, o))


def _predicate(store: Store, word: str, what: str) -> NamedNode:
    prefix, _, local = word.strip("<>").rpartition(":")
    if prefix.startswith("http"):
        return _iri(word.strip("<>"), what)
    if (prefix or "kg") not in PREFIXES:
        raise QueryError(f"{what}: prefix {prefix}: is not known; known are {', '.join(PREFIXES)}")
    node = _iri(PREFIXES[prefix or "kg"] + local, what)
    if prefix in ("", "kg") and local not in SIGNATURES and not any(store.quads_for_pattern(None, node, None)):
        raise QueryError(f"{what}: no predicate is called {word!r}; known are {', '.join(SIGNATURES)}")
    return node


def _things(store: Store, kind: str, word: str, what: str) -> list[NamedNode]:
    """The things that are called `word`, or an error that helps to find its right name."""
    nodes = called(store, kind, word)
    if len(nodes) > _MOST:
        told = ", ".join(n.value for n in nodes[:5])
        raise QueryError(f"{what} {word!r} names {len(nodes)} things; give the IRI of one: {told}, ...")
    if nodes:
        return nodes
    known = known_names(store, kind)
    near = near_names(word, known)
    hint = f"; near names: {'; '.join(near)}" if near else ""
    if kind == "topic" and not near:  # nobody can guess the names of topics
        hint = f"; topics are: {'; '.join(known[:_TOLD])}" + "; ..." * (len(known) > _TOLD)
    raise QueryError(f"{what}: no {kind} is called {word!r}{hint}")
