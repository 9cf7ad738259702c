"""An account with the course that has a conversation: see the fixture talk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform

Talk = Callable[..., AbstractContextManager[Platform]]


def at(lms: Platform, page: str = "try") -> Learner:
    learner = lms.launch().ready()
    learner.go(page)
    return learner
