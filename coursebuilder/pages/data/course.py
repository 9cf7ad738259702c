"""What the runtime must know of a module and markup can't hold: the JSON in the page, and the numbers in it.

Right answers and feedback of assessed questions are in here and nowhere else in a package.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from coursebuilder.model import (
    Course,
    Module,
    Page,
    Rules,
    questions_asked,
    questions_of,
    scenarios_of,
)
from coursebuilder.model.minutes_and_marks import pages_to_reread, shown_minutes
from coursebuilder.pages.data.question import feedback_data, question_data
from coursebuilder.pages.data.scenario import scene_data
from coursebuilder.words import Words, by_key

_WHOLE = ("modules", "part-done", "part-failed", "part-new", "part-passed")  # said of several modules only


def course_data(module: Module, course: Course, player_words: Mapping[str, str]) -> dict[str, object]:
    """The module's JSON without what differs by target. Titles and objectives' texts are in the markup."""
    return {
        "course": course.id,
        "module": module.id,
        **_draft(module),
        **_module(module),
        "words": _words((module,), player_words, False),
        **_due((module,)),
    }


def whole_data(
    home: Module, modules: tuple[Module, ...], keys: tuple[str, ...], player_words: Mapping[str, str]
) -> dict[str, object]:
    """The same for a course in one document: its opening page (`home`), then each module behind its key."""
    return {
        "course": home.id,
        "module": "",
        **_draft(home),
        **_module(home),
        "modules": [{"key": key, **_module(module)} for key, module in zip(keys, modules, strict=True)],
        "words": _words(modules, player_words, True),
        **_due(modules),
    }


def _draft(module: Module) -> dict[str, object]:
    """The mark by which `verify` knows a draft: how many things are still to be done."""
    return {} if module.to_do is None else {"draft": len(module.to_do)}


def assessed_feedback(modules: tuple[Module, ...]) -> dict[str, object]:
    """By question: what learners hear of it once they have answered, and so comes with the second script."""
    tests = [page for module in modules if (page := module.assessment_page)]
    return {question.id: feedback_data(question) for page in tests for question in questions_of(page)}


def _module(module: Module) -> dict[str, object]:
    minutes = shown_minutes(module)
    scenarios = [scene_data(item, page) for page in module.pages for item in scenarios_of(page)]
    return {
        "pages": [
            {"id": page.id, "key": page.key, "minutes": n, **({"scenes": 1} if scenarios_of(page) else {})}
            for page, n in zip(module.pages, minutes, strict=True)
        ],
        "questions": [question_data(item, page) for page in module.pages for item in questions_of(page)],
        "assessment": _assessment(module.assessment_page),
        "objectives": [
            {"id": item.id, "pages": [page.id for page in pages_to_reread(item, module)]}
            for item in module.objectives
        ],
        "rules": _rules(module.rules),
        **({"scenarios": scenarios} if scenarios else {}),
    }


def _due(modules: tuple[Module, ...]) -> dict[str, object]:
    found = {item.key: item for module in modules for item in module.guidance if item.review_by}
    listed = [{"title": item.title, "review_by": item.review_by} for item in found.values()]
    return {"guidance": listed} if listed else {}


def _words(modules: tuple[Module, ...], words: Mapping[str, str], whole: bool) -> dict[str, object]:
    """The words of the first script by key, without what nothing in these modules makes it say."""
    unsaid = {
        "read-first": all(module.rules.navigation != "ordered" for module in modules),
        "due": not any(item.review_by for module in modules for item in module.guidance),
        **({} if whole else dict.fromkeys(_WHOLE, True)),
    }
    return {key: text for key, text in by_key(words).items() if not unsaid.get(key)}


def words_alone(data: Mapping[str, object], words: Words) -> dict[str, object]:
    """What changes in a module's data where no platform stands behind the page: the player's words."""
    said = cast(Mapping[str, object], data["words"])
    return {"words": {key: words.alone.get(key, text) for key, text in said.items()}}


def _rules(rules: Rules) -> dict[str, object]:
    """The mastery score, and the others where they aren't what most modules have."""
    usual = Rules()
    names = ("completion", "end_status", "on_fail", "navigation")
    chosen = {name: getattr(rules, name) for name in names if getattr(rules, name) != getattr(usual, name)}
    return {"mastery": float(rules.mastery_score), **chosen}


def _assessment(page: Page | None) -> dict[str, object] | None:
    if page is None or page.assessment is None:
        return None
    return {"page": page.id, "draw": questions_asked(page), "attempts": page.assessment.attempts}
