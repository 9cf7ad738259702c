"""Whether something is true: two answers, of which the first says that it is.

- [x] True
- [ ] False
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.checks import answers_of
from coursebuilder.model.kinds.choice import answer_rows, choice_problems, right_in_order
from coursebuilder.model.kinds.kind import Activity, Kind, Say
from coursebuilder.model.letters import lettered
from coursebuilder.model.tasks import Answer
from coursebuilder.problems import Problem

_FALSE = re.compile(r"(false|no|not true|untrue|wrong|incorrect)\s*([.,:;!–-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Two answers; the first says that it is true."""

    answers: tuple[Answer, ...]
    kind: ClassVar[str] = "true-false"


def read_true_false(body: Body) -> tuple[TrueFalse | None, list[Problem]]:
    """A statement that is true or false, from exactly two answers, true first; and what is wrong with it."""
    problems = choice_problems(body)
    if len(body.items) != 2:
        what = f"{body.it} has {len(body.items)} answers"
        problems.append(body.problem("not-two-answers", what, "true or false, yes or no: exactly two"))
        return None, problems
    first = body.items[0]
    if _FALSE.match(first.text):
        what = f'the first answer, "{first.text}", says that it is false'
        hint = "put the answer that says it is true first: that is how it is reported"
        problems.append(body.problem("true-false-order", what, hint, first.place))
    return TrueFalse(answers_of(body)), problems


def _html(task: TrueFalse, key: str, say: Say) -> Mapping[str, object]:
    return {"how": say("choose-one"), "answers": lettered(task.answers), "several": False}


TRUE_FALSE: Kind[TrueFalse] = Kind(
    name="true-false",
    form="list",
    example="write two:  - [ ] True  - [x] False",
    template="choice",
    read=read_true_false,
    letters=lambda task: right_in_order(task.answers),
    meaning=lambda task: f"{len(task.answers)}:{right_in_order(task.answers)}",
    longest=lambda task: (1, 1),
    html=_html,
    on_paper=lambda task, say: answer_rows(task.answers),
    activity=lambda task: Activity("true-false", letters=right_in_order(task.answers)),
    words=lambda task: tuple(one.text for one in task.answers),
    feedback=lambda task: tuple(one.feedback for one in task.answers),
)
