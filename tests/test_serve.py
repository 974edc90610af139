"""`kg serve`: the SPARQL 1.1 Protocol, a test a clause (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

import csv
import html
import http.client
import importlib
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest

from kg.errors import GraphError, QueryError
from kg.query import query
from kg.query.store import open_store
from kg.serve import description, serving
from kg.serve.messages import Job
from kg.serve.server import Server
from tests.rdf_graph import MARKUP, out_folder, small, with_row, written

ASK = "ASK { ?s a kg:Paper }"
TITLES = "SELECT ?t { ?p a kg:Paper ; dcterms:title ?t } ORDER BY ?t"
MAKE = "CONSTRUCT { ?s kg:proposes ?o } WHERE { ?s kg:proposes ?o }"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").split(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Client:
    server: Server

    def __call__(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, query: str, accept: str | None = None) -> Answer:
        return self("GET", "/sparql?" + urlencode({"query": query}), headers={"Accept": accept} if accept else {})

    def post(self, query: str, accept: str = "*/*") -> Answer:
        headers = {"Content-Type": FORM, "Accept": accept}
        return self("POST", "/sparql", urlencode({"query": query}), headers)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    out = out_folder(tmp_path_factory.mktemp("serve") / "out")
    with serving(out, timeout=20) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Client(server)
        server.shutdown()
        thread.join()


# 2.1 query operation


def test_2_1_1_query_by_get(client: Client):
    answer = client.get(ASK)
    assert (answer.status, json.loads(answer.text)["boolean"]) == (200, True)


def test_2_1_2_query_by_post_with_a_form(client: Client):
    assert json.loads(client.post(ASK).text)["boolean"] is True


def test_2_1_2_form_with_charset(client: Client):
    body = urlencode({"query": ASK})
    assert client("POST", "/sparql", body, {"Content-Type": FORM + "; charset=UTF-8"}).status == 200
    assert client("POST", "/sparql", body, {"Content-Type": FORM + "; charset=utf-16"}).status == 415


def test_2_1_3_query_by_post_directly(client: Client):
    answer = client("POST", "/sparql", ASK, {"Content-Type": "application/sparql-query"})
    assert json.loads(answer.text)["boolean"] is True


def test_2_1_3_direct_query_is_utf_8(client: Client):
    query = 'ASK { FILTER("é😀" = "\\u00E9\\U0001F600") }'.encode()
    answer = client("POST", "/sparql", query, {"Content-Type": "application/sparql-query; charset=utf-8"})
    assert json.loads(answer.text)["boolean"] is True
    assert client("POST", "/sparql", b"\xff", {"Content-Type": "application/sparql-query"}).status == 400


def test_2_1_exactly_one_query(client: Client):
    assert client("GET", "/sparql?" + urlencode([("query", ASK), ("query", ASK)])).status == 400
    assert client("GET", "/sparql?nothing=1").status == 400
    assert client("POST", "/sparql", "", {"Content-Type": FORM}).status == 400
    both = "/sparql?" + urlencode({"query": ASK})
    assert client("POST", both, urlencode({"query": ASK}), {"Content-Type": FORM}).status == 400
    assert client("POST", both, ASK, {"Content-Type": "application/sparql-query"}).status == 400


def test_2_1_other_content_types_are_refused(client: Client):
    assert client("POST", "/sparql", ASK, {"Content-Type": "text/plain"}).status == 415
    assert client("POST", "/sparql", ASK).status == 415


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_2_1_4_a_choice_of_data_set_is_refused(field: str, client: Client):
    chosen = {"query": ASK, field: "file:///etc/passwd"}
    assert client("GET", "/sparql?" + urlencode(chosen)).status == 400
    assert client("POST", "/sparql", urlencode(chosen), {"Content-Type": FORM}).status == 400
    direct = client(
        "POST", "/sparql?" + urlencode({field: "http://x.org/"}), ASK, {"Content-Type": "application/sparql-query"}
    )
    assert direct.status == 400


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/html, text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("TEXT/CSV ; Q=1", "text/csv"),
        ("text/csv;q=nonsense, application/json;q=0.1", "application/json"),
    ],
)
def test_2_1_5_accepted_formats_of_rows(accept: str | None, kind: str, client: Client):
    answer = client.get(TITLES, accept)
    assert (answer.status, answer.kind) == (200, kind)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_2_1_5_accepted_formats_of_triples(kind: str, client: Client):
    answer = client.get(MAKE, kind)
    assert (answer.status, answer.kind) == (200, kind)
    assert len(list(pyoxigraph.parse(answer.body, pyoxigraph.RdfFormat.from_media_type(kind)))) == 1


def test_2_1_5_nothing_acceptable(client: Client):
    assert client.get(TITLES, "image/png").status == 406
    assert client.get(MAKE, "text/csv").status == 406


def test_2_1_6_success_says_the_answer(client: Client):
    titles = sorted([MARKUP, "RMT: a memory"])
    told = json.loads(client.get(TITLES).text)
    assert [b["t"]["value"] for b in told["results"]["bindings"]] == titles
    root = ElementTree.fromstring(client.get(TITLES, "application/sparql-results+xml").text)  # noqa: S314  # ours
    assert [e.text for e in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == titles
    assert [r["t"] for r in csv.DictReader(io.StringIO(client.get(TITLES, "text/csv").text))] == titles


def test_2_1_6_describe(client: Client):
    answer = client.get("DESCRIBE <https://w3id.org/scikg/id/entity/rmt>")
    assert answer.kind == "text/turtle"
    assert "Recurrent Memory Transformer" in answer.text


def test_2_1_7_malformed_query_is_400_with_a_reason(client: Client):
    answer = client.get("SELECT nonsense")
    assert (answer.status, answer.kind) == (400, "text/plain")
    assert "no SPARQL, line 1" in answer.text


@pytest.mark.parametrize("update", ["INSERT DATA { <a:b> <a:b> <a:b> }", "DROP ALL", "LOAD <file:///etc/passwd>"])
def test_2_2_updates_are_refused(update: str, client: Client):
    assert client("POST", "/sparql", urlencode({"update": update}), {"Content-Type": FORM}).status == 403
    assert client("POST", "/sparql", update, {"Content-Type": "application/sparql-update"}).status == 403
    assert client.get(update).status == 400


def test_other_methods_are_refused(client: Client):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = client(method, "/sparql", "x")
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_head_has_the_headers_alone(client: Client):
    answer = client("HEAD", "/sparql?" + urlencode({"query": ASK}))
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0


def test_service_description_without_a_query(client: Client):
    answer = client("GET", "/sparql", headers={"Accept": "text/turtle"})
    quads = list(pyoxigraph.parse(answer.body, pyoxigraph.RdfFormat.TURTLE))
    assert any(str(q.object).endswith("sparql-service-description#Service>") for q in quads)


def test_a_connection_serves_several_requests(client: Client):
    connection = http.client.HTTPConnection("127.0.0.1", client.server.server_port, timeout=30)
    for _ in range(3):
        connection.request("GET", "/sparql?" + urlencode({"query": ASK}))
        assert connection.getresponse().read()
    connection.close()


# What stands beside the protocol


def test_named_queries_over_http(client: Client):
    answer = client("GET", "/named/leaderboard?on=ImageNet", headers={"Accept": "text/csv"})
    assert "84.1" in answer.text
    assert "VALUES ?on" in client("GET", "/named/leaderboard?on=ImageNet&explain").text
    assert client("GET", "/named/nope").status == 404
    assert client("GET", "/named/leaderboard").status == 400


def test_a_paper_is_looked_up_by_its_doi_in_a_worker(client: Client):
    by_id, by_doi = (client("GET", f"/named/co-citation?paper={word}") for word in ("p1", "https://doi.org/10.1/ABC"))
    assert (by_doi.status, by_doi.body) == (200, by_id.body)


def test_a_parameter_that_is_given_twice_is_refused(client: Client):
    answer = client("GET", "/named/leaderboard?on=ImageNet&on=COCO")
    assert (answer.status, answer.text) == (400, "on is given more than once; give it once\n")


def test_named_without_a_name_tells_the_names(client: Client):
    answer = client("GET", "/named/")
    assert answer.status == 404
    assert "leaderboard" in answer.text


@pytest.mark.parametrize("path", ["/", "/named/leaderboard?on=ImageNet", "/graph", "/id/entity/rmt"])
def test_post_elsewhere_is_refused_by_method(path: str, client: Client):
    answer = client("POST", path, "on=ImageNet", {"Content-Type": FORM})
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_what_http_itself_refuses_is_plain_text(client: Client):
    answer = client("BREW", "/sparql")
    assert (answer.status, answer.kind) == (501, "text/plain")


def test_a_body_of_a_get_is_no_second_request(client: Client):
    answer = client("GET", "/sparql?" + urlencode({"query": ASK}), "GET /graph HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (answer.status, answer.headers["Connection"]) == (200, "close")


def test_a_browser_at_the_endpoint_gets_the_query_page(client: Client):
    answer = client("GET", "/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.kind == "text/html"
    assert "SPARQL query" in answer.text


def test_iri_page_is_html_for_people_and_rdf_for_programs(client: Client):
    page = client("GET", "/id/entity/rmt", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.kind == "text/html"
    assert '<a href="/id/entity/transformer">Transformer</a>' in page.text
    data = client("GET", "/id/entity/rmt", headers={"Accept": "text/turtle"})
    assert len(list(pyoxigraph.parse(data.body, pyoxigraph.RdfFormat.TURTLE))) > 5
    assert client("GET", "/id/entity/none").status == 404


def test_iri_page_says_what_it_leaves_out_of_a_hub_and_rdf_has_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(description, "_MOST", 2)
    graph = small()
    for number in range(3):
        row = (f"statement/n{number}", f"paper/n{number}", "uses", "entity/transformer", "", 0.9, 1, True)
        graph = with_row(graph, "statements", row)
    rdf = written(tmp_path, graph)
    base = "https://w3id.org/scikg/id/"
    job = Job(iri=base + "entity/transformer", base_iri=base, accept="text/html")
    page, data = (description.described(open_store(rdf), replace(job, accept=a)) for a in ("text/html", "text/turtle"))
    uses = "https://w3id.org/scikg/ontology#uses"
    told = f"SELECT ?subject {{ ?subject <{uses}> <{job.iri}> }} ORDER BY ?subject OFFSET 2"
    assert f"2 of 3 are shown; the others: <code>{html.escape(told)}</code>" in page.body.decode()
    shown = [n for n in range(3) if f"/id/paper/n{n}" in page.body.decode()]
    assert (shown, query(told, rdf=rdf, format="csv").split()[1:]) == ([0, 1], [f"{base}paper/n2"])
    triples = list(pyoxigraph.parse(data.body, pyoxigraph.RdfFormat.TURTLE))
    into = [t for t in triples if t.object == pyoxigraph.NamedNode(job.iri)]
    assert len([t for t in into if t.predicate.value == uses]) == 3
    assert f"What points here: {len(into)} triples<" in page.body.decode()


def test_rdf_of_an_iri_is_bounded(tmp_path: Path):
    job = Job(iri="https://w3id.org/scikg/id/entity/rmt", accept="text/turtle", max_bytes=100)
    reply = description.described(open_store(written(tmp_path)), job)
    assert (reply.status, b"more than" in reply.body) == (500, True)


def test_markup_in_titles_is_text_on_iri_pages(client: Client):
    page = client("GET", "/id/paper/a%2F.", headers={"Accept": "text/html"})
    assert page.status == 200
    assert "<img" not in page.text
    assert "&lt;img src=x" in page.text


def test_query_page_and_graph_page(client: Client):
    page = client("GET", "/")
    assert page.kind == "text/html"
    assert "http://" not in page.text.replace("http://www.w3.org", "")
    assert "leaderboard" in page.text
    assert "the graph" in client("GET", "/graph").text
    for asset in ("/style.css", "/query.js"):
        assert client("GET", asset).status == 200


def test_sparqlwrapper_asks(client: Client):
    wrapper = importlib.import_module("SPARQLWrapper")

    for method in (wrapper.GET, wrapper.POST):
        for direct in (False, True) if method == wrapper.POST else (False,):
            asked = wrapper.SPARQLWrapper(f"http://127.0.0.1:{client.server.server_port}/sparql")
            asked.setMethod(method)
            if direct:
                asked.setRequestMethod(wrapper.POSTDIRECTLY)
            asked.setQuery(TITLES)
            asked.setReturnFormat(wrapper.JSON)
            found = asked.query().convert()
            assert found["results"]["bindings"][0]["t"]["value"] == MARKUP


def test_rdflib_asks_as_a_remote_store(client: Client):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"http://127.0.0.1:{client.server.server_port}/sparql")
    assert next(str(r.t) for r in store.query(TITLES)) == MARKUP


def test_what_cannot_be_served_is_told(tmp_path: Path, client: Client):
    with pytest.raises(GraphError, match="no build there"), serving(tmp_path):
        pass
    out = out_folder(tmp_path / "out")
    with pytest.raises(GraphError, match="give the --host"), serving(out, host=""):
        pass
    with pytest.raises(GraphError, match="cannot be served"), serving(out, port=client.server.server_port):
        pass
    told = (out / "build.json").read_text("utf-8")
    (out / "build.json").write_text("broken", encoding="utf-8")
    with pytest.raises(GraphError, match=r"build\.json: cannot be read"), serving(out):
        pass
    (out / "build.json").write_text(told, encoding="utf-8")
    (out / "kg.ttl").write_text("broken")
    with pytest.raises(QueryError, match="is no RDF"), serving(out):
        pass


def test_a_path_is_not_a_file(client: Client):
    for path in (
        "/../build.json",
        "/build.json",
        "/static/query.html",
        "/id/../../etc/passwd",
        quote("/../../etc/passwd"),
    ):
        assert client("GET", path).status in (400, 404)
