"""What stands beside the figures: their definitions, and what each source's form can tell at all."""

from __future__ import annotations

MEANINGS = (
    ("Began", "Learners of whom anything about the module was told."),
    (
        "Finished",
        "Learners for whom “completed” or “passed” was told. Passed: for whom “passed” was ever told.",
    ),
    (
        "First try, facility",
        "Of the learners who answered, the share whose first answer was right (p of classical test theory).",
    ),
    (
        "Discrimination",
        "The correlation between being right here and the share right of the other questions of the "
        "same part (corrected item-total). Below 0.1 the question says little about who knows more; below 0 "
        "look for a mistake. Given from 30 learners.",
    ),
    (
        "Time",
        "Exact quartiles. On a question: of first answers. To finish: the learning time that packages told.",
    ),
    (
        "Reliability",
        "Cronbach's alpha, which is KR-20 for right and wrong, of the first try, where all are "
        "asked the same; its interval is Bonett's (2002). Given from 30 learners. Standard error: what a "
        "result may differ by if the same learner answered again.",
    ),
    ("Came no further", "Learners who didn't finish, counted at the furthest page they were shown."),
    ("Objective met", "Of the learners of whom it was told, the share for whom “met” was ever told."),
)
CARRIED_NAMES = (
    "finished, passed",
    "pages",
    "first answers",
    "responses",
    "time on a question",
    "time to finish",
    "objectives",
)
CARRIED = (
    ("xAPI, cmi5", ("yes",) * 7),
    ("SCORM run-time records", ("yes", "the last one", "yes", "yes", "yes", "yes", "yes")),
    ("Moodle, basic report", ("by the score", "no", "no", "no", "no", "no", "no")),
    ("Moodle, interactions report", ("by the score", "no", "yes", "SCORM 1.2 only", "no", "no", "no")),
    ("Moodle, objectives report", ("by the score", "no", "no", "no", "no", "no", "yes")),
)
