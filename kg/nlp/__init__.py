"""Papers -> extractions, by a spaCy pipeline; the only folder that imports spaCy.

The pipeline: words, sentences (`kg_sentences`), one reading of the text
(`kg_encoder`), mentions (`kg_mentions`), entities with roles (`kg_entities`),
relations (`kg_relations`), results (`kg_results`). The small pipeline has spaCy's own
entity recogniser and one component behind it (`kg_small`).
"""

from kg.nlp.extract import extract, load_pipeline

__all__ = ["extract", "load_pipeline"]
