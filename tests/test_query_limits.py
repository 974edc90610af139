"""A query that takes too long, or that breaks the engine, ends itself and nothing else."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import query
from tests.rdf_graph import MARKUP, out_folder, written

TITLES = "SELECT ?t { ?p a kg:Paper ; dcterms:title ?t } ORDER BY ?p"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"


@pytest.fixture(scope="module")
def rdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return out_folder(tmp_path_factory.mktemp("limits") / "out") / "kg.ttl"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from kg.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "query", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_limit_changes_no_answer(rdf: Path) -> None:
    for format in ("table", "json"):
        assert query(TITLES, rdf=rdf, format=format, timeout=30) == query(TITLES, rdf=rdf, format=format)
    found = query(rdf=rdf, named="leaderboard", parameters={"on": "ImageNet"}, timeout=30)
    assert found == query(rdf=rdf, named="leaderboard", parameters={"on": "ImageNet"})


@pytest.mark.parametrize("timeout", [0, 30])
def test_a_limit_changes_no_error(rdf: Path, timeout: float, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="line 2"):
        query("SELECT ?x {\n ?x a }", rdf=rdf, timeout=timeout)
    with pytest.raises(QueryError, match="no such file"):
        query(TITLES, rdf=tmp_path / "kg.ttl", timeout=timeout)
    with pytest.raises(QueryError, match="near names: Transformer"):
        query(rdf=rdf, named="aliases", parameters={"what": "Transfromer"}, timeout=timeout)


@pytest.mark.parametrize("word", ["https://doi.org/10.1/ABC", "10.1/none", "arXiv:1706.03762"])
def test_a_paper_is_looked_up_by_its_doi_in_a_fresh_process(word: str, rdf: Path) -> None:
    told = command("--named", "co-citation", "--paper", word, "--rdf", str(rdf))
    if word.endswith("ABC"):
        assert told.stdout == query(rdf=rdf, named="co-citation", parameters={"paper": "p1"})
    else:
        assert told.stderr == f"kg: --paper: no paper is called '{word}'\n"


def test_a_query_that_takes_too_long_is_told_in_one_line(rdf: Path) -> None:
    start = time.monotonic()
    told = command(ENDLESS, "--rdf", str(rdf), "--timeout", "0.5")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        "kg: the query took longer than 0.5 s; narrow it, or give it longer with --timeout"
    ]
    assert time.monotonic() - start < 10


def test_a_plain_script_is_run_once(rdf: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import threading, kg\n"
        "from kg.query import query\n"
        "from kg.serve import serving\n"
        "print('once')\n"
        "more = threading.Thread(target=threading.Event().wait, daemon=True)\n"
        "more.start()  # with a second thread no fork is sound\n"
        f"print(query('ASK {{}}', rdf={str(rdf)!r}, timeout=20).strip())\n"
        f"with serving({str(rdf.parent)!r}):\n"
        "    print('served')\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["once", "true", "served"], "")


def test_making_the_store_does_not_count(tmp_path: Path) -> None:
    assert MARKUP in command(TITLES, "--rdf", str(written(tmp_path)), "--timeout", "5").stdout
    assert MARKUP in query(TITLES, rdf=out_folder(tmp_path / "out") / "kg.ttl", timeout=30)
    assert list((tmp_path / "out" / "store").iterdir())


def test_no_limit_is_a_choice(rdf: Path) -> None:
    assert MARKUP in command(TITLES, "--rdf", str(rdf), "--timeout", "0").stdout
    assert "--timeout" in command(TITLES, "--rdf", str(rdf), "--timeout", "-1").stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's limit on memory")
@pytest.mark.parametrize("seconds", [1e12, float("inf")])
def test_a_limit_may_be_as_long_as_one_likes(seconds: float, rdf: Path) -> None:
    assert query("ASK {}", rdf=rdf, timeout=seconds) == "true\n"


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_a_limit_is_a_number_of_seconds(seconds: float, rdf: Path) -> None:
    with pytest.raises(QueryError, match="is no number of seconds"):
        query("ASK {}", rdf=rdf, timeout=seconds)


def test_a_query_that_eats_memory_is_told_in_one_line(rdf: Path) -> None:
    eater = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l"
    code = (
        "import sys; from kg.query import answering; answering.MEMORY = 100 << 20\n"
        "sys.argv[0] = 'kg'; from kg.cli import main; main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, "query", eater, "--rdf", str(rdf)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert len(told.stderr.splitlines()) == 1
    assert "too much memory" in told.stderr


def test_many_threads_that_ask_leave_the_script_in_its_place(rdf: Path) -> None:
    script = sys.modules["__main__"]
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(query, "ASK {}", rdf=rdf, timeout=20) for _ in range(8)]
    assert {a.result().strip() for a in asked} == {"true"}
    assert sys.modules["__main__"] is script
