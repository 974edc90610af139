"""Papers -> extractions: the pipeline's Docs as plain records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from kg.errors import KgError, PipelineError
from kg.nlp.confidence import Curves, calibrated
from kg.nlp.entities import Thing
from kg.nlp.extensions import register
from kg.nlp.sentences import Sentences
from kg.records import Extraction, FoundEntity, Paper, marked
from kg.resources import pipeline_folder
from kg.vocab import PAPER

LONGEST_TEXT = 20_000  # characters; an abstract is a tenth of it
_GIVEN = frozenset({"doc.user_data", "doc._.kg_relations", "doc._.kg_results"})  # what an extraction is made of


def load_pipeline(name: str = "default", *, threads: int = 1) -> Language:
    """The spaCy pipeline of a name ("default", "small") or a folder, its encoder working in `threads` threads.

    Raises:
        PipelineError: there is no such pipeline, it cannot be loaded, or it extracts nothing.
    """
    register()
    folder = pipeline_folder(name)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(f"{folder}: the pipeline cannot be loaded: {str(error).splitlines()[0]}") from None
    if not any(_GIVEN.intersection(nlp.get_pipe_meta(pipe).assigns) for pipe in nlp.pipe_names):
        raise PipelineError(f"{folder}: no component of this pipeline gives entities; see pipelines/README.md")
    if nlp.has_pipe("kg_encoder"):
        nlp.get_pipe("kg_encoder").threads = threads  # type: ignore[attr-defined]  # our own component
    return nlp


def make_doc(nlp: Language, paper: Paper) -> Doc:
    """The Doc of a paper: title, line break, abstract; cut where it is longer than any abstract."""
    title = paper.title[:LONGEST_TEXT]
    doc = nlp.make_doc(f"{title}\n{paper.abstract[: LONGEST_TEXT - len(title)]}")
    doc._.kg_title = len(title)
    doc._.kg_shift = len(title) + 1
    return doc


def extract(papers: Iterable[Paper], nlp: Language, *, min_confidence: float = 0.0) -> Iterator[Extraction]:
    """One Extraction a paper, in order; a paper in another language than English gives an empty one.

    What is less sure than `min_confidence` is kept and marked `below`. A text that breaks the pipeline gives an empty
    one with its fault.
    """
    waiting: list[Paper] = []
    curves = curves_of(nlp)
    papers = iter(papers)

    def docs() -> Iterator[Doc]:
        for paper in papers:
            waiting.append(paper)
            yield doc_of(paper, nlp)

    with threadpool_limits(1, "blas"):  # small matrices: more threads would only wait for each other
        try:
            for doc in nlp.pipe(docs(), batch_size=16):
                found = extraction(waiting[0], doc, min_confidence, curves)
                waiting.pop(0)
                yield found
        except (KgError, MemoryError, OSError):  # no text's fault
            raise
        except Exception:  # noqa: BLE001  # one text costs no other: each is read alone from here on
            for paper in (*waiting, *papers):
                yield _alone(paper, nlp, min_confidence, curves)


def _alone(paper: Paper, nlp: Language, min_confidence: float, curves: Curves) -> Extraction:
    """The extraction of one paper, empty where its text breaks the pipeline."""
    try:
        (doc,) = nlp.pipe([doc_of(paper, nlp)])
        return extraction(paper, doc, min_confidence, curves)
    except (KgError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  # as above
        why = f"the pipeline breaks on its text ({type(error).__name__}: {error}); it has no entities, please report it"
        return Extraction(paper=paper.id, fault=why)


def doc_of(paper: Paper, nlp: Language) -> Doc:
    """The Doc to read, without words where the paper's language is not read."""
    foreign = paper.language not in ("", "en")
    return make_doc(nlp, Paper(id=paper.id, title="") if foreign else paper)


def curves_of(nlp: Language) -> Curves:
    """The calibration of a pipeline; empty where it brings none."""
    model = nlp.get_pipe("kg_encoder").model if nlp.has_pipe("kg_encoder") else None  # type: ignore[attr-defined]  # ours
    found: Curves = model.settings.get("calibration", {}) if model else {}
    return found


def extraction(paper: Paper, doc: Doc, min_confidence: float, curves: Curves = MappingProxyType({})) -> Extraction:
    """The records of one Doc, their confidences calibrated by `curves`."""
    where = Sentences(doc)
    things: list[Thing] = doc.user_data.get("kg_things", [])
    entities = [
        FoundEntity(
            name=t.name,
            aliases=t.aliases,
            type=t.type,
            role=t.role,
            confidence=calibrated(t.confidence, "entity", curves),
            mentions=tuple(where.mention(doc._.kg_reading.bare(m)) for m in t.mentions),
        )
        for t in things
    ]
    relations = [
        replace(r, confidence=calibrated(r.confidence, "of_paper" if r.head == PAPER else "between", curves))
        for r in doc._.kg_relations
    ]
    results = [replace(x, confidence=calibrated(x.confidence, "result", curves)) for x in doc._.kg_results]
    found = Extraction(paper=paper.id, entities=tuple(entities), relations=tuple(relations), results=tuple(results))
    return marked(found, min_confidence)
