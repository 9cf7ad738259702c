"""Results from Moodle's SCORM reports: what they lack is told, and what learners typed is read as it was."""

from __future__ import annotations

from pathlib import Path

from simulated_learners import moodle_rows, tabbed
from test_results_sources import PERSONS, counted, course, lookup

from coursebuilder.results.lookup import Lookup
from coursebuilder.results.moodle import moodle_record, moodle_report

__all__ = ["course", "lookup"]  # fixtures


def test_a_report_without_its_questions_says_what_to_tick(tmp_path: Path, lookup: Lookup) -> None:
    rows = moodle_rows(PERSONS, "Made for learners", "interactions")
    kept = [[cell for n, cell in enumerate(row) if n < 7 or (n - 7) % 4] for row in rows]
    (tmp_path / "export").write_text(tabbed(kept), encoding="utf-8")
    _, reading = counted(tmp_path, lookup, [tmp_path / "export"])
    assert "Summary of question" in reading.unread[0].reason


def test_what_was_typed_is_read_as_moodle_writes_it_for_a_page(lookup: Lookup) -> None:
    """Both downloads have responses as a page of HTML needs them."""
    header = ["Name", "Email address", "Attempt", "Started on", "Last accessed on", "Score", "Made"]
    report = moodle_report([*header, "Question 0", "Response 0"], lookup)
    for date in ("Tuesday, 1 September 2026, 9:05 AM", "1 September 2026, 9:05 AM"):  # text, workbook
        person = ["Imogen", "i@example.org", "1", date, date, "0", "Incomplete"]
        row = [*person, "q1", "Jo&#039;s &amp; &lt;mine&gt;"]
        record = report and moodle_record(report, row, ())
        assert record and record.elements["cmi.interactions.0.student_response"] == "Jo's & <mine>"
        assert record.began == 1788253500_000
