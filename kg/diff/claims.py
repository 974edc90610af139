"""Triples, results and citations, compared as if every entity and paper of the first build had the id of now."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kg.diff.items import Citing, ModalityChanged, Number, NumberChanged, Rows, Triple, TripleChanged
from kg.diff.matching import changes, named, renewed, shown
from kg.diff.records import Citations, Results, Triples
from kg.diff.sides import Side
from kg.vocab import UNDIRECTED

_SPO = ["subject", "predicate", "object"]
_STATED = [*_SPO, "modality"]
_SLOTS = ["paper", "method", "on", "metric"]
_NUMBER = [*_SLOTS, "value", "unit"]


@dataclass(frozen=True, slots=True)
class Names:
    """(id, name) of entities and papers in both builds, and what the ids of the first are now."""

    was: pl.DataFrame
    now: pl.DataFrame
    heirs: pl.DataFrame

    @classmethod
    def of(cls, a: Side, b: Side, heirs: pl.DataFrame) -> Names:
        """The names in two out folders."""
        return cls(_names(a), _names(b), heirs)


def _names(side: Side) -> pl.DataFrame:
    titles = side.table("papers", "id", "title").rename({"title": "name"})
    return pl.concat([titles, side.table("entities", "id", "name")])


def triples(a: Side, b: Side, names: Names, step: float) -> Triples:
    """What came, went and changed of the statements; a confidence that moved by less than `step` is the same."""
    columns = (*_STATED, "confidence", "support", "asserted")
    was = _stated(a.table("statements", *columns), names.heirs)
    now = _stated(b.table("statements", *columns), names.heirs.clear())
    both = now.join(was.drop("had_subject", "had_object"), on=_STATED, suffix="_was")
    moved = _beyond(step)
    other = (pl.col("support") != pl.col("support_was")) | (pl.col("asserted") != pl.col("asserted_was"))
    changed = both.filter(moved | other).rename({f"{c}_was": f"was_{c}" for c in columns[4:]})
    came, went = now.join(was, on=_STATED, how="anti"), was.join(now, on=_STATED, how="anti")
    how = pl.col("modality").sort()
    modality = came.group_by(_SPO).agg(how.alias("now")).join(went.group_by(_SPO).agg(how.alias("was")), on=_SPO)
    came, went = (t.join(modality, on=_SPO, how="anti") for t in (came, went))
    went = went.with_columns(subject="had_subject", object="had_object")
    ends = {"subject_name": "subject", "object_name": "object"}
    return Triples(
        came=Rows(shown(named(came, names.now, **ends), Triple), Triple),
        went=Rows(shown(named(went, names.was, **ends), Triple), Triple),
        changed=Rows(shown(named(changed, names.now, **ends), TripleChanged), TripleChanged),
        modality=Rows(shown(named(modality, names.now, **ends), ModalityChanged), ModalityChanged),
    )


def _beyond(step: float) -> pl.Expr:
    """Whether a confidence moved, and by `step` or more; what lies below nine digits is no move."""
    by = (pl.col("confidence") - pl.col("confidence_was")).abs().round(9)
    return (by > 0) & (by >= step)


def _stated(frame: pl.DataFrame, heirs: pl.DataFrame) -> pl.DataFrame:
    """Statements under the ids of now, one for each key, with the ends that they had."""
    frame = renewed(frame.with_columns(had_subject="subject", had_object="object"), heirs, "subject", "object")
    turned = (
        pl.col("predicate").is_in(list(UNDIRECTED))
        & ~pl.col("subject").str.starts_with("paper/")
        & (pl.col("object") < pl.col("subject"))
    )
    frame = frame.with_columns(
        subject=pl.when(turned).then("object").otherwise("subject"),
        object=pl.when(turned).then("subject").otherwise("object"),
    )
    best = pl.col("confidence", "support", "asserted").max()
    return frame.group_by(_STATED).agg(best, pl.col("had_subject", "had_object").min())


def results(a: Side, b: Side, names: Names, step: float) -> Results:
    """What came, went and changed of the results."""
    was, now = _numbers(a, names.heirs), _numbers(b, names.heirs.clear())
    same = now.join(was, on=_NUMBER, suffix="_was")
    moved = _beyond(step)
    near = pl.when(moved).then("confidence_was").otherwise("confidence").alias("confidence_was")
    came, went = now.join(was, on=_NUMBER, how="anti"), was.join(now, on=_NUMBER, how="anti")
    one = pl.len().over(_SLOTS) == 1  # a single value that came for a single one that went is a changed value
    revised = came.filter(one).join(went.filter(one), on=_SLOTS, suffix="_was")
    came, went = (t.join(revised, on=_SLOTS, how="anti") for t in (came, went))
    fields = ["value", "unit", "modality", "confidence", "asserted"]
    both = pl.concat(
        [
            same.with_columns(near, value_was="value", unit_was="unit"),
            revised.with_columns(near),
        ],
        how="diagonal",
    )
    text = [pl.col(f, f"{f}_was").cast(pl.String) for f in fields]
    changed = changes(both.with_columns(text).rename({f"{f}_was": f"was_{f}" for f in fields}), fields)
    went = went.with_columns(paper="had_paper")
    return Results(
        came=Rows(shown(named(came, names.now, paper_name="paper"), Number), Number),
        went=Rows(shown(named(went, names.was, paper_name="paper"), Number), Number),
        changed=Rows(shown(named(changed, names.now, paper_name="paper"), NumberChanged), NumberChanged),
    )


def _numbers(side: Side, heirs: pl.DataFrame) -> pl.DataFrame:
    """Results by what they say, one for each key, so that a sentence that moved moves no result."""
    texts = ("paper", "method_text", "on_text", "metric_text", "value_text", "unit")
    found = side.table("results", *texts, "confidence", "modality", "asserted").with_columns(had_paper="paper")
    found = renewed(found.rename({t: t.removesuffix("_text") for t in texts}), heirs, "paper")
    best = [pl.col("confidence", "asserted").max(), pl.col("modality", "had_paper").min()]
    return found.group_by(_NUMBER).agg(best)


def citations(a: Side, b: Side, names: Names) -> Citations:
    """Which stated citations came and went."""
    ends = ["citing", "cited"]
    was = a.table("citations").with_columns(had_citing="citing", had_cited="cited")
    was, now = renewed(was, names.heirs, *ends), b.table("citations").unique()
    went = was.join(now, on=ends, how="anti").select(citing="had_citing", cited="had_cited").unique()
    titles = {"citing_name": "citing", "cited_name": "cited"}
    return Citations(
        came=Rows(shown(named(now.join(was, on=ends, how="anti"), names.now, **titles), Citing), Citing),
        went=Rows(shown(named(went, names.was, **titles), Citing), Citing),
    )
