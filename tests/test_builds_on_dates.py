"""A common noun's source is believed only where a date says that it was there."""

from __future__ import annotations

import polars as pl
import pytest

from kg.analysis import analyse
from tests.graphs import graph_of


@pytest.mark.parametrize(("date", "links"), [("", 0), ("2010", 1)])
def test_a_common_noun_of_an_undated_paper_is_no_source(date: str, links: int) -> None:
    papers = {
        "first": {"title": "ConvNet: Nets for Us", "abstract": "We propose ConvNet.", "date": date},
        "user": {"title": "Digits", "abstract": "We use a ConvNet.", "date": "2012"},
    }
    says = [
        ("first", "first", "proposes", "convolutional networks"),
        ("user", "user", "uses", "convolutional networks"),
    ]
    graph = graph_of(papers, {"convolutional networks|ConvNet": "Method"}, says)
    assert analyse(graph).statements.filter(pl.col("predicate") == "buildsOn").height == links


@pytest.mark.parametrize(("date", "links"), [("2008", 1), ("2010", 1), ("", 1), ("2007", 0)])
def test_what_others_named_long_before_is_not_of_the_paper_that_proposes_it(date: str, links: int) -> None:
    papers = {
        "elder": {"title": "Maps", "abstract": "We draw MDS.", "date": date},
        "first": {"title": "Hidden Distances", "abstract": "We present MDS views.", "date": "2009"},
        "user": {"title": "Digits", "abstract": "We use MDS.", "date": "2012"},
    }
    says = [
        ("elder", "elder", "mentions", "MDS"),
        ("first", "first", "proposes", "MDS"),
        ("user", "user", "uses", "MDS"),
    ]
    graph = graph_of(papers, {"MDS": "Method"}, says)
    assert analyse(graph).statements.filter(pl.col("predicate") == "buildsOn").height == links
