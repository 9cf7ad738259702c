"""Statements beside a standard that has none: what the page must know to send them."""

from __future__ import annotations

from coursebuilder.model import Course, Module
from coursebuilder.problems import Problem
from coursebuilder.targets.activities import statement_words
from coursebuilder.targets.iris import advice
from coursebuilder.targets.target import Json, Order


def beside(order: Order, module: Module | None) -> Json:
    """The statements' words, where they go, what makes a learner's pseudonym; nothing where nobody asked."""
    provider = order.course.provider
    if provider is None or provider.statements is None:
        return {}
    wanted = provider.statements
    return {
        "beside": {
            **statement_words(order.course, [module] if module else order.modules, module is None),
            "endpoint": wanted.endpoint,
            "home_page": wanted.home_page,
            "salt": wanted.salt,
        }
    }


def beside_advice(course: Course) -> list[Problem]:
    """What statements lack, where there are any."""
    return advice(course) if course.provider and course.provider.statements else []
