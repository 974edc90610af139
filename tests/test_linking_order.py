"""The order of the input decides neither what is one thing nor which of two namesakes has which id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest

from kg.corrections import parse
from kg.linking import LinkedAuthor, link, link_authors
from kg.records import Author, Entity, Extraction, Paper
from tests.test_linking import Thing, found

PARTED = parse('[[different]]\nname = "MAP"\npapers = ["p2", "p3"]\n')


def ids(things: Iterable[Entity | LinkedAuthor]) -> dict[str, frozenset[object]]:
    """What each id stands for."""
    return {thing.id: frozenset(thing.members) for thing in things}


def in_every_order(*things: Sequence[Thing]) -> tuple[list[Extraction], list[list[Paper]]]:
    """Papers of these things, in all orders."""
    papers, read = found(*things)
    return read, [list(order) for order in permutations(papers)]


@pytest.mark.parametrize("papers", [4, 3])  # as many papers each, and one of the two with more
def test_namesakes_keep_their_ids_in_another_order_of_the_papers(papers: int) -> None:
    read, orders = in_every_order(*[["MAP"]] * papers)
    linked = [ids(link(order, read, corrections=PARTED)) for order in orders]
    assert len(linked[0]) == 2
    assert all(again == linked[0] for again in linked)
    assert "p0" in {member.paper for member in linked[0]["entity/map"]}  # type: ignore[attr-defined]  # a Member


def test_a_short_form_has_the_same_sense_in_another_order_of_the_papers() -> None:
    read, orders = in_every_order(
        ["ABC"], [("alpha beta coding", "ABC")], [("alpha beta codings ratio", "ABC")], [("atomic bomb cost", "ABC")]
    )
    groups = [{frozenset(e.members) for e in link(order, read)} for order in orders]
    assert all(again == groups[0] for again in groups)


def test_authors_are_the_same_persons_under_the_same_names_in_another_order() -> None:
    names = (["Wei Wang", "Wei Wang"], ["W. Wang"], ["Jan Müller"], ["Jan Muller", "JAN MULLER"], ["Müller, Jan"])
    papers = [
        Paper(id=f"p{n}", title="", authors=tuple(Author(name=name) for name in there)) for n, there in enumerate(names)
    ]
    people = [[(p.id, p.name, frozenset(p.members)) for p in link_authors(order)] for order in permutations(papers)]
    assert all(again == people[0] for again in people)
    assert "Jan Müller" in {name for _, name, _ in people[0]}


def test_of_names_as_good_as_each_other_the_one_with_capitals_and_accents_is_shown() -> None:
    for forms in permutations(("Zoe mccurdy", "Zoé McCurdy", "ZOÉ MCCURDY", "McCurdy, Zoé")):
        papers = [Paper(id=f"p{n}", title="", authors=(Author(name=name),)) for n, name in enumerate(forms)]
        assert [person.name for person in link_authors(papers)] == ["Zoé McCurdy"]
