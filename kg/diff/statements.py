"""Triples, results and citations, compared as if every entity and paper of the first build had its present id."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kg.diff.difference import Citations, Results, Triples
from kg.diff.frames import changes, named, renewed
from kg.diff.rows import rows_of
from kg.diff.sides import Side
from kg.diff.statement_items import Citation, ModalityChanged, Result, ResultChanged, Triple, TripleChanged
from kg.vocab import UNDIRECTED

_TRIPLE = ["subject", "predicate", "object"]
_STATEMENT = [*_TRIPLE, "modality"]
_SLOTS = ["paper", "method", "on", "metric"]
_RESULT = [*_SLOTS, "value", "unit"]


@dataclass(frozen=True, slots=True)
class Names:
    """The names (id, name) of entities and papers in both builds, and the present ids (was, now) of the first's."""

    was: pl.DataFrame
    now: pl.DataFrame
    heirs: pl.DataFrame

    @classmethod
    def of(cls, a: Side, b: Side, heirs: pl.DataFrame) -> Names:
        """The names in two out folders.

        Raises:
            GraphError: a table cannot be read.
        """
        return cls(_names(a), _names(b), heirs)


def _names(side: Side) -> pl.DataFrame:
    titles = side.table("papers", "id", "title").rename({"title": "name"})
    return pl.concat([titles, side.table("entities", "id", "name")])


def triples(a: Side, b: Side, names: Names, step: float) -> Triples:
    """What came, went and changed of the statements; a confidence that moved by less than `step` is the same."""
    was, now = _statements(a, names.heirs), _statements(b, names.heirs.clear())
    came, went = now.join(was, on=_STATEMENT, how="anti"), was.join(now, on=_STATEMENT, how="anti")
    modality = _other_modalities(came, went)
    came, went = (t.join(modality, on=_TRIPLE, how="anti") for t in (came, went))
    went = went.with_columns(subject="had_subject", object="had_object")
    ends = {"subject_name": "subject", "object_name": "object"}
    return Triples(
        came=rows_of(named(came, names.now, **ends), Triple),
        went=rows_of(named(went, names.was, **ends), Triple),
        changed=rows_of(named(_changed_statements(was, now, step), names.now, **ends), TripleChanged),
        modality=rows_of(named(modality, names.now, **ends), ModalityChanged),
    )


def _statements(side: Side, heirs: pl.DataFrame) -> pl.DataFrame:
    """Statements under their present ids, one for each triple and modality; `had_` columns keep the ids they had."""
    table = side.table("statements", *_STATEMENT, "confidence", "support", "asserted")
    table = renewed(table.with_columns(had_subject="subject", had_object="object"), heirs, "subject", "object")
    turned = (
        pl.col("predicate").is_in(list(UNDIRECTED))
        & ~pl.col("subject").str.starts_with("paper/")
        & (pl.col("object") < pl.col("subject"))
    )
    table = table.with_columns(
        subject=pl.when(turned).then("object").otherwise("subject"),
        object=pl.when(turned).then("subject").otherwise("object"),
    )
    best = pl.col("confidence", "support", "asserted").max()
    return table.group_by(_STATEMENT).agg(best, pl.col("had_subject", "had_object").min())


def _changed_statements(was: pl.DataFrame, now: pl.DataFrame, step: float) -> pl.DataFrame:
    """The statements of both builds whose confidence, support or `asserted` differs."""
    both = now.join(was.drop("had_subject", "had_object"), on=_STATEMENT, suffix="_was")
    other_support = pl.col("support") != pl.col("support_was")
    other_standing = pl.col("asserted") != pl.col("asserted_was")
    changed = both.filter(_confidence_moved(step) | other_support | other_standing)
    return changed.rename({f"{column}_was": f"was_{column}" for column in ("confidence", "support", "asserted")})


def _other_modalities(came: pl.DataFrame, went: pl.DataFrame) -> pl.DataFrame:
    """The triples that came with some modalities and went with others: they only changed their modality."""
    modalities = pl.col("modality").sort()
    now = came.group_by(_TRIPLE).agg(modalities.alias("now"))
    return now.join(went.group_by(_TRIPLE).agg(modalities.alias("was")), on=_TRIPLE)


def _confidence_moved(step: float) -> pl.Expr:
    """Whether a confidence moved by `step` or more; a difference below nine digits is rounding."""
    by = (pl.col("confidence") - pl.col("confidence_was")).abs().round(9)
    return (by > 0) & (by >= step)


def results(a: Side, b: Side, names: Names, step: float) -> Results:
    """What came, went and changed of the results; a confidence that moved by less than `step` is the same."""
    was, now = _results(a, names.heirs), _results(b, names.heirs.clear())
    same = now.join(was, on=_RESULT, suffix="_was")
    came, went = now.join(was, on=_RESULT, how="anti"), was.join(now, on=_RESULT, how="anti")
    revised = _revised(came, went)
    came, went = (t.join(revised, on=_SLOTS, how="anti") for t in (came, went))
    went = went.with_columns(paper="had_paper")
    changed = _changed_results(same.with_columns(value_was="value", unit_was="unit"), revised, step)
    return Results(
        came=rows_of(named(came, names.now, paper_name="paper"), Result),
        went=rows_of(named(went, names.was, paper_name="paper"), Result),
        changed=rows_of(named(changed, names.now, paper_name="paper"), ResultChanged),
    )


def _results(side: Side, heirs: pl.DataFrame) -> pl.DataFrame:
    """Results, one for each way of saying the same, so that a sentence that moved moves no result."""
    texts = ("paper", "method_text", "on_text", "metric_text", "value_text", "unit")
    found = side.table("results", *texts, "confidence", "modality", "asserted").with_columns(had_paper="paper")
    found = renewed(found.rename({t: t.removesuffix("_text") for t in texts}), heirs, "paper")
    best = [pl.col("confidence", "asserted").max(), pl.col("modality", "had_paper").min()]
    return found.group_by(_RESULT).agg(best)


def _revised(came: pl.DataFrame, went: pl.DataFrame) -> pl.DataFrame:
    """Results with a new value: the only value that came for the only value that went."""
    alone = pl.len().over(_SLOTS) == 1
    return came.filter(alone).join(went.filter(alone), on=_SLOTS, suffix="_was")


def _changed_results(same: pl.DataFrame, revised: pl.DataFrame, step: float) -> pl.DataFrame:
    """The results of which a field differs, each with its `changes`; a small move of the confidence is none."""
    fields = ["value", "unit", "modality", "confidence", "asserted"]
    both = pl.concat([same, revised], how="diagonal")
    confidence_was = pl.when(_confidence_moved(step)).then("confidence_was").otherwise("confidence")
    both = both.with_columns(confidence_was=confidence_was)
    text = both.with_columns(pl.col(f, f"{f}_was").cast(pl.String) for f in fields)
    return changes(text.rename({f"{f}_was": f"was_{f}" for f in fields}), fields)


def citations(a: Side, b: Side, names: Names) -> Citations:
    """Which stated citations came and went."""
    ends = ["citing", "cited"]
    was = a.table("citations").with_columns(had_citing="citing", had_cited="cited")
    was, now = renewed(was, names.heirs, *ends), b.table("citations").unique()
    came = now.join(was, on=ends, how="anti")
    went = was.join(now, on=ends, how="anti").select(citing="had_citing", cited="had_cited").unique()
    titles = {"citing_name": "citing", "cited_name": "cited"}
    return Citations(
        came=rows_of(named(came, names.now, **titles), Citation),
        went=rows_of(named(went, names.was, **titles), Citation),
    )
