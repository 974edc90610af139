"""Two things, or two persons, that are written alike are parted by their papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.corrections import Remark, load, parse, stale, text_of, without_dropped
from kg.errors import KgError
from kg.linking import link, link_authors
from kg.records import Author, Paper
from tests.test_linking import found, node

TWO = '[[different]]\nname = "MAP"\npapers = ["p2", "p3"]\n'


def test_what_some_papers_call_so_is_another_thing() -> None:
    papers, extractions = found(["MAP"], ["MAP"], ["MAP"], ["MAP"])
    entities = link(papers, extractions, corrections=parse(TWO))
    assert len(link(papers, extractions)) == 1
    assert [node(entities, "MAP", p.id) == node(entities, "MAP", "p2") for p in papers] == [False, False, True, True]
    assert node(entities, "MAP", "p0") == node(entities, "MAP", "p1")


def test_a_short_form_is_parted_from_its_sense_in_these_papers_alone() -> None:
    long = "mean average precision"
    papers, extractions = found([(long, "MAP")], [(long, "MAP")], ["MAP"], ["MAP"], ["MAP"])
    entities = link(papers, extractions, corrections=parse(TWO))
    assert node(entities, "MAP", "p4") == node(entities, long, "p0")
    assert node(entities, "MAP", "p2") == node(entities, "MAP", "p3") != node(entities, long, "p0")


def test_two_persons_of_one_name_are_parted_and_stay_so_with_an_initial_between() -> None:
    names = ("Wei Wang", "Wei Wang", "Wei Wang", "W. Wang")
    papers = [Paper(id=f"p{n}", title="", authors=(Author(name=name),)) for n, name in enumerate(names)]
    told = parse('[[different]]\nauthor = "Wei Wang"\npapers = ["p2"]\n')
    assert len(link_authors(papers[:3])) == 1
    people = link_authors(papers, corrections=told)
    of = {paper: person.id for person in people for paper, _ in person.members}
    assert of["p0"] == of["p1"] != of["p2"]
    assert {p.name for p in people} <= {"Wei Wang", "W. Wang"}  # no mark of ours in a name


def test_an_orcid_does_not_join_again_what_is_parted() -> None:
    papers = [
        Paper(id=f"p{n}", title="", authors=(Author(name="Wei Wang", orcid="0000-0002-1825-0097"),)) for n in (0, 1)
    ]
    told = parse('[[different]]\nauthor = "Wei Wang"\npapers = ["p1"]\n')
    assert len(link_authors(papers, corrections=told)) == 2


def test_papers_that_are_none_or_call_nothing_so_are_told() -> None:
    papers, extractions = found(["MAP"], ["BLEU"])
    told = parse('[[different]]\nname = "MAP"\npapers = ["p0", "p1", "p9"]\n', "c.toml")
    assert [str(r) for r in stale(told, papers, extractions, link(papers, extractions))] == [
        "c.toml:1: the paper 'p1' calls nothing 'MAP'",
        "c.toml:1: the paper 'p9' is not there",
    ]


def test_one_name_cannot_be_one_thing_and_two() -> None:
    with pytest.raises(KgError, match=r":1: 'MAP' is said to be two things, and one in line 4"):
        parse(TWO + '[[same]]\nnames = ["MAP", "MAP"]\n')


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    words = ["correct", "different", "MAP", "--paper", "p2", "--paper", "p3", "--corrections", str(file)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert [text_of(entry) for entry in load(file).entries] == [TWO]
    wrong = ["correct", "different", "MAP", "BLEU", "--paper", "p2", "--corrections", str(file)]
    assert CliRunner().invoke(app, wrong).exit_code == 2


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ('[[rename]]\nname = "MAP"\npapers = ["p3"]\nto = "a posteriori"\n', {"MAP Method", "a posteriori Method"}),
        ('[[retype]]\nname = "MAP"\npapers = ["p3"]\ntype = "Metric"\n', {"MAP Method", "MAP Metric"}),
        ('[[drop]]\nname = "MAP"\npapers = ["p3"]\n', {"MAP Method"}),
    ],
)
def test_of_two_things_of_one_name_a_paper_says_which(told: str, left: set[str]) -> None:
    papers, extractions = found(["MAP"], ["MAP"], ["MAP"], ["MAP"])
    corrections = parse(TWO + told)
    heard: list[Remark] = []
    entities = link(papers, extractions, corrections=corrections, tell=heard.append)
    assert {f"{e.name} {e.type}" for e in entities} == left
    assert not heard
    assert not stale(corrections, papers, extractions, entities)
    assert next(m.paper for e in entities if f"{e.name} {e.type}" == "MAP Method" for m in e.members) == "p0"
    assert [text_of(entry) for entry in corrections.entries] == [TWO, told]


def test_a_short_name_of_several_things_needs_only_a_paper() -> None:
    papers, extractions = found([("mean average precision", "MAP")], [("maximum a posteriori", "MAP")])
    told = parse('[[drop]]\nname = "MAP"\npapers = ["p1"]\n')
    entities = link(papers, extractions, corrections=told)
    assert [e.name for e in entities] == ["mean average precision"]
    assert not stale(told, papers, extractions, entities)


def test_a_retyped_namesake_is_said_of_in_words_of_its_new_type_and_the_other_is_not() -> None:
    papers, extractions = found(["MAP"], ["MAP"], ["MAP"], ["MAP"])
    told = parse(TWO + '[[retype]]\nname = "MAP"\npapers = ["p3"]\ntype = "Metric"\n')
    there = without_dropped(extractions, told, link(papers, extractions, corrections=told), papers)
    assert [x.entities[0].type for x in there] == ["Method", "Method", "Metric", "Metric"]


def test_a_name_alone_means_the_others_and_that_it_means_several_is_told() -> None:
    papers, extractions = found(["MAP"], ["MAP"], ["MAP"], ["MAP"])
    one = '[[rename]]\nname = "MAP"\npapers = ["p3"]\nto = "a posteriori"\n'
    all_ = '[[rename]]\nname = "MAP"\nto = "mean average"\n'
    for text in (one + all_, all_ + one):
        entities = link(papers, extractions, corrections=parse(TWO + text))
        assert {e.name for e in entities} == {"mean average", "a posteriori"}
    heard: list[Remark] = []
    link(papers, extractions, corrections=parse(TWO + all_, "c.toml"), tell=heard.append)
    assert [(str(r), r.void) for r in heard] == [
        (
            "c.toml:4: 'MAP' is the name of 2 things, and this is for all of them; "
            "papers = [...] (--paper ID) says which one to rename",
            False,
        )
    ]


def test_the_name_given_to_one_namesake_means_that_one() -> None:
    papers, extractions = found(["MAP"], ["MAP"], ["MAP"], ["MAP"])
    named = TWO + '[[rename]]\nname = "MAP"\npapers = ["p3"]\nto = "a posteriori"\n'
    told = parse(named + '[[retype]]\nname = "a posteriori"\ntype = "Task"\n')
    entities = link(papers, extractions, corrections=told)
    assert {f"{e.name} {e.type}" for e in entities} == {"MAP Method", "a posteriori Task"}
    assert not stale(told, papers, extractions, entities)
    gone = parse(named + '[[drop]]\nname = "a posteriori"\n')
    assert {m.paper for e in link(papers, extractions, corrections=gone) for m in e.members} == {"p0", "p1"}


def test_one_of_two_persons_of_one_name_is_renamed() -> None:
    papers = [Paper(id=f"p{n}", title="", authors=(Author(name="Wei Wang"),)) for n in range(3)]
    parted = '[[different]]\nauthor = "Wei Wang"\npapers = ["p2"]\n'
    told = parse(parted + '[[rename]]\nauthor = "Wei Wang"\npapers = ["p2"]\nto = "Wei Wang (Bonn)"\n')
    people = link_authors(papers, corrections=told)
    assert {p.name: len(p.members) for p in people} == {"Wei Wang": 2, "Wei Wang (Bonn)": 1}


def test_what_is_said_of_two_namesakes_does_not_contradict_itself_but_of_one_it_does() -> None:
    entry = '[[rename]]\nname = "MAP"\npapers = ["{}"]\nto = "{}"\n'
    assert len(parse(entry.format("p1", "A") + entry.format("p2", "B")).entries) == 2
    with pytest.raises(KgError, match=r":5: 'MAP' becomes 'B' here and 'A' in line 1"):
        parse(entry.format("p1", "A") + entry.format("p1", "B"))
    with pytest.raises(KgError, match=r":1: 'MAP' is dropped in line 5"):
        parse(entry.format("p1", "A") + '[[drop]]\nname = "MAP"\n')


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("drop MAP --paper p2 --paper p3", '[[drop]]\nname = "MAP"\npapers = ["p2", "p3"]\n'),
        ("rename MAP posterior --paper p2", '[[rename]]\nname = "MAP"\npapers = ["p2"]\nto = "posterior"\n'),
        ("retype MAP metric --paper p2", '[[retype]]\nname = "MAP"\npapers = ["p2"]\ntype = "Metric"\n'),
        ("rename --authors A B --paper p2", '[[rename]]\nauthor = "A"\npapers = ["p2"]\nto = "B"\n'),
    ],
)
def test_the_command_takes_the_paper_for_all_that_is_said_of_one_name(words: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    assert CliRunner().invoke(app, ["correct", *words.split(), "--corrections", str(file)]).exit_code == 0
    assert [text_of(entry) for entry in load(file).entries] == [text]
