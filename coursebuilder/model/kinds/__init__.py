"""The kinds of question, a file and a record each; docs/adding-a-question-kind.md says how to add one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursebuilder.model.kinds.choice import CHOICE, MULTIPLE
from coursebuilder.model.kinds.fill_in import FILL_IN
from coursebuilder.model.kinds.kind import Kind
from coursebuilder.model.kinds.likert import LIKERT
from coursebuilder.model.kinds.long_fill_in import LONG_FILL_IN
from coursebuilder.model.kinds.matching import MATCHING
from coursebuilder.model.kinds.numeric import NUMERIC
from coursebuilder.model.kinds.sequencing import SEQUENCING
from coursebuilder.model.kinds.sort import SORT
from coursebuilder.model.kinds.true_false import TRUE_FALSE
from coursebuilder.model.tasks import Task

# By name. Where an author names no kind, the first one written in the same form is meant.
KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        CHOICE,
        MULTIPLE,
        TRUE_FALSE,
        MATCHING,
        SEQUENCING,
        FILL_IN,
        NUMERIC,
        LIKERT,
        LONG_FILL_IN,
        SORT,
    )
}


def kind_of(task: Task) -> Kind[Any]:
    """The record whose functions take this task."""
    return KINDS[task.kind]


def is_scored(task: Task) -> bool:
    """Whether there is a right and a wrong."""
    return kind_of(task).scored


def words_of(task: Task) -> tuple[str, ...]:
    """The texts a learner reads besides the question's wording."""
    return kind_of(task).words(task)
