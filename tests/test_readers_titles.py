"""Titles that a source gives in parts or with markup, and records of APIs that hold little more than a title."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.readers import read
from kg.records import Paper


def papers(tmp_path: Path, value: object, name: str = "x.json") -> tuple[Paper, ...]:
    (tmp_path / name).write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read([tmp_path / name]).papers


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        (["Fog <i>horns</i>"], ["A study of CO<sub>2</sub>"], "Fog horns: A study of CO2"),
        (["Fog horns: a study"], ["A study"], "Fog horns: a study"),
        (["Fog horns"], [], "Fog horns"),
        ([], ["A study"], "A study"),
    ],
)
def test_subtitles_of_crossref_are_part_of_the_title(
    tmp_path: Path, title: list[str], subtitle: list[str], whole: str
) -> None:
    (found,) = papers(tmp_path, {"DOI": "10.5555/a", "title": title, "subtitle": subtitle})
    assert found.title == whole


def test_subtitles_in_xml_are_part_of_the_title(tmp_path: Path) -> None:
    group = "<title-group><article-title>Fog</article-title><subtitle>A study</subtitle></title-group>"
    jats = f"<article><front><article-meta>{group}</article-meta></front></article>"
    work = "<titles><title>Horns</title><subtitle>A study</subtitle></titles>"
    unixref = f"<doi_records><doi_record><journal_article>{work}</journal_article></doi_record></doi_records>"
    assert [item.title for item in papers(tmp_path, jats, "a.xml")] == ["Fog: A study"]
    assert [item.title for item in papers(tmp_path, unixref, "b.xml")] == ["Horns: A study"]


def test_titles_and_abstracts_of_datacite_are_read_without_markup(tmp_path: Path) -> None:
    titles = [
        {"title": "Nebelhörner", "titleType": "TranslatedTitle"},
        {"title": "Fog &amp; <i>horns</i>"},
        {"title": "A study", "titleType": "Subtitle"},
    ]
    abstract = {"descriptionType": "Abstract", "description": "We blow<br> at $a<b$."}
    (found,) = papers(tmp_path, {"doi": "10.5555/a", "titles": titles, "creators": [], "descriptions": [abstract]})
    assert (found.title, found.abstract) == ("Fog & horns: A study", "We blow at $a<b$.")
