"""Analyses of the graph: topics, centralities, implied links, time and gaps."""

from kg.analysis.analyse import analyse

__all__ = ["analyse"]
