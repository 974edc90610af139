"""Two things, or two persons, that are written alike are parted by their papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.corrections import load, parse, stale, text_of
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
