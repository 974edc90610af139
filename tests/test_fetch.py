"""Fetching, from a server on this machine that replays what the sources answered: no test leaves it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.errors import FetchError
from kg.fetch import fetch
from kg.fetch.sources import Access
from kg.readers import read

FIXTURES = Path(__file__).parent / "fixtures" / "readers"

for library in ("pyalex", "arxiv", "semanticscholar", "habanero"):
    pytest.importorskip(library, reason=f"needs {library}: pip install 'scikg[fetch]'")


class Replay:
    """A server that answers each path with the bytes set for it, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[bytes]] = {}
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = []
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                replay.asked.append((parts.path, parse_qs(parts.query), dict(self.headers)))
                waiting = replay.answers.get(parts.path, [])
                data = waiting.pop(0) if waiting else b""
                self.send_response(200 if data else 500)
                self.send_header("Content-Type", "application/json")
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


@pytest.mark.parametrize(("source", "query", "limit"), [("scholar", "x", 1), ("arxiv", " ", 1), ("arxiv", "x", 0)])
def test_wrong_questions(source: str, query: str, limit: int, tmp_path: Path) -> None:
    with pytest.raises(FetchError):
        fetch(source, query, limit=limit, cache=tmp_path)
