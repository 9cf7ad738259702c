"""What a SCORM 1.2 package says to its LMS: rules for one launch, and the same as text for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Call

FINAL = frozenset({"passed", "completed", "failed"})
WRITING = frozenset({"LMSSetValue", "LMSCommit", "LMSFinish"})
STATUS = "cmi.core.lesson_status"
BEST_EFFORT = re.compile(r"cmi\.(interactions|objectives|core\.score\.(min|max)|student_preference)")

_ENTRY = re.compile(r"(cmi\.(interactions|objectives)\.\d+)\.(.+)")
_LABELS = {
    STATUS: "status",
    "cmi.core.lesson_location": "place",
    "cmi.core.session_time": "time of this visit",
    "cmi.core.exit": "way of leaving",
    "cmi.core.score.raw": "score",
    "cmi.core.score.min": "lowest score",
    "cmi.core.score.max": "highest score",
    "cmi.suspend_data": "saved progress",
}


def _fault(code: str, number: int, message: str) -> Problem:
    return Problem(code, message, Place("calls", number))


def refused(calls: Sequence[Call]) -> Iterator[Problem]:
    """A platform may lack the optional parts; everything else must be right the first time."""
    for number, call in enumerate(calls, 1):
        optional = bool(call.arguments) and BEST_EFFORT.match(call.arguments[0]) is not None
        if call.error not in {"", "0"} and not (optional and call.error == "401"):
            yield _fault("call-refused", number, f"{_spelled(call)} was refused with error {call.error}")


def only_between(calls: Sequence[Call]) -> Iterator[Problem]:
    """Nothing before LMSInitialize, nothing after LMSFinish, each of them once."""
    opened = closed = False
    for number, call in enumerate(calls, 1):
        if call.name == "LMSInitialize":
            if opened:
                yield _fault("call-order", number, "initialised twice")
            opened = True
        elif call.name in {"LMSGetValue", *WRITING} and (closed or not opened):
            when = "after" if closed else "before"
            yield _fault("call-order", number, f"{_spelled(call)} {when} the session")
        closed = closed or call.name == "LMSFinish"


def pass_kept(calls: Sequence[Call]) -> Iterator[Problem]:
    """A result that is held is never lowered."""
    held = ""
    for number, call in enumerate(calls, 1):
        if call.arguments[:1] != (STATUS,):
            continue
        if call.name == "LMSGetValue":
            held = held or call.result
        elif held in {"passed", "completed"} and call.arguments[1] not in {"passed", "completed"}:
            yield _fault("status-lowered", number, f"{held} became {call.arguments[1]}")
        if call.name == "LMSSetValue":
            held = call.arguments[1]


def result_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """The NHS Learning Hub freezes the first final status, and counts it only with a time before it."""
    timed, finals = False, 0
    for number, call in enumerate(calls, 1):
        if call.name != "LMSSetValue":
            continue
        timed = timed or call.arguments[0] == "cmi.core.session_time"
        if call.arguments[0] == STATUS and call.arguments[1] in FINAL:
            finals += 1
            if finals > 1:
                yield _fault("result-twice", number, "a second final status in one launch")
            if not timed:
                yield _fault("result-untimed", number, "a final status before any session time")


RULES: dict[str, Callable[[Sequence[Call]], Iterator[Problem]]] = {
    "call-refused": refused,
    "call-order": only_between,
    "status-lowered": pass_kept,
    "result-twice": result_once,
    "result-untimed": result_once,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(calls)]


def tell(calls: Sequence[Call]) -> list[str]:
    """The calls as an administrator would want to read them: one line for each question and objective."""
    lines: list[str] = []
    names: dict[str, str] = {}
    group: dict[str, str] = {}
    at = ""
    for call in [*calls, Call("", (), "", "0")]:  # one more, to end the last group
        entry = _ENTRY.match(call.arguments[0]) if call.name == "LMSSetValue" else None
        if group and (entry is None or entry[1] != at or entry[3] == "id"):
            lines.append(_entry(names.setdefault(at, group.get("id", at)), group))
            group = {}
        if entry:
            at = entry[1]
            if entry[3] == "id":
                names[at] = call.arguments[1]
            group[entry[3]] = call.arguments[1]
        else:
            lines += _line(call)
    return lines


def _line(call: Call) -> list[str]:
    refusal = "" if call.error in {"", "0"} else f" (refused: error {call.error})"
    match call.name, call.arguments:
        case "LMSInitialize", _:
            return [f"opened{refusal}"]
        case "LMSFinish", _:
            return [f"closed{refusal}"]
        case "LMSCommit", _:
            return [f"saved{refusal}"]
        case "LMSGetValue", (name,) if name in {STATUS, "cmi.core.entry", "cmi.core.lesson_mode"}:
            return [f"read {_LABELS.get(name, name.rsplit('.', 1)[1])}: {call.result or 'none'}{refusal}"]
        case "LMSSetValue", (name, value):
            return [f"{_LABELS.get(name, name)}: {value or 'none'}{refusal}"]
        case _:
            return []


def _entry(name: str, parts: dict[str, str]) -> str:
    """A question's answer, or how far an objective is met."""
    if "type" not in parts:
        told = [parts[part] for part in ("status", "score.raw") if part in parts]
        return f"objective {name}: {', '.join(told)}"
    rights = " or ".join(value for part, value in parts.items() if part.startswith("correct_responses."))
    line = f"question {name}: answered {parts.get('student_response', '(not told)')}"
    line += f", {parts['result']}" if "result" in parts else ""
    return line + (f" (right: {rights})" if rights else "")


def _spelled(call: Call) -> str:
    return f"{call.name}({', '.join(call.arguments)})"
