"""Papers -> extractions, kept as Parquet shards, so that no text is read twice by the same pipeline.

`alone.py` is `kg extract`; `stage.py` is the stage of `kg build`: what a record
brought, else what the shards keep, else what an engine reads.
"""

from kg.extraction.alone import extract, extract_lines
from kg.extraction.engines import check_engine
from kg.extraction.stage import extracted

__all__ = ["check_engine", "extract", "extract_lines", "extracted"]
