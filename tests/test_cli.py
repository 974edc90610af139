"""The command line as a user meets it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import kg
import kg.show  # as a module, to be broken
from kg.cli import app, main

COMMANDS = [
    *("build", "extract", "query", "show", "open", "export", "evaluate"),
    *("serve", "validate", "correct", "diff", "report", "fetch"),
]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, words)], capture_output=True, text=True, check=False)


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv=['kg','--help']\n"
        "from kg.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy={'spacy','networkx','rdflib','pyvis','polars','numpy','onnxruntime','pyoxigraph'} & set(sys.modules)\n"
        "sys.exit(f'loads {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in COMMANDS:
        assert name in done.stdout
    best = min(timed("--help") for _ in range(5))
    assert best < 2.0  # 0.3 s on a free machine; a busy one shall not fail the test


def timed(*words: str) -> float:
    began = time.monotonic()
    run(*words)
    return time.monotonic() - began


def test_the_commands_are_told_whole_and_begin_with_the_build() -> None:
    lines = CliRunner().invoke(app, ["--help"]).stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == COMMANDS
    assert not [line for line in lines if line.endswith("...")]


def test_the_corrections_are_told_whole() -> None:
    told = CliRunner().invoke(app, ["correct", "--help"]).stdout.partition("Commands:\n")[2]
    assert "retype" in told
    assert "..." not in told


@pytest.mark.parametrize(
    "command", [*COMMANDS, *(f"correct {c}" for c in ("same", "different", "rename", "retype", "drop"))]
)
def test_every_argument_and_option_says_what_it_is(command: str) -> None:
    found = get_command(app)
    for word in command.split():
        found = found.commands[word]
    assert [p.name for p in found.params if not p.help] == []


def test_a_build_that_is_stopped_says_that_it_can_go_on(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_module("kg.build"), "build", stopped)
    monkeypatch.setattr(sys, "argv", ["kg", "build", str(corpus), "-o", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "stopped; what was read is kept, and the same command goes on from there\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    answer = CliRunner().invoke(app, [command, "--help"])
    assert answer.exit_code == 0
    assert len(answer.stdout.splitlines()) > 5


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["build", "absent-file"], "absent-file"),
        (["show", "BERT", "-o", "absent-folder"], "kg build"),
        (["query", "SELECT * WHERE { ?s ?p ?o }", "-o", "absent-folder"], "kg build"),
        (["open", "--print", "-o", "absent-folder"], "kg build"),
        (["show", "BERT", "-o", __file__], "test_cli.py: is a file; give the out folder"),
        (["extract", "absent-file"], "absent-file"),
        (["evaluate", "absent-file"], "absent-file"),
    ],
)
def test_an_error_is_one_line_and_exit_1(words: list[str], part: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert part in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["build"], "inputs"),
        (["nonsense"], "nonsense"),
        (["export", "--to", "docx"], "ttl"),
        (["query", "ASK { ?s ?p ?o }", "--format", "docx"], "csv"),
        (["query"], "--list"),
        (["query", "--named", "leaderboard"], "--on"),
        (["query", "--named", "aliases", "--what", "x", "--what", "y"], "more than once"),
        (["query", "ASK {}", "--file", "q.rq"], "not both"),
        (["query", "ASK {}", "--explain"], "--named"),
        (["query", "--named", "aliases", "--wat", "x", "--what", "y"], "--what"),
        (["fetch", "nowhere", "graphs"], "openalex"),
        (["correct", "same", "A"], "two"),
        (["correct", "different", "A", "A"], "two"),
        (["correct", "same", "A", " "], "empty"),
        (["correct", "rename", "A", ""], "empty"),
        (["correct", "drop", "--paper", "p", "--result", "value"], "field=value"),
        (["correct", "drop", "--paper", "p", "--result", "value=1", "--result", "value=2"], "more than once"),
        (["correct", "drop", "--paper", "p", "--result", "value=1", "--triple", "PAPER", "uses", "A"], "or with"),
        (["correct", "drop", "--paper", "p", "--triple", "PAPER", "Uses", "A"], "evaluatesOn"),
        (["correct", "retype", "A", "Thing"], "Benchmark"),
        (["show", ""], "name"),
        (["build", "absent-file", "--base-iri", "nonsense"], "base IRI 'nonsense'"),
        (["build", "absent-file", "--base-iri", "https://example.org"], "must end with"),
        (["query", "--named", "below-confidence", "--below", "little"], "is no number"),
        (["query", "ASK {}", "--fromat", "csv"], "--fromat"),
        (["query", "SELECT", "?s", "{}"], "quotes"),
        (["fetch", "arxiv", ""], "needs a query"),
        (["build", "absent-file", "--column", "title=a", "--column", "title=b"], "more than one column"),
        (["build", ""], "an input is empty"),
        (["extract", "absent-file", " "], "an input is empty"),
        (["build", "absent-file", "--engine", "spark"], "local or ray"),
        (["build", "absent-file", "--column", "titel=x"], "title, abstract"),
        (["query", "--named", "leaderboard", "--file", "absent.rq"], "not both"),
    ],
)
def test_wrong_usage_is_exit_2(words: list[str], part: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert part in done.stderr


def test_a_type_is_taken_in_any_case(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    assert run("correct", "retype", "ImageNet", "dataset", "--corrections", file).returncode == 0
    assert 'type = "Dataset"' in file.read_text("utf-8")


def test_corrections_are_listed_and_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    for names in (("A", "B"), ("C", "D")):
        run("correct", "same", *names, "--corrections", file)
    assert (
        run("correct", "list", "--corrections", file).stdout
        == '1: [[same]] names = ["A", "B"]\n4: [[same]] names = ["C", "D"]\n'
    )
    assert run("correct", "undo", "1", "--corrections", file).returncode == 0
    assert run("correct", "undo", "--corrections", file).returncode == 0
    assert run("correct", "undo", "--corrections", file).returncode == 1


def test_extract_reads_anew_what_a_record_brings_out_of_form(tmp_path: Path) -> None:
    record = {"id": "x", "title": "A Zonal Grid", "abstract": "", "entities": [{"name": "Grid", "type": "Thing"}]}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(record) + "\n", "utf-8")
    assert json.loads(run("extract", file).stdout)["id"] == "x"
    for command in ("build", "evaluate"):
        done = run(command, file)
        assert done.returncode == 1
        assert "a.jsonl:1" in done.stderr
        assert "Thing" in done.stderr


def test_extract_prints_lines_only(corpus: Path, tmp_path: Path) -> None:
    done = run("extract", corpus)
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["id"] for r in printed] == ["a1", "a2", "a3"]
    assert run("extract", corpus, "-o", tmp_path / "new" / "x.jsonl").stdout == ""
    assert (tmp_path / "new" / "x.jsonl").read_text("utf-8") == done.stdout


def test_what_cannot_be_written_below_a_file_is_one_line(built: Path, corpus: Path) -> None:
    for words in (["extract", corpus, "--pipeline", "small"], ["export", "--to", "nt", "--from", built]):
        done = run(*words, "-o", corpus / "x")
        assert done.returncode == 1
        assert "cannot be written" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_query_formats(built: Path) -> None:
    ask = "SELECT ?t WHERE { ?p a kg:Paper ; dcterms:title ?t } ORDER BY ?t"
    table = run("query", ask, "-o", built)
    assert "RetNet" in table.stdout
    rows = run("query", ask, "-o", built, "--format", "csv").stdout.split()
    assert rows[0] == "t"
    found = json.loads(run("query", ask, "-o", built, "--format", "json").stdout)
    assert len(found["results"]["bindings"]) == 3
    named = run("query", "--named", "leaderboard", "--on", "ImageNet-1k", "-o", built)
    assert named.stdout == run("query", "leaderboard", "--on", "ImageNet-1k", "-o", built).stdout
    assert "84.1" in named.stdout
    broken = run("query", "SELECT ?t WHERE {", "-o", built)
    assert broken.returncode == 1
    assert len(broken.stderr.strip().splitlines()) == 1


def test_show_quotes_the_sentence(built: Path) -> None:
    text = run("show", "ImageNet-1k", "-o", built).stdout
    assert "RMT achieves 84.1% Top1-acc on ImageNet-1k" in text
    paper = run("show", "a1", "-o", built).stdout
    assert "https://github.com/example/retnet" in paper
    near = run("show", "ImageNet-9k variant", "-o", built)
    assert near.returncode == 1
    assert "ImageNet-1k" in near.stderr


def test_show_tells_the_names_and_papers_of_an_author(built: Path) -> None:
    for name in ("Ada Ash", "A. Ash", "ash, ada"):
        text = run("show", name, "-o", built).stdout
        assert text.startswith("Ada Ash  (author; 2 papers)\nalso: A. Ash\n")
        assert "  2024  Retentive Networks Meet Vision: RMT\n      Cy Cedar, A. Ash\n" in text
    assert "near: Ada Ash" in run("show", "Ash", "-o", built).stderr


def test_an_export_states_the_licence_that_its_owner_gives(built: Path) -> None:
    plain, licensed = (
        run("export", "--to", "trig", "--from", built, *more) for more in ((), ("--license", "https://example.org/l"))
    )
    assert "dcterms:license" not in plain.stdout
    assert "dcterms:license <https://example.org/l>" in licensed.stdout
    for form, licence in (("trig", "CC-BY"), ("graphml", "https://example.org/l")):
        assert run("export", "--to", form, "--from", built, "--license", licence).returncode == 2


def test_an_archive_is_not_written_to_a_terminal(built: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "kg", "export", "--to", "csv", "--from", str(built)]
    done = subprocess.run(words, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    for end in (ours, theirs):
        os.close(end)
    assert done.returncode == 2
    assert "-o" in done.stderr


def test_an_export_does_not_go_into_the_out_folder(built: Path) -> None:
    for form in ("csv", "ttl"):
        wrong = run("export", "--to", form, "--from", built, "-o", built)
        assert wrong.returncode == 1
        assert "which --from names" in wrong.stderr


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "trig", "graphml", "gexf", "csv", "vosviewer"])
def test_export_of_every_format(built: Path, tmp_path: Path, form: str) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "kg", "export", "--to", form, "--from", built], capture_output=True, check=True
    )
    assert len(printed.stdout) > 200
    target = tmp_path / "new" / "folder" / "file"
    assert run("export", "--to", form, "--from", built, "-o", target).returncode == 0
    if form != "csv":
        assert target.read_bytes() == printed.stdout


def test_an_export_has_abstracts_only_where_the_build_had_them(built: Path, corpus: Path, tmp_path: Path) -> None:
    assert "recurrent form" in run("export", "--to", "nt", "--from", built).stdout
    assert run("build", corpus, "--no-abstracts", "-o", tmp_path / "out", "--pipeline", "small").returncode == 0
    for form in ("nt", "csv"):
        assert run("export", "--to", form, "--from", tmp_path / "out", "-o", tmp_path / form).returncode == 0
    said = "a sequence model for language modeling. RetNet is based on"  # two sentences: no evidence is both
    assert said not in (tmp_path / "nt").read_text("utf-8")
    assert said not in (tmp_path / "csv" / "papers.csv").read_text("utf-8")


def test_show_reads_names_with_odd_line_ends(tmp_path: Path) -> None:
    entity = '{"name": "convolutional\\u2028networks", "type": "Method", "role": "used"}'
    (tmp_path / "p.jsonl").write_text(
        f'{{"id": "a", "title": "On convolutional\\u2028networks", "abstract": "", "entities": [{entity}]}}\n'
    )
    assert run("build", tmp_path / "p.jsonl", "-o", tmp_path / "out").returncode == 0
    shown = run("show", "convolutional networks", "-o", tmp_path / "out")
    assert (shown.returncode, shown.stderr) == (0, "")


def test_open_prints_the_page(built: Path) -> None:
    assert run("open", "--print", "-o", built).stdout.strip() == str(built / "kg.html")


def test_standard_input_is_read_among_files_and_named_by_its_sign(corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg"]
    text = gzip.compress(b'{"id": "x", "title": "A Zonal Grid"}\n')
    done = subprocess.run([*command, "extract", corpus, "-"], input=text, capture_output=True, check=False)
    last = json.loads(done.stdout.splitlines()[-1])
    assert [source["file"] for source in last["sources"]] == ["-"]
    built = subprocess.run([*command, "build", "-", "-o", tmp_path / "o"], input=text, capture_output=True, check=False)
    assert built.returncode == 0, built.stderr
    assert list(json.loads((tmp_path / "o" / "build.json").read_text("utf-8"))["inputs"]) == ["-"]
    (tmp_path / "-").write_bytes(b'{"id": "file", "title": "A Zonal Grid"}\n')
    here = {"cwd": tmp_path, "env": os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}}
    done = subprocess.run([*command, "extract", "./-"], input=text, capture_output=True, check=False, **here)
    assert json.loads(done.stdout)["id"] == "file"
    empty = subprocess.run([*command, "extract", "-"], input=b"", capture_output=True, check=False)
    assert (empty.returncode, empty.stderr.splitlines()[0]) == (1, b"skipped -: the file is empty")


def test_a_full_disk_behind_standard_output_is_one_line(built: Path) -> None:
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "kg", "query", "ASK {}", "-o", str(built)]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "kg: standard output: No space left on device\n")


def test_a_reader_that_goes_away_is_no_error(built: Path) -> None:
    words = [sys.executable, "-m", "kg", "export", "--to", "nt", "--from", str(built)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.close()
        assert (done.stderr.read(), done.wait()) == (b"", 0)


def test_without_standard_error_commands_work(built: Path) -> None:
    words = [sys.executable, "-m", "kg", "query", "ASK {}", "-o", str(built)]
    for more, code in (([], 0), (["--named", "nope"], 2)):
        done = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *words, *more], capture_output=True, check=False)
        assert done.returncode == code


def test_a_fault_of_ours_is_one_line_and_its_traceback_is_there_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr(sys.modules["kg.show"], "show", broken)
    monkeypatch.setattr(sys, "argv", ["kg", "show", "BERT"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "kg: ZeroDivisionError: a b: a fault of kg; --debug shows where\n"
    monkeypatch.setattr(sys, "argv", ["kg", "show", "BERT", "--debug"])
    with pytest.raises(ZeroDivisionError):
        main()


def test_a_query_file_of_windows_is_read(built: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"\xef\xbb\xbfASK {\r\n?paper a kg:Paper }\r\n")
    done = run("query", "--file", tmp_path / "q.rq", "-o", built)
    assert (done.stdout, done.stderr) == ("true\n", "")


def test_the_package_names_what_it_offers() -> None:
    assert {"build", "extract", "query", "show", "export", "evaluate", "BuildOptions"} <= set(dir(kg))


def test_what_is_piped_is_utf_8_whatever_the_system_says(built: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "kg",
        "query",
        'SELECT ("\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}" AS ?x) {}',
        "-o",
        built,
    ]
    done = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}" in done.stdout.decode("utf-8")


def test_what_to_do_next_can_be_copied(corpus: Path, tmp_path: Path) -> None:
    done = run("build", corpus, "-o", tmp_path / "my graph", "--pipeline", "small")
    assert f"kg open -o '{tmp_path / 'my graph'}'," in done.stderr
