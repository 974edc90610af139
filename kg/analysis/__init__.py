"""Analyses of the graph: topics, centralities, implied links, time and gaps."""

from kg.analysis.analyse import Analysis, analyse, analysis
from kg.analysis.sections import report_sections

__all__ = ["Analysis", "analyse", "analysis", "report_sections"]
