"""Learners who left a course half-way in an earlier release: what was saved of them, put back, and looked at.

A saved learner is one JSON file of tests/saved_by_RELEASE/:

    story, target, whole   what was played (save_states.py), for which target, one module or the whole course
    learner                who they are to the platform: student id, or actor, registration and activity
    platform               what the platform held: a SCORM record, or a store's documents and statements
    device                 what lay in the browser's localStorage under names of ours
    answers                what the learner had answered: question -> answer, as a platform is told it
    outcome                [completion, success, per cent] as the platform had it
    shown                  what the release that saved it showed at the next launch; see `come_back`
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from coursebuilder import verify
from coursebuilder.lrs.store import Address, Document
from coursebuilder.package import Package
from coursebuilder.targets.target import Target
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.learner_account import LearnerAccount, WebAccount, open_account
from coursebuilder.verify.platform import Platform
from coursebuilder.verify.record_store import Account, changed

Json = dict[str, Any]
TESTS = Path(__file__).parent
OURS = "coursebuilder"  # how everything begins that we keep under a name
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SEEN = Path(verify.__file__).with_name("seen.js").read_text("utf-8")
_DEVICE = f"""() => Object.fromEntries(
    Object.entries({{...localStorage}}).filter(([name]) => name.startsWith("{OURS}-")))"""


@contextmanager
def account(
    browser: Browser, package: Package, target: Target, learner: Mapping[str, Any]
) -> Iterator[LearnerAccount]:
    """An account on a platform of this target for the learner of a saved file; nothing may go wrong in it."""
    start = target.starts(package)[0]
    with open_account(browser, package, target, start, KNOWN["generic"], {}) as place:
        if isinstance(place, Account):
            place.actor.clear()
            place.actor |= learner["actor"]
            place.registration, place.activity = learner["registration"], learner["activity"]
            place.unit = changed(place.unit, activity_id=place.activity) if place.unit else None
        yield place
        assert (place.trouble, place.host.missing) == ([], [])


def launch(place: LearnerAccount, learner: Mapping[str, Any], *quirks: str) -> Learner:
    """The learner opens the package, ready to be worked with; `quirks` are those of a SCORM double."""
    if isinstance(place, Platform):
        return place.launch(*quirks, studentId=learner["studentId"]).ready()
    return place.launch().ready()


# ---- what a platform and a device hold


def held(place: LearnerAccount) -> Json:
    """What the platform holds for good."""
    if isinstance(place, Platform):
        return place.stored()
    if not isinstance(place, Account):
        return {}
    place.settle(seconds=1)
    own = [one for one in place.store.documents() if one.at.id == OURS]
    documents = [
        {
            "activity": one.at.activity,
            "agent": one.at.agent,
            "registration": one.at.registration,
            "type": one.type,
            "text": one.body.decode(),
            "updated": one.updated,
        }
        for one in own
    ]
    return {"documents": documents, "statements": place.store.statements()}


def on_device(place: LearnerAccount) -> dict[str, str]:
    """What lies in the browser's localStorage under names of ours, once every window has told all."""
    with _desk(place) as desk:
        return dict(desk.evaluate(_DEVICE))


def put_back(place: LearnerAccount, saved: Json) -> None:
    """Give the platform and the device what they held when the learner left."""
    if isinstance(place, Platform):
        place.store(saved["platform"])
    elif isinstance(place, Account):
        store = place.store.store
        with place.store.lock:
            for one in saved["platform"]["documents"]:
                at = Address("activities/state", one["activity"], one["agent"], one["registration"], OURS)
                store.put_document(Document(at, one["type"], one["text"].encode(), one["updated"]))
            for statement in saved["platform"]["statements"]:
                store.add_statement(statement, None, False)
    with _desk(place) as desk:
        desk.evaluate(
            "(kept) => Object.entries(kept).forEach((pair) => localStorage.setItem(...pair))",
            {**saved["device"], "lms-logged-in": "true"},
        )


@contextmanager
def _desk(place: LearnerAccount) -> Iterator[Any]:
    """A page of the platform's address without a package in it."""
    page = place.context.new_page()
    page.goto(f"{place.host.address}/desk")
    yield page
    page.close()


def outcome(place: LearnerAccount, target: Target) -> list[Any]:
    """How the platform thinks the learner did: completion, success, per cent."""
    if isinstance(place, WebAccount):
        return [False, None, None]
    found = target.outcome(place.record())
    return [found.completion, found.success, found.raw]


# ---- what a learner sees


def come_back(learner: Learner) -> Json:
    """Everything that a learner finds again on coming back, by going and looking; the window stays open.

    read      the pages marked as read
    page      where the first button of the opening page leads: to where they left, unless they have finished
    answers   what stands in the questions' fields, in the letters that a platform is told
    judged    the practice questions beside which a verdict stands
    asked     the questions drawn for each assessment, in their order
    results   for each assessment that was handed in: the per cent, and whether there is another try
    scenes    where each conversation stands: its step, its gauges, how many turns of the way are shown
    notes     what stands in the reflections
    """
    read = learner.find(".stops a.done").evaluate_all(
        "(all) => all.map((one) => one.hash.replace('#page-', ''))"
    )
    learner.find("[data-resume] .primary").click()
    found: Json = {"read": sorted(set(read)), "page": learner.page}
    found |= {"answers": {}, "judged": [], "asked": {}, "results": {}, "scenes": {}}
    modules = [learner.course, *learner.course.get("modules", [])]
    tests = [one["assessment"]["page"] for one in modules if one["assessment"]]
    for page in dict.fromkeys(one["page"] for one in learner.course["questions"]):
        learner.go(page)
        if page in tests:
            _look_at_assessment(learner, page, found)
        else:
            _look_at_practice(learner, page, found)
    for scene in learner.course.get("scenarios", []):
        learner.go(scene["page"])
        found["scenes"][scene["id"]] = _scene(learner, scene["id"])
    notes = "(all) => all.map((one) => [one.closest('[data-reflection]').dataset.reflection, one.value])"
    written = learner.find("[data-reflection] textarea").evaluate_all(notes)
    found["notes"] = {name: text for name, text in written if text}
    return found


def _look_at_practice(learner: Learner, page: str, found: Json) -> None:
    own = [one["id"] for one in learner.course["questions"] if one["page"] == page]
    judged = [name for name in own if learner.find(f"#q-{name} [data-verdict]:not(:empty)").count()]
    found["judged"] += judged
    found["answers"] |= {name: text for name, text in _answers(learner, own).items() if name in judged}


def _look_at_assessment(learner: Learner, page: str, found: Json) -> None:
    if learner.page == "result":
        seen = learner.frame.evaluate(_SEEN)
        found["results"][page] = [seen["raw"], seen["open"]]
        if not learner.find("[data-action=answers]:visible").count():
            return
        learner.press("answers")
    found["asked"][page] = learner.asked
    found["answers"] |= _answers(learner, learner.asked)


def _answers(learner: Learner, questions: list[str]) -> dict[str, str]:
    """What stands in these questions' fields; the reverse of `verify.answering.give`."""
    shown = learner.frame.evaluate(_SEEN)["answers"]
    return {name: text for name in questions if (text := _letters(learner.question(name), shown[name]))}


def _letters(question: Mapping[str, Any], shown: str) -> str:
    if question["kind"] in {"fill-in", "numeric", "long-fill-in"}:
        return shown
    letters = shown.replace(",", "")
    if question["kind"] not in {"matching", "sequencing"}:
        return letters
    return "".join(question["order"][LETTERS.index(letter)] for letter in letters)


def _scene(learner: Learner, name: str) -> list[int]:
    root = f"#s-{name}"
    step = learner.find(f"{root} .now").get_attribute("data-step") or "1"
    return [int(step), learner.find(f"{root} .gauge .on").count(), learner.find(f"{root} .path li").count()]


def load_all(folder: Path) -> dict[str, Json]:
    """Every saved learner of a release, by file name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
