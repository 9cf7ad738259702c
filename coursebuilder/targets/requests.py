"""What a package said over HTTP, as requests and the statements in them; rules and words for both targets.

A `Call` is one request: "POST statements", its query and body, the reply's body, and "0" or the status that
refused it. A call "closed" stands for the window's end.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.profile import PROGRESS, VERBS
from coursebuilder.targets.statement_rules import faults
from coursebuilder.targets.target import Call, Heard, Outcome

Json = dict[str, Any]
CURES = {
    "request-refused": "look at the reply: the store says what is wrong",
    "statement-form": "write the statement as xAPI 1.0.3 has it",
    "statement-twice": "give every statement an id of its own, and send what was taken no more",
    "result-twice": "keep which results were told, and tell none of them again",
    "result-lowered": "tell nothing lower once a pass was told",
    "statement-order": "initialized first, terminated last, each once",
    "token-once": "fetch the token first, and once: it is given once",
    "launch-unread": "read launch data and preferences before the first statement",
    "context-template": "put the whole context template of the launch data into every statement",
    "context-category": "give the standard's own verbs its categories, and no others",
    "result-wrong": "give each verb the results that the standard has for it, and a duration",
    "result-score": "decide by the mastery score of the launch data, and name it",
    "mode-ignored": "tell only the start and the end in Browse and Review",
}
REPLY = 160  # characters of what a store says to a refusal that are told
OURS = "coursebuilder"  # the State document with a learner's progress
_NAMES = {iri: name for name, iri in VERBS.items()}
_ABSENT = {"GET activities/state", "GET agents/profile", "GET statements"}  # 404: there is none yet


@dataclass(frozen=True, slots=True)
class Request:
    """A request with its place among the calls, from 1."""

    number: int
    name: str
    query: Mapping[str, str]
    body: str
    reply: str
    error: str

    @property
    def taken(self) -> bool:
        return self.error in {"", "0"}

    @property
    def statements(self) -> list[Json]:
        """What a POST or PUT of statements brings, as far as it is objects; nothing for any other request."""
        if self.name not in {"POST statements", "PUT statements"}:
            return []
        sent = _json(self.body)
        every = [one for one in (sent if isinstance(sent, list) else [sent]) if isinstance(one, dict)]
        put = {"id": self.query["statementId"]} if "statementId" in self.query else {}
        return [{**put, **one} for one in every]


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement that the store took, and the call it came in."""

    number: int
    verb: str  # our name for it, or its IRI
    body: Json

    @property
    def result(self) -> Json:
        return self.body.get("result") or {}

    @property
    def scaled(self) -> float | None:
        return (self.result.get("score") or {}).get("scaled")

    def activities(self, kind: str) -> list[str]:
        """Ids of the context's category, grouping, parent or other activities."""
        context = self.body.get("context") or {}
        listed = (context.get("contextActivities") or {}).get(kind, [])
        return [one["id"] for one in (listed if isinstance(listed, list) else [listed])]

    @property
    def extensions(self) -> Json:
        return (self.body.get("context") or {}).get("extensions") or {}


def requests(calls: Sequence[Call]) -> list[Request]:
    made = []
    for number, call in enumerate(calls, 1):
        query, body = (*call.arguments, "", "")[:2]
        made.append(Request(number, call.name, dict(parse_qsl(query)), body, call.result, call.error))
    return made


def sent(calls: Sequence[Call]) -> list[Sent]:
    """Everything the store took, in order."""
    return [
        Sent(request.number, _NAMES.get(iri := statement["verb"]["id"], iri), statement)
        for request in requests(calls)
        if request.taken
        for statement in request.statements
    ]


def document(calls: Sequence[Call], name: str) -> Json | None:
    """A State document as the launch found it."""
    for request in requests(calls):
        if request.name == "GET activities/state" and request.query.get("stateId") == name and request.taken:
            found = _json(request.reply)
            return found if isinstance(found, dict) else None
    return None


def fault(code: str, number: int, message: str) -> Problem:
    return Problem(code, message, Place("calls", number), CURES[code])


def refused(calls: Sequence[Call]) -> Iterator[Problem]:
    """Everything must be right the first time; a document may be missing, or have been changed meanwhile."""
    for request in requests(calls):
        if request.taken or (request.error == "404" and request.name in _ABSENT):
            continue
        if request.error == "412" and "activities/state" in request.name:
            continue
        said = request.reply.strip().partition("\n")[0][:REPLY]
        message = f"{request.name} was refused with {request.error}" + (f": {said}" if said else "")
        yield fault("request-refused", request.number, message)


def well_formed(calls: Sequence[Call]) -> Iterator[Problem]:
    """What the store refused is not looked into: its own reply says what is wrong."""
    for request in requests(calls):
        for statement in request.statements if request.error != "400" else ():
            for wrong in faults(statement):
                yield fault("statement-form", request.number, wrong)


def sent_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """An id belongs to one statement, and what was taken is not sent again."""
    first: dict[str, Json] = {}
    taken: set[str] = set()
    for request in requests(calls):
        for statement in request.statements:
            identifier = statement.get("id")
            if not isinstance(identifier, str):
                continue  # the store gives it one
            if identifier in taken:
                yield fault("statement-twice", request.number, f"{identifier} was sent again")
            elif first.setdefault(identifier, statement) != statement:
                yield fault("statement-twice", request.number, f"{identifier} has become another statement")
            if request.taken:
                taken.add(identifier)


def results_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """What the store has been told before is not told again; a pass is never lowered."""
    before = set((document(calls, OURS) or {}).get("sent", []))
    now: set[str] = set()
    for one in sent(calls):
        if one.verb not in {"completed", "passed", "failed"}:
            continue
        if one.verb in before | now:
            yield fault("result-twice", one.number, f"{one.verb} was told before")
        if one.verb == "failed" and "passed" in before | now:
            yield fault("result-lowered", one.number, "failed after passed")
        if one.verb == "passed" and "failed" in now:
            yield fault("result-lowered", one.number, "passed after failed, in one session")
        now.add(one.verb)


def hear(calls: Sequence[Call], looking: bool = False) -> Heard:
    """What the record store knows after a launch."""
    statements = sent(calls)
    ours = document(calls, OURS) or {}
    every = [(request, one) for request in requests(calls) for one in request.statements]
    taken = {one.body["id"] for one in statements if "id" in one.body}
    return Heard(
        opened=bool(statements),
        closed=any(one.verb == "terminated" for one in statements),
        looking=looking,
        found=outcome(ours.get("sent", []), ours.get("raw")),
        told=outcome([one.verb for one in statements], _raw(statements)),
        written=tuple(one.number for one in statements if one.verb not in {"initialized", "terminated"}),
        unsaved=tuple(
            request.number for request, one in every if not request.taken and one.get("id") not in taken
        ),
        answers=tuple(_object(one) for one in statements if one.verb == "answered"),
        progress=max((len(request.body) for request in requests(calls) if _keeps(request)), default=0),
        texts=tuple(_texts(calls)),
    )


def _object(statement: Sent) -> str:
    about = statement.body.get("object")
    return str(about.get("id", "")) if isinstance(about, dict) else ""


def outcome(verbs: Collection[str], raw: float | None = None) -> Outcome:
    """What these verbs say together."""
    success = True if "passed" in verbs else False if "failed" in verbs else None
    return Outcome("completed" in verbs, success, raw)


def recorded(record: Mapping[str, str]) -> Outcome:
    """The outcome where a record has a name for each verb told, and the last score as "raw"."""
    return outcome(record.keys(), float(record["raw"]) if record.get("raw") else None)


def _raw(statements: Sequence[Sent]) -> float | None:
    scores = [one.result.get("score") or {} for one in statements if one.verb in {"passed", "failed"}]
    return next((score["raw"] for score in reversed(scores) if "raw" in score), None)


def _keeps(request: Request) -> bool:
    return request.name in {"PUT activities/state", "POST activities/state"}


def _texts(calls: Sequence[Call]) -> Iterator[tuple[int, str]]:
    """Everything that was sent, without the actor, which a platform gives and wants back as it is."""
    for request in requests(calls):
        for statement in request.statements:
            rest = {name: value for name, value in statement.items() if name != "actor"}
            yield request.number, json.dumps(rest, ensure_ascii=False)
        if _keeps(request):
            yield request.number, request.body


def tell(calls: Sequence[Call]) -> list[str]:
    """The requests as an administrator would want to read them."""
    lines = []
    for request in requests(calls):
        refusal = "" if request.taken else f" (refused: {request.error})"
        if request.statements:
            lines += [f"{line(statement)}{refusal}" for statement in request.statements]
        elif told := _document_line(request):
            lines.append(f"{told}{'' if told.endswith('none') else refusal}")
    return lines


def line(statement: Json) -> str:
    """A statement in a few words, whatever shape it has: a store may have refused it for that."""
    iri = str(_part(statement, "verb").get("id", "?"))
    verb, result, about = _NAMES.get(iri, iri), _part(statement, "result"), _name(_part(statement, "object"))
    if "response" in result or verb == "answered":
        about += f": {result.get('response', 'no text')}"
    progress = _part(result, "extensions").get(PROGRESS)
    told = [
        f"{progress} %" if progress is not None else "",
        ("right" if result["success"] else "wrong") if verb == "answered" and "success" in result else "",
        _score(_part(result, "score")),
    ]
    told = [part for part in told if part]
    return f"{verb} {about}" + (f" ({', '.join(told)})" if told else "")


def _score(score: Json) -> str:
    if "raw" in score:
        return f"{score['raw']} of {score['max']}" if "max" in score else f"{score['raw']}"
    return f"{score['scaled']}" if "scaled" in score else ""


def _name(activity: Json) -> str:
    names = _part(_part(activity, "definition"), "name")
    return f'"{next(iter(names.values()))}"' if names else str(activity.get("id", "somebody"))


def _part(whole: Json, name: str) -> Json:
    """A part that should be an object; an empty one where it isn't."""
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _document_line(request: Request) -> str:
    method, _, resource = request.name.partition(" ")
    if resource == "activities/state":
        name = request.query.get("stateId", "")
        if method == "GET":
            what = "saved progress" if name == OURS else name
            return f"read {what}: {_progress(request.reply) if request.taken else 'none'}"
        return f"saved progress: {_progress(request.body)}"
    if resource == "fetch":
        return "asked for its token"
    return ""


def _progress(text: str) -> str:
    held = _json(text)
    if not isinstance(held, dict) or "state" not in held:
        return "there"
    told = f"{held['state']}, at {held.get('location')}"
    return f"{told}, sent {' and '.join(held['sent'])}" if held.get("sent") else told


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
