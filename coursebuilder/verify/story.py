"""What one learner's launches left behind, and what the platform should then have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coursebuilder.targets.target import Call, Heard, Outcome, Target
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.stage import Visit


@dataclass(frozen=True, slots=True)
class Told:
    """A launch: how the learner lived it, the calls made in it, and what the platform learnt from them."""

    visit: Visit
    calls: Sequence[Call]
    heard: Heard


@dataclass(frozen=True, slots=True)
class Story:
    """All launches of one learner on one platform.

    ours: whether the package is one of this compiler's, so that its screen can be read
    course: what the page says of the module; trouble: what the pages complained of
    secrets: the learner's own words by what they are, which nobody should be told; kept: the device's storage
    """

    target: Target
    behaviour: Behaviour
    launches: Sequence[Told]
    ours: bool
    course: Mapping[str, object]
    trouble: Sequence[str]
    secrets: Mapping[str, str]
    kept: Mapping[str, str]


def expectation(visit: Visit, course: Mapping[str, object]) -> Outcome | None:
    """What a learner who saw this expects the platform to have; None where the screen doesn't say."""
    last = visit.left or visit.result
    if last is None or course.get("modules"):
        return None
    if not course.get("assessment"):
        return Outcome(last.unread == 0)
    result = visit.result
    if result is None or result.raw is None or result.open or last.unread:
        return Outcome()
    rules = course.get("rules")
    mastery = float(rules["mastery"]) if isinstance(rules, dict) else 1.0
    return Outcome(True, result.raw >= mastery * 100, result.raw)


def differs(expected: Outcome, held: Outcome) -> bool:
    """Whether these can't both be true; one status for everything may leave success unsaid."""
    if not expected.final:
        return held.completion or held.success is not None
    if expected.success is False:
        return held.success is True
    said = expected.success is None or held.success in {None, expected.success}
    scored = expected.raw is None or held.raw is None or held.raw == expected.raw
    return not (held.completion and said and scored)


def said(outcome: Outcome) -> str:
    if outcome.success is None:
        words = "completed" if outcome.completion else "no result"
    else:
        words = "passed" if outcome.success else "failed"
    return words if outcome.raw is None else f"{words} with {outcome.raw:g} %"


def known_as(course: Mapping[str, object]) -> dict[str, str]:
    """What record stores call questions, by their ids: as the page's own data has it."""
    launch = course.get("launch")
    questions = launch.get("questions", {}) if isinstance(launch, dict) else {}
    return {question: about["id"] for question, about in questions.items()}


def often(times: int) -> str:
    """Once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(times, f"{times} times")
