"""What the LRS double has against a cmi5 session.

For each rule one session that breaks it, and one that almost does.
"""

from __future__ import annotations

import pytest
from lrs_client import Client, new_id
from lrs_unit import (
    CMI5,
    MASTERY_SCORE,
    MOVE_ON,
    UNIT,
    VERB,
    Content,
    Step,
    batch,
    judged,
    say,
    with_activities,
    with_context,
)

OTHER = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "bob"}}
START, END = say("initialized"), say("terminated")
GROUPING = {"objectType": "Activity", "id": UNIT.publisher_id}
FIRST = {"objectType": "Activity", "id": "https://example.org/course"}
ASKED = {"objectType": "Activity", "id": "https://example.org/q", "definition": {"type": VERB + "x"}}
Steps = list[Step]

# what is said about the broken session · its steps · those of the almost broken one; both have begun
RULES: list[tuple[str, Steps, Steps]] = [
    ("9.1.0.0-1 initialized: without id", [say("initialized", id=None)], [START]),
    ("9.7.0.0-1 initialized: without timestamp", [say("initialized", timestamp=None)], [START]),
    (
        "9.7.0.0-2 initialized: timestamp not in UTC",
        [say("initialized", timestamp="2026-03-01T10:00:00+01:00")],
        [say("initialized", timestamp="2026-03-01T09:00:00+00:00")],
    ),
    (
        "8.1.3.0-3 experienced: not the launch's actor",
        [START, say("experienced", False, actor=OTHER)],
        [START, say("experienced", False)],
    ),
    ("9.6.1.0-1 initialized: wrong registration", [with_context("initialized", registration=None)], [START]),
    (
        "9.6.1.0-1 initialized: wrong registration",
        [with_context("initialized", registration=new_id())],
        [START],
    ),
    ("9.6.3.1-4 initialized: without session id", [with_context("initialized", extensions={})], [START]),
    (
        "10.2.1.0-6 experienced: context not as in the template",
        [START, with_activities("experienced", False, grouping=[FIRST, GROUPING])],
        [START, with_activities("experienced", False, grouping=[GROUPING, FIRST])],
    ),
    (
        "10.2.1.0-6 initialized: context not as in the template",
        [with_activities("initialized", grouping=GROUPING)],
        [with_activities("initialized", grouping=[GROUPING])],
    ),
    (
        "10.2.1.0-6 experienced: context not as in the template",
        [START, with_context("experienced", False, extensions={UNIT.publisher_id: "x"})],
        [START, with_context("experienced", False, language="en-GB", platform="web")],
    ),
    (
        "9.3.0.0-4 experienced: before initialized",
        [say("experienced", False)],
        [START, say("experienced", False)],
    ),
    (
        "9.3.0.0-4 completed: before initialized",
        [batch("initialized", "completed")],
        [START, batch("completed", "passed")],
    ),
    (
        "9.3.0.0-5 passed: after terminated",
        [START, batch("terminated", "passed")],
        [START, batch("passed", "terminated")],
    ),
    (
        "9.3.0.0-5 experienced: after terminated",
        [START, END, say("experienced", False)],
        [START, say("experienced", False), END],
    ),
    (
        "8.1.2.0-2 activities/state: after terminated",
        [START, END, Content.launch_data],
        [START, Content.launch_data, END],
    ),
    (
        "6.3.0.0-1 voided: voids a statement",
        [START, say("voided", False, object={"objectType": "StatementRef", "id": new_id()})],
        [START, say("commented", False, object={"objectType": "StatementRef", "id": new_id()})],
    ),
    (
        "9.6.2.2-2 experienced: moveon category where it may not be",
        [START, with_activities("experienced", False, category=[MOVE_ON])],
        [START, with_activities("experienced", False, category=[FIRST])],
    ),
    (
        "9.6.2.2-2 passed: moveon category where it may not be",
        [START, with_activities("passed", category=[MOVE_ON])],
        [START, with_activities("passed", category=[MOVE_ON, CMI5])],
    ),
    (
        "9.3.0.0-1 answered: cmi5 category on a verb that cmi5 doesn't define",
        [START, say("answered", object=ASKED)],
        [START, say("answered", False, object=ASKED)],
    ),
    (
        "8.1.5.0-6 terminated: not about the launch's activity",
        [START, say("terminated", object=ASKED)],
        [START, END],
    ),
    (
        "8.1.5.0-6 completed: not about the launch's activity",
        [START, say("completed", object={"id": UNIT.publisher_id})],
        [START, say("completed", object={"id": UNIT.activity_id})],
    ),
    ("9.5.4.1 terminated: without duration", [START, say("terminated", result=None)], [START, END]),
    (
        "9.5.4.1 passed: without duration",
        [START, say("passed", result={"success": True})],
        [START, say("passed", result={"success": True, "duration": "PT0S"})],
    ),
    (
        "9.5.3.0-1 completed: without completion true",
        [START, say("completed", result={"completion": False, "duration": "PT1S"})],
        [START, say("completed", result={"completion": True, "duration": "PT1S"})],
    ),
    (
        "9.5.3.0-2 passed: with completion",
        [START, say("passed", result={"success": True, "completion": True, "duration": "PT1S"})],
        [START, say("passed"), say("completed")],
    ),
    (
        "9.5.2.0-1 passed: without success true",
        [START, say("passed", result={"duration": "PT1S"})],
        [START, say("passed", result={"success": True, "duration": "PT1S"})],
    ),
    (
        "9.5.2.0-2 failed: without success false",
        [START, say("failed", result={"duration": "PT1S"})],
        [START, say("failed", result={"success": False, "duration": "PT1S"})],
    ),
    (
        "9.5.2.0-3 completed: with success",
        [START, say("completed", result={"completion": True, "success": True, "duration": "PT1S"})],
        [START, say("answered", False, result={"success": True, "completion": True})],
    ),
    (
        "9.6.2.2-1 completed: without moveon category",
        [START, with_activities("completed", category=[CMI5])],
        [START, with_activities("completed", category=[CMI5, MOVE_ON, FIRST])],
    ),
    (
        "9.5.1.0-2 terminated: with score",
        [START, say("terminated", result={"duration": "PT1S", "score": {"scaled": 1}})],
        [START, say("answered", False, result={"score": {"scaled": 1}})],
    ),
    (
        "9.5.1.0-3 passed: raw without min and max",
        [START, say("passed", result={"success": True, "duration": "PT1S", "score": {"raw": 9, "min": 0}})],
        [START, say("passed", result={"success": True, "duration": "PT1S", "score": {"scaled": 1}})],
    ),
    (
        "9.6.3.2-2 passed: without the launch's masteryScore",
        [START, with_context("passed", extensions={MASTERY_SCORE: 0.7})],
        [START, say("passed")],
    ),
    (
        "9.3.4.0-2 passed: score below masteryScore",
        [START, say("passed", result={"success": True, "duration": "PT1S", "score": {"scaled": 0.799}})],
        [START, say("passed", result={"success": True, "duration": "PT1S", "score": {"scaled": 0.8}})],
    ),
    (
        "9.3.6.0-1 failed: score not below masteryScore",
        [START, say("failed", result={"success": False, "duration": "PT1S", "score": {"scaled": 0.8}})],
        [START, say("failed", result={"success": False, "duration": "PT1S", "score": {"scaled": 0.799}})],
    ),
    ("9.3.0.0-2 initialized: a second time in the session", [START, START], [START]),
    (
        "9.3.0.0-2 completed: a second time in the session",
        [START, batch("completed", "completed")],
        [START, batch("completed")],
    ),
    (
        "9.3.0.0-2 failed: a second time in the session",
        [START, say("failed"), say("failed")],
        [START, say("failed"), say("failed", False)],
    ),
    (
        "9.3.0.0-3 failed: passed and failed in one session",
        [START, say("passed"), say("failed")],
        [START, say("passed")],
    ),
    (
        "9.3.0.0-3 passed: passed and failed in one session",
        [START, batch("failed", "passed")],
        [START, say("failed")],
    ),
    (
        "9.3.0.0-4 initialized: its timestamp is not the first",
        [START, say("experienced", False, timestamp="2026-02-28T09:00:00Z")],
        [START, say("experienced", False, timestamp="2026-03-01T09:00:01Z")],
    ),
    (
        "9.3.0.0-5 terminated: its timestamp is not the last",
        [START, say("experienced", False, timestamp="2027-01-01T00:00:00Z"), END],
        [START, say("experienced", False, timestamp="2026-03-01T09:00:03Z"), END],
    ),
    ("10.2.1.0-5 POST of LMS.LaunchData", [lambda c: c.launch_data("POST", {"a": 1})], [Content.launch_data]),
    (
        "11.0.0.0-5 PUT of cmi5LearnerPreferences",
        [lambda c: c.preferences("PUT", {"a": 1})],
        [Content.preferences],
    ),
    ("8.2.1.0 the fetch URL was asked 2 times", [Content.fetch], []),
]


@pytest.mark.parametrize(
    ("fault", "broken", "almost"), RULES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_broken_session_and_an_almost_broken_one(
    lrs_client: Client, fault: str, broken: Steps, almost: Steps
) -> None:
    assert fault in judged(lrs_client, broken)
    assert judged(lrs_client, almost) == []
