"""Choose one answer, or several: all or nothing, one point.

- [ ] a wrong answer                one [x]: choice; several, or kind=multiple: multiple
  > its feedback
- [x] a right answer
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.checks import answers_of, boxed_items, twice, without_feedback
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import letter, letters
from coursebuilder.model.tasks import Answer
from coursebuilder.problems import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """Choose one answer, or several when `multiple`.

    letters: of the answers, where releases have given them others than their order does
    """

    answers: tuple[Answer, ...]
    multiple: bool
    letters: str = ""

    @property
    def names(self) -> str:
        """The letter of each answer, in the order of the source."""
        return self.letters or letters(len(self.answers))

    @property
    def kind(self) -> str:
        """The name that the course data and the reports have for it."""
        return "multiple" if self.multiple else "choice"


def read_choice(body: Body) -> tuple[Choice, list[Problem]]:
    """A question with one right answer or several, from its list of answers; and what is wrong with it."""
    answers = answers_of(body)
    multiple = body.values.get("kind") == "multiple" or sum(one.right for one in answers) > 1
    return Choice(answers, multiple), choice_problems(body)


def choice_problems(body: Body) -> list[Problem]:
    """What is wrong with a list in which right answers are ticked."""
    problems = boxed_items(body)
    if all(item.mark == "x" for item in body.items):
        hint = "give at least one answer that doesn't fit: - [ ]"
        if len(body.items) == 1:
            hint += "; one that is typed: {kind=numeric} or {kind=fill-in} behind the question's name"
        problems.append(body.problem("question-without-wrong-answer", f"{body.it} has no wrong answer", hint))
    problems += without_feedback(body, "indented under an answer,   > why   or after the list,  > why")
    return problems + twice(body, ((item.text, item.place) for item in body.items))


def right_of(task: Choice) -> str:
    """The letters of the answers that are right, in the order of letters."""
    found = zip(task.names, task.answers, strict=True)
    return "".join(sorted(name for name, answer in found if answer.right))


def right_in_order(answers: Sequence[Answer]) -> str:
    """The letters of the right ones among answers that are lettered by their order."""
    return "".join(letter(n) for n, answer in enumerate(answers) if answer.right)


def choice_meaning(task: Choice) -> str:
    """How many answers and which are right: a saved answer counts for as long as this stays as it is."""
    return f"{task.letters or len(task.answers)}:{right_of(task)}"


def answer_rows(answers: Sequence[Answer]) -> tuple[PaperRow, ...]:
    """Answers as they stand on paper."""
    return tuple(PaperRow(one.right, one.html or escape(one.text), one.feedback) for one in answers)


def _html(task: Choice, key: str, say: Say) -> Mapping[str, object]:
    how = say("choose-several" if task.multiple else "choose-one")
    return {"how": how, "answers": list(zip(task.names, task.answers, strict=True)), "several": task.multiple}


CHOICE: Kind[Choice] = Kind(
    name="choice",
    form="list",
    example="write them as a list:  - [x] right  - [ ] wrong",
    template="choice",
    read=read_choice,
    letters=right_of,
    meaning=choice_meaning,
    names=lambda task: task.names,
    longest=lambda task: (1, 1),
    html=_html,
    on_paper=lambda task, say: answer_rows(task.answers),
    activity=lambda task: Activity(
        "choice", options=tuple(one.text for one in task.answers), letters=right_of(task)
    ),
    words=lambda task: tuple(one.text for one in task.answers),
    feedback=lambda task: tuple(one.feedback for one in task.answers),
)

MULTIPLE = replace(
    CHOICE,
    name="multiple",
    example="write them as a list:  - [x] right  - [x] right too  - [ ] wrong",
    longest=lambda task: (len(task.answers), len(task.answers) - 1 or 1),
)
