"""All that our components leave on a Doc, registered once, in one place."""

from __future__ import annotations

from spacy.tokens import Doc

PHRASES = "kg_phrases"  # doc.spans[PHRASES]: words for a result's measure or place that name no entity
SPANS = "kg"  # doc.spans[SPANS]: mentions, label_ = type

# attribute -> default: what is written there is plain data, but for the reading,
# which the last component takes away again.
_ATTRIBUTES: dict[str, object] = {
    "kg_title": 0,  # characters of the title; the text is title, line break, abstract
    "kg_shift": 0,  # characters before the abstract: the title and the line break
    "kg_reading": None,  # kg.nlp.reading.Reading
    "kg_entities": (),  # tuple of records.FoundEntity
    "kg_relations": (),  # tuple of records.FoundRelation
    "kg_results": (),  # tuple of records.FoundResult
}


def register() -> None:
    """Make the attributes known to spaCy; a second call changes nothing."""
    for name, default in _ATTRIBUTES.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
