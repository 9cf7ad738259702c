"""Whether the JSON in a page is what this compiler writes: anybody may put our mark into their page.

The scripted learners, the rules and the report rely on what is checked here; they read nothing else of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[object], bool]

MOST = 10_000  # of anything in a list; our largest courses have about a hundred pages
LARGEST = 1e12  # of the numbers that answers are
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
    ]
)


def course_in(text: str) -> dict[str, Any] | None:
    """The course that the text of a page's `script#course` describes; None where a learner can't use it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, brackets without end
        return None
    return found if isinstance(found, dict) and _is_course(found) else None


def merged(course: dict[str, Any]) -> dict[str, Any]:
    """The course with what its modules have as well, where there are several: as if they were one."""
    whole = dict(course)
    for module in course.get("modules", []):
        for name in ("pages", "questions", "objectives", "scenarios"):
            whole[name] = [*whole.get(name, []), *module.get(name, [])]
    return whole


def _is_course(found: dict[str, Any]) -> bool:
    """Right in every part, and each part's references lead somewhere."""
    if not _course(found):
        return False
    modules = [found, *found.get("modules", [])]
    pages = [page["id"] for one in modules for page in one["pages"]]
    questions = [item for one in modules for item in one["questions"]]
    scenarios = [item for one in modules for item in one.get("scenarios", [])]
    tests = [one["assessment"]["page"] for one in modules if one["assessment"]]
    referred = [*tests, *(item["page"] for item in (*questions, *scenarios))]
    ids = [pages, [one["id"] for one in questions], [one["id"] for one in scenarios]]
    return set(referred) <= set(pages) and all(len(set(names)) == len(names) for names in ids)


def _object(needed: Mapping[str, Check], more: Mapping[str, Check] | None = None) -> Check:
    """An object with these members, perhaps with those as well; others don't matter."""

    def check(value: object) -> bool:
        if not isinstance(value, dict) or not needed.keys() <= value.keys():
            return False
        every = {**needed, **(more or {})}
        return all(every[name](one) for name, one in value.items() if name in every)

    return check


def _list(item: Check, least: int = 0, most: int = MOST) -> Check:
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(item, value))


def _values(item: Check) -> Check:
    """An object, whatever its members' names."""
    return lambda value: isinstance(value, dict) and len(value) <= MOST and all(map(item, value.values()))


def _or_null(item: Check) -> Check:
    return lambda value: value is None or item(value)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _name(value: object) -> bool:
    """An id: it stands in CSS selectors."""
    return (
        isinstance(value, str) and 0 < len(value) < 200 and value.replace("-", "").replace("_", "").isalnum()
    )


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _number(value: object) -> bool:
    """Not NaN and not endless, both of which Python's reader of JSON lets through."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _share(value: object) -> bool:
    return _number(value) and 0 <= value <= 1  # type: ignore[operator]  # it is a number by then


def _letters(value: object) -> bool:
    """Different letters of answers, or none."""
    return isinstance(value, str) and set(value) <= set(LETTERS) and len(set(value)) == len(value)


def _kind(value: object) -> bool:
    return isinstance(value, str) and value in KINDS


def _question(value: object) -> bool:
    """With right answers where its kind has some, and each of them there."""
    if not _QUESTION(value):
        return False
    assert isinstance(value, dict)
    right, kind = value["right"], value["kind"]
    match kind:
        case "likert" | "long-fill-in":
            return True
        case "matching" | "sequencing":
            return bool(right) and set(right) <= set(value.get("order", ""))
        case "fill-in" | "numeric":
            answers = value.get("texts" if kind == "fill-in" else "ranges", [])
            return bool(right) and LETTERS.index(max(right)) < len(answers)
    return bool(right)


def _scenario(value: object) -> bool:
    """Every reply leads to a step of it, or nowhere."""
    if not _SCENARIO(value):
        return False
    assert isinstance(value, dict)
    steps = value["steps"]
    replies = [reply for step in steps for reply in step[2]]
    return all(
        reply == 0 or (isinstance(reply, list) and reply and _step_of(reply[0], steps)) for reply in replies
    )


def _step_of(number: object, steps: list[object]) -> bool:
    return _whole(number) and number < len(steps)  # type: ignore[operator]  # it is a number by then


def _step(value: object) -> bool:
    """Its id, how many are left, and its replies."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and _name(value[0])
        and _whole(value[1])
        and _list(lambda reply: True)(value[2])
    )


_QUESTION = _object(
    {
        "id": _name,
        "page": _name,
        "right": _letters,
        "kind": _kind,
    },
    {
        "order": _letters,
        "texts": _list(_text, 1, len(LETTERS)),
        "ranges": _list(_list(_number, 2, 2), 1, len(LETTERS)),
        "tries": _whole,
    },
)
_SCENARIO = _object({"id": _name, "page": _name, "steps": _list(_step, 1)})
_MODULE = {
    "pages": _list(_object({"id": _name}), 1),
    "questions": _list(_question),
    "assessment": _or_null(_object({"page": _name, "attempts": _or_null(_whole)})),
}
_PARTS = {
    "objectives": _list(_object({"id": _text})),
    "scenarios": _list(_scenario),
    "rules": _object({"mastery": _share}),
}
_course = _object(
    _MODULE,
    {
        **_PARTS,
        "modules": _list(_object(_MODULE, _PARTS), 1),
        "launch": _object({}, {"questions": _values(_object({"id": _text}))}),
    },
)
