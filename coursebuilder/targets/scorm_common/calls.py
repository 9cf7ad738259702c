"""The calls of a SCORM package to its LMS in one launch: rules that both versions share, and a transcript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Call

CallRule = Callable[[Sequence[Call]], Iterator[Problem]]
CURES = {
    "call-refused": "look the error's number up in the standard: it says which value or name is wrong",
    "argument-type": "hand over text: String(value)",
    "call-order": "open the session once, and call nothing before it or after its end",
    "status-lowered": "read the status first, and never write a lower one",
    "result-twice": "send a final status once, when all is decided: platforms keep the first, or the last",
    "result-untimed": "set the session time before the final status: without it some platforms count nothing",
    "result-unscaled": "set the scaled score first: platforms decide on success by it",
    "result-split": "set completion and success together, in one save",
    "type-late": "set an interaction's type before its responses",
    "not-suspended": "set the exit to suspend whenever something shall come back",
    "review-written": "read the mode first, and write nothing in review or browse",
    "navigation-request": "leave going on to the platform",
}
NO_ERROR = frozenset({"", "0"})
_ENTRY = re.compile(r"(cmi\.(interactions|objectives)\.\d+)\.(.+)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The names of one SCORM version's functions and elements.

    opens, closes, reads, sets, saves: its functions, such as LMSInitialize
    labels: element -> what a transcript calls it
    shown_reads: elements for which a transcript shows what was read
    response: the part of an interaction that holds the learner's response
    objective_parts: the parts of an objective that a transcript shows, in this order
    """

    opens: str
    closes: str
    reads: str
    sets: str
    saves: str
    labels: Mapping[str, str]
    shown_reads: frozenset[str]
    response: str
    objective_parts: tuple[str, ...]


def fault(code: str, number: int, message: str) -> Problem:
    """A Problem at the call of this number, with the code's hint from CURES."""
    return Problem(code, message, Place("calls", number), CURES[code])


def spelled(call: Call) -> str:
    """The call as code: LMSSetValue(cmi.core.lesson_status, passed)."""
    return f"{call.name}({', '.join(call.arguments)})"


def settings_in(calls: Sequence[Call], dialect: Dialect) -> Iterator[tuple[int, str, str]]:
    """Number, element and value of each call that sets an element."""
    for number, call in enumerate(calls, 1):
        if call.name == dialect.sets and len(call.arguments) == 2:
            yield number, *call.arguments


def problems_of(rules: Mapping[str, CallRule], calls: Sequence[Call]) -> list[Problem]:
    """Everything these rules find wrong with one launch; a function that holds several rules runs once."""
    return [problem for rule in dict.fromkeys(rules.values()) for problem in rule(calls)]


def refused(calls: Sequence[Call], forgiven: Callable[[str, str, str], bool]) -> Iterator[Problem]:
    """Rule: no call is refused, except those for which forgiven(function, element, error) is true."""
    for number, call in enumerate(calls, 1):
        element = call.arguments[0] if call.arguments else ""
        if call.error not in NO_ERROR and not forgiven(call.name, element, call.error):
            yield fault("call-refused", number, f"{spelled(call)} was refused with error {call.error}")


def texts_only(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: arguments are strings, as in the standard. Platforms convert numbers, but needn't: a warning.

    Each element is reported once.
    """
    seen = set[tuple[str, ...]]()
    for number, call in enumerate(calls, 1):
        if call.untyped and (call.name, *call.arguments[:1]) not in seen:
            seen.add((call.name, *call.arguments[:1]))
            message = f"{spelled(call)}: a number or a truth value, not a text"
            yield replace(fault("argument-type", number, message), severity="warning")


def only_between(calls: Sequence[Call], dialect: Dialect) -> Iterator[Problem]:
    """Rule: the session is opened once, and no call comes before that or after its end."""
    opened = closed = False
    for number, call in enumerate(calls, 1):
        if call.name == dialect.opens:
            if opened:
                yield fault("call-order", number, "initialised twice")
            opened = True
        elif call.name in {dialect.reads, dialect.sets, dialect.saves, dialect.closes} and (
            closed or not opened
        ):
            when = "after" if closed else "before"
            yield fault("call-order", number, f"{spelled(call)} {when} the session")
        closed = closed or call.name == dialect.closes


def transcript(calls: Sequence[Call], dialect: Dialect) -> list[str]:
    """The calls as lines that an LMS administrator can read.

    All calls that set parts of one question's or objective's entry make one line.
    """
    lines: list[str] = []
    names: dict[str, str] = {}
    group: dict[str, str] = {}
    at = ""
    for call in [*calls, Call("", (), "", "0")]:  # one more, to end the last group
        entry = _ENTRY.match(call.arguments[0]) if call.name == dialect.sets else None
        if call.name == dialect.reads and (known := _ENTRY.match(call.arguments[0])) and known[3] == "id":
            names[known[1]] = call.result  # set in an earlier launch
        if group and (entry is None or entry[1] != at or entry[3] == "id"):
            lines.append(_entry(names.setdefault(at, group.get("id", at)), group, dialect))
            group = {}
        if entry:
            at = entry[1]
            if entry[3] == "id":
                names[at] = call.arguments[1]
            group[entry[3]] = call.arguments[1]
        else:
            lines += _line(call, dialect)
    return lines


def _line(call: Call, dialect: Dialect) -> list[str]:
    refusal = "" if call.error in NO_ERROR else f" (refused: error {call.error})"
    plain = {dialect.opens: "opened", dialect.saves: "saved", dialect.closes: "closed"}
    if call.name in plain:
        return [plain[call.name] + refusal]
    element = call.arguments[0] if call.arguments else ""
    if call.name == dialect.reads and element in dialect.shown_reads:
        label = dialect.labels.get(element, element.rsplit(".", 1)[-1])
        return [f"read {label}: {call.result or 'none'}{refusal}"]
    if call.name == dialect.sets:
        return [f"{dialect.labels.get(element, element)}: {call.arguments[1] or 'none'}{refusal}"]
    return []


def _entry(name: str, parts: Mapping[str, str], dialect: Dialect) -> str:
    """A question's answer, or an objective's status and score, as one line."""
    if "type" not in parts:
        shown = [parts[part] for part in dialect.objective_parts if part in parts]
        return f"objective {name}: {', '.join(shown)}"
    pattern = parts.get("correct_responses.0.pattern")
    line = f"question {name}: answered {parts.get(dialect.response, 'without a text')}"
    line += f", {parts['result']}" if "result" in parts else ""
    return line + (f" (right: {pattern})" if pattern else "")
