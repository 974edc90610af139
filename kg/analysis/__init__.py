"""Analyses of the graph: topics, centralities, implied links, time and gaps."""

from kg.analysis.analyse import analyse
from kg.analysis.sections import report_sections

__all__ = ["analyse", "report_sections"]
