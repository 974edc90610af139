"""Assembling: addresses in a text, and the sentence that stands behind what a paper does."""

from __future__ import annotations

import pytest

from kg.assemble import Parts, assemble
from kg.assemble.addresses import addresses
from kg.linking import link
from kg.records import Entity, Extraction, FoundEntity, Member, Paper, Span

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


def test_a_paper_mentions_also_what_linking_took_for_another_thing_than_the_name() -> None:
    text = "We study noisy routing. Routing is hard."
    paper = Paper(id="p", title="Heads", abstract=text)
    spans = tuple(
        Span(field="abstract", start=text.index(n), end=text.index(n) + len(n)) for n in ("noisy routing", "Routing")
    )
    entity = FoundEntity(
        name="noisy routing", aliases=("Routing",), type="Task", role="addressed", confidence=0.9, mentions=spans
    )
    apart = [
        Entity(id=f"entity/{i}", name=name, type="Task", types=(("Task", 1),), members=(Member(paper="p", name=name),))
        for i, name in (("noisy-routing", "noisy routing"), ("routing", "Routing"))
    ]
    graph = assemble(Parts(papers=[paper], extractions=[Extraction(paper="p", entities=(entity,))], entities=apart))
    said = graph.statements.join(graph.support, left_on="id", right_on="statement")
    quotes = said.join(graph.evidence, left_on="evidence", right_on="id").select("object", "quote")
    assert quotes.rows() == [
        ("entity/noisy-routing", "We study noisy routing."),
        ("entity/routing", "Routing is hard."),
    ]
    assert graph.entities["paper_count"].to_list() == [1, 1]


def test_what_a_user_dropped_is_no_misfit() -> None:
    text = "We measure accuracy with BERT."
    paper = Paper(id="p", title="Heads", abstract=text)
    entities = tuple(
        FoundEntity(name=name, type=kind, role=role, confidence=0.9)
        for name, kind, role in (("accuracy", "Metric", "reported"), ("BERT", "Method", "used"))
    )
    found = [Extraction(paper="p", entities=entities)]
    kept = [e for e in link([paper], found) if e.name != "accuracy"]
    graph = assemble(Parts(papers=[paper], extractions=found, entities=kept))
    assert graph.statements["object"].to_list() == [kept[0].id]
    assert not graph.quarantine.height
