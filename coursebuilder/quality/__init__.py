"""A course's teaching in figures: what is asked, tested, read and chosen; as JSON and as a page to read."""

from __future__ import annotations

from coursebuilder.quality.changes import Change, WrongFigures, changes, read_figures
from coursebuilder.quality.figures import figures
from coursebuilder.quality.report import as_json, report_html

__all__ = ["Change", "WrongFigures", "as_json", "changes", "figures", "read_figures", "report_html"]
