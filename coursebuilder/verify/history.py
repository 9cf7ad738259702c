"""All launches of one persona on one platform, and the outcome that the platform should hold after each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursebuilder.targets.target import Call, Outcome, Received, Target
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.play_through import PlayedLaunch


@dataclass(frozen=True, slots=True)
class LaunchHistory:
    """One launch: what was on screen, the calls to the platform, and what the platform received by them."""

    played: PlayedLaunch
    calls: Sequence[Call]
    received: Received

    @property
    def reports_nothing(self) -> bool:
        """Whether only the start and the end may be written: in review mode, and after a final result."""
        return self.received.review_or_browse or self.received.outcome_before.final


@dataclass(frozen=True, slots=True)
class History:
    """All launches of one persona on one platform, as the rules judge them.

    ours: whether this compiler made the package, so that its screen could be read
    course: the data in the package's `script#course`; empty for other makers' packages
    trouble: errors that the browser reported for the pages, such as "404: media/a.png"
    secrets: what must reach nobody ("name", "reflection" …) → the text the learner used
    kept: the device's localStorage after the last launch, by key
    """

    target: Target
    behaviour: Behaviour
    launches: Sequence[LaunchHistory]
    ours: bool
    course: Mapping[str, object]
    trouble: Sequence[str]
    secrets: Mapping[str, str]
    kept: Mapping[str, str]


def expected_outcome(launch: PlayedLaunch, course: Mapping[str, object]) -> Outcome | None:
    """The outcome that the screen showed in this launch; None where the screen doesn't show one."""
    last = launch.before_leaving or launch.on_result
    if last is None or course.get("modules"):
        return None
    if not course.get("assessment"):
        return Outcome(last.unread == 0)
    result = launch.on_result
    if result is None or result.raw is None or result.open or last.unread:
        return Outcome()
    rules = course.get("rules")
    mastery = float(rules["mastery"]) if isinstance(rules, dict) else 1.0
    return Outcome(True, result.raw >= mastery * 100, result.raw)


def contradicts(expected: Outcome, stored: Outcome) -> bool:
    """Whether the stored outcome can't be the expected one.

    A stored success of None agrees with any: SCORM 1.2 has one status for completion and success.
    """
    if not expected.final:
        return stored.completion or stored.success is not None
    if expected.success is False:
        return stored.success is True
    same_success = expected.success is None or stored.success in {None, expected.success}
    same_score = expected.raw is None or stored.raw is None or stored.raw == expected.raw
    return not (stored.completion and same_success and same_score)


def outcome_text(outcome: Outcome) -> str:
    """The outcome for a message, such as "passed with 90 %" or "no result"."""
    if outcome.success is None:
        words = "completed" if outcome.completion else "no result"
    else:
        words = "passed" if outcome.success else "failed"
    return words if outcome.raw is None else f"{words} with {outcome.raw:g} %"


def activity_ids(course: Mapping[str, object]) -> dict[str, str]:
    """Question id → the activity id that record stores know it by, from the page's launch data."""
    launch = course.get("launch")
    questions = launch.get("questions", {}) if isinstance(launch, dict) else {}
    return {question: about["id"] for question, about in questions.items()}


def times_text(times: int) -> str:
    """A number of times for a message: "never", "once", "twice", "3 times"."""
    return {0: "never", 1: "once", 2: "twice"}.get(times, f"{times} times")
