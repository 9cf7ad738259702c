"""What finishing means, as course.yaml and a module's front matter both may say."""

from __future__ import annotations

from typing import get_args

from coursebuilder.model import Completion, EndStatus, Navigation, OnFail, Rules
from coursebuilder.source.fields import Fields


def read_rules(fields: Fields, above: Rules | None = None) -> Rules:
    """The rules a table sets over those from above."""
    above = above or Rules()

    completions: tuple[Completion, ...] = get_args(Completion)
    ends: tuple[EndStatus, ...] = get_args(EndStatus)
    fails: tuple[OnFail, ...] = get_args(OnFail)
    navigations: tuple[Navigation, ...] = get_args(Navigation)
    completion = fields.one_of("completion", completions, above.completion)
    end_status = fields.one_of("end_status", ends, above.end_status)
    on_fail = fields.one_of("on_fail", fails, above.on_fail)
    navigation = fields.one_of("navigation", navigations, above.navigation)
    return Rules(
        mastery_score=fields.fraction("mastery_score", above.mastery_score),
        completion=next(known for known in completions if known == completion),
        end_status=next(known for known in ends if known == end_status),
        on_fail=next(known for known in fails if known == on_fail),
        navigation=next(known for known in navigations if known == navigation),
    )
