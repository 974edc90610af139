"""`kg diff`: a rename is a rename, a merge a merge, and equal folders give nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kg
from kg.diff.items import Change, Changed
from kg.diff.matching import matched
from kg.diff.telling import told
from kg.diff.written import json_lines, label, text
from kg.graph import Graph, frame
from kg.vocab import ROLE_PREDICATE

Record = dict[str, Any]
Build = Callable[..., Path]


def paper(key: str, title: str, says: Sequence[Record | str], **more: object) -> Record:
    """A record that brings its entities: methods, or dictionaries with more of them; the abstract names them all."""
    things = [{"name": s} if isinstance(s, str) else dict(s) for s in says]
    words = [w for t in things for w in (t["name"], *t.get("aliases", ()))]
    abstract = f"{title} is on {', '.join(words)}."
    found = [{"type": "Method", "role": "used", "aliases": [], **t} for t in things]
    said = [{"head": "PAPER", "predicate": ROLE_PREDICATE[t["role"]], "tail": t["name"]} for t in found]
    return {"id": key, "title": title, "abstract": abstract, "entities": found, "relations": said, **more}


FIRST = [
    paper("p1", "One paper on nets", ["RetNet", {"name": "ImageNet", "type": "Dataset", "role": "evaluated"}]),
    paper("p2", "Two papers on vision", ["RMT", "RetNet"]),
    paper("p3", "Three papers on text", ["BERT"], year=2019),
]


@pytest.fixture
def make(tmp_path: Path) -> Build:
    """Builds records; says where the out folder is."""

    def made(name: str, records: Sequence[Record], **options: Any) -> Path:
        source = tmp_path / name / "papers.jsonl"
        source.parent.mkdir()
        source.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
        kg.build([source], tmp_path / name / "out", kg.BuildOptions(**options))
        return tmp_path / name / "out"

    return made


def changed(record: Record, **fields: object) -> Record:
    return record | fields


def parts(found: kg.Difference) -> dict[str, int]:
    """Section and kind -> how many, but for what build.json says."""
    return {f"{s}.{k}": len(rows) for s, k, rows in found.parts() if len(rows) and s != "build"}


def test_equal_builds_differ_in_nothing(make: Build) -> None:
    a, b = make("a", FIRST), make("b", FIRST)
    found = kg.diff(a, b)
    assert not found
    assert not kg.diff(a, b, step=0)
    assert list(text(found)) == ["no difference"]
    assert json.loads("".join(json_lines(found)))["different"] is False


def test_a_paper_that_came_brings_only_its_own(make: Build) -> None:
    new = paper("p4", "Four papers on sound", ["WaveNet"], references=["p3"])
    a, b = make("a", FIRST), make("b", [*FIRST, new])
    there, back = kg.diff(a, b), kg.diff(b, a)
    assert parts(there) == {"papers.came": 1, "entities.came": 1, "triples.came": 2, "citations.came": 1}
    assert parts(back) == {k.replace("came", "went"): n for k, n in parts(there).items()}
    assert [(p.id, p.name) for p in there.papers.came] == [("paper/p4", "Four papers on sound")]
    assert there.triples.came[1].predicate == "uses"
    assert there.triples.came[1].object_name == "WaveNet"
    assert there.citations.came[0].cited_name == "Three papers on text"
    assert [f.fact for f in there.build.inputs] == ["papers.jsonl"]
    assert ("papers", "3", "4") in [(f.fact, f.was, f.now) for f in there.build.changed]


def test_changed_fields_tell_what_they_were(make: Build) -> None:
    a = make("a", FIRST)
    b = make("b", [changed(FIRST[0], venue="Journal of Nets"), FIRST[1], changed(FIRST[2], year=2020)])
    found = kg.diff(a, b)
    assert parts(found) == {"papers.changed": 2}
    assert [(p.id, [(c.field, c.was, c.now) for c in p.changes]) for p in found.papers.changed] == [
        ("paper/p1", [("venue", "", "Journal of Nets")]),
        ("paper/p3", [("date", "2019", "2020")]),
    ]


def test_people_read_words_and_the_place_where_long_texts_part() -> None:
    long = "We say the same for a long while, and nobody could tell from the first words what changed here: "
    changes = (
        Change(field="author_string", was="A", now="B"),
        Change(field="abstract", was=f"{long}1", now=f"{long}2"),
    )
    line = told(Changed(id="paper/p", name="P", changes=changes))
    assert line == (
        "P [paper/p]: authors as written “A” -> “B”; abstract “… what changed here: 1” -> “… what changed here: 2”"
    )
    assert [label("topics", "moved", n) for n in (1, 2)] == ["node moved", "nodes moved"]


def test_papers_that_became_one_are_merged_and_not_gone(make: Build) -> None:
    twins = [
        paper("x1", "A long and telling title of one work", ["BERT"], authors=["Ada Ash"], doi="10.5555/x"),
        paper("x2", "A long and telling title of one work", ["BERT"], authors=["Ada Ash"]),
    ]
    apart = [twins[0], changed(twins[1], doi="10.5555/y", title="Another title that tells of other work")]
    a, b = make("a", [*FIRST, *apart]), make("b", [*FIRST, twins[0], changed(twins[1], doi="10.5555/x")])
    merged = kg.diff(a, b)
    assert len(merged.papers.went) == len(merged.papers.came) == 0
    assert [(m.how, m.was_id, m.id, m.members) for m in merged.papers.moved] == [
        ("merged", "paper/x2", "paper/x1", ("x2",))
    ]
    assert [m.how for m in kg.diff(b, a).papers.moved] == ["split"]
    assert "triples.came" not in parts(merged)


def test_a_rename_is_a_rename_also_for_its_triples(make: Build, tmp_path: Path) -> None:
    rules = tmp_path / "corrections.toml"
    rules.write_text('[[rename]]\nname = "RetNet"\nto = "Retentive Network"\n', encoding="utf-8")
    a, b = make("a", FIRST), make("b", FIRST, corrections=rules)
    found = kg.diff(a, b)
    assert [(r.was_id, r.was_name, r.id, r.name) for r in found.entities.renamed] == [
        ("entity/retnet", "RetNet", "entity/retentive-network", "Retentive Network")
    ]
    assert not found.entities.came
    assert not found.entities.went
    assert not found.triples.came
    assert not found.triples.went


def test_a_merge_is_told_with_its_members_and_undone_the_other_way(make: Build, tmp_path: Path) -> None:
    rules = tmp_path / "corrections.toml"
    rules.write_text('[[same]]\nnames = ["RetNet", "BERT"]\n', encoding="utf-8")
    a, b = make("a", FIRST), make("b", FIRST, corrections=rules)
    there, back = kg.diff(a, b), kg.diff(b, a)
    assert [(m.how, m.was_name, m.name, m.members) for m in there.entities.moved] == [
        ("merged", "BERT", "RetNet", ("BERT (p3)",))
    ]
    assert [m.names for m in there.entities.merges_made] == [m.names for m in back.entities.merges_undone] != []
    assert [m.how for m in back.entities.moved] == ["split"]
    assert there.entities.aliases[0].came == ("BERT",)
    assert not there.entities.went
    assert not there.triples.went


def test_types_and_aliases(make: Build) -> None:
    other = paper("p3", "Three papers on text", [{"name": "BERT", "type": "Benchmark", "role": "evaluated"}], year=2019)
    found = kg.diff(make("a", FIRST), make("b", [*FIRST[:2], other]))
    assert [(s.name, s.went, s.came) for s in found.entities.retyped] == [("BERT", ("Method",), ("Benchmark",))]
    assert [t.predicate for t in found.triples.came] == ["evaluatesOn"]
    assert [t.predicate for t in found.triples.went] == ["uses"]


def relation(sure: float = 0.9, modality: str = "") -> list[Record]:
    told = {"head": "RMT", "predicate": "basedOn", "tail": "RetNet", "confidence": sure}
    both = [*FIRST[1]["relations"], told | ({"modality": modality} if modality else {})]
    return [FIRST[0], changed(FIRST[1], relations=both), FIRST[2]]


def test_confidence_changes_from_the_step_on_only(make: Build) -> None:
    a, b = make("a", relation(0.9)), make("b", relation(0.8))
    found = kg.diff(a, b)
    assert parts(found) == {"triples.changed": 1}
    assert (found.triples.changed[0].was_confidence, found.triples.changed[0].confidence) == (0.9, 0.8)
    assert not kg.diff(a, b, step=0.2).triples.changed
    assert len(kg.diff(a, b, step=0).triples.changed) == 1
    assert kg.diff(a, b, step=0.1).triples.changed
    assert "in tables: statements, support" in "\n".join(text(kg.diff(a, b, step=0.2)))


def test_a_triple_that_is_only_planned_now_changed_its_modality(make: Build) -> None:
    found = kg.diff(make("a", relation()), make("b", relation(modality="planned")))
    assert parts(found) == {"triples.modality": 1}
    assert (found.triples.modality[0].was, found.triples.modality[0].now) == (("",), ("planned",))


def test_results_by_what_they_say(make: Build) -> None:
    def scored(*values: str) -> list[Record]:
        numbers = [{"method": "BERT", "on": "", "metric": "F1", "value": v, "confidence": 0.9} for v in values]
        return [*FIRST[:2], FIRST[2] | {"results": numbers}]

    a, b, c = make("a", scored("84.1")), make("b", scored("84.6")), make("c", scored("84.1", "90"))
    revised, more = kg.diff(a, b).results, kg.diff(a, c).results
    assert [(x.field, x.was, x.now) for x in revised.changed[0].changes] == [("value", "84.1", "84.6")]
    assert not revised.came
    assert not revised.went
    assert [n.value for n in more.came] == ["90"]
    assert not more.changed


def test_a_folder_of_the_version_before_is_compared_too(make: Build) -> None:
    said = {"method": "RMT", "on": "", "metric": "accuracy", "value": "84.1", "unit": "%"}
    records = [FIRST[0], changed(FIRST[1], results=[said])]
    one, two = make("one", records), make("two", records)
    file = one / "tables" / "results.parquet"
    pl.read_parquet(file).drop("gain").write_parquet(file)
    assert not any(parts(kg.diff(one, two)).values())


def with_topics(out: Path, of: dict[str, str], names: dict[str, str]) -> None:
    """Put the entities of a build into topics of our own."""
    tables = Graph.load(out / "tables")
    rows = [(i, name, "community", "", "", 3) for i, name in names.items()]
    graph = replace(tables, topics=frame("topics", rows))
    graph.with_column("entities", "topic", dict(of)).save(out / "tables")


def test_topics_are_matched_by_what_they_hold(make: Build) -> None:
    many = [paper(f"q{i}", f"Paper number {i} of many", [f"Method{i}X"]) for i in range(6)]
    a, b = make("a", many), make("b", many)
    ids = [f"entity/method{i}x" for i in range(6)]
    with_topics(
        a, dict.fromkeys(ids[:4], "topic/old") | {ids[5]: "topic/gone"}, {"topic/old": "Old", "topic/gone": "G"}
    )
    with_topics(
        b, dict.fromkeys(ids[:3], "topic/new") | {ids[3]: "topic/born"}, {"topic/new": "New", "topic/born": "B"}
    )
    found = kg.diff(a, b).topics
    assert [(r.was_name, r.name) for r in found.renamed] == [("Old", "New")]
    assert [t.name for t in found.born] == ["B"]
    assert [t.name for t in found.gone] == ["G"]
    assert [(m.id, m.was_topic_name, m.topic_name) for m in found.moved] == [(ids[3], "Old", "B"), (ids[5], "G", "")]


def matching(was: str, now: str, *shared: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Pairs and moves of things named by a letter; "xy" is a member that x had and y has."""
    flows = pl.DataFrame([tuple(s) for s in shared], schema={"was": pl.String, "now": pl.String}, orient="row")
    found = matched(pl.Series(list(was)), pl.Series(list(now)), flows)
    return set(found.pairs.rows()), set(found.moves.select("how", "was", "now").rows())


def test_the_largest_part_keeps_the_identity() -> None:
    assert matching("xy", "z", "xz", "xz", "yz") == ({("x", "z")}, {("merged", "y", "z")})
    assert matching("x", "yz", "xz", "xz", "xy") == ({("x", "z")}, {("split", "x", "y")})
    assert matching("xy", "xy", "xx", "xy", "yy") == ({("x", "x"), ("y", "y")}, {("moved", "x", "y")})


def test_an_id_that_was_given_to_another_thing_is_no_match() -> None:
    assert matching("x", "xz", "xz", "xz") == ({("x", "z")}, set())
    assert matching("x", "x") == ({("x", "x")}, set())


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, words)], capture_output=True, text=True, check=False)


def test_the_command_caps_its_lists_and_its_json_is_whole_and_stable(make: Build) -> None:
    new = [paper(f"n{i:02}", f"Paper number {i} that is new", ["BERT"]) for i in range(14)]
    a, b = make("a", FIRST), make("b", [*FIRST, *new])
    shown = run("diff", a, b)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "papers: 14 came" in shown.stdout
    assert "and 4 more came" in shown.stdout
    counts_only = run("diff", a, b, "--limit", "0").stdout
    assert "papers: 14 came" in counts_only
    assert "Paper number" not in counts_only
    whole = run("diff", a, b, "--json").stdout
    assert [p["id"] for p in json.loads(whole)["papers"]["came"]["items"]] == [f"paper/n{i:02}" for i in range(14)]
    assert run("diff", a, b, "--json").stdout == whole
    capped = json.loads(run("diff", a, b, "--json", "--limit", "2").stdout)["papers"]["came"]
    assert (capped["count"], len(capped["items"])) == (14, 2)


def test_no_title_reaches_the_terminal_as_it_is(make: Build) -> None:
    a, b = make("a", FIRST), make("b", FIRST)
    evil = Graph.load(b / "tables").with_column("papers", "title", {"paper/p3": "red \x1b[31m\nand a new line"})
    evil.save(b / "tables")
    lines = list(text(kg.diff(a, b)))
    assert "\x1b" not in "".join(lines)
    assert [line for line in lines if "and a new line" in line] != []
    assert not any("\n" in line[1:] for line in lines)


def test_a_folder_without_a_build_is_one_line(make: Build, tmp_path: Path) -> None:
    a = make("a", FIRST)
    done = run("diff", a, tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "nothing: no build there" in done.stderr


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("entities.jsonl", b'{"id": "entity/x"}\n'),
        ("entities.jsonl", b"\xff\n"),
        ("tables/papers.parquet", b"no table"),
        ("tables/topics.parquet", None),
    ],
)
def test_a_broken_file_is_named(make: Build, file: str, content: bytes | None) -> None:
    a, b = make("a", FIRST), make("b", FIRST)
    if content is None:
        (b / file).unlink()
    else:
        (b / file).write_bytes(content)
    with pytest.raises(kg.KgError, match=Path(file).name):
        kg.diff(a, b)


def test_a_paper_taken_out_of_a_listing_changes_no_other_paper(tmp_path: Path) -> None:
    def listing(name: str, titles: Sequence[str]) -> Path:
        source = tmp_path / name / "papers.txt"
        source.parent.mkdir()
        blocks = (f"Title: {t}\nAbstract: We study {t.lower()}, and we propose {t[:3].upper()}Net.\n" for t in titles)
        source.write_text("\n".join(blocks), encoding="utf-8")
        kg.build([source], tmp_path / name / "out")
        return tmp_path / name / "out"

    titles = ["Waves on quiet lakes", "Rivers of cold water", "Mountains in the north", "Clouds above the sea"]
    found = kg.diff(listing("a", titles), listing("b", titles[1:]))
    assert [p.name for p in found.papers.went] == titles[:1]
    assert parts(found).get("papers.changed", 0) == parts(found).get("papers.renamed", 0) == 0
    assert not found.papers.moved
    retitled = kg.diff(tmp_path / "b" / "out", listing("c", ["Rivers of warm water", *titles[2:]]))
    assert [(p.was_name, p.name) for p in retitled.papers.renamed] == [("Rivers of cold water", "Rivers of warm water")]
