"""A single triple or result is dropped under any name of the things that it is about."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from kg.build import build
from kg.corrections import parse, stale, without_dropped
from kg.graph import Graph
from kg.linking import link
from kg.options import BuildOptions
from kg.records import Entity, Extraction, FoundEntity, FoundRelation, FoundResult, Member, Paper

LONG = "convolutional neural networks"
OTHER = Paper(id="p0", title="Of nets", abstract=f"We use {LONG} (CNNs) and convolutional networks.")
PAPER = Paper(id="p1", title="A ConvNeXt", abstract="ConvNeXt is based on CNNs. We compare it with BarNet on COCO.")


def entity(name: str, type: str = "Method", role: str = "used", aliases: tuple[str, ...] = ()) -> FoundEntity:
    return FoundEntity(name=name, aliases=aliases, type=type, role=role)


def said(head: str, predicate: str, tail: str) -> FoundRelation:
    return FoundRelation(head=head, predicate=predicate, tail=tail)


READ = [
    Extraction(paper="p0", entities=(entity(LONG, aliases=("CNNs",)),), relations=(said("PAPER", "uses", LONG),)),
    Extraction(
        paper="p1",
        entities=(entity("ConvNeXt"), entity("CNNs"), entity("BarNet"), entity("COCO", "Dataset", "trained")),
        relations=(
            said("ConvNeXt", "basedOn", "CNNs"),
            said("PAPER", "uses", "CNNs"),
            said("ConvNeXt", "comparedWith", "BarNet"),
        ),
        results=(
            FoundResult(method="CNNs", on="COCO", metric="AP", value="87.8", unit="%"),
            FoundResult(method="BarNet", on="COCO", metric="AP", value="1,024", unit=""),
        ),
    ),
]


def things() -> list[Entity]:
    return link([OTHER, PAPER], READ)


def kept(text: str) -> tuple[Extraction, list[str]]:
    """What is left of the second paper, and what lapsed."""
    corrections = parse(text, "c.toml")
    _, left = without_dropped(READ, corrections, things(), [OTHER, PAPER])
    return left, [*map(str, stale(corrections, [OTHER, PAPER], READ, things()))]


def drop(*triple: str) -> str:
    return f'[[drop]]\npaper = "p1"\ntriple = {json.dumps(triple)}\n'


@pytest.mark.parametrize(
    ("triple", "place"),
    [
        (("ConvNeXt", "basedOn", "CNNs"), 0),
        (("ConvNeXt", "basedOn", LONG), 0),
        (("PAPER", "uses", LONG), 1),
        (("A ConvNeXt", "uses", "CNNs"), 1),
        (("p1", "uses", "CNNs"), 1),
        (("BarNet", "comparedWith", "ConvNeXt"), 2),
        (("convnext", "basedOn", "cnns"), 0),
        (("PAPER", "uses", f"the {LONG.replace('-', ' ')}"), 1),
    ],
)
def test_a_triple_is_dropped_by_any_name_of_its_ends(triple: tuple[str, ...], place: int) -> None:
    left, lapsed = kept(drop(*triple))
    assert left.relations == tuple(r for n, r in enumerate(READ[1].relations) if n != place)
    assert (left.entities, left.results, lapsed) == (READ[1].entities, READ[1].results, [])


def test_no_other_triple_goes() -> None:
    for triple in (("CNNs", "basedOn", "ConvNeXt"), ("ConvNeXt", "partOf", LONG), ("BarNet", "basedOn", LONG)):
        left, lapsed = kept(drop(*triple))
        assert left == READ[1]
        assert len(lapsed) == 1


def test_what_the_paper_calls_so_goes_before_what_others_call_so() -> None:
    names = "translation memory", "TM"
    relations = tuple(said("PAPER", "uses", name) for name in names)
    read = Extraction(paper="q", entities=tuple(map(entity, names)), relations=relations)
    linked = [
        Entity(
            id=f"entity/{n}",
            type="Method",
            types=(),
            name=name,
            aliases=("TM",),
            members=(Member(paper="q", name=name),),
        )
        for n, name in enumerate(names)
    ]
    text = '[[drop]]\npaper = "q"\ntriple = ["PAPER", "uses", "TM"]\n'
    assert without_dropped([read], parse(text), linked)[0].relations == relations[:1]


def test_both_forms_of_one_thing_in_one_paper_are_one_triple() -> None:
    read = [
        READ[0],
        Extraction(
            paper="p1",
            entities=(entity("ConvNeXt"), entity("CNNs"), entity(LONG)),
            relations=(said("ConvNeXt", "basedOn", "CNNs"), said("ConvNeXt", "basedOn", LONG)),
        ),
    ]
    entities = link([OTHER, PAPER], read)
    _, left = without_dropped(read, parse(drop("ConvNeXt", "basedOn", "CNNs")), entities, [OTHER, PAPER])
    assert left.relations == ()


def test_a_triple_that_a_role_alone_makes_is_dropped() -> None:
    left, lapsed = kept(drop("PAPER", "trainsOn", "COCO"))
    assert [e.role for e in left.entities] == ["used", "used", "used", "mentioned"]
    assert (left.relations, lapsed) == (READ[1].relations, [])


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ('value = "87.80"', 0),
        ('value = "87.8", unit = "%"', 0),
        ("value = 1024", 1),
        (f'method = "{LONG}"', 0),
        ('method = "CNNs", on = "COCO"', 0),
    ],
)
def test_a_value_is_a_number_and_a_method_any_of_its_names(fields: str, place: int) -> None:
    left, lapsed = kept(f'[[drop]]\npaper = "p1"\nresult = {{{fields}}}\n')
    assert left.results == (READ[1].results[1 - place],)
    assert lapsed == []


def test_a_line_that_lapsed_names_the_nearest_of_the_paper() -> None:
    _, (line,) = kept(drop("ConvNeXt", "basedOn", "convolution"))
    assert line.startswith('c.toml:1: paper \'p1\' has no such triple; nearest: ["ConvNeXt", "basedOn", "CNNs"], [')
    assert line.count("[") == 3
    _, (line,) = kept('[[drop]]\npaper = "p1"\nresult = {metric = "AP", value = "87.9"}\n')
    near = '{method = "CNNs", on = "COCO", metric = "AP", value = "87.8", unit = "%"}'
    assert line.startswith(f"c.toml:1: paper 'p1' has no such result; nearest: {near}, {{")


def test_what_a_terminal_would_obey_is_escaped_in_what_is_nearest() -> None:
    x = Extraction(paper="p", relations=(said("PAPER", "uses", "a\x9bnet\x7f\u202e"),))
    (line,) = stale(parse('[[drop]]\npaper = "p"\ntriple = ["PAPER", "uses", "net"]\n'), [], [x])
    assert str(line).isprintable()
    (triple,) = tomllib.loads(f"t = [{str(line).partition('nearest: ')[2]}]")["t"]
    assert triple == ["PAPER", "uses", "a\x9bnet\x7f\u202e"]


def test_a_triple_is_gone_from_the_graph_under_the_name_that_the_graph_shows(tmp_path: Path) -> None:
    def record(paper: Paper, x: Extraction) -> dict[str, object]:
        entities = [{"name": e.name, "aliases": list(e.aliases), "type": e.type, "role": e.role} for e in x.entities]
        relations = [[r.head, r.predicate, r.tail] for r in x.relations]
        brought = {"entities": entities, "relations": relations}
        return {"id": paper.id, "title": paper.title, "abstract": paper.abstract, **brought}

    given, file = tmp_path / "given.jsonl", tmp_path / "corrections.toml"
    given.write_text("".join(json.dumps(record(*p)) + "\n" for p in zip((OTHER, PAPER), READ, strict=True)), "utf-8")
    file.write_text(drop("ConvNeXt", "basedOn", LONG), "utf-8")
    for options, count in ((BuildOptions(), 1), (BuildOptions(corrections=file), 0)):
        report = build([given], tmp_path / "out", options)
        statements = Graph.load(tmp_path / "out" / "tables").statements
        assert statements.filter(statements["predicate"] == "basedOn").height == count
        assert not [note for note in report.notes if "no such" in note]
