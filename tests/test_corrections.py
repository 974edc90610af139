"""A user's corrections: read, checked, written, obeyed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.assemble import Parts, assemble
from kg.corrections import Correction, Corrections, Remark, add, obeyed, parse, stale, without_dropped
from kg.errors import KgError
from kg.linking import link, link_authors
from kg.records import Author, Entity, Extraction, FoundEntity, FoundRelation, FoundResult, Paper
from tests.test_linking import found, linked, node


def told(text: str, *papers: list[str]) -> list[Entity]:
    return link(*found(*papers), corrections=parse(text))


def test_same_joins_names_whatever_else_is_thought() -> None:
    text = '[[same]]\nnames = ["GPT-2", "GPT-3"]\n'
    assert len(linked(["GPT-2"], ["GPT-3"])) == 2
    (entity,) = told(text, ["GPT-2"], ["GPT-3"])
    assert entity.merges[0].reason == "told by corrections.toml:1"


def test_what_is_the_same_as_the_same_thing_is_one_with_it() -> None:
    text = '[[same]]\nnames = ["Alphanet", "Betanet"]\n[[same]]\nnames = ["Betanet", "Gammanet"]\n'
    (entity,) = told(text, ["Alphanet"], ["Betanet"], ["Gammanet"])
    assert {m.names for m in entity.merges} == {("Alphanet", "Betanet"), ("Betanet", "Gammanet")}
    text = "".join(
        f'[[same]]\nauthors = ["{a}", "{b}"]\n'
        for a, b in (("A Ash", "B Birch"), ("C Cox", "D Dow"), ("B Birch", "D Dow"))
    )
    names = ("A Ash", "B Birch", "C Cox", "D Dow")
    papers = [Paper(id=n, title="", authors=(Author(name=n),)) for n in names]
    (person,) = link_authors(papers, corrections=parse(text))
    assert set(person.names) == set(names)


def test_a_short_form_parted_from_its_likeliest_sense_stays_one_thing() -> None:
    long, other = "alpha beta carotene", "arctic bird census"
    papers, extractions = found([(long, "ABC")], [long], [(other, "ABC")], ["ABC"], ["ABC"], ["ABC"])
    near = "networks gradient training images pixels layers"
    papers = [replace(p, abstract=p.abstract if n == 2 else f"{near} {p.abstract}") for n, p in enumerate(papers)]
    entities = link(papers, extractions, corrections=parse(f'[[different]]\nnames = ["ABC", "{long}"]\n'))
    assert len({node(entities, "ABC", papers[n].id) for n in (3, 4, 5)}) == 1


def renamed(text: str, *papers: list[str]) -> list[str]:
    """What is said of renaming."""
    lines: list[Remark] = []
    link(*found(*papers), corrections=parse(text, "c.toml"), tell=lines.append)
    return [*map(str, lines)]


def test_a_rename_to_a_name_that_is_taken_is_told() -> None:
    papers = ["RAT"], ["ZGP", ("CAT", "feline")]
    text = '[[rename]]\nname = "RAT"\nto = "ZGP"\n\n[[rename]]\nname = "CAT"\nto = "feline"\n'
    joins = "[[same]] with 'RAT' and 'ZGP' joins the two"
    assert renamed(text, *papers) == [f"c.toml:1: papers call another thing 'ZGP'; {joins}"]
    assert renamed(text + '\n[[same]]\nnames = ["RAT", "ZGP"]\n', *papers) == []


def test_a_thing_may_be_renamed_to_its_own_other_name_that_other_papers_use() -> None:
    long = "convolutional neural networks"
    text = f'[[rename]]\nname = "{long}"\nto = "CNN"\n'
    papers = [(long, "CNN")], ["CNN"], [long]
    assert renamed(text, *papers) == []
    (entity,) = told(text, *papers)
    assert (entity.name, entity.aliases) == ("CNN", (long,))
    (line,) = renamed(text, *papers, [("cellular neural automaton", "CNN")])
    assert line.startswith("c.toml:1: papers call another thing 'CNN'")


def test_different_splits_spellings_and_stated_aliases() -> None:
    text = '[[different]]\nnames = ["RAT", "rat"]\n\n[[different]]\nnames = ["zonal grid", "ZG"]\n'
    papers, extractions = found(["RAT"], ["rat"], [("zonal grid", "ZG")], ["zonal grids"])
    entities = link(papers, extractions, corrections=parse(text))
    assert node(entities, "RAT") != node(entities, "rat")
    assert node(entities, "zonal grid") != node(entities, "ZG")
    assert node(entities, "zonal grid") == node(entities, "zonal grids")


def test_different_holds_against_a_chain_of_joins() -> None:
    text = '[[different]]\nnames = ["CNN", "ConvNet"]\n'
    entities = told(text, ["CNN"], ["convolutional neural network"], ["ConvNet"])
    assert node(entities, "CNN") != node(entities, "ConvNet")


def test_rename_retype_and_drop() -> None:
    text = (
        '[[rename]]\nname = "convnets"\nto = "Convolutional network"\n'
        '[[retype]]\nname = "ConvNet"\ntype = "Task"\n[[drop]]\nname = "our model"\n'
    )
    (entity,) = told(text, ["ConvNet", "our model"], ["ConvNets"])
    assert (entity.name, entity.type, entity.id) == ("Convolutional network", "Task", "entity/convolutional-network")
    assert set(entity.aliases) == {"ConvNet", "ConvNets"}


MEMORY, MODEL = ("translation memory", "TM"), ("translation model", "TM")


@pytest.mark.parametrize("kind", ["rename", "retype"])
def test_a_word_means_the_thing_that_is_called_so(kind: str) -> None:
    more = {"rename": 'to = "Translation store"\n', "retype": 'type = "Task"\n'}[kind]
    lines: list[Remark] = []
    text = f'[[{kind}]]\nname = "TM"\n{more}'
    entities = link(*found([("TM", "translation memory")], ["TM"], [MODEL]), corrections=parse(text), tell=lines.append)
    assert node(entities, "translation model")
    (model,) = (e for e in entities if e.name == "translation model")
    assert (model.type, lines) == ("Method", [])
    others = [(e.name, e.type) for e in entities if e is not model]
    assert others == {"rename": [("Translation store", "Method")], "retype": [("TM", "Task")]}[kind]


@pytest.mark.parametrize("kind", ["rename", "retype"])
def test_a_word_that_is_only_another_name_of_several_changes_none_and_is_told(kind: str) -> None:
    more = {"rename": 'to = "store"\n', "retype": 'type = "Task"\n'}[kind]
    lines: list[Remark] = []
    corrections = parse(f'[[{kind}]]\nname = "TM"\n{more}', "c.toml")
    entities = link(*found([MEMORY], [MODEL]), corrections=corrections, tell=lines.append)
    assert {(e.name, e.type) for e in entities} == {(MEMORY[0], "Method"), (MODEL[0], "Method")}
    assert [*map(str, lines)] == [
        "c.toml:1: 'TM' is only another name of 2 things ('translation memory', 'translation model'); "
        f"give the full name of the one to {kind}, or papers = [...] that call it so (--paper ID)"
    ]


def test_what_papers_call_so_is_dropped_and_nothing_else() -> None:
    text = '[[drop]]\nname = "our model"\n'
    entities = told(text, [("FooNet", "our model")], [("BarNet", "our model")], ["our model"])
    assert {m.name for e in entities for m in e.members} == {"FooNet", "BarNet", "our model"}
    assert {m.paper for e in entities for m in e.members} == {"p0", "p1"}
    (line,) = stale(parse(text, "c.toml"), *found([("FooNet", "our model")]))
    assert str(line) == (
        "c.toml:1: 'our model' is only another name of things; "
        "give the full one to drop, or papers = [...] that call it so (--paper ID)"
    )


def test_of_two_renames_of_one_thing_the_later_counts() -> None:
    text = '[[rename]]\nname = "CNNs"\nto = "First"\n[[rename]]\nname = "CNN"\nto = "Second"\n'
    (entity,) = told(text, ["CNN"], ["CNNs"])
    assert entity.name == "Second"


def test_a_word_that_is_another_name_of_one_means_that_one() -> None:
    (entity,) = told('[[rename]]\nname = "TM"\nto = "store"\n', [MEMORY])
    assert (entity.name, set(entity.aliases)) == ("store", set(MEMORY))


def test_one_name_given_twice_joins_all_that_have_it() -> None:
    papers = [[("example-based machine translation", "EBMT")], [("energy-bounded motion tracking", "EBMT")]]
    assert len(linked(*papers)) == 2
    (entity,) = told('[[same]]\nnames = ["EBMT", "EBMT"]\n', *papers)
    names = {name for m in entity.merges if m.reason.startswith("told by") for name in m.names}
    assert names == {"example-based machine translation", "energy-bounded motion tracking"}
    told_once = stale(parse('[[same]]\nnames = ["EBMT", "EBMT"]\n'), *found(["Adam"]))
    assert [*map(str, told_once)] == ["corrections.toml:1: no paper names an entity 'EBMT'"]


@pytest.mark.parametrize("address", ["https://w3id.org/scikg/id/entity/ebmt-1a2b3c", "entity/ebmt"])
def test_the_address_of_a_node_is_refused_at_once(address: str, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    for entry in (
        Correction(kind="same", names=("EBMT", address)),
        Correction(kind="rename", names=(address,), to="X"),
        Correction(kind="retype", names=(address,), to="Task"),
        Correction(kind="drop", names=(address,)),
    ):
        with pytest.raises(KgError, match=r"address of a node.* give a name or an alias that only this one has"):
            add(file, entry)
    assert not file.exists()


def test_the_graph_keeps_no_triple_that_a_told_type_forbids() -> None:
    papers, (one, two) = found(["ConvNet"], ["ConvNet"])
    one = replace(
        one,
        relations=(FoundRelation(head="PAPER", predicate="uses", tail="ConvNet"),),
        results=(FoundResult(method="ConvNet", on="", metric="", value="91"),),
    )
    corrections = parse('[[retype]]\nname = "ConvNet"\ntype = "Task"\n')
    entities = link(papers, [one, two], corrections=corrections)
    graph = assemble(Parts(papers=papers, extractions=[one, two], entities=entities))
    assert set(graph.statements["predicate"]) == {"mentions"}
    assert graph.quarantine["reason"].to_list() == ["uses does not join PAPER to Task"]
    assert graph.results.select("method", "method_text").rows() == [("", "ConvNet")]


def test_a_single_triple_and_result_are_dropped() -> None:
    one, two = (FoundRelation(head="PAPER", predicate="uses", tail=t) for t in ("Adam", "SGD"))
    results = tuple(FoundResult(method="X", on="D", metric="BLEU", value=v) for v in ("1", "2"))
    x = Extraction(paper="p", relations=(one, two), results=results)
    text = (
        '[[drop]]\npaper = "p"\ntriple = ["PAPER", "uses", "Adam"]\n'
        '[[drop]]\npaper = "p"\nresult = {metric = "BLEU", value = "2"}\n'
    )
    (kept,) = without_dropped([x], parse(text))
    assert kept.relations == (two,)
    assert kept.results == results[:1]
    assert without_dropped([x], Corrections()) == [x]


def test_authors_are_corrected_too() -> None:
    papers = [
        Paper(id="1", title="", authors=(Author(name="Jo Ash"),)),
        Paper(id="2", title="", authors=(Author(name="J. Ash"),)),
        Paper(id="3", title="", authors=(Author(name="Joanna Birch"),)),
    ]
    text = (
        '[[different]]\nauthors = ["Jo Ash", "J. Ash"]\n[[same]]\nauthors = ["Joanna Birch", "Jo Ash"]\n'
        '[[rename]]\nauthor = "J. Ash"\nto = "Jim Ash"\n'
    )
    people = link_authors(papers, corrections=parse(text))
    assert {p.name: {m[0] for m in p.members} for p in people} == {"Joanna Birch": {"1", "3"}, "Jim Ash": {"2"}}


def test_a_told_author_is_one_person_whatever_the_orcids() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    authors = [("Jo Ash", one), ("Jo Birch", one), ("Jo Cox", two), ("Jo Dow", two), ("Jo Elm", "")]
    papers = [Paper(id=n, title="", authors=(Author(name=n, orcid=o),)) for n, o in authors]

    def split(text: str) -> set[frozenset[str]]:
        return {frozenset(p.names) for p in link_authors(papers, corrections=parse(text))}

    assert split('[[same]]\nauthors = ["Jo Birch", "Jo Elm", "Jo Dow"]\n') == {frozenset(n for n, _ in authors)}
    apart = split('[[different]]\nauthors = ["Jo Ash", "Jo Birch"]\n')
    assert apart == {
        frozenset({"Jo Ash"}),
        frozenset({"Jo Birch"}),
        frozenset({"Jo Cox", "Jo Dow"}),
        frozenset({"Jo Elm"}),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[same]]\nnames = ["A", "B"]\n[[same]]\nnames = ["B", "C"]\n\n[[different]]\nnames = ["A", "C"]\n',
            "toml:6: 'A' and 'C'",
        ),
        (
            '[[rename]]\nname = "A"\nto = "B"\n[[rename]]\nname = "A"\nto = "C"\n',
            "toml:4: 'A' becomes 'C' here and 'B' in line 1",
        ),
        ('[[retype]]\nname = "A"\ntype = "Task"\n[[drop]]\nname = "A"\n', "toml:1: 'A' is dropped in line 4"),
        ('\n\n[[retype]]\nname = "A"\ntype = "Tool"\n', "toml:3: 'Tool' is not a type; use Method"),
        ('[[same]]\nnames = ["A"]\n', "toml:1: .*two or more"),
        ('[[same]]\nnames = "A"\n', "toml:1: names is not a list, as in names = "),
        ('[[drop]]\nname = "A"\nwhy = "x"\n', "toml:1: .* no field 'why'"),
        ('[[drop]]\npaper = "p"\ntriple = ["A"]\n', "toml:1: triple needs three parts"),
        ("\n[[merge]]\n", r"toml:2: \[\[merge\]\] is not known"),
        ('[same]\nnames = ["A", "B"]\n', r"toml:1: write \[\[same\]\], with two brackets"),
        ('same = [{names = ["A"]}]\n', r"^corrections\.toml: \[\[same\]\] needs names"),
        ('[[same]]\nnames = ["A", "B"]\nauthors = ["C", "D"]\n', "toml:1: .* takes names, or authors; it has names, a"),
        ('[[drop]]\nname = "A"\npaper = "p"\ntriple = ["A", "uses", "B"]\n', "toml:1: .* or name and papers, or p"),
        ("[[same]\n", "toml:1: is not valid TOML.*line 1"),
        ("[[drop]]\nname = \u201cA\u201d\n", 'toml:2: is not valid TOML.*; write straight quotes \\("\\) for \u201c'),
        ('[[drop]]\npaper = "p"\n', r"toml:1: \[\[drop\]\] takes name, or .*; it has paper$"),
        ('[[different]]\nname = "A"\n', r"toml:1: \[\[different\]\] takes names, or .*name and papers.*; it has name$"),
        ('[[rename]]\nname = "A"\nto = 3\n', "toml:1: to is not a text in quotes"),
        ('names = ["A", "B"]\n', r"'names' stands below no header; write the kind above it, as in \[\[same\]\]"),
        ('same = ["A", "B"]\n', "needs names"),
    ],
)
def test_a_wrong_line_is_named(text: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as error:
        parse(text)
    assert "\n" not in str(error.value)


def test_lines_that_no_longer_apply_are_told_by_number() -> None:
    text = (
        '[[same]]\nnames = ["Adam", "Zorro"]\n\n[[drop]]\npaper = "gone"\ntriple = ["PAPER", "uses", "Adam"]\n'
        '[[drop]]\npaper = "p0"\ntriple = ["PAPER", "uses", "Adam"]\n[[rename]]\nauthor = "Bo"\nto = "Bob"\n'
    )
    lines = stale(parse(text), *found(["adam"]))
    assert [*map(str, lines)] == [
        "corrections.toml:1: no paper names an entity 'Zorro'",
        "corrections.toml:4: there is no paper 'gone'",
        "corrections.toml:7: paper 'p0' has no such triple",
        "corrections.toml:10: no paper names an author 'Bo'",
    ]


@pytest.mark.parametrize(
    ("names", "count"), [('"Adam", "SGD"', "2"), ('"Adam", "SGD", "Zorro"', "2"), ('"Adam", "Zorro"', "1 of 2")]
)
def test_an_entry_of_which_something_came_is_obeyed(names: str, count: str) -> None:
    corrections = parse(f'[[same]]\nnames = [{names}]\n[[rename]]\nname = "SGD"\nto = "descent"\n', "c.toml")
    remarks = stale(corrections, *found(["adam"], ["SGD"]))
    assert list(obeyed(corrections, remarks)) == [f"{count} corrections of c.toml obeyed"]


def test_corrections_survive_new_papers() -> None:
    text = '[[same]]\nnames = ["GPT-2", "GPT-3"]\n'
    (entity,) = told(text, ["GPT 2"], ["GPT-3"], ["GPT-2", FoundEntity(name="gpt-3", type="Method")])  # type: ignore[list-item]  # mixed
    assert {m.paper for m in entity.members} == {"p0", "p1", "p2"}


FIRST = '[[rename]]\nname = "RAT"\nto = "Attention rat"\n\n'


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ('[[rename]]\nname = "Attention rat"\nto = "Last"\n', {("Last", "Method"), ("ZGP", "Method")}),
        ('[[retype]]\nname = "attention rats"\ntype = "Task"\n', {("Attention rat", "Task"), ("ZGP", "Method")}),
        ('[[drop]]\nname = "Attention rat"\n', {("ZGP", "Method")}),
        ('[[same]]\nnames = ["ZGP", "Attention rat"]\n', {("Attention rat", "Method")}),
        ('[[different]]\nnames = ["Attention rat", "RATs"]\n', {("Attention rat", "Method"), ("ZGP", "Method")}),
    ],
)
def test_a_name_that_a_rename_gave_is_a_name_in_all_entries(entry: str, left: set[tuple[str, str]]) -> None:
    papers = [["RAT"], ["RAT", "ZGP"]]
    assert {(e.name, e.type) for e in told(FIRST + entry, *papers)} == left
    assert stale(parse(FIRST + entry), *found(*papers)) == []


def test_a_name_of_papers_is_theirs_before_it_is_one_that_a_rename_gave() -> None:
    papers = ["RAT"], ["Attention rat"]
    (entity,) = told(FIRST + '[[drop]]\nname = "Attention rat"\n', *papers)
    assert {m.name for m in entity.members} == {"RAT"}
    entities = told(FIRST + '[[retype]]\nname = "Attention rat"\ntype = "Task"\n', *papers)
    assert {e.type: e.members[0].name for e in entities} == {"Task": "Attention rat", "Method": "RAT"}


def test_two_things_of_one_new_name_are_told() -> None:
    text = FIRST + '[[rename]]\nname = "CAT"\nto = "Attention rat"\n'
    joins = "[[same]] with 'CAT' and 'RAT' joins the two"
    assert renamed(text, ["RAT"], ["CAT"]) == [f"c.toml:5: line 1 calls another thing 'Attention rat'; {joins}"]
    assert renamed(text + '[[same]]\nnames = ["RAT", "CAT"]\n', ["RAT"], ["CAT"]) == []


def author_papers(*names: str, orcid: str = "") -> list[Paper]:
    """A paper for each name."""
    return [Paper(id=n, title="", authors=(Author(name=n, orcid=orcid),)) for n in names]


def test_an_author_is_known_by_the_name_that_a_rename_gave() -> None:
    text = '[[rename]]\nauthor = "Jo Ash"\nto = "Joan Ash"\n'
    papers = author_papers("Jo Ash", "Kim Elm")
    for more, names in (
        ('[[rename]]\nauthor = "Joan Ash"\nto = "Joan B. Ash"\n', {"Joan B. Ash", "Kim Elm"}),
        ('[[same]]\nauthors = ["Kim Elm", "Joan Ash"]\n', {"Joan Ash"}),
    ):
        assert {p.name for p in link_authors(papers, corrections=parse(text + more))} == names
        assert stale(parse(text + more), papers, []) == []


def test_an_author_renamed_to_anothers_name_is_told() -> None:
    lines: list[Remark] = []
    text = '[[rename]]\nauthor = "J. Ash"\nto = "Joan Ash"\n\n[[rename]]\nauthor = "J. Elm"\nto = "Joan Ash"\n'
    link_authors(author_papers("J. Ash", "Joan Ash"), corrections=parse(text, "c.toml"), tell=lines.append)
    assert lines == []  # one person, who gets the fuller name
    link_authors(author_papers("J. Ash", "J. Elm"), corrections=parse(text, "c.toml"), tell=lines.append)
    joins = "[[same]] with the authors 'J. Elm' and 'J. Ash' joins the two"
    assert [*map(str, lines)] == [f"c.toml:5: another author is called 'Joan Ash'; {joins}"]


def test_an_author_of_two_names_keeps_the_forms_of_both() -> None:
    names = ("Jane Smith", "Jane Doe", "J. Smith", "Jane B. Doe", "J. Doe")
    text = '[[same]]\nauthors = ["Jane Smith", "Jane Doe"]\n'
    (person,) = link_authors(author_papers(*names), corrections=parse(text))
    assert (person.name, set(person.names)) == ("Jane Smith", set(names))
    orcid = "0000-0002-1825-0097"
    papers = [*author_papers(*names[:2], orcid=orcid), *author_papers(*names[2:])]
    (person,) = link_authors(papers)
    assert set(person.names) == set(names)
    people = link_authors([*papers, *author_papers("Jack Smith")])  # an initial of both goes to neither
    assert {len(p.names) for p in people} == {4, 1} or {len(p.names) for p in people} == {4, 1}
