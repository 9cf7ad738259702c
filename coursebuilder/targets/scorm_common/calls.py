"""What a SCORM package says to its LMS, whatever the version: rules for one launch, and the same as text."""

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
    """What a version of SCORM calls its functions and elements.

    labels: elements by the words an administrator has for them
    told: elements whose reading is worth a line
    response: the part of an interaction that holds the learner's response
    standing: the parts of an objective that say how far it is met, the most telling first
    """

    opens: str
    closes: str
    reads: str
    sets: str
    saves: str
    labels: Mapping[str, str]
    told: frozenset[str]
    response: str
    standing: tuple[str, ...]


def fault(code: str, number: int, message: str) -> Problem:
    """A Problem at the call of this number."""
    return Problem(code, message, Place("calls", number), CURES[code])


def spelled(call: Call) -> str:
    """The call as a script spells it."""
    return f"{call.name}({', '.join(call.arguments)})"


def problems_of(rules: Mapping[str, CallRule], calls: Sequence[Call]) -> list[Problem]:
    """Everything these rules find wrong with one launch."""
    return [problem for rule in dict.fromkeys(rules.values()) for problem in rule(calls)]


def refused(calls: Sequence[Call], forgiven: Callable[[str, str, str], bool]) -> Iterator[Problem]:
    """Calls that were refused, but for those where forgiven(function, element, error)."""
    for number, call in enumerate(calls, 1):
        element = call.arguments[0] if call.arguments else ""
        if call.error not in NO_ERROR and not forgiven(call.name, element, call.error):
            yield fault("call-refused", number, f"{spelled(call)} was refused with error {call.error}")


def texts_only(calls: Sequence[Call]) -> Iterator[Problem]:
    """Platforms turn a number into its text; the standard doesn't ask them to. Each element is told once."""
    told = set[tuple[str, ...]]()
    for number, call in enumerate(calls, 1):
        if call.untyped and (call.name, *call.arguments[:1]) not in told:
            told.add((call.name, *call.arguments[:1]))
            message = f"{spelled(call)}: a number or a truth value, not a text"
            yield replace(fault("argument-type", number, message), severity="warning")


def only_between(calls: Sequence[Call], dialect: Dialect) -> Iterator[Problem]:
    """Nothing before the opening call, nothing after the closing one, each of them once."""
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


def told(calls: Sequence[Call], dialect: Dialect) -> list[str]:
    """The calls as an administrator would want to read them: one line for each question and objective."""
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
    if call.name == dialect.reads and element in dialect.told:
        label = dialect.labels.get(element, element.rsplit(".", 1)[-1])
        return [f"read {label}: {call.result or 'none'}{refusal}"]
    if call.name == dialect.sets:
        return [f"{dialect.labels.get(element, element)}: {call.arguments[1] or 'none'}{refusal}"]
    return []


def _entry(name: str, parts: Mapping[str, str], dialect: Dialect) -> str:
    """A question's answer, or how far an objective is met."""
    if "type" not in parts:
        told = [parts[part] for part in dialect.standing if part in parts]
        return f"objective {name}: {', '.join(told)}"
    pattern = parts.get("correct_responses.0.pattern")
    line = f"question {name}: answered {parts.get(dialect.response, 'without a text')}"
    line += f", {parts['result']}" if "result" in parts else ""
    return line + (f" (right: {pattern})" if pattern else "")
