"""Rules for `advice:` in course.yaml: limits of advice that a course sets itself."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.checks.advice import ADVICE
from coursebuilder.model import Course
from coursebuilder.problems import Problem, did_you_mean


def tunings_known(course: Course) -> Iterator[Problem]:
    """Rule: what is tuned is a piece of advice that has a limit."""
    limits = {one.code for one in ADVICE if one.limit is not None}
    known = {one.code for one in ADVICE}
    for tuning in course.tunings:
        if tuning.code and tuning.code not in limits:
            what = (
                f'advice "{tuning.code}" has no limit'
                if tuning.code in known
                else f'no advice "{tuning.code}"'
            )
            hint = "silence it instead" if tuning.code in known else did_you_mean(tuning.code, limits)
            yield Problem("unknown-advice", what, tuning.place, hint)


RULES = (tunings_known,)
