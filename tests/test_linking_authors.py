"""One person, one node."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice, product
from types import SimpleNamespace

import polars as pl
import pytest

from kg.corrections import parse
from kg.linking import link_authors
from kg.linking.personal_names import name_parts
from kg.records import Author, Paper
from kg.show.finding import persons

Name = str | tuple[str, str]


def people(*papers: Sequence[Name]) -> list[set[str]]:
    """The names of each person, by paper number: "0 A. Ash"."""
    made = []
    for n, names in enumerate(papers):
        authors = (Author(name=x) if isinstance(x, str) else Author(name=x[0], orcid=x[1]) for x in names)
        made.append(Paper(id=str(n), title="", authors=tuple(authors)))
    written = {(p.id, k): f"{p.id} {a.name}" for p in made for k, a in enumerate(p.authors)}
    return [{written[m] for m in person.members} for person in link_authors(made)]


def test_initials_inverted_names_accents_and_umlauts_are_one() -> None:
    names = ["Jürgen Schmidhuber", "J. Schmidhuber", "Schmidhuber, J.", "Juergen Schmidhuber", "Jurgen H. Schmidhuber"]
    assert len(people(*[[name] for name in names])) == 1
    assert len(people(["Max Müller"], ["Max Mueller"], ["Max Muller"])) == 1


def test_a_dash_is_a_hyphen_and_an_apostrophe_may_be_round() -> None:
    assert len(people(["Jean-Pierre Ash"], ["Jean\u2013Pierre Ash"], ["Jean\u2011Pierre Ash"])) == 1
    assert len(people(["Pat O'Elm"], ["Pat O\u2019Elm"])) == 1
    assert len(people(["Cheng\u2010Te Lihua"], ["Cheng Lihua"])) == 2


def test_a_name_that_ends_in_ue_has_no_umlaut() -> None:
    assert len(people(["Wei Xu", "Yu Wang"], ["Wei Xue", "Yue Wang"])) == 4
    assert len(people(["Yujie Li"], ["Yuejie Li"])) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Michael Feldman", "Michal Feldman"),
        ("Anna Bauer", "Anna Baur"),
        ("Rafael Nowak", "Rafał Nowak"),
        ("Jan Boer", "Jan Bor"),
        ("Max Mueller", "Max Muller"),
        ("Max Mueller", "M. Muller"),
        ("Yü Wang", "Yue Wang"),
    ],
)
def test_ue_without_an_umlaut_to_go_by_is_a_name_of_its_own(one: str, other: str) -> None:
    assert len(people([one], [other])) == 2
    assert len(people([one, other])) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Max Müller", "Max Mueller"),
        ("Max Müller", "Max Muller"),
        ("Max Müller", "M. Mueller"),
        ("M. Müller", "Max Mueller"),
        ("M. Müller", "Max Muller"),
        ("Kurt Gödel", "Goedel, K."),
        ("Jürgen H. Ash", "Juergen Ash"),
        ("Özlem Ash", "O. Ash"),
        ("Ö. Ash", "Oezlem Ash"),
        ("Bo Sørensen", "B. Soerensen"),
        ("Pál Erdős", "P. Erdoes"),
        ("Jürgen Müller", "Jürgen Mueller"),
        ("Wei Lü", "Wei Lu"),
    ],
)
def test_an_umlaut_may_be_spelled_or_dropped(one: str, other: str) -> None:
    assert len(people([one], [other])) == len(people([other], [one])) == 1


def test_an_author_is_shown_by_a_name_spelled_another_way() -> None:
    rows = [{"id": n, "orcid": "", "names": [n]} for n in ("Jürgen Ash", "Anna Bauer", "Max Mueller")]
    graph = SimpleNamespace(authors=pl.DataFrame(rows))
    found = {name: [r["id"] for r in persons(graph, name)] for name in ("Ash, Juergen", "Jurgen Ash", "Anna Baur")}
    assert found == {"Ash, Juergen": ["Jürgen Ash"], "Jurgen Ash": ["Jürgen Ash"], "Anna Baur": []}
    assert len(persons(graph, "Max Müller")) == 1


def test_a_namesake_with_an_umlaut_joins_no_others() -> None:
    assert len(people(["Anna Müller"], ["Max Mueller"], ["Max Muller"])) == 3
    assert len(people(["Max Müller"], ["Mia Müller"], ["M. Mueller"])) == 3
    names = ["Max Müller"], ["M. Mueller"], ["M. Muller"]
    assert len(people(*names)) == len(people(*names[::-1])) == 1


def test_jr_is_no_given_name_wherever_it_stands() -> None:
    written = ["Martin King Jr.", "King Jr., Martin", "King, Jr., Martin", "King, Martin, Jr.", "Martin King, Jr."]
    assert {name_parts(name) for name in written} == {("king", ("martin",))}
    assert len(people(*[[name] for name in written])) == 1
    assert name_parts("Smith, Jr., John") == ("smith", ("john",))
    assert name_parts("Smith III, J. R.") == ("smith", ("j", "r"))
    assert name_parts("Jr.") == ("Jr.", ())


def test_the_fullest_name_is_the_name() -> None:
    papers = [Paper(id=n, title="", authors=(Author(name=a),)) for n, a in (("1", "J. Ash"), ("2", "Joan Ash"))]
    (person,) = link_authors(papers)
    assert (person.id, person.name, person.names) == ("author/joan-ash", "Joan Ash", ("Joan Ash", "J. Ash"))


def test_other_given_names_are_other_people() -> None:
    assert len(people(["Joan Ash"], ["John Ash"], ["Bo Ash"])) == 3


def test_an_initial_that_fits_two_goes_with_its_co_authors_or_stays_alone() -> None:
    split = people(["Joan Ash", "Cy Cedar"], ["John Ash", "Di Dogwood"], ["J. Ash", "Cy Cedar"], ["J. Ash"])
    assert {"0 Joan Ash", "2 J. Ash"} in [s - {"3 J. Ash"} for s in split]
    assert {"1 John Ash"} in split


def test_two_of_a_name_on_one_paper_are_two() -> None:
    assert len(people(["Wei Wang", "Wei Wang"])) == 2
    assert len(people(["W. Wang", "Wei Wang"])) == 2


def test_orcids_join_and_part() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    assert len(people([("Bo Birch", one)], [("Bo Birch", two)])) == 2
    assert len(people([("Bo Birch", one)], [("Bo Oak", one)])) == 1
    assert len(people([("Bo Birch", one)], ["B. Birch"])) == 1


def test_namesakes_with_orcids_of_their_own_never_meet() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    names: list[list[Name]] = [
        [("Bo Birch", one)],
        [("Bo Birch", two)],
        ["Bo Birch"],
        ["B. Birch"],
        [("B. Birch", two)],
    ]
    for order in (names, names[::-1]):
        for person in people(*order):
            orcids = {x[1] for n, (x,) in enumerate(order) if isinstance(x, tuple) and f"{n} {x[0]}" in person}
            assert len(orcids) <= 1


def test_particles_and_single_names() -> None:
    assert len(people(["Ludwig van Beethoven"], ["van Beethoven, L."], ["Plato"], ["Plato"])) == 2
    assert len(people(["李明"], ["李明"], ["王芳"])) == 2


def test_same_whatever_the_order_of_papers() -> None:
    papers = [
        Paper(id=str(n), title="", authors=(Author(name=name),))
        for n, name in enumerate(["J. Ash", "Joan Ash", "Ash, Joan B.", "Bo Birch", "B. Birch"])
    ]
    there, back = link_authors(papers), link_authors(papers[::-1])
    assert [(a.id, sorted(a.members)) for a in there] == [(a.id, sorted(a.members)) for a in back]


def letters(count: int) -> list[str]:
    return ["y" + "".join(letters) for letters in islice(product("abcdefghijklmnopqrstuvwxyz", repeat=3), count)]


@pytest.mark.parametrize("name", ["{} Wang", "Y. {} Wang", "Yuan {}-Bo Wang"])
def test_names_that_cannot_fit_never_meet(name: str) -> None:
    papers = [Paper(id=g, title="", authors=(Author(name=name.format(g)),)) for g in letters(4000)]
    start = time.perf_counter()
    assert len(link_authors(papers)) == 4000
    assert time.perf_counter() - start < 15  # half a second; a minute where all of an initial meet


def test_many_papers_of_two_that_are_told_apart_are_no_pairs_of_papers() -> None:
    names = ["Yuan Wang", "Y. Wang"] * 8000
    papers = [Paper(id=str(n), title="", authors=(Author(name=name),)) for n, name in enumerate(names)]
    told = parse('[[different]]\nauthors = ["Yuan Wang", "Yi Wang"]\n')
    start = time.perf_counter()
    assert len(link_authors(papers, corrections=told)) == 1
    assert time.perf_counter() - start < 5


def test_a_name_of_very_many_parts_is_a_name() -> None:
    assert len(people(["A " * 5000 + "Ash"], ["A. Ash"])) == 1


def test_same_whatever_the_hash_seed() -> None:
    names = [
        "Max Müller",
        "Max Mueller",
        "M. Muller",
        "Jürgen H. Ash",
        "Juergen Ash",
        "Jurgen Ash",
        "Bo Höfer",
        "B. Hofer",
    ]
    code = (
        "from kg.linking import link_authors; from kg.records import Author, Paper; "
        f"print(ascii(link_authors([Paper(id=n, title='', authors=(Author(name=n),)) for n in {names!r}])))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("0", "1", "2")
    ]
    assert len({run.stdout for run in runs}) == 1


def test_half_of_a_given_name_is_another_persons() -> None:
    assert len(people(["Cheng-Te Lihua"], ["Cheng Lihua"])) == 2
    assert len(people(["Cheng-Te Lihua"], ["C.-T. Lihua"], ["Cheng Te Lihua"])) == 1
    assert len(people(["A. Callan-Jones"], ["Andrew Callan-Jones"])) == 1


def test_initials_of_a_common_family_name_need_a_common_coauthor() -> None:
    kims = [[f"{letter}an Kim"] for letter in "ABCDEFGHIJKLM"]
    alone = len(people(*kims, ["Youngtaek Kim"]))
    assert len(people(*kims, ["Youngtaek Kim"], ["Y. J. Kim"])) == alone + 1
    assert len(people(*kims, ["Youngtaek Kim", "Abel Roe"], ["Y. J. Kim", "Abel Roe"])) == alone + 1  # Roe
    assert len(people(["Youngtaek Kim"], ["Y. J. Kim"])) == 1


def test_a_second_given_name_before_a_common_family_name_needs_a_common_coauthor() -> None:
    lius = [[f"{letter}an Liu"] for letter in "ABCDEFGHIJKLM"]
    alone = len(people(*lius, ["Wei Liu"]))
    assert len(people(*lius, ["Wei Liu"], ["Wei Emma Liu"])) == alone + 1
    assert len(people(*lius, ["Wei Liu", "Abel Roe"], ["Wei Emma Liu", "Abel Roe"])) == alone + 1  # Roe
    assert len(people(*lius, ["Wei Liu"], ["Wei E. Liu"])) == alone
    assert len(people(["Wei Liu"], ["Wei Emma Liu"])) == 1


def test_given_names_run_together_are_those_apart() -> None:
    assert len(people(["Jae-Hyun Ashu"], ["Jaehyun Ashu"], ["Jae Hyun Ashu"])) == 1
    assert len(people(["Jun\u2019ichi Ashu"], ["Jun-ichi Ashu"])) == 1
    assert len(people(["Sean O'Elm"], ["Sean OElm"])) == 1
    assert len(people(["Yu-An Ashu"], ["Yuan Ashu"])) == 2
    assert len(people(["Ann A. Ash"], ["Anna Ash"])) == 2


def test_what_a_list_leaves_around_a_name_is_no_part_of_it() -> None:
    assert len(people(["Joan Ash\u2020"], ["Joan Ash"], ["and Joan Ash*"])) == 1
    assert len(people(["and Joan Ash"], ["A. Ash"])) == 2


def test_the_family_name_may_come_first_where_a_coauthor_is_the_same() -> None:
    assert len(people(["Yating Ashu", "Jike Oaku"], ["Ashu Yating", "Oaku Jike"], ["Jike Oaku", "Bo Elm"])) == 3
    assert len(people(["Yating Ashu", "Jike Oaku"], ["Ashu Yating", "Jike Elm"])) == 4


def test_what_may_be_two_family_names_needs_two_coauthors() -> None:
    others = ["Bo Li"], ["Bo Yang"]
    assert len(people(*others, ["Li Yang", "Jing Oak"], ["Yang Li", "Jing Oak"])) == 5
    assert len(people(*others, ["Li Yang", "Jing Oak", "Cy Elm"], ["Yang Li", "Jing Oak", "Cy Elm"])) == 5


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("M. Eduard Ash", "Eduard Ash"),
        ("B. L. William Ash", "William Ash"),
        ("Timothy B. Ash", "Tim B. Ash"),
        ("Robert Ash", "Bob Ash"),
    ],
)
def test_a_coauthor_tells_by_which_of_the_names_a_person_goes(full: str, short: str) -> None:
    assert len(people([full, "Bo Oak"], [short, "Bo Oak"])) == 2
    assert len(people([full, "Bo Oak"], [short, "Cy Oak"])) == 4
    assert len(people([full, "B. Oak"], [short, "B. Oak"])) == 3  # initials say too little
    assert len(people([full, "Bo Oak", short])) == 3


def test_a_name_that_two_may_go_by_is_left_alone() -> None:
    both = ["Anna Maria Ash", "Bo Oak"], ["Eva Maria Ash", "Bo Oak"]
    assert len(people(*both)) == 3
    assert len(people(*both, ["Maria Ash", "Bo Oak"])) == 4


def test_orcids_and_the_user_part_also_those_who_share_coauthors() -> None:
    one, two = "0000-0002-1825-0097", "0000-0001-5109-3700"
    assert len(people([("Robert Ash", one), "Bo Oak"], [("Bob Ash", two), "Bo Oak"])) == 3
    papers = [
        Paper(id=name, title="", authors=(Author(name=name), Author(name="Bo Oak")))
        for name in ("Robert Ash", "Bob Ash", "Rob Ash")
    ]
    assert len(link_authors(papers)) == 2
    told = parse('[[different]]\nauthors = ["Bob Ash", "Rob Ash"]\n')
    assert len(link_authors(papers, corrections=told)) == 3
