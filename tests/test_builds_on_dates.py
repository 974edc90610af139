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
