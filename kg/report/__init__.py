"""`kg report`: the analyses as one HTML file, with plots, for people who never heard of this tool."""

from kg.report.page import report_html, report_page

__all__ = ["report_html", "report_page"]
