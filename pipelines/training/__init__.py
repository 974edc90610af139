"""Training of the extraction model: run by a developer, never at run time."""
