"""xAPI statements that a SCORM package sends to a record store beside what it reports to the LMS.

Only for providers whose file has a `statements:` entry. The player's part is runtime/statements_beside.js.
"""

from __future__ import annotations

from coursebuilder.model import Course, Module
from coursebuilder.problems import Problem
from coursebuilder.targets.activities import statement_vocabulary
from coursebuilder.targets.iris import advice
from coursebuilder.targets.target import Json, Order


def statements_beside_scorm(order: Order, module: Module | None) -> Json:
    """The launch data for statements beside SCORM; empty if the provider asks for none.

    Under "beside": the statements' vocabulary, the record store's endpoint, and the home page and salt of the
    pseudonym that stands for a learner. module: the document's module, or None for a whole course.
    """
    provider = order.course.provider
    if provider is None or provider.statements is None:
        return {}
    wanted = provider.statements
    return {
        "beside": {
            **statement_vocabulary(order.course, [module] if module else order.modules, module is None),
            "endpoint": wanted.endpoint,
            "home_page": wanted.home_page,
            "salt": wanted.salt,
        }
    }


def advice_on_statements(course: Course) -> list[Problem]:
    """Warnings about the statements' IRIs, if the provider asks for statements."""
    return advice(course) if course.provider and course.provider.statements else []
