"""Validate the JSON in a page's `script#course`: any page may contain one, and it may hold anything.

Scripted learners, rules and report use nothing of it but what is checked here. A `Check` is a predicate:
a JSON value in, whether it is valid out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[object], bool]

MOST = 10_000  # items in a list, and the largest count; our largest courses have about a hundred pages
LARGEST = 1e12  # absolute value of a number in an answer
LETTERS = "abcdefghijklmnopqrstuvwxyz"
KINDS = frozenset(
    [
        "choice",
        "true-false",
        "multiple",
        "matching",
        "sequencing",
        "fill-in",
        "numeric",
        "likert",
        "long-fill-in",
        "sort",
    ]
)


def course_in(text: str) -> dict[str, Any] | None:
    """The course data in the text of a page's `script#course`; None where they aren't valid."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, brackets without end
        return None
    return found if isinstance(found, dict) and _is_course(found) else None


def merged(course: dict[str, Any]) -> dict[str, Any]:
    """A copy of the course data with the pages, questions … of all its modules added to its own."""
    whole = dict(course)
    for module in course.get("modules", []):
        for name in ("pages", "questions", "objectives", "scenarios"):
            whole[name] = [*whole.get(name, []), *module.get(name, [])]
    return whole


def _is_course(found: dict[str, Any]) -> bool:
    """Whether every part is valid, ids are unique, and every page that is referred to exists."""
    if not _course(found):
        return False
    modules = [found, *found.get("modules", [])]
    pages = [page["id"] for module in modules for page in module["pages"]]
    questions = [question for module in modules for question in module["questions"]]
    scenarios = [scenario for module in modules for scenario in module.get("scenarios", [])]
    tests = [module["assessment"]["page"] for module in modules if module["assessment"]]
    referred = [*tests, *(item["page"] for item in (*questions, *scenarios))]
    ids = [pages, [question["id"] for question in questions], [scenario["id"] for scenario in scenarios]]
    return set(referred) <= set(pages) and all(len(set(names)) == len(names) for names in ids)


def _object(needed: Mapping[str, Check], more: Mapping[str, Check] | None = None) -> Check:
    """A check of an object: it has all members of `needed`; they and those of `more` pass their checks."""

    def check(value: object) -> bool:
        if not isinstance(value, dict) or not needed.keys() <= value.keys():
            return False
        every = {**needed, **(more or {})}
        return all(every[name](one) for name, one in value.items() if name in every)

    return check


def _list(item: Check, least: int = 0, most: int = MOST) -> Check:
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(item, value))


def _values(item: Check) -> Check:
    """A check of an object whose values all pass `item`; the names don't matter."""
    return lambda value: isinstance(value, dict) and len(value) <= MOST and all(map(item, value.values()))


def _or_null(item: Check) -> Check:
    return lambda value: value is None or item(value)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _identifier(value: object) -> bool:
    """An id: only letters, digits, - and _, as it is put into CSS selectors."""
    return (
        isinstance(value, str) and 0 < len(value) < 200 and value.replace("-", "").replace("_", "").isalnum()
    )


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _number(value: object) -> bool:
    """A finite number; Python's json.loads accepts NaN and Infinity as well."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _fraction(value: object) -> bool:
    return _number(value) and 0 <= value <= 1  # type: ignore[operator]  # it is a number by then


def _letters(value: object) -> bool:
    """A text of letters of answers; it may be empty."""
    return isinstance(value, str) and set(value) <= set(LETTERS) and len(value) <= len(LETTERS)


def _distinct_letters(value: object) -> bool:
    """A text of letters of answers, none of them twice; it may be empty."""
    return isinstance(value, str) and _letters(value) and len(set(value)) == len(value)


def _question_kind(value: object) -> bool:
    return isinstance(value, str) and value in KINDS


def _question(value: object) -> bool:
    """A question; if its kind is scored it has a right answer, and every part of that exists."""
    if not _QUESTION(value):
        return False
    assert isinstance(value, dict)
    right, kind = value["right"], value["kind"]
    if kind != "sort" and not _distinct_letters(right):
        return False
    match kind:
        case "sort":
            return len(set(right)) > 1
        case "likert" | "long-fill-in":
            return True
        case "matching" | "sequencing":
            return bool(right) and set(right) <= set(value.get("order", ""))
        case "fill-in" | "numeric":
            answers = value.get("texts" if kind == "fill-in" else "ranges", [])
            return bool(right) and LETTERS.index(max(right)) < len(answers)
    return bool(right)


def _scenario(value: object) -> bool:
    """A scenario; every reply leads to one of its steps, or is 0 and ends it."""
    if not _SCENARIO(value):
        return False
    assert isinstance(value, dict)
    steps = value["steps"]
    replies = [reply for step in steps for reply in step[2]]
    return all(
        reply == 0 or (isinstance(reply, list) and reply and _step_of(reply[0], steps)) for reply in replies
    )


def _step_of(number: object, steps: list[object]) -> bool:
    return _count(number) and number < len(steps)  # type: ignore[operator]  # it is a number by then


def _step(value: object) -> bool:
    """A step of a scenario: a list of its id, the number of steps left on the best way, and its replies."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and _identifier(value[0])
        and _count(value[1])
        and _list(lambda reply: True)(value[2])
    )


_QUESTION = _object(
    {
        "id": _identifier,
        "page": _identifier,
        "right": _letters,
        "kind": _question_kind,
    },
    {
        "order": _distinct_letters,
        "texts": _list(_text, 1, len(LETTERS)),
        "ranges": _list(_list(_number, 2, 2), 1, len(LETTERS)),
        "tries": _count,
    },
)
_SCENARIO = _object({"id": _identifier, "page": _identifier, "steps": _list(_step, 1)})
_MODULE = {
    "pages": _list(_object({"id": _identifier}), 1),
    "questions": _list(_question),
    "assessment": _or_null(_object({"page": _identifier, "attempts": _or_null(_count)})),
}
_PARTS = {
    "objectives": _list(_object({"id": _text})),
    "scenarios": _list(_scenario),
    "rules": _object({"mastery": _fraction}),
}
_course = _object(
    _MODULE,
    {
        **_PARTS,
        "modules": _list(_object(_MODULE, _PARTS), 1),
        "launch": _object({}, {"questions": _values(_object({"id": _text}))}),
    },
)
