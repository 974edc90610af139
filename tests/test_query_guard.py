"""What no query may do: reach the network, read a file, write, or end the process."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import query
from kg.query.guard import MAX_DEPTH, MAX_LENGTH, MAX_TOKENS, check
from tests.rdf_graph import written


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who called there."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def accept() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append("called")
                connection.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], calls
        done.set()
        thread.join()


# Ways to write a call to another endpoint; Oxigraph's grammar wants no space after a keyword.
CALLS = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICESILENT<{0}>{{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICEx:a {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ SERVICE:a {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{0}> AS ?x) SERVICE?x{{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES (?x ?a) {{ (<{0}> 0) }} FILTER(?a<1)SERVICE?x#>\n{{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES (?x ?a) {{ (<{0}> 0) }} FILTER(?a<kg:b)SERVICE?x#>\n{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 'a#' . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ ?s ?p "\\"#" SERVICE <{0}> {{ ?s ?p ?o }} }}',
    "SELECT * {{ ?s ?p '''it's # ''' . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ # comment\r SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s <http://x/\\u0061#b> ?o . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s kg:a\\#b ?o . SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ MINUS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("call", CALLS)
def test_no_query_calls_another_endpoint(call: str, listener: tuple[int, list[str]], tmp_path: Path):
    port, calls = listener
    text = call.format(f"http://127.0.0.1:{port}/")
    with pytest.raises(QueryError):
        check(text)
    with pytest.raises(QueryError):
        query(text, rdf=written(tmp_path))
    assert calls == []


def test_the_listener_would_hear_a_call(listener: tuple[int, list[str]]):
    import pyoxigraph

    port, calls = listener
    with contextlib.suppress(OSError):
        list(pyoxigraph.Store().query(CALLS[2].format(f"http://127.0.0.1:{port}/")))
    assert calls


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://example.org/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <a:b>",
        "MOVE DEFAULT TO <a:b>",
        "COPY DEFAULT TO <a:b>",
        "ASK {} ; DROP ALL",
    ],
)
def test_no_query_reads_a_file_or_writes(text: str, tmp_path: Path):
    path = written(tmp_path)
    before = path.read_bytes()
    with pytest.raises(QueryError):
        query(text, rdf=path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE" AS ?x) {}',
        "SELECT ?service { ?service a kg:Paper }",
        "ASK { ?s <http://example.org/service#a> ?o }",
        "ASK { ?s a <http://example.org/FROM> } # SERVICE <x> {",
        "ASK { ?a ?b ?c FILTER(?a < 1 && ?c > 2) }",
        "ASK { ?a ?b ?c FILTER (?c<2) }",
        "ASK { ?a (kg:uses|^kg:uses)+ ?b ; kg:from ?c . _:a.b a kg:X }",
        "SELECT * { VALUES ?x { 'a'@en-GB \"b\"^^xsd:string } }",
    ],
)
def test_honest_queries_pass(text: str, tmp_path: Path):
    check(text)
    query(text, rdf=written(tmp_path))


def test_size_and_depth_are_limited():
    for text, told in [
        ("SELECT * " + "{" * 20_000 + "}" * 20_000, "nests"),
        ("SELECT * {FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ")}", "nests"),
        ("ASK {FILTER(1<" + "(" * 200 + "#>\n" + "1" + ")" * 200 + ")}", "brackets"),
        ("SELECT * {FILTER(" + "!" * 20_000 + "1)}", "words and signs"),
        ("#" * (MAX_LENGTH + 1), "characters"),
    ]:
        with pytest.raises(QueryError, match=told):
            check(text)


# Each at the edge of what `check` lets pass.
EDGES = {
    "braces": "SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    "parentheses": "ASK {FILTER(" + "(" * (MAX_DEPTH - 2) + "1" + ")" * (MAX_DEPTH - 2) + ")}",
    "not": "ASK {FILTER(" + "!" * (MAX_TOKENS - 20) + "1)}",
    "sum": "ASK {FILTER(" + "1+" * (MAX_TOKENS // 2 - 20) + "1)}",
    "alternatives": "ASK {?s " + "kg:a|" * (MAX_TOKENS // 2 - 20) + "kg:a ?o}",
    "values": "SELECT * {VALUES ?x {" + "1 " * (MAX_TOKENS - 20) + "}}",
}


@pytest.mark.parametrize("name", EDGES)
def test_what_passes_does_not_end_the_process(name: str):
    check(EDGES[name])
    code = "import sys, pyoxigraph\ntry:\n    pyoxigraph.Store().query(sys.stdin.read())\nexcept SyntaxError:\n    pass"
    assert subprocess.run([sys.executable, "-c", code], input=EDGES[name], text=True, check=False).returncode == 0
