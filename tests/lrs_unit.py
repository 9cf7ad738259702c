"""An assignable unit without a browser: it does what cmi5 asks of one, and what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from lrs_client import Answer, Client, Json, new_id

from coursebuilder.lrs.cmi5 import Session, Unit

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "ann"}}
UNIT = Unit("https://example.org/au", "https://lms.example/au/1", "CompletedAndPassed", 0.8)
CMI5 = {"objectType": "Activity", "id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}
MOVE_ON = {"objectType": "Activity", "id": "https://w3id.org/xapi/cmi5/context/categories/moveon"}
MASTERY_SCORE = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
VERB = "http://adlnet.gov/expapi/verbs/"
RESULTS: dict[str, Json] = {
    "completed": {"completion": True, "duration": "PT5S"},
    "passed": {"success": True, "duration": "PT5S", "score": {"scaled": 0.8, "raw": 8, "min": 0, "max": 10}},
    "failed": {"success": False, "duration": "PT5S", "score": {"scaled": 0.79}},
    "terminated": {"duration": "PT9S"},
}


Step = Callable[["Content"], Any]


class Content:
    """One launch of the unit, with the token it fetched."""

    def __init__(self, client: Client, registration: str, unit: Unit = UNIT, **options: Any) -> None:
        self.session: Session = client.lrs.launch(unit, ACTOR, registration, **options)
        self.client, self.query = client, dict(parse_qsl(self.session.query))
        self.headers: dict[str, str] = {}
        self.second = 0

    def fetch(self) -> Answer:
        answer = self.client("POST", self.query["fetch"], headers={"Authorization": None})
        if "auth-token" in answer.json:
            self.headers = {"Authorization": f"Basic {answer.json['auth-token']}"}
        return answer

    def launch_data(self, method: str = "GET", *body: Any) -> Answer:
        given = {name: self.query[name] for name in ("activityId", "registration")}
        given |= {"agent": self.query["actor"], "stateId": "LMS.LaunchData"}
        return self.client(method, "activities/state", *body, headers=self.headers, **given)

    def preferences(self, method: str = "GET", *body: Any) -> Answer:
        given = {"agent": self.query["actor"], "profileId": "cmi5LearnerPreferences"}
        headers = {**self.headers, "If-None-Match": "*"}
        return self.client(method, "agents/profile", *body, headers=headers, **given)

    def begin(self) -> Content:
        """All that comes before the first statement."""
        self.fetch()
        self.launch_data()
        self.preferences()
        return self

    def told(self, verb: str, defined: bool = True, **changes: Any) -> Json:
        """A statement as it should be; a change to None takes the property away."""
        self.second += 1
        template = self.session.template
        categories = [CMI5] * defined + [MOVE_ON] * (verb in {"completed", "passed", "failed"} and defined)
        activities = {**template["contextActivities"], **({"category": categories} if categories else {})}
        mastery = {MASTERY_SCORE: 0.8} if verb in {"passed", "failed"} else {}
        made = {
            "id": new_id(),
            "timestamp": f"2026-03-01T09:00:{self.second:02}.00Z",
            "actor": ACTOR,
            "verb": {"id": VERB + verb},
            "object": {"objectType": "Activity", "id": self.query["activityId"]},
            "context": {
                "registration": self.query["registration"],
                "contextActivities": activities,
                "extensions": {**template["extensions"], **mastery},
            },
            "result": RESULTS.get(verb),
            **changes,
        }
        return {key: value for key, value in made.items() if value is not None}

    def send(self, *statements: Json) -> Answer:
        return self.client("POST", "statements", list(statements), headers=self.headers)

    def say(self, *verbs: str) -> Content:
        """One request for each verb."""
        for verb in verbs:
            answer = self.send(self.told(verb))
            assert answer.status == 200, answer.text
        return self

    @property
    def faults(self) -> list[str]:
        return self.client.lrs.session_faults(self.session)


def say(verb: str, defined: bool = True, **changes: Any) -> Step:
    return lambda content: content.send(content.told(verb, defined, **changes))


def with_context(verb: str, defined: bool = True, **changes: Any) -> Step:
    def send(content: Content) -> None:
        made = content.told(verb, defined)
        context = {**made["context"], **changes}
        made["context"] = {key: value for key, value in context.items() if value is not None}
        content.send(made)

    return send


def with_activities(verb: str, defined: bool = True, **kinds: Any) -> Step:
    def send(content: Content) -> None:
        made = content.told(verb, defined)
        made["context"]["contextActivities"] = {**made["context"]["contextActivities"], **kinds}
        content.send(made)

    return send


def batch(*verbs: str) -> Step:
    return lambda content: content.send(*(content.told(verb) for verb in verbs))


def judged(client: Client, steps: list[Step], **options: Any) -> list[str]:
    content = Content(client, new_id(), **options).begin()
    for step in steps:
        step(content)
    return content.faults
