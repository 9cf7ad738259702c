"""Rules of cmi5 for one statement, as ADL's player enforces them, each with the number that it reports.

RULES_FOR_ALL hold for every statement of a session, RULES_FOR_DEFINED for those that cmi5 defines. Sources:
cmi5 (Quartz) 8 to 11, and the code of the player's request handler, 2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from coursebuilder.lrs.cmi5 import CMI5, EXTENSION, SESSION_ID, Session
from coursebuilder.lrs.messages import Json

MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
MASTERY_SCORE = EXTENSION + "masteryscore"
_VERB = "http://adlnet.gov/expapi/verbs/"
INITIALIZED, TERMINATED = _VERB + "initialized", _VERB + "terminated"
COMPLETED, PASSED, FAILED = _VERB + "completed", _VERB + "passed", _VERB + "failed"
_JUDGED = {PASSED, FAILED}
_FINAL = {COMPLETED, *_JUDGED}
_DEFINED = {INITIALIZED, TERMINATED, *_FINAL}
_UTC = re.compile(r"(?:Z|\+00(?::?00)?)$")


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """What the player knows of a session, and of its registration, when a request arrives."""

    launch_data_read: bool = False
    preferences_read: bool = False
    verbs: tuple[str, ...] = ()  # of this session's accepted cmi5-defined statements
    earlier: tuple[str, ...] = ()  # of the registration's earlier sessions with this unit
    ids: frozenset[str] = frozenset()  # of accepted statements


def related_ids(statement: Json, kind: str) -> list[str]:
    """The ids of the context activities of one kind; like the player, none if they are not a list."""
    given = statement.get("context", {}).get("contextActivities", {}).get(kind, [])
    return [activity["id"] for activity in given] if isinstance(given, list) else []


def is_defined(statement: Json) -> bool:
    """Whether the statement has the cmi5 category: such statements have rules of their own."""
    return CMI5 in related_ids(statement, "category")


@dataclass(frozen=True, slots=True)
class SessionStatement:
    """A valid statement of a session, with what came before it."""

    body: Json
    session: Session
    history: SessionHistory
    batch: tuple[str, ...] = ()  # cmi5-defined verbs before it in the same request

    @property
    def verb(self) -> str:
        """The verb's IRI."""
        return str(self.body["verb"]["id"])

    @property
    def result(self) -> Json:
        """The result; {} if absent."""
        found: Json = self.body.get("result", {})
        return found

    @property
    def score(self) -> Json:
        """The result's score; {} if absent."""
        found: Json = self.result.get("score", {})
        return found

    @property
    def context(self) -> Json:
        """The context; {} if absent."""
        found: Json = self.body.get("context", {})
        return found

    @property
    def extensions(self) -> Json:
        """The context's extensions; {} if absent."""
        found: Json = self.context.get("extensions", {})
        return found

    @property
    def categories(self) -> list[str]:
        """The ids of the context's category activities."""
        return related_ids(self.body, "category")

    @property
    def earlier_verbs(self) -> set[str]:
        """The cmi5-defined verbs sent before it in this session."""
        return {*self.history.verbs, *self.batch}


def _differs_from_template(statement: SessionStatement) -> bool:
    """Whether the context lacks part of the template; lists must begin with its activities in order."""
    for kind, activities in statement.session.template["contextActivities"].items():
        if related_ids(statement.body, kind)[: len(activities)] != [
            activity["id"] for activity in activities
        ]:
            return True
    extensions = statement.session.template["extensions"]
    return any(statement.extensions.get(name) != value for name, value in extensions.items())


def _contradicts_mastery_score(statement: SessionStatement) -> bool:
    """Whether it is passed below the launch's masteryScore, or failed at or above it."""
    mastery, scaled = statement.session.unit.mastery_score, statement.score.get("scaled")
    return mastery is not None and scaled is not None and (scaled >= mastery) != (statement.verb == PASSED)


def _without_mastery_score(statement: SessionStatement) -> bool:
    mastery = statement.session.unit.mastery_score
    return (
        bool(statement.score) and mastery is not None and statement.extensions.get(MASTERY_SCORE) != mastery
    )


Rule = tuple[str, str, Callable[[SessionStatement], bool]]  # number, what is wrong, whether it is

RULES_FOR_ALL: tuple[Rule, ...] = (
    ("11.0.0.0-3", "before the preferences were asked for", lambda c: not c.history.preferences_read),
    ("10.2.1.0-4", "before LMS.LaunchData was read", lambda c: not c.history.launch_data_read),
    ("9.1.0.0-1", "without id", lambda c: "id" not in c.body),
    ("6.3.0.0-1", "voids a statement", lambda c: c.verb == _VERB + "voided"),
    ("9.7.0.0-1", "without timestamp", lambda c: "timestamp" not in c.body),
    ("9.7.0.0-2", "timestamp not in UTC", lambda c: not _UTC.search(c.body.get("timestamp", "Z"))),
    ("8.1.3.0-3", "not the launch's actor", lambda c: c.body["actor"] != c.session.actor),
    ("9.6.1.0-1", "wrong registration", lambda c: c.context.get("registration") != c.session.registration),
    ("9.6.3.1-4", "without session id", lambda c: SESSION_ID not in c.extensions),
    ("10.2.1.0-6", "context not as in the template", _differs_from_template),
    # the player looks at what was stored before: initialized can't be in one batch with what follows it
    ("9.3.0.0-4", "before initialized", lambda c: INITIALIZED not in {*c.history.verbs, c.verb}),
    ("9.3.0.0-5", "after terminated", lambda c: TERMINATED in c.earlier_verbs),
    (
        "9.6.2.2-2",
        "moveon category where it may not be",
        lambda c: MOVE_ON in c.categories and not (is_defined(c.body) and c.verb in _FINAL),
    ),
)
RULES_FOR_DEFINED: tuple[Rule, ...] = (
    ("9.3.0.0-1", "cmi5 category on a verb that cmi5 doesn't define", lambda c: c.verb not in _DEFINED),
    ("9.2.0.0-2", "actor is no Agent", lambda c: c.body["actor"].get("objectType", "Agent") != "Agent"),
    ("9.2.0.0-3", "actor without account", lambda c: "account" not in c.body["actor"]),
    (
        "8.1.5.0-6",
        "not about the launch's activity",
        lambda c: c.body["object"].get("id") != c.session.unit.activity_id,
    ),
    ("10.2.2.0-2", "while browsing", lambda c: c.session.mode == "Browse" and c.verb in _FINAL),
    ("10.2.2.0-3", "while reviewing", lambda c: c.session.mode == "Review" and c.verb in _FINAL),
    (
        "9.5.4.1",
        "without duration",
        lambda c: c.verb in {TERMINATED, *_FINAL} and "duration" not in c.result,
    ),
    (
        "9.5.3.0-1",
        "without completion true",
        lambda c: c.verb == COMPLETED and not c.result.get("completion"),
    ),
    ("9.5.3.0-2", "with completion", lambda c: c.verb != COMPLETED and "completion" in c.result),
    ("9.5.2.0-1", "without success true", lambda c: c.verb == PASSED and not c.result.get("success")),
    (
        "9.5.2.0-2",
        "without success false",
        lambda c: c.verb == FAILED and c.result.get("success") is not False,
    ),
    ("9.5.2.0-3", "with success", lambda c: c.verb not in _JUDGED and "success" in c.result),
    (
        "9.6.2.2-1",
        "without moveon category",
        lambda c: bool({"success", "completion"} & c.result.keys()) and MOVE_ON not in c.categories,
    ),
    ("9.5.1.0-2", "with score", lambda c: c.verb not in _JUDGED and bool(c.score)),
    (
        "9.5.1.0-3",
        "raw without min and max",
        lambda c: "raw" in c.score and not {"min", "max"} <= c.score.keys(),
    ),
    ("9.6.3.2-2", "without the launch's masteryScore", _without_mastery_score),
    ("9.3.4.0-2", "score below masteryScore", lambda c: c.verb == PASSED and _contradicts_mastery_score(c)),
    (
        "9.3.6.0-1",
        "score not below masteryScore",
        lambda c: c.verb == FAILED and _contradicts_mastery_score(c),
    ),
    ("9.3.0.0-2", "a second time in the session", lambda c: c.verb in c.earlier_verbs),
    (
        "9.3.0.0-3",
        "passed and failed in one session",
        lambda c: c.verb in _JUDGED and bool((_JUDGED - {c.verb}) & c.earlier_verbs),
    ),
    ("9.3.0.0-6", "a second time", lambda c: c.verb == COMPLETED and COMPLETED in c.history.earlier),
    ("9.3.0.0-7", "a second time", lambda c: c.verb == PASSED and PASSED in c.history.earlier),
    ("9.3.0.0-8", "after passed", lambda c: c.verb == FAILED and PASSED in c.history.earlier),
)


def broken_rules(statement: SessionStatement) -> list[str]:
    """The rules that the statement breaks: "9.3.0.0-2 completed: a second time in the session"."""
    rules = RULES_FOR_ALL + (RULES_FOR_DEFINED if is_defined(statement.body) else ())
    name = statement.verb.rpartition("/")[2]
    return [f"{number} {name}: {what}" for number, what, holds in rules if holds(statement)]
