"""Makes tests/saved_by_RELEASE/: what learners who leave half-way have saved in packages of this release.

    python tests/save_states.py tests/saved_by_0_2

Run it once for each release, before anything that is saved changes, and never again for the same one: the
files are what learners out there have. The folder's course/ is kept with them and never edited. Without
a course/ in the folder that of the newest earlier release is copied.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from saved_states import TESTS, Json, account, come_back, held, launch, on_device, outcome, put_back

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.lrs.faults import Fault
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.browser import launch as browser_for
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.learner_account import LearnerAccount
from coursebuilder.verify.record_store import Account

EVERY = tuple(TARGETS)
SCORM = ("scorm12", "scorm2004-3rd", "scorm2004-4th")
STORES = ("cmi5", "xapi")
LEARNER = {
    "studentId": "learner-0-1",
    "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "learner-0-1"}},
    "registration": "5d0f3a52-7b52-4a53-9d0c-1f6a57a4c001",
    "activity": "https://lms.example/activities/half-way",
}
NOTE = "Ask about the allotment first."
PRACTICE = {"who-decides": "a", "signs": "ac", "own-meeting": "b", "replies": "bca", "meeting": "bacd"}
WRITTEN = {"word": "matters", "age": "16", "ready": "c"}
Answers = dict[str, str]


@dataclass(frozen=True)
class Story:
    """What a learner did before they left.

    play: does it, shuts the window, and gives the answers that must come back
    """

    name: str
    play: Callable[[LearnerAccount], Answers]
    targets: tuple[str, ...] = EVERY
    whole: bool = False


def open_package(place: LearnerAccount, *quirks: str) -> Learner:
    return launch(place, LEARNER, *quirks)


def answer_practice(learner: Learner) -> Answers:
    """Every kind of question once, a note kept on the device, and a conversation left in the middle."""
    learner.go("choosing")
    for name, answer in PRACTICE.items():
        learner.check(name, answer)
    learner.go("writing")
    learner.check("age", "15")  # the first answer is kept as well
    for name, answer in WRITTEN.items():
        learner.check(name, answer)
    learner.check("for-your-tutor", "How to end a conversation.")  # sent, and never saved
    keep_note(learner, "writing")
    learner.go("conversation")
    learner.say("hall", "c")
    learner.say("hall", "b")
    return PRACTICE | WRITTEN


def keep_note(learner: Learner, page: str) -> None:
    """A reflection, and the tick that keeps it on this device."""
    learner.find(f"#page-{page} [data-reflection] textarea").fill(NOTE)
    learner.find(f"#page-{page} [data-keeps-notes]").check()


def keep_progress(learner: Learner) -> None:
    """Where no platform keeps anything the learner asks the device to."""
    box = learner.find(".kept-here [data-keeps]")
    if box.count():
        box.check()


def half_way(place: LearnerAccount) -> Answers:
    learner = open_package(place)
    keep_progress(learner)
    given = answer_practice(learner)
    learner.close()
    return given


def in_the_test(place: LearnerAccount) -> Answers:
    """The assessment is begun: the question about safety put right, one other answered, nothing handed in."""
    learner = open_package(place)
    keep_progress(learner)
    learner.read_to_end()
    learner.go("check")
    learner.check("danger", learner.wrong("danger"))
    learner.check("danger", learner.right("danger"))
    other = learners.begin(learner)
    given = {"danger": learner.right("danger"), other: learner.right(other)}
    learner.close()
    return given


def second_try(place: LearnerAccount) -> Answers:
    """Not passed; the second try is begun."""
    learner = open_package(place)
    keep_progress(learner)
    learner.read_to_end()
    learner.take(right=False)
    learner.press("retry")
    other = learners.begin(learner)
    given = {other: learner.right(other)}
    learner.close()
    return given


def between_tries(place: LearnerAccount) -> Answers:
    """Not passed; the result is on screen."""
    learner = open_package(place)
    keep_progress(learner)
    learner.read_to_end()
    learner.take(right=False)
    learner.leave()
    learner.close()
    return {}


def passed(place: LearnerAccount) -> Answers:
    learner = open_package(place)
    keep_progress(learner)
    learners.finish(learner)
    learner.go("writing")
    keep_note(learner, "writing")
    learner.leave()
    learner.close()
    return {}


def failed(place: LearnerAccount) -> Answers:
    learner = open_package(place)
    keep_progress(learner)
    learners.finish(learner, right=False)
    learners.try_again(learner, right=False)
    learner.leave()
    learner.close()
    return {}


def rescued(place: LearnerAccount) -> Answers:
    """The second visit reaches no platform: all of it waits on the device."""
    learner = open_package(place)
    learner.next()
    learner.leave()
    learner.close()
    held(place)  # all that was said in that visit has arrived
    with ExitStack() as stack:
        learner = open_package(place, "logged-out-after:0")
        if isinstance(place, Account):
            stack.enter_context(place.store.fault(Fault(offline=True)))
        given = answer_practice(learner)
        learner.hide()  # at the latest then it tries to save
        learner.find("[data-banner]:not([hidden])").wait_for()
        learner.close()
        held(place)
    return given


def whole_half_way(place: LearnerAccount) -> Answers:
    """The first module is passed, the second one begun."""
    learner = open_package(place)
    keep_progress(learner)
    read_whole_module(learner, 0)
    learner.go("closing--goodbye")
    learner.check("closing--last-words", "b")
    learner.go("closing--afterwards")
    learner.check("closing--took", "b")
    keep_note(learner, "closing--afterwards")
    learner.close()
    return {"closing--last-words": "b", "closing--took": "b"}


def read_whole_module(learner: Learner, number: int) -> None:
    module = learner.course["modules"][number]
    test = module["assessment"]["page"]
    learners.read(learner, [page["id"] for page in module["pages"] if page["id"] != test])
    learner.go(test)
    learner.answer()
    learner.submit()


def whole_passed(place: LearnerAccount) -> Answers:
    learner = open_package(place)
    keep_progress(learner)
    learner.go("start")
    learners.finish(learner)
    learner.leave()
    learner.close()
    return {}


TOGETHER = tuple(target for target in EVERY if target != "cmi5")  # which has one unit a module in any case
STORIES = (
    Story("half-way", half_way),
    Story("in-the-test", in_the_test, ("scorm12", "web")),
    Story("second-try", second_try),
    Story("between-tries", between_tries, ("scorm12", "xapi")),
    Story("passed", passed),
    Story("failed", failed, ("scorm12", "scorm2004-4th", "cmi5")),
    Story("rescued", rescued, (*SCORM, *STORES)),
    Story("whole-half-way", whole_half_way, TOGETHER, whole=True),
    Story("whole-passed", whole_passed, TOGETHER, whole=True),
)


def build(course: Path, target: str, whole: bool) -> Package:
    """The first module, or the whole course."""
    (read,) = read_courses([course]).courses
    return build_package(orders(read, whole=whole)[0], TARGETS[target])


def save(browser: Browser, package: Package, story: Story, target: str) -> Json:
    """What is saved when the learner has left, and what the release itself shows on their return."""
    with account(browser, package, TARGETS[target], LEARNER) as place:
        given = story.play(place)
        saved: Json = {"story": story.name, "target": target, "whole": story.whole, "learner": LEARNER}
        saved |= {"platform": held(place), "device": on_device(place), "answers": given}
        saved["outcome"] = outcome(place, TARGETS[target])
    with account(browser, package, TARGETS[target], LEARNER) as place:
        put_back(place, saved)
        saved["shown"] = come_back(launch(place, LEARNER))
    saved["shown"] = of_the_learner(saved["shown"], given)
    missing = {name: text for name, text in given.items() if saved["shown"]["answers"].get(name) != text}
    assert missing == {}, missing
    return dated(saved)


def of_the_learner(shown: Json, given: Answers) -> Json:
    """Without what nobody has done: sets of questions drawn by looking, and fields as they stand at first."""
    kept = dict(shown["answers"])
    asked = {}
    for page, questions in shown["asked"].items():
        if page not in shown["results"]:
            kept = {name: text for name, text in kept.items() if name not in questions or name in given}
        if page in shown["results"] or any(name in given for name in questions):
            asked[page] = questions
    return {**shown, "answers": kept, "asked": asked}


def as_text(saved: Json) -> str:
    """A line for each part, and for each statement."""
    text = ",\n".join(
        f" {json.dumps(key)}: {json.dumps(part, ensure_ascii=False)}" for key, part in saved.items()
    )
    return "{\n" + text.replace('}, {"version"', '},\n  {"version"') + "\n}\n"


def dated(saved: Json) -> Json:
    """The same in an earlier year: a store may refuse what a clock says has not happened yet."""
    text = json.dumps(saved, ensure_ascii=False)
    moved: Json = json.loads(re.sub(r"20\d\d(-\d\d-\d\dT)", r"2025\1", text))
    return moved


def main(folder: Path) -> None:
    course = folder / "course"
    if not course.is_dir():
        earlier = sorted(TESTS.glob("saved_by_*/course"))
        shutil.copytree(earlier[-1], course)
    packages: dict[Any, Package] = {}
    with browser_for() as browser:
        for story in STORIES:
            for target in story.targets:
                key = (target, story.whole)
                packages[key] = packages.get(key) or build(course, *key)
                saved = save(browser, packages[key], story, target)
                (folder / f"{story.name}.{target}.json").write_text(as_text(saved), "utf-8")
                print(story.name, target, saved["outcome"], saved["shown"]["page"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
