"""xAPI statements, those of cmi5 sessions too -> events.

Statements are read as packages of this project send them (coursebuilder/targets/profile.py has their words).
Those about another course, or with other verbs, are left aside and counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from coursebuilder.results.lookup import Lookup, Named
from coursebuilder.results.responses import letters_of, right_of
from coursebuilder.results.table import Event, Hasher
from coursebuilder.results.times import milliseconds, seconds_of, trusted, week_of
from coursebuilder.targets.profile import VERBS

VOIDED = "voided"
_VERBS = {iri: name for name, iri in VERBS.items()} | {"http://adlnet.gov/expapi/verbs/voided": VOIDED}
_CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
_SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
# What each verb tells of, by what its object is.
_WHAT = {
    ("initialized", "module"): "began",
    ("experienced", "page"): "page",
    ("answered", "question"): "answered",
    ("progressed", "objective"): "objective",
    ("completed", "module"): "completed",
    ("passed", "module"): "passed",
    ("failed", "module"): "failed",
    ("terminated", "module"): "ended",
}


class Unreadable(ValueError):
    """A row that can't be read; its text says why, without anything that was in the row."""


class StatementReader:
    """Turns the statements of one run into events, in the order they come."""

    def __init__(self, lookup: Lookup, hasher: Hasher, first_row: int = 0) -> None:
        self._lookup = lookup
        self._number = hasher.number
        self._row = first_row
        self._learners: dict[str, int] = {}

    def read(self, statement: object) -> Event | int | None:
        """An event; the number of the statement that this one voids; or None for what is about something
        else.

        Raises Unreadable.
        """
        self._row += 1
        if not isinstance(statement, dict):
            raise Unreadable("not a statement")
        try:
            verb = _VERBS.get(statement["verb"]["id"])
            target = statement["object"]
            if verb == VOIDED:
                return self._number(str(target["id"]).lower())
            iri = target.get("id")
            if verb is None or not isinstance(iri, str):
                return None
            found = self._lookup.by_id(iri) or self._renamed(statement, target)
            what = (
                _WHAT.get((verb, "module" if found and found.what == "course" else found.what))
                if found
                else None
            )
            return self._event(statement, found, what) if found and what else None
        except Unreadable:
            raise
        except (KeyError, TypeError, AttributeError, ValueError, IndexError, OverflowError) as error:
            raise Unreadable(f"not a whole statement ({type(error).__name__})") from error

    def _event(self, statement: Mapping[str, Any], found: Named, what: str) -> Event:
        context = statement.get("context") or {}
        result = statement.get("result") or {}
        right, response, part, form = result.get("success"), "", "", True
        if what == "answered":
            item = self._lookup.item(found.module, found.item)
            if item is None:
                raise Unreadable("a question that the course doesn't have")
            response, part = letters_of(item, str(result.get("response", ""))), item.part
            right = (right if isinstance(right, bool) else right_of(item, response)) if item.scored else None
            form = self._lookup.same_form(found, statement["object"].get("definition") or {})
        at = _moment(statement)
        return Event(
            id=self._number(_id(statement)),
            learner=self._learner(statement["actor"]),
            attempt=self._number(str(context.get("registration") or "")),
            module=found.module,
            version=str(context.get("revision") or ""),
            what=what,
            part=part,
            item=found.item,
            response=response,
            right=right if isinstance(right, bool) else None,
            form=form,
            seconds=seconds_of(str(result["duration"])) if "duration" in result else None,
            score=_score(result.get("score") or {}),
            moment=at,
            sequence=self._row,
            week=week_of(at),
            source="cmi5" if _is_cmi5(context) else "xapi",
        )

    def _learner(self, actor: Mapping[str, Any]) -> int:
        name = learner_name(actor)
        if name not in self._learners:
            if len(self._learners) >= 100_000:
                self._learners.clear()
            self._learners[name] = self._number(name)
        return self._learners[name]

    def _renamed(self, statement: Mapping[str, Any], target: Mapping[str, Any]) -> Named | None:
        """The module or course that a platform launched under an id of its own."""
        around = ((statement.get("context") or {}).get("contextActivities") or {}).get("grouping") or []
        groups = around if isinstance(around, list) else [around]
        known: Callable[[str], Named | None] = self._lookup.by_id
        if not any((one := known(str(group.get("id")))) and one.what == "course" for group in groups):
            return None
        names = ((target.get("definition") or {}).get("name") or {}).values()
        module = self._lookup.by_title(map(str, names))
        return Named("module", module, "") if module else None


def learner_name(actor: Mapping[str, Any]) -> str:
    """One text for one learner, whichever of the four identifiers of xAPI a statement has. Raises Unreadable.

    An address and the SHA-1 of it are the same learner.
    """
    account = actor.get("account")
    if account:
        return f"account {account['homePage']} {account['name']}"
    if "mbox" in actor:
        address = "mailto:" + str(actor["mbox"]).removeprefix("mailto:").lower()
        return f"mbox {hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()}"
    if "mbox_sha1sum" in actor:
        return f"mbox {str(actor['mbox_sha1sum']).lower()}"
    if "openid" in actor:
        return f"openid {actor['openid']}"
    raise Unreadable("a statement about nobody in particular")


def _id(statement: Mapping[str, Any]) -> str:
    """The statement's id; without one, what makes it this statement."""
    given = statement.get("id")
    if given:
        return str(given).lower()
    return repr([statement.get(name) for name in ("actor", "verb", "object", "timestamp", "result")])


def _moment(statement: Mapping[str, Any]) -> int:
    said, stored = statement.get("timestamp"), statement.get("stored")
    if not said and not stored:
        raise Unreadable("a statement without a time")
    return trusted(milliseconds(said) if said else None, milliseconds(stored) if stored else None)


def _score(score: Mapping[str, Any]) -> float | None:
    """Per cent: raw where there is one, else scaled."""
    if isinstance(score.get("raw"), int | float):
        return float(score["raw"])
    scaled = score.get("scaled")
    return 100.0 * scaled if isinstance(scaled, int | float) else None


def _is_cmi5(context: Mapping[str, Any]) -> bool:
    if _SESSION in (context.get("extensions") or {}):
        return True
    category = (context.get("contextActivities") or {}).get("category") or []
    return isinstance(category, list) and any(one.get("id") == _CMI5 for one in category)
