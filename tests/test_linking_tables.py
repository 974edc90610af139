"""A user's own table of names and IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import build
from kg.errors import KgError
from kg.linking import link, load_table
from kg.options import BuildOptions
from tests.test_linking import found

CSV = (
    "name,iri\nretentive network,https://example.org/rn\nRetNet,https://example.org/rn\nAdam,https://example.org/adam\n"
)
TTL = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/rn> skos:altLabel "RetNet" ; skos:prefLabel "Retentives Netz"@de , "retentive network"@en .
<https://example.org/adam> skos:prefLabel "Adam" .
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("t.csv", CSV), ("t.tsv", CSV.replace(",", "\t")), ("t.ttl", TTL)])
def test_a_table_links_out_and_joins_its_synonyms(tmp_path: Path, name: str, text: str) -> None:
    table = load_table(written(tmp_path, name, text))
    entities = link(*found(["Retentive Networks"], ["RetNet"], ["adam"], ["Zorro"]), table=table)
    links = {e.name: e.same_as for e in entities}
    assert links == {
        "Retentive Networks": ("https://example.org/rn",),
        "adam": ("https://example.org/adam",),
        "Zorro": (),
    }
    assert any(m.reason == f"one thing in {name}" for e in entities for m in e.merges)


def test_a_name_of_two_iris_is_no_exact_match(tmp_path: Path) -> None:
    text = "name,iri\nA,https://example.org/1\nmercury,https://example.org/1\nB,https://example.org/2\nmercury,https://example.org/2\n"
    (entity,) = link(*found(["mercury"]), table=load_table(written(tmp_path, "t.csv", text)))
    assert entity.same_as == ()


def test_the_rdf_has_an_iri_to_its_last_character(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(
        '{"id": "a", "title": "T", "url": "https://example.org/a_(b)", "entities": ['
        '{"name": "Adam", "type": "Method", "role": "used"}, {"name": "BERT", "type": "Method", "role": "used"}]}\n'
    )
    table = written(tmp_path, "t.csv", "name,iri\nAdam,https://example.org/Adam_(method)\nBERT,urn:x:bert\n")
    build([tmp_path / "p.jsonl"], tmp_path / "out", BuildOptions(link_table=table))
    rdf = (tmp_path / "out" / "kg.ttl").read_text("utf-8")
    for iri in ("https://example.org/Adam_(method)", "urn:x:bert", "https://example.org/a_(b)"):
        assert f"<{iri}>" in rdf


def test_columns_are_found_by_name_and_quotes_are_read(tmp_path: Path) -> None:
    text = 'id,note,label\nhttps://example.org/x,"a, b","Smith, ""J"" method"\n'
    assert load_table(written(tmp_path, "t.csv", text)).names == {"https://example.org/x": ('Smith, "J" method',)}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.csv", "name,iri\nA,https://example.org/a\nB,javascript:alert(1)\n", "t.csv:3: needs a name and an IRI"),
        ("t.ttl", "<https://example.org/a> a", "t.ttl: cannot be read as RDF"),
        ("t.xls", "", "a link table ends in .csv"),
    ],
)
def test_a_wrong_table_is_told_in_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as error:
        load_table(written(tmp_path, name, text))
    assert "\n" not in str(error.value)


def test_a_missing_table(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.csv: the link table cannot be read .*; check --link-table"):
        load_table(tmp_path / "none.csv")
