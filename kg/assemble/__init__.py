"""Papers, extractions and linked entities -> the graph's tables."""

from kg.assemble.tables import Parts, assemble

__all__ = ["Parts", "assemble"]
