"""One thing, one node."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corrections import parse
from kg.linking import least_certain, likely_missed, link
from kg.linking.known import known
from kg.linking.numbers import other_number
from kg.records import Entity, Extraction, FoundEntity, Member, Paper

Thing = str | tuple[str, ...] | FoundEntity


def found(*papers: Sequence[Thing], type: str = "Method") -> tuple[list[Paper], list[Extraction]]:
    """A paper for each list of its entities; a tuple is a name with aliases."""
    made, read = [], []
    for n, things in enumerate(papers):
        entities = []
        for thing in things:
            if isinstance(thing, FoundEntity):
                entities.append(thing)
            else:
                name, *aliases = (thing,) if isinstance(thing, str) else thing
                entities.append(FoundEntity(name=name, aliases=tuple(aliases), type=type))
        text = ". ".join(form for e in entities for form in (e.name, *e.aliases))
        made.append(Paper(id=f"p{n}", title=f"Paper {n}", abstract=text))
        read.append(Extraction(paper=f"p{n}", entities=tuple(entities)))
    return made, read


def linked(*papers: Sequence[Thing], type: str = "Method") -> list[Entity]:
    return link(*found(*papers, type=type))


def node(entities: list[Entity], name: str, paper: str | None = None) -> str:
    ids = {e.id for e in entities for m in e.members if m.name == name and paper in (None, m.paper)}
    assert len(ids) == 1, f"{name} is on {sorted(ids)}"
    return ids.pop()


def test_a_word_that_is_left_out_is_no_other_order() -> None:
    (entity,) = linked(["decision making"], ["automated decision making"])
    assert [m.reason for m in entity.merges] == ['the same words, but for "automatic"']
    (entity,) = linked(["deep sparse encoding"], ["sparse deep encoding"])
    assert [m.reason for m in entity.merges] == ["the same words in another order"]


def test_a_network_is_what_its_long_name_says() -> None:
    lstm = "long short-term memory"
    entities = linked([(lstm, "LSTM")], [f"{lstm} networks"], ["LSTM"], ["memory networks"], ["memory"])
    assert node(entities, lstm) == node(entities, f"{lstm} networks") == node(entities, "LSTM", "p2")
    assert node(entities, "memory networks") != node(entities, "memory")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Graph Attention Networks", "graph-attention network"),
        ("feed-forward network", "feedforward networks"),
        ("fine-tuning", "Finetuning"),
        ("ZonalNotes5.0", "ZonalNotes 5.0"),
        ("hyperparameter optimisation", "hyper-parameter optimization"),
        ("dialogue modelling", "dialog modeling"),
        ("detecting rumors", "rumor detection"),
        ("detection of rumors", "rumor detection"),
        ("Transformer architecture", "Transformer"),
        ("vanilla Transformer", "Transformers"),
        ("YOLOv3", "YOLO v3"),
        ("convolutional network", "Convolutional Neural Networks"),
        ("recurrent neural network (RNN)", "recurrent neural network"),
        ("unmanned aerial vehicle (UAV) tracking", "UAV tracking"),
        ("few-shot and zero-shot classification", "zero-shot and few-shot classification"),
        ("Poincaré embeddings", "Poincare embedding"),
        ("Zorros 14", "ZORROS-14"),
        ("LLAMA 2.0 7B", "Llama2 (7B)"),
    ],
)
def test_ways_of_writing_are_one(one: str, other: str) -> None:
    context: list[Thing] = [("unmanned aerial vehicle", "UAV")]
    entities = linked([one], [other], context)
    assert node(entities, one) == node(entities, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-2", "GPT-3"),
        ("ImageNet", "ImageNet-1k"),
        ("CIFAR-10", "CIFAR-100"),
        ("WMT 20", "WMT 21"),
        ("MultiWOZ 2.0", "MultiWOZ 2.1"),
        ("self-attention", "attention"),
        ("graph attention", "graph attention network"),
        ("transformer encoder", "transformer decoder"),
        ("speech-to-text translation", "text-to-speech translation"),
        ("supervised learning", "unsupervised learning"),
        ("language model", "language modeling"),
        ("encoder", "autoencoder"),
        ("task 1 1", "task 11"),
        ("C", "C++"),
        ("rumor tracking", "rumor tracking layer"),
        ("ZorroNet-50", "ZorroNet-50,56"),
        ("VAE", "β-VAE"),
        ("ν-SVM", "SVM"),
    ],
)
def test_names_that_look_alike_stay_two(one: str, other: str) -> None:
    entities = linked([one], [other])
    assert node(entities, one) != node(entities, other)


def test_a_head_noun_counts_where_the_bare_name_is_another_kind_of_thing() -> None:
    task = FoundEntity(name="self-instruct", type="Task")
    data = FoundEntity(name="self-instruct dataset", type="Dataset")
    entities = linked([task], [data])
    assert node(entities, "self-instruct") != node(entities, "self-instruct dataset")


def test_type_alone_never_splits() -> None:
    entities = linked(
        [FoundEntity(name="ImageNet", type="Dataset")],
        [FoundEntity(name="ImageNet", type="Benchmark")],
        [FoundEntity(name="ImageNet", type="Benchmark")],
    )
    assert [(e.type, e.types) for e in entities] == [("Benchmark", (("Benchmark", 2), ("Dataset", 1)))]


def test_a_stated_abbreviation_joins_papers_that_use_either() -> None:
    entities = linked([("Zonal Grid Planning", "ZGP")], ["ZGP"], ["zonal grid planning"])
    (entity,) = entities
    assert entity.name == "ZGP"
    assert set(entity.aliases) == {"Zonal Grid Planning", "zonal grid planning"}
    assert {m.paper for m in entity.members} == {"p0", "p1", "p2"}


def test_the_field_knows_abbreviations_that_no_paper_states() -> None:
    entities = linked(["CNN"], ["convolutional neural networks"], ["ConvNets"])
    assert len(entities) == 1


def test_two_long_forms_of_one_abbreviation_are_two_things_and_company_decides() -> None:
    papers, extractions = found([("super-resolution grids", "SRG")], [("sparse rule graph", "SRG")], ["SRG"])
    texts = ("pixels images cameras upscaling", "logic rules reasoning theorems", "theorems and logic of rules")
    papers = [Paper(id=p.id, title="", abstract=t) for p, t in zip(papers, texts, strict=True)]
    entities = link(papers, extractions)
    assert node(entities, "super-resolution grids") != node(entities, "sparse rule graph")
    assert node(entities, "SRG", "p2") == node(entities, "sparse rule graph")
    merge = next(m for e in entities for m in e.merges if "company" in m.reason)
    assert 0.5 < merge.confidence < 0.95


def test_the_sense_that_papers_shorten_so_is_likelier_than_one_that_is_common() -> None:
    shortened = [[("language models", "LMs")]] * 3
    common = [[("large language models", "LLMs")]] * 12 + [[("large language models", "LMs")]]
    entities = linked(*shortened, *common, ["LM"])
    assert node(entities, "LM", "p16") == node(entities, "language models")


def test_long_forms_that_differ_in_endings_are_one_thing() -> None:
    entities = linked([("root mean square error", "RMSE")], [("root mean squared error", "RMSE")], type="Metric")
    assert len(entities) == 1


def test_an_alias_that_is_a_wider_thing_stands_on_its_node() -> None:
    entities = linked(
        [("climate change stance detection", "stance detection")],
        ["stance detection"],
        ["stance detection"],
        ["stance detection"],
        type="Task",
    )
    assert node(entities, "climate change stance detection") != node(entities, "stance detection")
    narrow = next(e for e in entities if e.name == "climate change stance detection")
    assert narrow.broader == (node(entities, "stance detection"),)


def test_every_name_and_alias_is_a_member_also_of_what_is_unsure() -> None:
    low = FoundEntity(name="noise", type="Method", below=True)
    papers, extractions = found(["A net", ("B of Trees", "BoT")], [low, "BoT"])
    members = [m for e in link(papers, extractions) for m in e.members]
    assert sorted(members, key=lambda m: (m.paper, m.name)) == [
        Member(paper="p0", name="A net"),
        Member(paper="p0", name="B of Trees"),
        Member(paper="p0", name="BoT"),
        Member(paper="p1", name="BoT"),
        Member(paper="p1", name="noise"),
    ]


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Zorro 2.1 and 2.4", "Zorro 2.1"),
        ("ZorroNet-50,56", "ZorroNet-50"),
        ("ZorroBank v1.7", "ZorroBank"),
        ("ZorroEval 2017 shared task", "ZorroEval-2017 Task 3B"),
        ("ZorroEval 2017 shared task #1", "ZorroEval 2017 shared task"),
    ],
)
def test_an_alias_with_another_number_is_another_thing(name: str, alias: str) -> None:
    entities = linked([(name, alias)], type="Dataset")
    assert node(entities, name) != node(entities, alias)


def test_a_number_of_both_does_not_part() -> None:
    entities = linked([("ZB-101 gait database", "ZB-101")], type="Dataset")
    assert node(entities, "ZB-101 gait database") == node(entities, "ZB-101")


@pytest.mark.parametrize(("one", "other"), [("Zorro 2014", "Zorro 14"), ("Zorro 10k", "Zorro 10,000")])
def test_a_number_may_be_written_in_two_ways(one: str, other: str) -> None:
    assert not other_number(one, other)


def test_other_abbreviations_tell_names_apart_that_differ_in_automatic_only() -> None:
    entities = linked([("automatic grid repair", "AGR")], [("grid repair", "GR")], type="Task")
    assert node(entities, "AGR") != node(entities, "GR")
    entities = linked(["automatic grid repair"], [("grid repair", "GR")], type="Task")
    assert len(entities) == 1


def test_a_measure_is_not_what_its_short_form_means_elsewhere() -> None:
    cruise = FoundEntity(name="zonal cruise control", aliases=("ZCC",), type="Method")
    entities = linked([cruise], [FoundEntity(name="ZCC", type="Metric")], [FoundEntity(name="ZCC", type="Task")])
    assert node(entities, "ZCC", "p1") != node(entities, "ZCC", "p0")
    assert node(entities, "ZCC", "p2") == node(entities, "ZCC", "p0")


def test_an_abbreviation_goes_where_its_long_form_goes() -> None:
    entities = linked(
        [("neural grid repair", "NGR", "grid repair")], ["grid repair"], ["grid repair"], ["grid repair"], type="Task"
    )
    assert node(entities, "NGR") == node(entities, "neural grid repair") != node(entities, "grid repair")


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("unsupervised grid repair", "grid repair"),
        ("pre-trained grid embeddings", "grid embeddings"),
        ("Icelandic grid repair", "grid repair"),
        ("low-resource cross-lingual grid repair", "cross-lingual grid repair"),
    ],
)
def test_a_setting_or_a_language_makes_another_thing(name: str, alias: str) -> None:
    entities = linked([(name, alias)], type="Task")
    assert node(entities, name) != node(entities, alias)


def test_what_is_based_on_a_thing_is_another_one() -> None:
    entities = linked([("zonal grid planner", "ZGP-based methods", "ZGP")])
    assert node(entities, "ZGP") == node(entities, "zonal grid planner") != node(entities, "ZGP-based methods")


def test_what_the_paper_explains_is_believed() -> None:
    papers, extractions = found([("dense swarm balancing", "grid repair")], type="Task")
    texts = {"We study dense swarm balancing, also known as grid repair.": 1, "Dense swarm balancing. Grid repair.": 0}
    sure = {}
    for text in texts:
        told = [Paper(id=p.id, title="", abstract=text) for p in papers]
        sure[text] = max((m.confidence for e in link(told, extractions) for m in e.merges), default=0.0)
    assert [text for text, confidence in sure.items() if confidence == max(sure.values())] == [
        text for text, explained in texts.items() if explained
    ]


def test_the_words_of_long_forms_may_end_otherwise() -> None:
    entities = linked([("restless two-arm grid", "RTAG")], [("restless two-armed grid", "RTAG")])
    assert len(entities) == 1


def test_a_plural_behind_an_abbreviated_name_is_no_part_of_it() -> None:
    entities = linked([("bold edge view projections", "BEV", "bold edge view")])
    merges = {frozenset(m.names): m.reason for e in entities for m in e.merges}
    assert merges[frozenset(("bold edge view", "BEV"))] == "abbreviation stated in 1 paper"
    assert "abbreviation" not in merges.get(frozenset(("bold edge view projections", "BEV")), "")


def test_doubts_name_things_that_differ_in_the_word_for_what_is_done() -> None:
    entities = linked(["grid stance detection"], ["grid stance classification"], ["grid stance repair"], type="Task")
    assert [set(d.names) for d in likely_missed(entities)] == [{"grid stance detection", "grid stance classification"}]


def test_name_is_the_form_of_most_papers_and_the_first_of_equals() -> None:
    (entity,) = linked(["Graph net"], ["graph nets"], ["graph nets"])
    assert entity.name == "graph nets"
    (entity,) = linked(["Graph net"], ["graph nets"])
    assert entity.name == "Graph net"


def test_ids_are_slugs_with_a_hash_on_a_clash_only() -> None:
    entities = linked(["C++"], ["C++"], ["C"], ["変分法"])
    ids = {e.name: e.id for e in entities}
    assert ids["C++"] == "entity/c"
    assert ids["C"].startswith("entity/c-")
    assert len(ids["変分法"]) > len("entity/")
    assert [e.id for e in entities] == sorted(e.id for e in entities)


def test_each_merge_has_a_reason() -> None:
    (entity,) = linked([("Zonal Grid Planning", "ZGP")], ["zonal-grid planning"])
    reasons = {m.names: m.reason for m in entity.merges}
    assert reasons == {
        ("Zonal Grid Planning", "zonal-grid planning"): "differ in spelling only",
        ("Zonal Grid Planning", "ZGP"): "abbreviation stated in 1 paper",
    }


def test_the_text_says_what_is_broader() -> None:
    papers, extractions = found(["optimisers", "Adam", "Zorro"])
    papers = [Paper(id="p0", title="", abstract="We compare optimisers such as Adam and Zorro.")]
    entities = link(papers, extractions)
    wide = node(entities, "optimisers")
    assert {e.name for e in entities if e.broader == (wide,)} == {"Adam", "Zorro"}


def test_names_say_what_is_broader_and_nothing_is_broader_than_itself() -> None:
    entities = linked(
        ["graph neural networks", "graph attention networks", "GPT", "GPT-2", "hard attention", "attention"]
    )
    above = {e.name: e.broader for e in entities}
    assert above["graph attention networks"] == (node(entities, "graph neural networks"),)
    assert above["GPT-2"] == (node(entities, "GPT"),)
    assert above["hard attention"] == (node(entities, "attention"),)
    assert above["GPT"] == ()


def test_what_a_paper_gives_as_one_thing_and_linking_does_not_is_told() -> None:
    names = [("ridge walking", "unsupervised multilingual ridge walking")]
    entities = linked(names, type="Task")
    (missed,) = likely_missed(entities)
    assert (set(missed.names), missed.papers) == (set(names[0]), 2)
    assert missed.reason == "one thing in a paper, the one wider by its words"
    word = parse(f'[[different]]\nnames = ["{names[0][0]}", "{names[0][1]}"]\n')
    assert likely_missed(link(*found(names, type="Task"), corrections=word)) == []


def test_a_small_word_that_a_name_starts_with_is_part_of_it() -> None:
    entities = linked(["ON-RTAG"], ["RTAG"], ["on-grid learning"], ["grid learning"], ["learning with grids"])
    assert len({node(entities, n) for n in ("ON-RTAG", "RTAG", "on-grid learning", "grid learning")}) == 4


def test_a_capital_s_is_a_plural_in_long_words_of_capitals_alone() -> None:
    entities = linked(["GRID NETWORKS"], ["grid network"], ["UdS"], ["UD"], ["RAGS"], ["RAG"])
    assert node(entities, "GRID NETWORKS") == node(entities, "grid network")
    assert len({node(entities, n) for n in ("UdS", "UD", "RAGS", "RAG")}) == 4


def test_a_short_form_is_its_words_in_a_paper_that_takes_it_for_known() -> None:
    stated: list[Thing] = [("zonal grid planning", "ZGP")]
    entities = linked(stated, stated, ["ZGP", "zonal grid planning"], ["ZGP"])
    assert len(entities) == 1
    other: list[Thing] = [FoundEntity(name="ZGP", type="Dataset"), "zonal grid planning"]
    assert len(linked(stated, stated, other)) == 2


def test_doubts_name_the_least_certain_merge_and_the_likeliest_missed_one() -> None:
    entities = linked([("photo height estimation", "photo shape sensing")], ["QZP"], ["quick zone planning"])
    assert least_certain(entities)[0].names == ("photo height estimation", "photo shape sensing")
    missed = likely_missed(entities)[0]
    assert set(missed.names) == {"QZP", "quick zone planning"}
    assert len(missed.entities) == 2


def test_what_the_field_knows_stands_on_one_line_each() -> None:
    assert all(len(names) > 1 and all(n == n.strip() != "" for n in names) for names in known())
    long = Counter(name.lower() for names in known() for name in names if " " in name)
    assert not [name for name, lines in long.items() if lines > 1]


def test_a_short_form_that_a_paper_writes_out_is_not_what_the_field_knows_it_for() -> None:
    mine = ("phoneme count compliance (PCC) score", "phoneme count compliance", "PCC score", "PCC")
    theirs = ("Pearson correlation", "Pearson correlation coefficient")
    entities = linked([mine], theirs[:1], theirs[1:], type="Metric")
    assert {frozenset(m.name for m in e.members) for e in entities} == {frozenset(mine), frozenset(theirs)}


forms = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip)


@settings(deadline=None)  # each time all names that the field knows are looked up
@given(st.lists(st.lists(st.lists(forms, min_size=1, max_size=3), max_size=3), max_size=4))
def test_any_names_link_and_none_is_lost(papers: list[list[list[str]]]) -> None:
    entities = linked(*[[tuple(names) for names in things] for things in papers])
    there = {(m.paper, m.name) for e in entities for m in e.members}
    assert there == {(f"p{n}", form) for n, things in enumerate(papers) for names in things for form in names}
    assert len({e.id for e in entities}) == len(entities)


def test_the_same_whatever_the_hash_seed() -> None:
    code = "from tests.benchmarks.linking import corpus; from kg.linking import link; print(link(*corpus(2000)))"
    runs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert len(runs[0].stdout) > 1000
    assert runs[0].stdout == runs[1].stdout


def test_an_alias_that_another_entity_of_the_paper_is_named_by_stands_for_that_one() -> None:
    entities = linked([("large grid model", "grid model"), "grid model"])
    assert node(entities, "grid model", "p0") != node(entities, "large grid model", "p0")
