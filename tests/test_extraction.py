"""The extraction stage of a build: what is kept, what is read again, and builds that end early or meet."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg import folder
from kg.build import build
from kg.errors import GraphError, PipelineError
from kg.extraction import engines, keys, stage
from kg.options import BuildOptions
from kg.progress import Progress
from kg.records import Extraction, Paper
from tests.conftest import PAPERS, ROOT


def write(path: Path, papers: Sequence[dict]) -> Path:
    path.write_text("".join(json.dumps(p) + "\n" for p in papers), encoding="utf-8")
    return path


def contents(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that the pipeline was given, in order."""
    seen: list[str] = []
    real = stage.engine

    def counting(name: str, chunks: Sequence[Sequence[Paper]], pipeline: str, jobs: int) -> Iterator[list[Extraction]]:
        seen.extend(p.title for c in chunks for p in c)
        return real(name, chunks, pipeline, jobs)

    monkeypatch.setattr(stage, "engine", counting)
    return seen


def test_one_more_paper_is_one_more_reading_and_the_bytes_are_those_of_a_build_from_nothing(
    tmp_path: Path, texts_read: list[str]
) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS[:2])
    build([papers], tmp_path / "out")
    assert len(texts_read) == 2
    write(papers, PAPERS)
    build([papers], tmp_path / "out")
    assert texts_read[2:] == [PAPERS[2]["title"]]
    build([papers], tmp_path / "new")
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


def test_a_changed_or_withdrawn_paper_leaves_nothing_of_its_old_text(tmp_path: Path, texts_read: list[str]) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS)
    build([papers], tmp_path / "out")
    changed = {**PAPERS[1], "abstract": "We study BERT on GLUE."}
    write(papers, [PAPERS[0], changed])
    build([papers], tmp_path / "out")
    assert texts_read[3:] == [changed["title"]]
    build([papers], tmp_path / "new")
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


def test_another_threshold_marks_anew_and_reads_nothing(tmp_path: Path, texts_read: list[str]) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS)
    build([papers], tmp_path / "out")
    build([papers], tmp_path / "out", BuildOptions(min_confidence=0.9))
    assert len(texts_read) == 3
    build([papers], tmp_path / "new", BuildOptions(min_confidence=0.9))
    assert contents(tmp_path / "out") == contents(tmp_path / "new")
    assert '"below": true' in (tmp_path / "out" / "extractions.jsonl").read_text("utf-8")


def test_a_build_that_failed_late_is_gone_on_with(
    tmp_path: Path, texts_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS)
    with monkeypatch.context() as patch:
        patch.setattr(
            "kg.writing.write_graph", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        with pytest.raises(GraphError, match="No space left"):
            build([papers], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    build([papers], tmp_path / "out")
    assert len(texts_read) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "p.jsonl"]


def imported(module: Path) -> set[Path]:
    """The modules of kg that a module imports, at its top or in its functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    places = [ROOT.joinpath(*name.split(".")) for name in names if name.startswith("kg.")]
    return {file for place in places for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()}


def test_all_code_that_reads_a_text_is_part_of_what_an_extraction_is_kept_under() -> None:
    reading = set((ROOT / "kg" / "nlp").glob("*.py"))
    while more := {file for module in reading for file in imported(module)} - reading:
        reading |= more
    assert ROOT / "kg" / "names.py" in reading
    assert reading <= set(keys.code())


def test_a_change_to_how_names_are_compared_is_another_pipeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keys.pipeline_digest("small")
    changed = tmp_path / "names.py"
    changed.write_text((ROOT / "kg" / "names.py").read_text("utf-8") + "# other\n", "utf-8")
    files = [changed if file.name == "names.py" else file for file in keys.code()]
    monkeypatch.setattr(keys, "code", lambda: files)
    assert keys.pipeline_digest("small") != before


def test_a_text_that_broke_the_pipeline_is_told_and_read_again(tmp_path: Path, texts_read: list[str]) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS[:2])
    with pytest.MonkeyPatch.context() as broken:
        real = engines.read_chunk
        fault = "the pipeline breaks on its text"

        def breaking(chunk: Sequence[Paper], pipeline: str, threads: int) -> list[Extraction]:
            first, *rest = real(chunk, pipeline, threads)
            return [Extraction(paper=first.paper, fault=fault), *rest]

        broken.setattr(engines, "read_chunk", breaking)
        report = build([papers], tmp_path / "out")
    assert f"{PAPERS[0]['id']}: {fault}" in report.notes
    texts_read.clear()
    assert not [note for note in build([papers], tmp_path / "out").notes if fault in note]
    assert texts_read == [PAPERS[0]["title"]]


def test_a_damaged_shard_is_read_again(tmp_path: Path, texts_read: list[str]) -> None:
    papers = write(tmp_path / "p.jsonl", PAPERS)
    build([papers], tmp_path / "out")
    before = contents(tmp_path / "out")
    (tmp_path / "out" / "extracted" / "0000.parquet").write_bytes(b"PAR1 nonsense")
    build([papers], tmp_path / "out")
    assert len(texts_read) == 6
    assert contents(tmp_path / "out") == before


def test_a_build_killed_at_any_moment_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kg", "build", str(ROOT / "seeds"), "-j", "1", "-o"]
    subprocess.run([*words, str(tmp_path / "whole")], check=True, capture_output=True)
    whole = contents(tmp_path / "whole")
    out = tmp_path / "out"
    for seconds in (1.5, 3.0, 5.0, 4.0, 2.5):
        running = subprocess.Popen([*words, str(out)], stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not out.exists() or contents(out) == whole
    subprocess.run([*words, str(out)], check=True, capture_output=True)
    assert contents(out) == whole
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "whole"]


def test_two_builds_of_one_folder_never_meet(tmp_path: Path, corpus: Path) -> None:
    with folder.locked(tmp_path / "out"), pytest.raises(GraphError, match="another build"):
        build([corpus], tmp_path / "out")
    build([corpus], tmp_path / "out")


def test_processes_read_as_threads_do(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [Paper(id=p["id"], title=p["title"], abstract=p["abstract"]) for p in PAPERS]
    chunks = [papers[:1], papers[1:]]
    threads = list(engines.engine("local", chunks, "default", 1))
    monkeypatch.setattr(engines, "_MANY", 1)
    assert list(engines.engine("local", chunks, "default", 4)) == threads


def test_an_engine_that_is_not_there_is_told(tmp_path: Path, corpus: Path) -> None:
    with pytest.raises(PipelineError, match="local or ray"):
        build([corpus], tmp_path / "out", BuildOptions(engine="spark"))


def test_a_lacking_ray_is_told_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(PipelineError, match=r"scikg\[ray\]"):
        build([tmp_path / "absent"], tmp_path / "out", BuildOptions(engine="ray"))
    assert not list(tmp_path.iterdir())


def test_ray_reads_as_one_process_does_though_a_worker_dies(tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason="needs the extra `ray`")
    papers = [Paper(id=p["id"], title=p["title"], abstract=p["abstract"]) for p in PAPERS * 4]
    chunks = [papers[i : i + 2] for i in range(0, len(papers), 2)]
    alone = list(engines.engine("local", chunks, "default", 1))
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:

        @ray.remote(max_retries=0)
        def who() -> int:
            return os.getpid()

        reading = engines.engine("ray", chunks, "default", 2)
        first = next(reading)
        os.kill(ray.get(who.remote()), signal.SIGKILL)
        assert [first, *reading] == alone
    finally:
        ray.shutdown()


def test_progress_tells_rate_and_time_left_and_sums_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("kg.progress.time.monotonic", lambda: now[0])
    said: list[str] = []
    progress = Progress(said.append, every=1)
    progress.stage("extract", "100 papers")
    progress.step(20, 100)  # twenty were kept
    now[0] = 2.0
    progress.step(40, 100)
    progress.step(41, 100)  # too soon to tell again
    now[0] = 6.0
    progress.stage()
    assert said[0] == "extract 100 papers"
    assert said[1].startswith("extract 40 of 100, 10.0 a second, 6 s left, ")
    assert len(said) == 2
    assert progress.summary().startswith("extract 6.0 s; 6.0 s in all, ")
