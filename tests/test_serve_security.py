"""`kg serve` under attack: other hosts and pages, large and slow requests, queries without end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.query.store import open_store
from kg.serve import serving
from kg.serve.messages import MB, Job
from kg.serve.pool import Pool
from kg.serve.worker import answer
from tests.rdf_graph import out_folder
from tests.test_query_guard import CALLS, listener
from tests.test_serve import ASK, FORM, Client

__all__ = ["listener"]  # a fixture

# Joins without end: more rows than any time limit.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return out_folder(tmp_path_factory.mktemp("security") / "out")


@pytest.fixture(scope="module")
def client(out: Path) -> Iterator[Client]:
    with serving(out, timeout=2, workers=1) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Client(server)
        server.shutdown()
        thread.join()


def alive(client: Client) -> bool:
    return client.get(ASK).status == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost@evil"])
def test_another_host_name_is_refused(host: str, client: Client):
    assert client("GET", "/sparql?" + urlencode({"query": ASK}), headers={"Host": host}).status == 403
    assert client("GET", "/", headers={"Host": host}).status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1"])
def test_another_page_is_refused_and_gets_no_cors(origin: str, client: Client):
    answer = client("POST", "/sparql", urlencode({"query": ASK}), {"Content-Type": FORM, "Origin": origin})
    assert answer.status == 403
    assert not [h for h in answer.headers if h.lower().startswith("access-control")]


def test_own_page_is_allowed_and_tells_the_browser_what_it_may_load(client: Client):
    here = f"127.0.0.1:{client.server.server_port}"
    answer = client("GET", "/", headers={"Host": here, "Origin": f"http://{here}"})
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not [h for h in answer.headers if h.lower().startswith("access-control")]


@pytest.mark.parametrize("call", CALLS)
def test_no_query_calls_another_endpoint(call: str, client: Client, listener: tuple[int, list[str]]):
    port, calls = listener
    assert client.post(call.format(f"http://127.0.0.1:{port}/")).status == 400
    assert calls == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files")
def test_a_worker_can_open_nothing_even_where_the_guard_lets_a_call_pass(out: Path, listener: tuple[int, list[str]]):
    """The second line of defence: the kernel's, without the first."""
    port, calls = listener
    code = """if True:
        import sys
        from pathlib import Path
        from kg.query.store import open_store
        from kg.query.confined import confine
        store = open_store(Path(sys.argv[1]))
        len(list(store))
        confine(1 << 31)
        try:
            list(store.query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[2]))
        except OSError as error:
            print(error)
        try:
            open("/etc/hostname")
        except OSError as error:
            print(error)
        print(len(list(store.query("SELECT * { ?s a <https://w3id.org/scikg/ontology#Paper> }"))))
    """
    told = subprocess.run(
        [sys.executable, "-c", code, str(out / "kg.ttl"), str(port)], capture_output=True, text=True, check=True
    )
    lines = told.stdout.splitlines()
    assert "Too many open files" in lines[0]
    assert "Too many open files" in lines[1]
    assert lines[2] == "3"
    assert calls == []


def test_a_query_without_end_is_stopped_and_the_next_one_answered(client: Client):
    start = time.monotonic()
    answer = client.get(ENDLESS)
    assert answer.status == 504
    assert "longer than 2 s" in answer.text
    assert time.monotonic() - start < 10
    assert alive(client)


def test_while_all_workers_are_busy_others_are_told(client: Client):
    thread = threading.Thread(target=client.get, args=(ENDLESS,))
    thread.start()
    time.sleep(0.3)
    assert client.get(ASK).status in (200, 503)
    thread.join()
    assert alive(client)


def test_a_dead_worker_is_replaced(client: Client):
    worker = client.server.pool._idle.queue[0]  # the only way to kill it from outside
    os.kill(worker.process.pid, 9)
    worker.process.join()
    assert alive(client)


def test_a_new_build_is_served_and_a_broken_one_costs_no_worker(tmp_path: Path):
    out = out_folder(tmp_path / "out")
    ttl = out / "kg.ttl"
    whole = ttl.read_text(encoding="utf-8")
    count = Job(sparql="SELECT (COUNT(*) AS ?n) { ?s a kg:Paper }", accept="text/csv")
    with Pool(ttl, size=1, timeout=20) as pool:
        assert pool.run(count).body.split() == [b"n", b"3"]
        ttl.write_text(whole + "\n<urn:new> a kg:Paper .\n", encoding="utf-8")
        assert pool.run(count).body.split() == [b"n", b"4"]
        ttl.write_text("broken", encoding="utf-8")
        for _ in range(2):
            reply = pool.run(count)
            assert (reply.status, b"cannot be read any more" in reply.body) == (503, True)
        ttl.write_text(whole, encoding="utf-8")
        assert pool.run(count).body.split() == [b"n", b"3"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_server(number: int, out: Path):
    say = "lambda t: print(t, flush=True)"
    code = f"import sys; from kg.serve import serve; serve(sys.argv[1], port=0, timeout=1, say={say})"
    with subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline().split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.3)
            server.send_signal(number)
            server.stdout.read()  # ends when the last process that has it has ended
    assert server.returncode in (-signal.SIGKILL, 128 + signal.SIGTERM)


def test_too_large_an_answer_is_an_error_not_half_an_answer(out: Path):
    job = Job(sparql="SELECT * { ?a ?b ?c . ?d ?e ?f }", max_bytes=100_000)
    reply = answer(open_store(out / "kg.ttl"), {}, job)
    assert reply.status == 500
    assert b"add a LIMIT" in reply.body


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "ASK {FILTER(" + "!" * 20_000 + "1)}",
        "ASK {" + "?a ?b ?c ." * 20_000 + "}",
    ],
)
def test_deep_and_long_queries_are_refused(query: str, client: Client):
    assert client.post(query).status == 400
    assert alive(client)


def test_sizes_are_limited(client: Client):
    assert client("POST", "/sparql", "", {"Content-Type": FORM, "Content-Length": str(10**9)}).status == 413
    assert client("POST", "/sparql", "", {"Content-Type": FORM, "Content-Length": "-1"}).status == 411
    assert client("POST", "/sparql", iter([b"query="]), {"Content-Type": FORM}).status == 411  # chunked
    assert client("GET", "/sparql?" + "a=1&" * 100).status == 400
    assert client("GET", "/sparql?query=" + "x" * 70_000).status == 414
    assert alive(client)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql?query=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\n\r\n",
    ],
)
def test_nonsense_is_answered_with_an_error(raw: bytes, client: Client):
    with socket.create_connection(("127.0.0.1", client.server.server_port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        told = connection.recv(200)
    assert b" 40" in told or b"Error" in told
    assert alive(client)


def test_an_unread_client_does_not_stop_others(client: Client):
    with socket.create_connection(("127.0.0.1", client.server.server_port)) as slow:
        slow.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n")
        assert alive(client)


def test_nothing_is_written(out: Path, client: Client):
    before = {p: p.stat().st_mtime_ns for p in sorted(out.rglob("*")) if p.is_file()}
    alive(client)
    client.get(ENDLESS)
    assert {p: p.stat().st_mtime_ns for p in sorted(out.rglob("*")) if p.is_file()} == before


def test_it_is_loopback_unless_told_otherwise(client: Client):
    assert client.server.server_address[0] == "127.0.0.1"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is set on Linux alone")
def test_a_query_that_eats_memory_ends_its_worker_alone(out: Path):
    hungry = 'SELECT (GROUP_CONCAT(CONCAT(STR(?a), "%s")) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }' % ("x" * 20_000)
    with Pool(out / "kg.ttl", size=1, timeout=60, memory=64 * MB) as pool:
        reply = pool.run(Job(sparql=hungry))
        assert reply.status == 500
        assert b"memory" in reply.body
        assert pool.run(Job(sparql=ASK)).status == 200
