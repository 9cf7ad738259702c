"""What a package sends to a record store over HTTP: its requests and statements, and the rules for them.

For cmi5 and xapi alike. A `Call` here is one request: name "POST statements", arguments (query, body), result
the reply's body, error "0" or the status that refused it. A call named "closed" marks that the window closed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.profile import VERBS
from coursebuilder.targets.statement_rules import faults
from coursebuilder.targets.target import Call, Outcome, Received

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
MAX_REPLY = 160  # characters of a refusal's reply that a problem quotes
PROGRESS_DOCUMENT = "coursebuilder"  # stateId of the State document with a learner's progress
VERB_NAMES = {iri: name for name, iri in VERBS.items()}
_ABSENT = {"GET activities/state", "GET agents/profile", "GET statements"}  # 404: there is none yet


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `number` is that of its call, from 1; `name` is method and resource: "POST statements"."""

    number: int
    name: str
    query: Mapping[str, str]
    body: str
    reply: str
    error: str

    @property
    def accepted(self) -> bool:
        """Whether the store answered without an error."""
        return self.error in {"", "0"}

    @property
    def statements(self) -> list[Json]:
        """The JSON objects in a POST or PUT of statements (a PUT's with its id); else none."""
        if self.name not in {"POST statements", "PUT statements"}:
            return []
        sent = read_json(self.body)
        every = [body for body in (sent if isinstance(sent, list) else [sent]) if isinstance(body, dict)]
        put = {"id": self.query["statementId"]} if "statementId" in self.query else {}
        return [{**put, **body} for body in every]


@dataclass(frozen=True, slots=True)
class SentStatement:
    """A statement that the store accepted, and the number of the call that sent it."""

    number: int
    verb: str  # its name in profile.VERBS, or its IRI if it isn't there
    body: Json

    @property
    def result(self) -> Json:
        """The statement's result; empty if it has none."""
        return self.body.get("result") or {}

    @property
    def scaled(self) -> float | None:
        """The scaled score, 0 to 1, or None."""
        return (self.result.get("score") or {}).get("scaled")

    def activities(self, kind: str) -> list[str]:
        """The ids of the context's activities of one kind: "category", "grouping", "parent" or "other"."""
        context = self.body.get("context") or {}
        listed = (context.get("contextActivities") or {}).get(kind, [])
        return [activity["id"] for activity in (listed if isinstance(listed, list) else [listed])]

    @property
    def extensions(self) -> Json:
        """The context's extensions."""
        return (self.body.get("context") or {}).get("extensions") or {}


def requests(calls: Sequence[Call]) -> list[Request]:
    """The calls of one launch as requests, in order."""
    made = []
    for number, call in enumerate(calls, 1):
        query, body = (*call.arguments, "", "")[:2]
        made.append(Request(number, call.name, dict(parse_qsl(query)), body, call.result, call.error))
    return made


def sent(calls: Sequence[Call]) -> list[SentStatement]:
    """All statements that the store accepted, in order."""
    return [
        SentStatement(request.number, VERB_NAMES.get(iri := statement["verb"]["id"], iri), statement)
        for request in requests(calls)
        if request.accepted
        for statement in request.statements
    ]


def document(calls: Sequence[Call], name: str) -> Json | None:
    """The State document with stateId `name` as the launch first read it; None if it read none."""
    for request in requests(calls):
        if (
            request.name == "GET activities/state"
            and request.query.get("stateId") == name
            and request.accepted
        ):
            found = read_json(request.reply)
            return found if isinstance(found, dict) else None
    return None


def fault(code: str, number: int, message: str) -> Problem:
    """A Problem at the call of this number, with the code's hint from CURES."""
    return Problem(code, message, Place("calls", number), CURES[code])


def refused(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no request is refused.

    Allowed are 404 for documents that don't exist yet, and 412 for a State document that changed meanwhile.
    """
    for request in requests(calls):
        if request.accepted or (request.error == "404" and request.name in _ABSENT):
            continue
        if request.error == "412" and "activities/state" in request.name:
            continue
        reason = request.reply.strip().partition("\n")[0][:MAX_REPLY]
        message = f"{request.name} was refused with {request.error}" + (f": {reason}" if reason else "")
        yield fault("request-refused", request.number, message)


def well_formed(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: statements have the form of statement_rules.py.

    Those in a request refused with 400 are skipped: the store's own reply says what is wrong.
    """
    for request in requests(calls):
        for statement in request.statements if request.error != "400" else ():
            for wrong in faults(statement):
                yield fault("statement-form", request.number, wrong)


def sent_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: an id belongs to one statement, and an accepted statement is not sent again."""
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
            if request.accepted:
                taken.add(identifier)


def results_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: completed, passed and failed are sent once per registration, and nothing lower after a pass."""
    before = set((document(calls, PROGRESS_DOCUMENT) or {}).get("sent", []))
    now: set[str] = set()
    for statement in sent(calls):
        verb, number = statement.verb, statement.number
        if verb not in {"completed", "passed", "failed"}:
            continue
        if verb in before | now:
            yield fault("result-twice", number, f"{verb} was told before")
        if verb == "failed" and "passed" in before | now:
            yield fault("result-lowered", number, "failed after passed")
        if verb == "passed" and "failed" in now:
            yield fault("result-lowered", number, "passed after failed, in one session")
        now.add(verb)


def received(calls: Sequence[Call], review_or_browse: bool = False) -> Received:
    """What the record store received in one launch; `review_or_browse`: its mode was one of these."""
    statements = sent(calls)
    progress = document(calls, PROGRESS_DOCUMENT) or {}
    every = [(request, body) for request in requests(calls) for body in request.statements]
    accepted = {statement.body["id"] for statement in statements if "id" in statement.body}
    verbs = [statement.verb for statement in statements]
    return Received(
        session_begun=bool(statements),
        session_ended="terminated" in verbs,
        review_or_browse=review_or_browse,
        outcome_before=outcome(progress.get("sent", []), progress.get("raw")),
        outcome_reported=outcome(verbs, _raw(statements)),
        writing_calls=tuple(
            statement.number
            for statement in statements
            if statement.verb not in {"initialized", "terminated"}
        ),
        unsaved_calls=tuple(
            request.number
            for request, body in every
            if not request.accepted and body.get("id") not in accepted
        ),
        reported_answers=tuple(
            _object_id(statement) for statement in statements if statement.verb == "answered"
        ),
        progress_length=max(
            (len(request.body) for request in requests(calls) if _writes_progress(request)), default=0
        ),
        sent_texts=tuple(_sent_texts(calls)),
    )


def _object_id(statement: SentStatement) -> str:
    about = statement.body.get("object")
    return str(about.get("id", "")) if isinstance(about, dict) else ""


def outcome(verbs: Collection[str], raw: float | None = None) -> Outcome:
    """The outcome that these verbs report together, with a raw score in per cent."""
    success = True if "passed" in verbs else False if "failed" in verbs else None
    return Outcome("completed" in verbs, success, raw)


def outcome_in_record(record: Mapping[str, str]) -> Outcome:
    """The outcome in a record whose keys are the verbs sent, and "raw" the last raw score."""
    return outcome(record.keys(), float(record["raw"]) if record.get("raw") else None)


def _raw(statements: Sequence[SentStatement]) -> float | None:
    scores = [
        statement.result.get("score") or {}
        for statement in statements
        if statement.verb in {"passed", "failed"}
    ]
    return next((score["raw"] for score in reversed(scores) if "raw" in score), None)


def _writes_progress(request: Request) -> bool:
    return request.name in {"PUT activities/state", "POST activities/state"}


def _sent_texts(calls: Sequence[Call]) -> Iterator[tuple[int, str]]:
    """Call number and text of each statement, without its actor (the launch's), and of saved progress."""
    for request in requests(calls):
        for statement in request.statements:
            rest = {name: value for name, value in statement.items() if name != "actor"}
            yield request.number, json.dumps(rest, ensure_ascii=False)
        if _writes_progress(request):
            yield request.number, request.body


def read_json(text: str) -> Any:
    """The JSON value in a body; None if it is not JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None
