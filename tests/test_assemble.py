"""Assembling: addresses in a text, and the sentence that stands behind what a paper does."""

from __future__ import annotations

import pytest

from kg.assemble import Parts, assemble
from kg.assemble.addresses import addresses
from kg.linking import link
from kg.records import Extraction, FoundEntity, Paper, Span

TEXT = "We study heads. BERT is used. Code is at https://ours.org/bert, and more at https://x.github.io/bert. Thanks."


def test_an_address_is_code_by_its_host_or_by_its_sentence() -> None:
    assert addresses(TEXT, ()) == (["https://ours.org/bert", "https://x.github.io/bert"], [])
    assert addresses("See https://ours.org/bert.", ("http://github.com/a/b",)) == (
        ["http://github.com/a/b"],
        ["https://ours.org/bert"],
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code: https://github.com/a/b\\_c.", "https://github.com/a/b_c"),
        ("“https://github.com/a/b”, they say.", "https://github.com/a/b"),
        ("代码 https://github.com/a/b。我们", "https://github.com/a/b"),
        ("\\url{https://github.com/a/b}.", "https://github.com/a/b"),
        ("Code: https://github.com/a/bc.We like it.", "https://github.com/a/bc"),
        ("It is at github.com/a/b, as promised.", "https://github.com/a/b"),
        ("See (https://github.com/a/b_(c)).", "https://github.com/a/b_(c)"),
    ],
)
def test_an_address_ends_where_its_sentence_goes_on(text: str, code: str) -> None:
    assert addresses(text, ()) == ([code], [])


def test_code_switching_and_source_languages_are_no_code() -> None:
    for text in ("Code-switched speech is at https://a.org/x.", "Source languages: https://a.org/x."):
        assert addresses(text, ()) == ([], ["https://a.org/x"])


def test_an_address_within_another_is_no_second_one() -> None:
    text = "See https://archive.org/github.com/a/b and me@github.com/a."
    assert addresses(text, ()) == ([], ["https://archive.org/github.com/a/b"])


def test_a_text_without_an_address_has_none() -> None:
    assert addresses("The code is short. We like it.", ()) == ([], [])


def test_what_a_paper_names_is_evidenced_by_the_sentence_of_the_first_mention() -> None:
    start = TEXT.index("BERT")
    mentions = (Span(field="title", start=0, end=4), Span(field="abstract", start=start, end=start + 4))
    paper = Paper(id="p", title="BERT again", abstract=TEXT)
    entity = FoundEntity(name="BERT", type="Method", role="used", confidence=0.9, mentions=mentions)
    found = [Extraction(paper="p", entities=(entity,))]
    graph = assemble(Parts(papers=[paper], extractions=found, entities=link([paper], found)))
    assert {"mentions"} <= set(graph.statements["predicate"])
    assert graph.evidence["quote"].to_list() == ["BERT is used."]
