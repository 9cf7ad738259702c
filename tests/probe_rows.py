"""What the probe reports of our strict LMSs, and of their quirks; a report's lines by visit and heading."""

from __future__ import annotations

FIRST_VISIT_2004 = (
    "SCORM 2004: API_1484_11 in the parent frame",
    "SCORM 1.2: no API found",
    'Initialize: "true"',
    'cmi.scaled_passing_score: "0.8"',
    'cmi.score.scaled: "", error 403',
    'cmi.exit: takes "" "time-out" "logout" "normal" "suspend"',
    'cmi.completion_status: takes "completed" "not attempted" "unknown" "incomplete"; '
    'refuses "passed" (error 406)',
    'cmi.objectives.2.id: refuses "gap" (error 351)',
    'cmi.interactions.0.timestamp: takes "2026-01-02T03:04:05"; refuses "2026-01-02T03:04:05.678Z" '
    '(error 406) "2026-01-02T03:04:05Z" (error 406)',
    'cmi.interactions.0.learner_response: takes "a[,]c"; refuses "with-hyphen" (error 406) "a,c" (error 406)',
    'cmi.interactions.0.description: takes "one line"; refuses "two\\nlines" (error 406)',
    'cmi.interactions.1.learner_response: refuses "before its type" (error 408)',
    "cmi.location, characters: 1000 taken; 1001 refused, error 406",
    "types/sample.mp4: application/octet-stream",
)

QUIRKS = [
    ("booleans", [
        "LMSInitialize: true (a boolean)",
        "LMSGetLastError gives a number",
        "booleans: it answers with truth values, not texts",
    ]),
    ("comments-throw", [
        "cmi.comments: throws comments is undefined",
        "comments-throw: reading cmi.comments throws",
    ]),
    ("mastery-100", [
        'cmi.student_data.mastery_score: "100"',
        "mastery-100: it has a mastery score that nobody set",
    ]),
    ("only-core", [
        'cmi.interactions._count: "", error 401',
        'cmi.core.score.min: refuses "0" (error 401)',
        "only-core: it refuses answers and objectives",
    ]),
    ("nulls", ["cmi.core.score.raw: nothing (null)", "nulls: what was never set is read as null"]),
    ("extra-query", ["address: http: with keys behind a ?", "extra-query: it adds keys to the address"]),
    ("false-with-error-0", [
        'cmi.core.score.min: refuses "0" (no error)',
        "false-with-error-0: it refuses everything, and says that nothing is wrong",
    ]),
    ("silent-reads", ["silent-reads: it doesn't say which status it holds"]),
    ("slow:1000", ["slow:1000: saving takes seconds"]),
    ("throws:LMSSetValue", ['cmi.core.score.min: refuses "0" (throws)']),
    ("throws:LMSInitialize", ["LMSInitialize: throws the platform's own script failed"]),
]  # fmt: skip


def of_visit(lines: list[str], number: int) -> list[str]:
    """The lines of one visit, from 1, out of a report of all."""
    starts = [at for at, line in enumerate(lines) if line.startswith("coursebuilder probe, visit ")]
    assert lines[starts[number - 1]].startswith(f"coursebuilder probe, visit {number} of ")
    return lines[starts[number - 1] : [*starts, len(lines)][number]]


def after(lines: list[str], heading: str) -> list[str]:
    """The lines below a heading, up to the next."""
    start = lines.index(heading) + 1
    return lines[start : lines.index("", start) if "" in lines[start:] else len(lines)]
