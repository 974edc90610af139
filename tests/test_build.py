"""`kg build` whole: what it writes, that it writes the same again, and that bad input costs only itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import rdflib

from kg.build import build
from kg.errors import ExportError, GraphError, PipelineError, ReadError
from kg.options import BuildOptions
from kg.readers.inputs import check
from kg.records import Paper
from kg.show import show
from kg.validate import validate
from tests.conftest import PAPERS

FILES = {"kg.ttl", "kg.html", "kg.graphml", "extractions.jsonl", "entities.jsonl", "build.json", "report.md"}


def lines(path: Path) -> list[dict]:
    return [json.loads(text) for text in path.read_text("utf-8").splitlines()]


def files_of(out: Path) -> list[Path]:
    """What a build wrote; `store` is made by queries."""
    return sorted(p for p in out.rglob("*") if p.is_file() and p.relative_to(out).parts[0] != "store")


def contents(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files_of(out)}


def test_everything_is_written(built: Path) -> None:
    assert {p.name for p in built.iterdir()} >= FILES
    told = json.loads((built / "build.json").read_text("utf-8"))
    assert (told["records"], told["papers"], told["merged"], told["skipped"]) == (3, 3, 0, [])
    graph = rdflib.Graph().parse(built / "kg.ttl")
    assert len(graph) == told["triples"] > 100
    assert len(lines(built / "entities.jsonl")) == told["entities"]
    assert len(lines(built / "extractions.jsonl")) == 3


def test_the_extractions_are_the_contract_s(built: Path) -> None:
    for record in lines(built / "extractions.jsonl"):
        names = {"PAPER"} | {e["name"] for e in record["entities"]}
        for entity in record["entities"]:
            for m in entity["mentions"]:
                assert record[m["field"]][m["start"] : m["end"]] in {entity["name"], *entity["aliases"]}
        assert all({r["head"], r["tail"]} <= names for r in record["relations"])
        assert record["sources"] == [
            {"file": "papers.jsonl", "line": 1 + "a1a2a3".index(record["id"]) // 2}
            | {"id": record["id"], "reader": record["sources"][0]["reader"]}
        ]


def test_each_member_stands_once_and_each_name_has_one_node(built: Path) -> None:
    seen = [(m["paper"], m["name"]) for e in lines(built / "entities.jsonl") for m in e["members"]]
    assert len(seen) == len(set(seen))
    cnn = [e for e in lines(built / "entities.jsonl") if "CNNs" in (e["name"], *e["aliases"])]
    assert len(cnn) == 1
    assert {m["paper"] for m in cnn[0]["members"]} == {"a2", "a3"}


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_a_second_build_gives_the_same_bytes(corpus: Path, built: Path, tmp_path: Path, seed: str) -> None:
    out = tmp_path / "again"
    command = [sys.executable, "-m", "kg", "build", str(corpus), "-o", str(out), "-j", "1"]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
    first, second = contents(built), contents(out)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_adding_a_paper_moves_no_paper_statement_or_evidence(built: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    extra = {"id": "z9", "title": "CNNs again", "abstract": "We use CNN models, CNN layers and RetNet on ImageNet-1k."}
    more.write_text("".join(json.dumps(p) + "\n" for p in [*PAPERS, extra]), encoding="utf-8")
    build([more], tmp_path / "out")

    def iris(path: Path) -> set[str]:
        graph = rdflib.Graph().parse(path / "kg.ttl")
        kinds = ("/paper/", "/statement/", "/evidence/")
        return {str(s) for s in graph.subjects() if any(k in str(s) for k in kinds)}

    assert iris(built) <= iris(tmp_path / "out")


def test_a_paper_added_in_front_moves_no_statement_of_another_paper(built: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    extra = {"id": "a0", "title": "CNNs again", "abstract": "We use ConvNets and the ImageNet 1k data set."}
    more.write_text("".join(json.dumps(p) + "\n" for p in [extra, *PAPERS]), encoding="utf-8")
    build([more], tmp_path / "out")

    def of_papers(path: Path) -> set[str]:
        rows = pl.read_parquet(path / "tables" / "statements.parquet", columns=["id", "subject"]).iter_rows()
        return {i for i, subject in rows if subject.startswith("paper/")}

    assert of_papers(built) <= of_papers(tmp_path / "out")


def test_what_is_less_sure_stands_as_statement_alone(tmp_path: Path) -> None:
    record = {
        "id": "g",
        "title": "Gizmo",
        "abstract": "Gizmo is tested on COCO. It beats Widget.",
        "entities": [
            {"name": "Gizmo", "type": "Method", "role": "proposed", "confidence": 0.9},
            {"name": "COCO", "type": "Dataset", "role": "evaluated", "confidence": 0.3},
            {"name": "Widget", "type": "Method", "role": "compared", "confidence": 0.8},
        ],
        "relations": [
            {"head": "PAPER", "predicate": "proposes", "tail": "Gizmo", "confidence": 0.9},
            {"head": "PAPER", "predicate": "evaluatesOn", "tail": "COCO", "confidence": 0.3},
            {"head": "Gizmo", "predicate": "outperforms", "tail": "Widget", "confidence": 0.4},
        ],
    }
    path, out = tmp_path / "given.jsonl", tmp_path / "out"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    build([path], out, BuildOptions(min_confidence=0.5))
    graph = rdflib.Graph().parse(out / "kg.ttl")
    told = {(str(s).rsplit("/", 1)[-1], str(p).rsplit("#", 1)[-1], str(o).rsplit("/", 1)[-1]) for s, p, o in graph}
    for head, predicate, tail in (("g", "evaluatesOn", "coco"), ("gizmo", "outperforms", "widget")):
        assert (head, predicate, tail) not in told
        assert any(
            (i, "object", tail) in told and (i, "subject", head) in told for i, p, _ in told if p == "confidence"
        )
    assert ("g", "proposes", "gizmo") in told
    assert validate(out / "kg.ttl") == []
    assert "COCO" not in (out / "kg.graphml").read_text("utf-8")
    assert {m["name"] for e in lines(out / "entities.jsonl") for m in e["members"]} == {"Gizmo", "COCO", "Widget"}


def test_a_name_that_stands_nowhere_in_the_text_has_the_title_for_evidence(tmp_path: Path) -> None:
    record = {
        "id": "g",
        "title": "Gizmo",
        "abstract": "It is new.",
        "entities": [{"name": "Widget", "type": "Method", "role": "used"}],
        "relations": [["PAPER", "uses", "Widget"]],
    }
    path = tmp_path / "given.jsonl"
    path.write_text(json.dumps(record) + "\n" + '{"id": "h", "abstract": "No title."}\n', encoding="utf-8")
    build([path], tmp_path / "out")
    assert validate(tmp_path / "out" / "kg.ttl") == []
    assert "Gizmo" in show("Widget", tmp_path / "out")


def test_an_out_folder_inside_the_input_and_hidden_files_change_no_byte(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps(PAPERS[0]) + "\n", encoding="utf-8")
    (folder / os.fsdecode(b"M\xfcller.jsonl")).write_text(json.dumps(PAPERS[1]) + "\n", encoding="utf-8")
    found = []
    for text in ("one", "two"):
        (folder / ".hidden").write_text(text, encoding="utf-8")
        build([folder], folder / "out", BuildOptions(pipeline="small"))
        found.append(contents(folder / "out"))
    assert found[0] == found[1]
    assert list(json.loads((folder / "out" / "build.json").read_text("utf-8"))["inputs"]) == [
        "M\ufffdller.jsonl",
        "a.jsonl",
    ]


@pytest.mark.parametrize("field", ["urls", "doi", "ids", "references", "venue"])
def test_half_a_character_anywhere_costs_its_record_alone(tmp_path: Path, field: str) -> None:
    path = tmp_path / "a.jsonl"
    bad = {"id": "b", "title": "Bad", "abstract": "It is.", field: "10.1000/x\ud800"}
    path.write_text(json.dumps(bad) + "\n" + json.dumps(PAPERS[0]) + "\n", encoding="utf-8")
    report = build([path], tmp_path / "out", BuildOptions(pipeline="small"))
    assert report.papers == 1
    assert [(s.line, "UTF-8" in s.reason) for s in report.skipped] == [(1, True)]


def test_given_entities_are_taken_and_grounded(tmp_path: Path) -> None:
    path = tmp_path / "given.jsonl"
    record = {
        "id": "g",
        "title": "Gizmo",
        "abstract": "We present Gizmo. It is tested on COCO with 12.5 mAP.",
        "entities": [
            {"name": "Gizmo", "aliases": [], "type": "Method", "role": "proposed"},
            {"name": "COCO", "aliases": [], "type": "Dataset", "role": "evaluated"},
        ],
        "relations": [["PAPER", "proposes", "Gizmo"], ["Gizmo", "evaluatedOn", "COCO"], ["COCO", "uses", "Gizmo"]],
        "results": [{"method": "Gizmo", "on": "COCO", "metric": "mAP", "value": "12.5", "unit": ""}],
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    report = build([path], tmp_path / "out")
    assert (report.entities, report.results) == (2, 1)
    found = lines(tmp_path / "out" / "extractions.jsonl")[0]
    assert found["entities"][1]["mentions"] == [{"field": "abstract", "start": 34, "end": 38}]
    said = {(r["head"], r["predicate"]): r["evidence"] for r in found["relations"]}
    assert said["Gizmo", "evaluatedOn"][-1] == {"field": "abstract", "start": 18, "end": 53}
    from kg.graph import Graph

    graph = Graph.load(tmp_path / "out" / "tables")
    assert graph.quarantine["reason"].to_list() == ["uses does not join Dataset to Method"]
    assert "`quarantine.jsonl`: 1 triple" in (tmp_path / "out" / "report.md").read_text("utf-8")


def test_a_base_iri_that_is_none_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="base IRI 'nonsense'"):
        build([tmp_path / "absent"], tmp_path / "out", BuildOptions(base_iri="nonsense"))


BAD = {
    "empty.txt": b"",
    "binary.pdf": b"%PDF-1.7\x00\x01\x02\xff\xfe" * 50,
    "cut.jsonl": json.dumps(PAPERS[0]).encode() + b'\n{"id": "cut", "title": "Cut',
    "latin.jsonl": '{"id": "l", "title": "Größe", "abstract": "x"}\n'.encode("latin-1"),
}


def test_bad_input_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.jsonl").open("wb") as file:
        file.write(b'{"id": "huge", "title": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + json.dumps(PAPERS[2]).encode() + b"\n")
    report = build([folder], tmp_path / "out")
    ids = {r["id"] for r in lines(tmp_path / "out" / "extractions.jsonl")}
    assert {"a1", "a3"} <= ids
    told = {s.file: (s.line, s.reason) for s in report.skipped}
    assert {"binary.pdf", "cut.jsonl", "huge.jsonl"} <= told.keys()
    assert told["cut.jsonl"][0] == 2
    assert told["huge.jsonl"][0] == 1
    assert all(reason for _, reason in told.values())


def test_a_folder_that_cannot_be_looked_into_is_told(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "papers.jsonl").write_bytes(corpus.read_bytes())
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = build([tmp_path / "in"], tmp_path / "out", BuildOptions(pipeline="small"))
    assert report.papers == 3
    assert [(s.file, s.reason) for s in report.skipped] == [("closed", "a folder that cannot be looked into")]


def test_a_pipe_is_told_how_to_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="a pipe: send it to standard input, and give -"):
        build([tmp_path / "pipe"], tmp_path / "out")


def test_an_input_that_may_not_be_seen_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exists(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", exists)
    with pytest.raises(ReadError, match=r"a\.bib: cannot be read: Permission denied"):
        check([Path("a.bib")], {})


def test_nothing_to_build_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(ReadError, match="no paper found"):
        build([tmp_path / "in"], tmp_path / "out")
    with pytest.raises(ReadError, match="absent"):
        build([tmp_path / "absent"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_of_the_user_s_is_never_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(GraphError, match="is a file"):
        build([corpus], tmp_path / "file")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("mine")
    with pytest.raises(GraphError, match="holds files of yours"):
        build([corpus], tmp_path / "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.tex"]


def test_a_file_beside_the_build_survives_the_next(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([corpus], out)
    (out / "notes.txt").write_text("mine")
    build([corpus], out)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_failing_build_leaves_the_old_one(corpus: Path, built: Path, tmp_path: Path) -> None:
    before = contents(built)
    with pytest.raises(PipelineError):
        build([corpus], built, BuildOptions(pipeline=str(tmp_path)))
    assert contents(built) == before
    assert [p.name for p in built.parent.iterdir()] == [built.name]


def test_the_real_seeds(shared: Path, tmp_path: Path) -> None:
    report = build([shared / "seeds"], tmp_path / "out")
    assert (report.records, report.papers) == (527, 498)
    assert any("47 of the 122" in note for note in report.notes)
    graph = rdflib.Graph().parse(tmp_path / "out" / "kg.ttl")
    asked = graph.query(
        """SELECT DISTINCT ?p WHERE {
        ?p a kg:Paper ; dcterms:creator/foaf:name ?n ; kg:hasCode true ; dcterms:issued ?d .
        FILTER(CONTAINS(?n, "Schmidhuber") && STRSTARTS(STR(?d), "2023")) }""",
        initNs={
            "kg": "https://w3id.org/scikg/ontology#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
    )
    assert len(list(asked)) == 3


def test_paper_years() -> None:
    assert Paper(id="x", title="t", date="2023-08").year == 2023
    assert Paper(id="x", title="t").year is None


def test_references_outside_the_set_are_kept_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "cites.jsonl"
    papers = [
        {"id": "x", "title": "One", "abstract": "", "references": ["y", "10.5555/far"]},
        {"id": "y", "title": "Two"},
    ]
    path.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
    from kg.graph import Graph

    build([path], tmp_path / "out")
    plain = Graph.load(tmp_path / "out" / "tables")
    assert (plain.papers.height, plain.citations.height) == (2, 1)
    report = build([path], tmp_path / "out", BuildOptions(with_cited=True))
    wide = Graph.load(tmp_path / "out" / "tables")
    assert (wide.papers.height, wide.citations.height, report.papers) == (3, 2, 2)
    assert wide.papers.filter(wide.papers["cited_only"])["identifier"].to_list() == ["doi:10.5555/far"]


def test_a_reference_that_is_a_title_of_the_set_is_no_paper_outside(tmp_path: Path) -> None:
    path = tmp_path / "cites.jsonl"
    papers = [
        {"title": "Attention is all you need", "abstract": "x", "entities": []},
        {"title": "A later paper", "abstract": "y", "entities": [], "references": ["Attention Is All You Need"]},
    ]
    path.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
    from kg.graph import Graph

    build([path], tmp_path / "out", BuildOptions(with_cited=True))
    graph = Graph.load(tmp_path / "out" / "tables")
    assert (graph.papers.height, graph.citations.height, sum(graph.papers["cited_only"])) == (2, 1, 0)


def test_links_of_the_user_inside_the_out_folder_stay(corpus: Path, tmp_path: Path) -> None:
    build([corpus], tmp_path / "out")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "out" / "notes.txt").symlink_to("../notes.txt")
    build([corpus], tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").readlink() == Path("../notes.txt")
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_a_link_as_out_folder_is_followed(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    for _ in range(2):
        build([corpus], tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "kg.html").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["disk", "out"]


def test_a_table_with_columns_of_the_user_s(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Titel,Inhalt\nA title,We use BERT on COCO.\n", encoding="utf-8")
    options = BuildOptions(columns=(("title", "Titel"), ("abstract", "Inhalt")))
    assert build([path], tmp_path / "out", options).papers == 1


def test_a_correction_holds_in_the_next_build(tmp_path: Path, corpus: Path) -> None:
    told = tmp_path / "corrections.toml"
    told.write_text('[[rename]]\nname = "CNNs"\nto = "ConvNet"\n\n[[drop]]\nname = "no such thing"\n', encoding="utf-8")
    report = build([corpus], tmp_path / "out", BuildOptions(corrections=told))
    names = {e["name"] for e in lines(tmp_path / "out" / "entities.jsonl")}
    assert "ConvNet" in names
    assert any("corrections.toml:5" in note for note in report.notes)
