"""Files as they come: compressed, in odd encodings, hostile, damaged or of no format; each costs only itself."""

from __future__ import annotations

import bz2
import gzip
import zipfile
from pathlib import Path
from time import process_time

import pytest
import zstandard

from kg.errors import ReadError
from kg.readers import read, records
from kg.readers.markup import without_tags
from kg.records import Paper
from tests.test_readers import FIRST, FIXTURES, skipped
from tests.test_seeds import SEEDS


def test_compressed_files_and_archives_are_known_by_content(tmp_path: Path) -> None:
    data = (FIXTURES / "records.jsonl").read_bytes()
    (tmp_path / "a").write_bytes(gzip.compress(data))
    (tmp_path / "b").write_bytes(bz2.compress(data))
    (tmp_path / "c").write_bytes(zstandard.compress(data))
    with zipfile.ZipFile(tmp_path / "d", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/inner.jsonl", data)
    (tmp_path / "e").write_bytes(data.decode().encode("utf-16"))
    found = list(records([tmp_path]))
    assert [paper.id for paper in found] == ["p1", "p2"] * 5
    assert [paper.sources[0].file for paper in found][::2] == ["a", "b", "c", "d/etc/inner.jsonl", "e"]
    assert read([tmp_path]).merged == 8


def test_bad_input_costs_only_itself(tmp_path: Path) -> None:
    good = b'{"id": "%d", "title": "A good title %d", "abstract": "Text."}\n'
    bad = {
        "binary": (bytes(range(256)), None, "binary"),
        "empty": (b" \n", None, "empty"),
        "latin": (good % (1, 1) + '{"title": "Jürgen"}\n'.encode("latin-1") + good % (2, 2), 2, "UTF-8"),
        "long": (good % (3, 3) + b'{"title": "' + b"a" * 17_000_000 + b'"}\n' + good % (4, 4), 2, "too long"),
        "nul": (good % (5, 5) + b'{"title": "a\\u0000b"}\n' + good % (6, 6), 2, "NUL"),
        "truncated": (good % (7, 7) + b'{"title": "Tru\n' + good % (8, 8), 2, "not JSON"),
        "control": (good % (9, 9) + b'{"title": "a\\u001bb"}\n' + good % (10, 10), 2, "control"),
        "deep": (good % (11, 11) + b'{"title":' + b"[" * 99_999 + b"\n" + good % (12, 12), 2, "nested"),
        "page.pdf": (b"%PDF-1.7\x00", None, "reference manager"),
        "half.gz": (gzip.compress(good * 99 % tuple(range(198)))[:200], None, "cannot be read"),
    }
    for name, (data, _, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    reading = read([tmp_path])
    wrong = {skip.file: skip for skip in reading.skipped}
    assert set(wrong) == set(bad)
    for name, (_, line, words) in bad.items():
        assert wrong[name].line == line, name
        assert words in wrong[name].reason, name
    assert {paper.id for paper in reading.papers} >= {str(number) for number in range(1, 13)}


WESTERN = {
    "a.bib": "@article{a, title={Über Nebel}, author={Jürgen Öst}, year=2001}\n",
    "b.ris": "TY  - JOUR\nTI  - Über Nebel\nAU  - Öst, Jürgen\nER  - \n",
    "c.csv": "title,authors,year\nÜber Nebel,Jürgen Öst,2001\n",
    "d.enw": "%0 Journal Article\n%T Über Nebel\n%A Öst, Jürgen\n",
}


@pytest.mark.parametrize("name", WESTERN)
def test_text_of_older_programs_is_read_as_windows_1252_and_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WESTERN[name].encode("cp1252"))
    reading = read([path])
    (paper,) = reading.papers
    path.write_bytes(WESTERN[name].encode("utf-8"))
    assert read([path]).papers == (paper,)
    assert (paper.title, paper.authors[0].name) == ("Über Nebel", "Jürgen Öst")
    assert f"{name}: 1 record not UTF-8, read as Windows-1252; save the file as UTF-8 where letters are wrong" in (
        reading.notes
    )


def test_text_that_cannot_be_western_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes("@article{a, title={霧の中の網}, year=2001}\n".encode("shift_jis"))
    (skipped,) = read([tmp_path]).skipped
    assert "not UTF-8" in skipped.reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '<!DOCTYPE feed [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><feed><entry><title>&b;</title></entry></feed>',
            "Entit",
        ),
        (
            '<!DOCTYPE feed [<!ENTITY f SYSTEM "file:///etc/passwd">]><feed><entry><title>&f;</title></entry></feed>',
            "Entit",
        ),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "RDF/XML"),
        ("<eSearchResult><IdList><Id>1</Id></IdList></eSearchResult>", "ids"),
        ("<feed>" + "<a>" * 999 + "</a>" * 999 + "</feed>", "deep"),
        ("<feed><entry><title>A</title>", "not XML"),
        ('<?xml version="1.0" encoding="UTF-6"?><feed><entry><title>A</title></entry></feed>', "unknown encoding"),
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    (found,) = skipped(path)
    assert words in found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_xml_in_the_encoding_that_it_declares(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.xml"
    text = f'<?xml version="1.0" encoding="{encoding}"?><feed><entry><title>Fog Überhorns</title></entry></feed>'
    path.write_text(text, encoding=encoding)
    (found,) = records([path])
    assert isinstance(found, Paper)
    assert found.title == "Fog Überhorns"


def test_a_member_whose_name_is_only_a_way_up_costs_no_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("..", "@article{a, title={Up}, year=2021}\n")
        archive.writestr("a.bib", "@article{b, title={Fog}, year=2021}\n")
    assert [item.title for item in read([tmp_path / "in.zip"]).papers] == ["Up", "Fog"]


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("big", "w") as member:
        for _ in range(80):
            member.write(b"{" * 1_000_000)
    (found,) = skipped(path)
    assert "unpacks" in found.reason


def test_file_of_another_kind_does_not_flood_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "g", "title": "Good"}\n' + "{}\n" * 3000, encoding="utf-8")
    reading = read([tmp_path])
    assert len(reading.papers) == 1
    assert reading.skipped[-1].reason == "2000 more records left out"
    assert len(reading.skipped) == 1001


def test_what_is_left_out_is_told_with_the_line_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "g", "title": "Good"}\n\n[{"title": "Too"}, {}, 7]\n', encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    empty, odd, whole = read([tmp_path]).skipped
    assert (empty.place, empty.reason) == ("a.jsonl:3", "neither title nor abstract (record 2 of the line)")
    assert (odd.place, odd.reason) == ("a.jsonl:3", "not a JSON object (record 3 of the line)")
    assert whole.place == "b.pdf"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<title>", "<sup>", "<tex-math>\\begin{document}", "<mml:msup><mml:mi>a</mml:mi>"])
def test_tags_that_never_end_take_no_time(piece: str) -> None:
    assert without_tags(piece * 50_000).count("<title>") == 0


def test_missing_input_and_folders(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        records([tmp_path / "nowhere"])
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    line = '{"id": "%s", "title": "Paper %s"}\n'
    (inner / "z.jsonl").write_text(line % ("z", "z"), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(line % ("a", "a"), encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    assert [paper.sources[0].file for paper in read([tmp_path]).papers] == ["a.jsonl", "b/c/z.jsonl"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", FIRST)
def test_utf_16_without_a_mark_is_read_as_such(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes((FIXTURES / name).read_text("utf-8-sig").encode(encoding))
    assert list(records([path])) == list(records([FIXTURES / name]))


def test_utf_16_in_chinese_and_binary_data_that_looks_like_it(tmp_path: Path) -> None:
    chinese, numbers = tmp_path / "a.ris", tmp_path / "b"
    chinese.write_bytes("TY  - JOUR\r\nTI  - 一种方法一种方法一种方法的研究\r\nER  - \r\n".encode("utf-16-le"))
    numbers.write_bytes(b"".join(number.to_bytes(2, "little") for number in range(1, 200)))
    (found,) = records([chinese])
    assert isinstance(found, Paper)
    assert found.title == "一种方法一种方法一种方法的研究"
    assert "binary" in skipped(numbers)[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "<!-- x -->" * 9000 + "<feed/>",
        "<!-- x -->" * 9000 + "<p>",
        "<!DOCTYPE feed [" + "<!-- ] -->" * 9000 + "<feed/>",
        "@misc{a, title={" + "$" * 60_000 + "}}",
    ],
)
def test_what_stands_before_a_root_and_runs_of_signs_take_no_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    began = process_time()
    list(records([path]))
    read([path])
    assert process_time() - began < 5


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("name", ["author-page.txt", "listing.txt", "papers.bib", "papers.jsonl", "papers.ris"])
def test_demo_files_saved_with_other_line_ends_have_the_same_papers(tmp_path: Path, name: str, ends: str) -> None:
    path = tmp_path / name
    path.write_bytes((SEEDS / name).read_bytes().replace(b"\n", ends.encode()))
    found = read([path])
    assert found == read([SEEDS / name])
    assert found.papers


@pytest.mark.parametrize("name", FIRST)
def test_every_format_is_read_with_the_line_ends_of_windows(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((FIXTURES / name).read_bytes().replace(b"\n", b"\r\n"))
    assert list(records([path])) == list(records([FIXTURES / name]))


def test_files_about_a_folder_are_no_papers_in_it_or_in_an_archive(tmp_path: Path) -> None:
    about = "# Our corpus\n\nTitle: Corpus\nAbstract: How it was made.\n"
    paper = "@article{a, title={Fog}, year=2021}\n"
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.bib").write_text(paper, encoding="utf-8")
    for name in ("README.md", "deep/README.de.md", "deep/README_zh-CN.md"):
        (tmp_path / "in" / name).write_text(about, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("corpus/README.md", about)
        archive.writestr("corpus/a.bib", paper)
    for given in (tmp_path / "in", tmp_path / "in.zip"):
        reading = read([given])
        assert ([item.title for item in reading.papers], reading.skipped) == (["Fog"], ())
