"""What courses cover of a framework, for people and programs, and the sheet on which evidence is gathered.

Minutes are the planned ones of pages. They are never hours of off-the-job training: whether and how these
count is for the apprenticeship's provider to say.
"""

from __future__ import annotations

from coursebuilder.coverage.evidence import evidence_docx, evidence_html
from coursebuilder.coverage.report import FORMATS, Report, report

__all__ = ["FORMATS", "Report", "evidence_docx", "evidence_html", "report"]
