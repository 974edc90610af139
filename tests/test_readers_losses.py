"""Records that stand in unusual JSON, plain text or OAI: none is lost, garbled or made of what is no paper."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.readers import json_arrays, read, records
from kg.records import Paper, Skipped
from kg.standard_input import STANDARD_INPUT, path_of


def found(tmp_path: Path, text: str | bytes, name: str = "x.json") -> list[Paper | Skipped]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(records([path]))


def titles(items: list[Paper | Skipped]) -> list[str]:
    return [item.title for item in items if isinstance(item, Paper)]


def reasons(items: list[Paper | Skipped]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Skipped)]


def test_brackets_in_strings_are_no_levels_of_an_array(tmp_path: Path) -> None:
    intervals = json.dumps([{"title": f"Fog {n}", "abstract": "Of [0,1) and [ [ [ " * 300} for n in range(20)])
    assert len(titles(found(tmp_path, intervals))) == 20
    closing = "]" * 100_000
    levels = "[" * 100_000 + closing
    hidden = f'[{{"title": "Fog", "s": "{closing}", "x": {levels}}}, {{"title": "Horns"}}]'
    items = found(tmp_path, hidden)
    assert titles(items) == ["Horns"]
    assert items[0] == Skipped(file="x.json", line=None, reason="record 1: not JSON: nested too deeply")


def test_array_is_read_alike_wherever_the_stream_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    value = [{"a": 'x"\\]', "b": [1.25e-7, None, {}]}, -0.000125, "é\\u0041😀", [[]], True, {"c": "[{"}, 12345]
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for size in (1, 2, 3, 7):
        monkeypatch.setattr(json_arrays, "HEAD_SIZE", size)
        assert list(json_arrays.values(io.BytesIO(text.encode()))) == value
        with pytest.raises(ValueError, match="no end"):
            list(json_arrays.values(io.BytesIO(text.encode()[:-2])))
        items = list(json_arrays.values(io.BytesIO(b'["a", %s, "b"]' % (b"1" * 5000))))
        assert [items[0], items[2]] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ('[{"title": "One"}]\n{"title": "Two"}', ["One", "Two"], ""),
        ('[{"title": "One"}]\n[{"title": "Two"}]', ["One", "Two"], ""),
        ('[{"title": "One"}] fog', ["One"], "Expecting value: 'fog'"),
        ('[{"title": "One"}, {"title": Two}]', ["One"], "not JSON: Expecting value"),
        ('[{"title": "One"}, {"title": "Tw', ["One"], "not JSON: Unterminated string"),
        (
            '[{"title": "One", "n": %s}, {"title": "Two"}]' % ("9" * 5000),
            ["Two"],
            "record 1: a number of too many digits",
        ),
        (
            '[{"title": "One"}, -%s, {"title": "Two"}]' % ("1" * 5000),
            ["One", "Two"],
            "record 2: a number of too many digits",
        ),
        ('{"title": "One", "n": %s}\n{"title": "Two"}' % ("9" * 5000), ["Two"], "too many digits"),
        ('[{"title": "%s"}]' % ("a" * 17_000_000), [], "one record of more than 16 MB"),
    ],
)
def test_what_stands_after_an_array_or_cannot_be_read_is_told(
    tmp_path: Path, text: str, read: list[str], told: str
) -> None:
    items = found(tmp_path, text)
    assert titles(items) == read
    assert [told in reason for reason in reasons(items)] == [True] * bool(told)


def test_bytes_that_are_no_utf8_cost_their_record_alone(tmp_path: Path) -> None:
    items = found(tmp_path, b'[{"title": "F\xf6g"}, {"title": "Horns"}]')
    assert titles(items) == ["Horns"]
    assert "UTF-8" in reasons(items)[0]


def test_number_of_a_record_is_told_as_no_line(tmp_path: Path) -> None:
    wrong = [{"n": 1}, {"title": "F\0g"}, {"title": "F\ud800g"}, {"title": "Fog", "entities": [1]}, 7]
    feed = "<feed><entry><title>Fog</title></entry><entry><title/></entry></feed>"
    (tmp_path / "a.json").write_text(json.dumps([{"title": "Horns"}, *wrong]), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"title": "Buoys"}) + "\n" + json.dumps(wrong[2]), encoding="utf-8")
    (tmp_path / "c.xml").write_text(feed.replace("feed>", 'feed xmlns="http://www.w3.org/2005/Atom">', 1), "utf-8")
    told = [f"{item.place}: {item.reason}" for item in read([tmp_path]).skipped]
    half = "half a character (\\ud800), which UTF-8 cannot hold: take it out"
    assert told[:3] == [
        "a.json: record 2: neither title nor abstract",
        "a.json: record 3: a NUL character in the text",
        f"a.json: record 4: {half}",
    ]
    assert told[3].startswith("a.json: record 5: entities, relations or results out of form")
    assert told[4:] == [
        "a.json: record 6: not a JSON object",
        f"b.jsonl:2: {half}",
        "c.xml: record 2: neither title nor abstract",
    ]


@pytest.mark.parametrize("key", ["items", "data", "articles"])
def test_list_with_a_title_gives_its_records_and_a_record_with_a_list_itself(tmp_path: Path, key: str) -> None:
    inner = [{"title": "Fog", "abstract": "We blow."}, {"title": "Horns"}]
    assert titles(found(tmp_path, json.dumps({"title": "My library", key: inner}))) == ["Fog", "Horns"]
    for more in ({"abstract": "We float."}, {"Summary": "We float."}, {"authors": ["Eli Moss"]}):
        assert titles(found(tmp_path, json.dumps({"title": "Buoys", key: inner} | more))) == ["Buoys"]
    assert titles(found(tmp_path, json.dumps({"title": "Buoys", key: [{"page": 1}]}))) == ["Buoys"]


@pytest.mark.parametrize("key", ["items", "data", "results"])
def test_whole_record_is_no_heading_of_its_notes(tmp_path: Path, key: str) -> None:
    for more in (
        {"doi": "10.1/fog"},
        {"arXiv_id": "2001.00001"},
        {"year": 2020},
        {"journal": "V"},
        {"references": ["a"]},
    ):
        told = {"id": "p1", "title": "Fog", key: [{"title": "a note"}]} | more
        assert titles(found(tmp_path, json.dumps(told))) == ["Fog"]
    volume = {"title": "Proceedings", "year": 2020, "venue": "V", key: [{"title": "Fog", "abstract": "We blow."}]}
    assert titles(found(tmp_path, json.dumps(volume))) == ["Fog"]


def test_item_of_zotero_with_notes_is_a_paper(tmp_path: Path) -> None:
    item = {"itemType": "journalArticle", "title": "Fog", "notes": [{"itemType": "note", "note": "Read it."}]}
    assert titles(found(tmp_path, json.dumps({"items": [item]}))) == ["Fog"]


@pytest.mark.parametrize("key", ["notes", "papers", "records", "works", "entries", "documents", "publications"])
def test_empty_list_beside_an_abstract_costs_no_paper(tmp_path: Path, key: str) -> None:
    (paper,) = found(tmp_path, json.dumps({"id": "x", "abstract": "We float.", key: []}))
    assert isinstance(paper, Paper)
    assert (paper.id, paper.abstract) == ("x", "We float.")


def test_paper_is_unwrapped_only_where_it_is_one(tmp_path: Path) -> None:
    outer = {"title": "Buoys", "abstract": "We float."}
    assert titles(found(tmp_path, json.dumps(outer | {"paper": {"pages": 12}}))) == ["Buoys"]
    assert titles(found(tmp_path, json.dumps(outer | {"paper": {"title": "Fog"}}))) == ["Fog"]


@pytest.mark.parametrize(
    "text",
    ['{"dataset": {"summary": "Of fog."}, "meta": {"title": "x"}}', '{"name": "fog-tool", "summary": "It blows."}'],
)
def test_summary_alone_makes_no_paper(tmp_path: Path, text: str) -> None:
    assert reasons(found(tmp_path, text)) == ["neither title nor abstract"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("for n<i and j>k we have a<b>c", "for n<i and j>k we have a<b>c"),
        ("for n<i and j>k the <i>E. coli</i> grow", "for n<i and j>k the E. coli grow"),
        ("<p>We blow.<br/>We float.</p>", "We blow. We float."),
        ("<jats:p>At a<b>c, 10<sup>3</sup> m</jats:p>", "At a<b>c, 10^3 m"),
        ("a <b and c> d, i<p", "a <b and c> d, i<p"),
        ("if x<p and q>r we", "if x<p and q>r we"),
        ("<p>If x<p and q>r we</p>", "If x<p and q>r we"),
        ('<p class="a" id=b>We blow.<br />We float.</p>', "We blow. We float."),
    ],
)
def test_signs_of_mathematics_are_no_tags(tmp_path: Path, text: str, read: str) -> None:
    for name, record in (
        ("x.ris", f"TY  - JOUR\nTI  - Fog\nAB  - {text}\nER  - \n"),
        ("x.enw", f"%0 Journal Article\n%T Fog\n%X {text}\n"),
        ("x.json", json.dumps([{"itemType": "journalArticle", "title": "Fog", "abstractNote": text}])),
    ):
        (paper,) = found(tmp_path, record, name)
        assert isinstance(paper, Paper)
        assert paper.abstract == read


def oai(tmp_path: Path, identifier: str, metadata: str) -> Paper:
    record = f"<record><header><identifier>{identifier}</identifier></header><metadata>{metadata}</metadata></record>"
    (paper,) = found(tmp_path, f"<OAI-PMH><ListRecords>{record}</ListRecords></OAI-PMH>", "x.xml")
    assert isinstance(paper, Paper)
    return paper


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("A. Bo (1), C. Do (2) ((1) MIT, (2) CMU and ETH)", ["A. Bo", "C. Do"]),
        ("A. Bo (X, Y), C. Do, Jr", ["A. Bo", "C. Do Jr"]),
        (r"Jos\'e Pl\'ov\`a, Bo Reed and Dee Fern", ["José Plóvà", "Bo Reed", "Dee Fern"]),
    ],
)
def test_institutes_in_brackets_are_no_people(tmp_path: Path, typed: str, people: list[str]) -> None:
    metadata = f"<arXivRaw><id>cs/0301001</id><title>Tides</title><authors>{typed}</authors></arXivRaw>"
    paper = oai(tmp_path, "oai:arXiv.org:cs/0301001", metadata)
    assert [author.name for author in paper.authors] == people


def test_latex_is_read_in_records_of_arxiv_alone(tmp_path: Path) -> None:
    metadata = "<dc><title>Cost ~ $5 of \\alpha</title><description>See ~ C:\\new {x}.</description></dc>"
    paper = oai(tmp_path, "oai:quay.example:7", metadata)
    assert (paper.title, paper.abstract) == ("Cost ~ $5 of \\alpha", "See ~ C:\\new {x}.")


def test_all_values_of_a_label_are_kept(tmp_path: Path) -> None:
    (paper,) = found(
        tmp_path,
        "Title: Fog\nAuthor: Moss, Eli\nAuthor: Fern, Dee\nKeywords: fog, horns\nKeywords: quays\n"
        "Abstract: We blow.\nSummary: it is loud.\nURL: https://quay.example/a\nURL: https://quay.example/b\n",
        "x.txt",
    )
    assert isinstance(paper, Paper)
    assert [author.name for author in paper.authors] == ["Eli Moss", "Dee Fern"]
    assert (paper.subjects, paper.abstract) == (("fog", "horns", "quays"), "We blow. Summary: it is loud.")
    assert paper.urls == ("https://quay.example/a", "https://quay.example/b")


@pytest.mark.parametrize(
    "text",
    [
        "title: Fog\nauthors:\n  - Ann Bo\n  - Cy Do\nabstract: We blow.\n",
        "title: Fog\nabstract: >\n  We blow.\n",
        "title: Fog\nabstract: |-\n  We blow.\n",
        "title: Fog\nkeywords:\n  - horns\nabstract: We blow.\n",
    ],
)
def test_yaml_is_refused_rather_than_garbled(tmp_path: Path, text: str) -> None:
    assert "no reader knows this format" in reasons(found(tmp_path, text, "x.yaml"))[0]
    assert titles(found(tmp_path, "Title: [Fog in harbours]\nAbstract: We blow.\n", "x.txt")) == ["[Fog in harbours]"]


@pytest.mark.parametrize("keywords", ["[fog, horns]", '["fog", "horns"]', "['fog', 'horns']", "fog, horns"])
def test_brackets_and_dashes_make_no_text_unreadable(tmp_path: Path, keywords: str) -> None:
    text = f"Title: Fog\nAuthors: [Ann Bo, Cy Do]\nVenue: [to appear]\nKeywords: {keywords}\n"
    (paper,) = found(tmp_path, f"{text}Abstract:\n  - We blow [1].\n  - We float.\n", "x.txt")
    assert isinstance(paper, Paper)
    assert ([author.name for author in paper.authors], paper.venue) == (["Ann Bo", "Cy Do"], "to appear")
    assert paper.author_string == "Ann Bo, Cy Do"
    assert (paper.subjects, paper.abstract) == (("fog", "horns"), "- We blow [1]. - We float.")


def test_only_the_bare_sign_is_standard_input() -> None:
    assert path_of("-") == path_of(STANDARD_INPUT) == STANDARD_INPUT
    assert path_of("./-") == Path.cwd() / "-" != STANDARD_INPUT


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.nbib", "PMID- 1\nTI  - Fog\n\nPMID- 2\nTI  - \nAB  - \n", "a.nbib:4"),
        ("a.txt", "FN Clarivate\nPT J\nTI Fog\nUT WOS:1\nER\n\nPT J\nTI\nUT WOS:2\nER\n", "a.txt:7"),
    ],
)
def test_no_record_without_title_and_abstract_becomes_a_paper(tmp_path: Path, name: str, text: str, place: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    reading = read([tmp_path / name])
    assert [paper.title for paper in reading.papers] == ["Fog"]
    assert [(item.place, item.reason) for item in reading.skipped] == [(place, "neither title nor abstract")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "x.json",
            '{"title": "Fog", "abstract": "Horns.", "authors": ["Eli Moss*", "Dee Fern *,†", "and Bo Reed"]}',
        ),
        ("x.json", '{"title": "Fog", "abstract": "We blow.", "authors": "Eli Moss*, Dee Fern†, and Bo Reed ‡"}'),
        ("x.csv", 'title,abstract,authors\nFog,We blow.,"Moss*, Eli; Fern†, Dee; and Reed, Bo"\n'),
        ("x.txt", "Title: Fog\nAuthors: *Eli Moss, Dee Fern¶, & Bo Reed\nAbstract: We blow.\n"),
    ],
)
def test_marks_of_footnotes_and_a_leading_and_are_no_part_of_a_name(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (paper,) = read([tmp_path]).papers
    assert [author.name for author in paper.authors] == ["Eli Moss", "Dee Fern", "Bo Reed"]
