"""The demo corpus is whole: counts, titles, names, and references that lead somewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.readers import read
from kg.records import Paper

SEEDS = Path(__file__).parents[1] / "seeds"
RECORDS = {"author-page.txt": 12, "listing.txt": 15, "papers.bib": 14, "papers.ris": 8, "papers.jsonl": 26}
IN_SEVERAL = {
    "Deep Residual Learning for Image Recognition": 3,
    "Masked Autoencoders Are Scalable Vision Learners": 2,
    "Momentum Contrast for Unsupervised Visual Representation Learning": 2,
    "Faster R-CNN: Towards Real-Time Object Detection with Region Proposal Networks": 2,
    "Mask R-CNN": 2,
}
OUTSIDE = {"doi:10.1109/CVPR.2009.5206848", "doi:10.1145/2939672.2939754"}  # ImageNet's first paper, node2vec


def papers(name: str) -> tuple[Paper, ...]:
    return read([SEEDS / name]).papers


def bibtex() -> list[dict[str, str]]:
    """The entries of our own file, which has one field a line."""
    text = (SEEDS / "papers.bib").read_text("utf-8")
    entries = re.findall(r"^@\w+\{(\w+),\n(.*?)\n\}$", text, re.M | re.S)
    return [{"key": key, **dict(re.findall(r"^ +(\w+) += \{(.*)\},?$", body, re.M))} for key, body in entries]


def ris() -> list[dict[str, str]]:
    """The entries of our own file, which has one field a line; of the authors, the last."""
    text = (SEEDS / "papers.ris").read_text("utf-8")
    return [dict(re.findall(r"^(\w\w)  - (.+)$", entry, re.M)) for entry in text.split("ER  - ") if entry.strip()]


def titles() -> dict[str, list[str]]:
    return {name: [paper.title for paper in papers(name)] for name in RECORDS}


def abstracts() -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for name in RECORDS for paper in papers(name)]


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_is_read(name: str) -> None:
    reading = read([SEEDS / name])
    assert (reading.records, len(reading.papers)) == (RECORDS[name], RECORDS[name])
    assert not reading.skipped


def test_titles_repeat_only_where_they_should() -> None:
    found = titles()
    assert {name: len(set(of)) for name, of in found.items()} == RECORDS
    counts = Counter(title for of in found.values() for title in of)
    assert {title: count for title, count in counts.items() if count > 1} == IN_SEVERAL
    assert len(counts) == 69


def test_copies_become_one_paper() -> None:
    reading = read([SEEDS])
    assert (reading.records, len(reading.papers), reading.merged, reading.skipped) == (75, 69, 6, ())
    both = next(paper for paper in reading.papers if paper.title == "Mask R-CNN")
    assert {source.file for source in both.sources} == {"author-page.txt", "papers.jsonl"}
    assert (both.arxiv, both.date, both.has_code) == ("1703.06870", "2017-03-20", True)


def test_author_page_says_what_it_does_not_show() -> None:
    assert any("12 of the 80 papers" in note for note in read([SEEDS / "author-page.txt"]).notes)


def test_owner_is_an_author_where_et_al_hides_the_name() -> None:
    page = papers("author-page.txt")
    assert all("Kaiming He" in {author.name for author in paper.authors} for paper in page)
    assert sum("Kaiming He" not in paper.author_string for paper in page) >= 3


def test_every_reference_leads_somewhere() -> None:
    records = [json.loads(line) for line in (SEEDS / "papers.jsonl").read_text("utf-8").splitlines()]
    ids = {record["id"] for record in records} | {entry["key"] for entry in bibtex()}
    ids |= {f"doi:{doi}" for doi in (*(entry["DO"] for entry in ris()), *(entry.get("doi") for entry in bibtex()))}
    ids |= {f"arxiv:{entry['eprint']}" for entry in bibtex() if "eprint" in entry}
    ids |= {f"arxiv:{record['arxiv']}" for record in records if "arxiv" in record}
    references = {reference for record in records for reference in record["references"]}
    assert references - ids == OUTSIDE
    assert all(record["references"] and record["id"] not in record["references"] for record in records)


def test_abstracts_have_five_to_nine_sentences() -> None:
    lengths = {title: len(re.findall(r"[.?](?= [A-Z]|$)", abstract)) for title, abstract in abstracts()}
    assert len(lengths) >= 69
    assert {title: count for title, count in lengths.items() if not 5 <= count <= 9} == {}


def test_formulas_and_names_come_back_letter_by_letter() -> None:
    page = {paper.title: paper for paper in papers("author-page.txt")}
    assert r"a factor $(1-p_t)^\gamma$, so" in page["Focal Loss for Dense Object Detection"].abstract
    names = {author.name for paper in papers("papers.jsonl") for author in paper.authors}
    assert {"Petar Veličković", "Pietro Liò", "Adrià Puigdomènech Badia"} <= names
    assert r"Kaiser, {\L}ukasz" in (SEEDS / "papers.bib").read_text("utf-8")
