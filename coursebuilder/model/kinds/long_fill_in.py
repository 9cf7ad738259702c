"""Write a text of one's own; never scored, and sent only where the author says so.

(nothing)                           {max=500} characters; {send-text} sends them
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.problems import Problem

_MOST_WRITTEN = (20, 4000)  # SCORM 2004 takes 4,000, 1.2 the first 255
_USUAL = 1000


@dataclass(frozen=True, slots=True)
class LongFillIn:
    """Write a text of at most `most` characters."""

    most: int
    send_text: bool
    kind: ClassVar[str] = "long-fill-in"


def read_long_fill_in(body: Body) -> tuple[LongFillIn, list[Problem]]:
    """A text of the learner's own, of `max` characters at most; and what is wrong with its settings."""
    most, (least, limit) = body.values.get("max", str(_USUAL)), _MOST_WRITTEN
    problems = []
    if not re.fullmatch(r"[0-9]{1,5}", most) or not least <= int(most) <= limit:
        what = f'max can\'t be "{most}"'
        hint = f"a whole number of characters from {least} to {limit}: max=500"
        problems.append(body.problem("wrong-value", what, hint))
        most = str(_USUAL)
    return LongFillIn(int(most), "send-text" in body.flags), problems


def _html(task: LongFillIn, key: str, say: Say) -> Mapping[str, object]:
    note, check = ("sent", "save-answer") if task.send_text else ("not-sent", "have-written")
    return {"how": say("write"), "check": check, "most": task.most, "note": say(note)}


LONG_FILL_IN: Kind[LongFillIn] = Kind(
    name="long-fill-in",
    form="nothing",
    example="the learner's own words need no answers: remove them",
    template="long-fill-in",
    read=read_long_fill_in,
    letters=lambda task: "",
    meaning=lambda task: "",
    longest=lambda task: (1, 1),
    html=_html,
    on_paper=lambda task, say: (PaperRow(None, say("paper-own-words", n=task.most)),),
    activity=lambda task: Activity("long-fill-in"),
    words=lambda task: (),
    data=lambda task, key: {"send_text": True} if task.send_text else {},
    scored=False,
    keys=("max",),
    flags=("send-text",),
)
