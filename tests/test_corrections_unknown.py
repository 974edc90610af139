"""A name that no paper has is told, with what may have been meant."""

from __future__ import annotations

import pytest

from kg.corrections import parse, stale
from kg.records import Author, Extraction, FoundEntity, Paper

AUTHORS = (Author(name="Joan B. Ash"), Author(name="Kim Elm"))
PAPERS = [Paper(id="p7", title="Attention and Trees", authors=AUTHORS)]
NAMES = ("Adam", "deep residual learning", "BLEU")
READ = [Extraction(paper="p7", entities=tuple(FoundEntity(name=name, type="Method") for name in NAMES))]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ('[[rename]]\nname = "Adam optimizer"\nto = "A"\n', "names an entity 'Adam optimizer'; near: 'Adam'"),
        ('[[drop]]\nname = "deep learning"\n', "names an entity 'deep learning'; near: 'deep residual learning'"),
        ('[[drop]]\nname = "?"\n', "names an entity '?'"),
        ('[[drop]]\nname = "Adan"\n', "names an entity 'Adan'; near: 'Adam'"),
        ('[[rename]]\nauthor = "Kim Elma"\nto = "A"\n', "names an author 'Kim Elma'; near: 'Kim Elm'"),
        (
            '[[drop]]\nname = "Kim Elm"\n',
            "names an entity 'Kim Elm'; an author is called so, and authors cannot be dropped",
        ),
        ('[[rename]]\nauthor = "Joan Ash"\nto = "A"\n', "names an author 'Joan Ash'; near: 'Joan B. Ash'"),
        ('[[rename]]\nauthor = "J. Ash"\nto = "A"\n', "names an author 'J. Ash'; near: 'Joan B. Ash'"),
        (
            '[[rename]]\nname = "Kim Elm"\nto = "A"\n',
            "names an entity 'Kim Elm'; for the author of that name give authors or author, "
            "with `kg correct` --authors",
        ),
    ],
)
def test_a_name_that_nothing_has_is_told_with_what_is_near(entry: str, line: str) -> None:
    assert [*map(str, stale(parse(entry, "c.toml"), PAPERS, READ))] == [f"c.toml:1: no paper {line}"]


def test_a_paper_is_named_by_its_id() -> None:
    text = '[[drop]]\npaper = "attention and trees"\ntriple = ["PAPER", "uses", "Adam"]\n'
    line = "c.toml:1: there is no paper 'attention and trees'; the one of that title is 'p7'"
    assert [*map(str, stale(parse(text, "c.toml"), PAPERS, READ))] == [line]
    text = '[[different]]\nname = "BLEU"\npapers = ["attention and trees"]\n'
    line = "c.toml:1: the paper 'attention and trees' is not there; the one of that title is 'p7'"
    assert [*map(str, stale(parse(text, "c.toml"), PAPERS, READ))] == [line]
