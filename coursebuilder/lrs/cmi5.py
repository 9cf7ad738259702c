"""What a cmi5 LMS does at a launch: session, fetch URL, LaunchData. Source: cmi5 (Quartz), 8 to 11."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlencode

from coursebuilder.lrs import statements
from coursebuilder.lrs.agents import identifier
from coursebuilder.lrs.messages import Json, Refused, Reply, Request, json_reply, stamp
from coursebuilder.lrs.store import Address, Document, Store
from coursebuilder.lrs.values import moment

CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
SESSION_ID = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"
LAUNCHED = "http://adlnet.gov/expapi/verbs/launched"
TERMINATED = "http://adlnet.gov/expapi/verbs/terminated"
ABANDONED = "https://w3id.org/xapi/adl/verbs/abandoned"
PREFERENCES = "cmi5LearnerPreferences"
LAUNCH_DATA = "LMS.LaunchData"


@dataclass(frozen=True, slots=True)
class Unit:
    """An assignable unit as the LMS imported it; the LMS may launch with other values than cmi5.xml has."""

    publisher_id: str  # the id in cmi5.xml
    activity_id: str  # the LMS's own id for it
    move_on: str = "NotApplicable"
    mastery_score: float | None = None
    launch_parameters: str | None = None
    entitlement: str | None = None
    address: str = "https://lms.example/au/index.html"  # said in the launched statement


@dataclass(frozen=True, slots=True)
class Session:
    """One launch of a unit."""

    id: str
    token: str  # what the fetch URL gives, once
    unit: Unit
    actor: Json
    registration: str
    mode: str  # Normal, Browse or Review
    return_url: str | None
    lrs: str  # the address of the LRS
    endpoint: str  # where its resources are, as the launch names it: with or without a slash at the end
    launched: str
    fetched: bool = False
    terminated: bool = False
    abandoned: bool = False

    @property
    def open(self) -> bool:
        """Whether its token is accepted: fetched, and neither terminated nor abandoned."""
        return self.fetched and not (self.terminated or self.abandoned)

    @property
    def query(self) -> str:
        """The launch parameters as a query, without "?" (8.1).

        Blanks are %20: units that read the address with decodeURIComponent don't know "+".
        """
        return urlencode(
            {
                "endpoint": self.endpoint,
                "fetch": f"{self.lrs}/fetch/{self.id}",
                "actor": json.dumps(self.actor, ensure_ascii=False, separators=(",", ":")),
                "registration": self.registration,
                "activityId": self.unit.activity_id,
            },
            quote_via=quote,
        )

    @property
    def template(self) -> Json:
        """The contextTemplate of the launch data: what every statement's context must contain (10.2.1)."""
        grouping = [{"objectType": "Activity", "id": self.unit.publisher_id}]
        return {"contextActivities": {"grouping": grouping}, "extensions": {SESSION_ID: self.id}}

    @property
    def launch_data(self) -> Json:
        """The LMS.LaunchData document (10); properties without a value are left out."""
        entitlement = {"courseStructure": self.unit.entitlement} if self.unit.entitlement else None
        data = {
            "contextTemplate": self.template,
            "launchMode": self.mode,
            "launchMethod": "AnyWindow",
            "moveOn": self.unit.move_on,
            "masteryScore": self.unit.mastery_score,
            "launchParameters": self.unit.launch_parameters,
            "entitlementKey": entitlement,
            "returnURL": self.return_url,
        }
        return {name: value for name, value in data.items() if value is not None}


def launch(
    unit: Unit,
    actor: Json,
    registration: str,
    lrs: str,
    endpoint: str,
    store: Store,
    now: datetime,
    *,
    mode: str = "Normal",
    return_url: str | None = None,
) -> Session:
    """Start a session: stores its LMS.LaunchData document and the LMS's launched statement.

    lrs: address of the double, http://host:port
    endpoint: as the launch names it
    mode: Normal, Browse or Review
    """
    id = str(uuid.uuid4())
    token = base64.b64encode(f":{secrets.token_hex(16)}".encode()).decode()
    session = Session(id, token, unit, actor, registration, mode, return_url, lrs, endpoint, stamp(now))
    at = Address("activities/state", unit.activity_id, identifier(actor), registration.lower(), LAUNCH_DATA)
    body = json.dumps(session.launch_data, ensure_ascii=False).encode()
    store.put_document(Document(at, "application/json", body, stamp(now)))
    extensions = {
        "launchmode": mode,
        "launchurl": unit.address,
        "moveon": unit.move_on,
        "masteryscore": unit.mastery_score,
        "launchparameters": unit.launch_parameters,
    }
    given = {EXTENSION + name: value for name, value in extensions.items() if value is not None}
    _store_lms_statement(session, LAUNCHED, store, now, given)
    return session


def set_preferences(actor: Json, preferences: Json, store: Store, now: datetime) -> None:
    """Store a learner's preferences: languagePreference "en-GB,fr", audioPreference "on" or "off"."""
    at = Address("agents/profile", "", identifier(actor), "", PREFERENCES)
    store.put_document(Document(at, "application/json", json.dumps(preferences).encode(), stamp(now)))


def abandon(session: Session, store: Store, now: datetime) -> Session:
    """The session as abandoned, after the LMS's abandoned statement is stored."""
    seconds = (now - moment(session.launched)).total_seconds()
    _store_lms_statement(session, ABANDONED, store, now, {}, {"duration": f"PT{max(seconds, 0):.2f}S"})
    return replace(session, abandoned=True)


def _store_lms_statement(
    session: Session, verb: str, store: Store, now: datetime, extensions: Json, result: Json | None = None
) -> None:
    """Store a statement that the LMS itself makes about the session."""
    category = [{"objectType": "Activity", "id": CMI5}]
    activities = {**session.template["contextActivities"], "category": category}
    context = {
        "registration": session.registration,
        "contextActivities": activities,
        "extensions": {**session.template["extensions"], **extensions},
    }
    statement = {
        "actor": session.actor,
        "verb": {"id": verb, "display": {"en": verb.rpartition("/")[2]}},
        "object": {"objectType": "Activity", "id": session.unit.activity_id},
        "context": context,
        "timestamp": stamp(now),
    } | ({"result": result} if result else {})
    lms = {"objectType": "Agent", "account": {"homePage": session.lrs, "name": "lms"}}
    statements.store_statements([statement], store, lms, now)


def has_ended(session: Session, store: Store) -> bool:
    """Whether a terminated statement of this session is stored."""
    terminated = (kept.body for kept in store.statements("verb = ?", (TERMINATED,)))
    return any(
        body.get("context", {}).get("extensions", {}).get(SESSION_ID) == session.id for body in terminated
    )


def fetch(request: Request, sessions: Mapping[str, Session]) -> tuple[Session | None, Reply]:
    """Answer a request to a fetch URL: the session as fetched and the token, the first time.

    Later the session is None and the reply an error object (8.2.3). Raises Refused: 404 or 405.
    """
    session = sessions.get(request.path.removeprefix("/fetch/"))
    if session is None:
        raise Refused(404, "there is no such session")
    if request.method != "POST":
        raise Refused(405, "the fetch URL takes a POST")
    if session.fetched:
        return None, json_reply({"error-code": "1", "error-text": "The token was fetched before"})
    return replace(session, fetched=True), json_reply({"auth-token": session.token})
