"""Fetching, from a server on this machine that replays what the sources answered: no test leaves it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.errors import FetchError
from kg.fetch import fetch, sources
from kg.fetch.sources import Access
from kg.readers import read

FIXTURES = Path(__file__).parent / "fixtures" / "readers"

for library in ("pyalex", "arxiv", "semanticscholar", "habanero"):
    pytest.importorskip(library, reason=f"needs {library}: pip install 'scikg[fetch]'")


class Replay:
    """A server that answers each path with the bytes set for it, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[bytes | tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = []
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                replay.asked.append((parts.path, parse_qs(parts.query), dict(self.headers)))
                waiting = replay.answers.get(parts.path, [])
                answer = waiting.pop(0) if waiting else b""
                told = (200 if answer else 500, {}, answer) if isinstance(answer, bytes) else answer
                status, headers, data = told
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.access = Access(server=self.url, pause=0.001, retries=0, mail="a@example.org", keys={"openalex": "key1"})


@pytest.fixture
def replay() -> Iterator[Replay]:
    replay = Replay()
    thread = threading.Thread(target=replay.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield replay
    replay.server.shutdown()
    replay.server.server_close()
    thread.join()


def openalex_page(numbers: range, following: str | None) -> bytes:
    works = [{"id": f"https://openalex.org/W{n}", "title": f"Paper {n}", "authorships": []} for n in numbers]
    return json.dumps({"meta": {"next_cursor": following, "cost_usd": 0.5}, "results": works}).encode()


def test_openalex_goes_through_pages_politely_and_stops_at_the_limit(replay: Replay, tmp_path: Path) -> None:
    replay.answers["/works"] = [openalex_page(range(10, 14), "next1"), openalex_page(range(14, 18), "next2")]
    out = tmp_path / "new" / "papers.jsonl"
    found = fetch("openalex", "fog horns", limit=6, out=out, cache=tmp_path, access=replay.access)
    assert (len(found.records), found.asked, found.cost) == (6, 2, 1.0)
    first, second = replay.asked
    assert (first[1]["search"], first[1]["cursor"], second[1]["cursor"]) == (["fog horns"], ["*"], ["next1"])
    assert (first[2]["Authorization"], first[2]["From"]) == ("Bearer key1", "a@example.org")
    assert [paper.id for paper in read([out]).papers][-1] == "https://openalex.org/W15"


def test_fetch_goes_on_where_it_was_cut_off_and_asks_nobody_twice(replay: Replay, tmp_path: Path) -> None:
    replay.answers["/works"] = [openalex_page(range(10, 14), "next1")]
    out = tmp_path / "papers.jsonl"
    with pytest.raises(FetchError, match=r"no answer from api\.openalex\.org.*goes on from there"):
        fetch("openalex", "fog", limit=6, out=out, cache=tmp_path, access=replay.access)
    assert not out.exists()
    replay.answers["/works"] = [openalex_page(range(14, 18), None)]
    found = fetch("openalex", "fog", limit=6, out=out, cache=tmp_path, access=replay.access)
    assert (found.kept, found.asked, len(found.records)) == (1, 1, 6)
    again = fetch("openalex", "fog", limit=99, cache=tmp_path, access=replay.access)
    assert (again.kept, again.asked, len(again.records)) == (2, 0, 8)


def test_budget_ends_a_fetch(replay: Replay, tmp_path: Path) -> None:
    replay.answers["/works"] = [openalex_page(range(10, 14), "next1")]
    found = fetch("openalex", "fog", limit=99, budget=0.5, cache=tmp_path, access=replay.access)
    assert found.note == "stopped after 4 papers: 0.5 of 0.5 are spent"


GOOD = (
    ("openalex", "/works", "openalex.json"),
    ("arxiv", "/api/query", "atom.xml"),
    ("semanticscholar", "/graph/v1/paper/search", "semantic_scholar.json"),
    ("crossref", "/works", "crossref.json"),
)


@pytest.mark.parametrize(("source", "path", "fixture"), GOOD)
def test_a_busy_source_is_asked_again_and_that_is_said(
    replay: Replay, tmp_path: Path, source: str, path: str, fixture: str
) -> None:
    busy = (429, {"Retry-After": "0"}, b"slow down")
    replay.answers[path] = [busy, busy, (FIXTURES / fixture).read_bytes()]
    said: list[str] = []
    found = fetch(source, "fog", limit=1, cache=tmp_path, access=replace(replay.access, retries=2), say=said.append)
    assert len(found.records) == 1
    assert [s.startswith("no answer: 429 Too Many Requests; asking again in ") for s in said] == [True, True, False]


@pytest.mark.parametrize(("source", "path", "fixture"), [g for g in GOOD if g[0] != "semanticscholar"])
def test_a_source_that_asks_to_wait_for_long_is_left_alone(
    replay: Replay, tmp_path: Path, source: str, path: str, fixture: str
) -> None:
    replay.answers[path] = [(429, {"Retry-After": "3600"}, b"no"), (FIXTURES / fixture).read_bytes()]
    with pytest.raises(FetchError, match="asks to be left alone for 3600 s"):
        fetch(source, "fog", cache=tmp_path, access=replace(replay.access, retries=2))


@pytest.mark.parametrize("status", [400, 403])
@pytest.mark.parametrize(("source", "path", "fixture"), GOOD)
def test_a_question_that_is_refused_is_not_asked_again(
    replay: Replay, tmp_path: Path, source: str, path: str, fixture: str, status: int
) -> None:
    replay.answers[path] = [(status, {}, b'{"error": "no such field", "message": "no"}')]
    with pytest.raises(FetchError, match="refuses the question"):
        fetch(source, "fog", cache=tmp_path, access=replace(replay.access, retries=2))
    assert len(replay.asked) == 1


@pytest.mark.parametrize("data", [b"<html>busy</html>", b"null", b"{}", b'{"results": ['])
@pytest.mark.parametrize(("source", "path", "fixture"), GOOD)
def test_an_answer_that_is_none_is_not_kept(
    replay: Replay, tmp_path: Path, source: str, path: str, fixture: str, data: bytes
) -> None:
    replay.answers[path] = [data]
    with suppress(FetchError):
        assert fetch(source, "fog", limit=1, cache=tmp_path, access=replay.access).records == ()
    replay.answers[path] = [(FIXTURES / fixture).read_bytes()]
    assert len(fetch(source, "fog", limit=1, cache=tmp_path, access=replay.access).records) == 1


@pytest.mark.parametrize("source", ["openalex", "arxiv", "crossref"])
def test_a_silent_source_is_given_up(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SILENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        access = Access(server=f"http://127.0.0.1:{silent.getsockname()[1]}", pause=0.001, retries=0)
        with pytest.raises(FetchError, match="no answer from"):
            fetch(source, "fog", cache=tmp_path, access=access)


def test_one_odd_record_costs_no_other(replay: Replay, tmp_path: Path) -> None:
    good = {"id": "https://openalex.org/W1", "title": "Fog", "authorships": []}
    odd: list[object] = [{}, {"id": 5, "title": {}}]
    replay.answers["/works"] = [json.dumps({"meta": {"next_cursor": None}, "results": [*odd, good]}).encode()]
    said: list[str] = []
    found = fetch("openalex", "fog", cache=tmp_path, access=replay.access, say=said.append)
    assert [r["title"] for r in found.records] == ["Fog"]
    assert said[-1] == "openalex: 2 of its records are no papers with a title or an abstract"


def test_a_source_that_names_the_same_page_again_ends(replay: Replay, tmp_path: Path) -> None:
    replay.answers["/works"] = [openalex_page(range(10, 12), "again"), openalex_page(range(12, 14), "again")]
    assert len(fetch("openalex", "fog", cache=tmp_path, access=replay.access).records) == 4


def test_a_fresh_fetch_that_is_cut_off_leaves_no_page_of_before(replay: Replay, tmp_path: Path) -> None:
    old = [openalex_page(range(10, 12), "next1"), openalex_page(range(12, 14), None)]
    replay.answers["/works"] = [*old, openalex_page(range(20, 22), "next1")]
    fetch("openalex", "fog", cache=tmp_path, access=replay.access)
    with pytest.raises(FetchError):
        fetch("openalex", "fog", fresh=True, cache=tmp_path, access=replay.access)
    replay.answers["/works"] = [openalex_page(range(22, 24), None)]
    found = fetch("openalex", "fog", cache=tmp_path, access=replay.access)
    assert [r["title"] for r in found.records] == [f"Paper {n}" for n in range(20, 24)]


def test_a_cache_folder_that_cannot_be_written_is_named_with_its_variable(replay: Replay, tmp_path: Path) -> None:
    replay.answers["/works"] = [openalex_page(range(10, 12), None)]
    (tmp_path / "file").touch()
    with pytest.raises(FetchError, match=r"cannot write .*; XDG_CACHE_HOME names another cache folder"):
        fetch("openalex", "fog", cache=tmp_path / "file", access=replay.access)


def test_a_query_is_sent_letter_by_letter(replay: Replay, tmp_path: Path) -> None:
    for source, path, fixture in GOOD:
        replay.answers[path] = [(FIXTURES / fixture).read_bytes()]
        fetch(source, "AT&T + C#", limit=1, cache=tmp_path, access=replay.access)
        assert ["AT&T + C#"] in replay.asked[-1][1].values()


@pytest.mark.parametrize(
    ("source", "path", "fixture", "first"),
    [
        ("openalex", "/works", "openalex.json", "https://openalex.org/W100"),
        ("arxiv", "/api/query", "atom.xml", "arxiv:2301.00001"),
        ("semanticscholar", "/graph/v1/paper/search", "semantic_scholar.json", "a" * 40),
        ("crossref", "/works", "crossref.json", "doi:10.5555/fog.1"),
    ],
)
def test_each_source_gives_papers(
    replay: Replay, tmp_path: Path, source: str, path: str, fixture: str, first: str
) -> None:
    replay.answers[path] = [(FIXTURES / fixture).read_bytes()]
    found = fetch(source, "fog", limit=1, cache=tmp_path, access=replay.access)
    (line,) = found.lines()
    record = json.loads(line)
    assert record["id"] == first
    assert record["title"].startswith("Fog Horns")
    assert record["authors"]


@pytest.mark.parametrize(
    ("source", "path", "file", "count"),
    [
        ("openalex", "/works", "openalex/works_sample_1.json", 5),
        ("arxiv", "/api/query", "arxiv_atom/findpapers_arxiv_search.xml", 20),
        ("semanticscholar", "/graph/v1/paper/search", "semantic_scholar/paper_search.json", 100),
        ("crossref", "/works", "crossref/commonmeta_works_list_0.json", 20),
    ],
)
def test_recorded_answers(
    replay: Replay, shared: Path, tmp_path: Path, source: str, path: str, file: str, count: int
) -> None:
    data = (shared / "formats" / file).read_bytes()
    replay.answers[path] = [data.replace(b">21</opensearch:totalResults>", b">20</opensearch:totalResults>")]
    found = fetch(source, "anything", limit=count, cache=tmp_path, access=replay.access)
    assert len(found.records) == count


@pytest.mark.parametrize("source", ["openalex", "arxiv", "semanticscholar", "crossref"])
def test_no_network_is_said_in_one_line(source: str, tmp_path: Path) -> None:
    nowhere = Access(server="http://127.0.0.1:9", pause=0.001, retries=0)
    with pytest.raises(FetchError, match="Is there a network") as caught:
        fetch(source, "fog", cache=tmp_path, access=nowhere)
    assert "\n" not in str(caught.value)
    assert ": Connection refused. Is there" in str(caught.value)  # and nothing of pools, tries and addresses


@pytest.mark.parametrize(("source", "query", "limit"), [("scholar", "x", 1), ("arxiv", " ", 1), ("arxiv", "x", 0)])
def test_wrong_questions(source: str, query: str, limit: int, tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        fetch(source, query, limit=limit, cache=tmp_path)
