"""The scripted learners by name: each a short script that plays on a stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import TimeoutError

from coursebuilder.verify import learners
from coursebuilder.verify.hands import MOUSE, Finger, Hands, Keys
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.stage import Stage

ENOUGH = 4  # tries after which a failer has had enough
SHARE = 0.4  # of the pages that a leaver reads
RESTS = 5000  # milliseconds within which a page has asked for all it needs to begin
MINUTE = 61_000  # and a little, in milliseconds
PHONE, NARROW, HALF = (360, 640), (320, 640), (640, 900)
NOTHING: frozenset[str] = frozenset()
OWN = {"size": HALF, "reduced_motion": "reduce", "forced_colors": "active"}
# A frame's session is over when it is loaded again; a token is given once.
STARTED_TWICE = frozenset({"call-order", "call-refused", "token-once", "request-refused"})
# What could not be sent at once may be sent by the next launch, and twice where no answer was heard.
UNSAVED = frozenset({"call-refused", "call-order", "unsaved-at-close", "result-differs"})
LATER = frozenset({"request-refused", "statement-twice", "never-ended", "answer-untold"})
# With a record store both windows tell the same account, what waits on the device too.
INTERLEAVED = LATER | {
    "statement-order",
    "token-once",
    "launch-unread",
    "context-template",
    "unsaved-at-close",
}
BIGGER = "document.documentElement.style.fontSize = '200%'"


@dataclass(frozen=True, slots=True)
class Person:
    """A learner by name: what they do, by which script, with which hands.

    looks: what is special about their browser, as options of a context, and its size
    quirks: what their platform does because of them; forgives: rules that their own doing breaks
    forgives_store: the same, where their platform has a record store
    clock: whether the script moves their browser's clock
    anyone: whether the script needs to know nothing of the package's pages
    patient: whether pages may be judged for accessibility on the way, which takes time and moves the focus
    """

    name: str
    does: str
    script: Callable[[Stage], object]
    hands: Hands = MOUSE
    looks: Mapping[str, Any] = field(default_factory=dict)
    quirks: tuple[str, ...] = ()
    forgives: frozenset[str] = NOTHING
    forgives_store: frozenset[str] = NOTHING
    clock: bool = False
    anyone: bool = False
    patient: bool = True


def completer(stage: Stage) -> None:
    learners.completer(stage).close()


def struggler(stage: Stage) -> None:
    learner = stage.launch().ready()
    learners.finish(learner, right=False)
    learners.try_again(learner, right=True)
    learner.leave()


def failer(stage: Stage) -> None:
    learner = stage.launch().ready()
    learners.finish(learner, right=False)
    for _ in range(ENOUGH):  # where tries have no limit
        if not learners.try_again(learner, right=False):
            break
    learner.leave()
    learner.close()
    learners.revisitor(stage).close()


def leaver(stage: Stage) -> None:
    first = stage.launch().ready()
    learners.read(first, _share(first))
    first.leave()
    first.close()
    again = stage.launch().ready()
    learners.finish(again)
    again.leave()


def closer(stage: Stage) -> None:
    first = stage.launch().ready()
    learners.read(first, _share(first))
    first.close()  # right after an answer, while it is being saved
    second = stage.launch().ready()
    for page in learners.assessments(second):
        second.go(page)
        begun = learners.begin(second)
        second.close()  # in the middle of a question
        second = stage.launch().ready()
        second.go(page)
        back = stage.answer(second, begun)
        stage.expect(
            stage.forgets or back == second.right(begun),
            "answer-lost",
            f"{begun} was begun, and {back or 'nothing'} came back",
        )
    learners.finish(second)
    second.close()  # right after the last answer


def reloader(stage: Stage) -> None:
    first = stage.launch().ready()
    learners.read(first, _share(first))
    if first.framed:
        first.reload_frame()
    first.reload()
    if not stage.place.restarts:
        first.close()
        first = stage.launch().ready()
    learners.finish(first)
    first.leave()


def revisitor(stage: Stage) -> None:
    learners.completer(stage).close()
    learners.revisitor(stage).close()


def returner(stage: Stage) -> None:
    learners.completer(stage).close()
    learners.revisitor(stage, mode="review").close()


def keyboard_user(stage: Stage) -> None:
    learner = stage.launch().ready()
    learners.finish(learner)
    learner.leave()


def zoomer(stage: Stage) -> None:
    learner = stage.launch().ready()
    learner.frame.evaluate(BIGGER)
    learners.read(learner, _share(learner))
    learner.close()
    again = stage.launch().ready()
    again.window.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    learners.finish(again)
    again.leave()


def offline(stage: Stage) -> None:
    network = stage.place.context
    learner = stage.launch().ready()
    learners.read(learner, _share(learner)[:2])
    network.set_offline(True)
    learners.read(learner, _share(learner))
    network.clock.run_for(20_000)
    network.set_offline(False)
    network.clock.run_for(MINUTE)
    learner.find("[data-banner]").wait_for(state="hidden")
    network.set_offline(True)
    learners.finish(learner)
    network.clock.run_for(20_000)
    stage.unsaved(learner)
    learner.close()
    network.set_offline(False)
    again = stage.launch().ready()
    network.clock.run_for(20_000)
    again.leave()
    again.close()
    stage.completed()


def reader(stage: Stage) -> None:
    page = stage.place.context.new_page()
    page.goto(f"{stage.place.host.address}/package/{stage.start}")
    links = page.locator("a[href^='#page-']:visible").evaluate_all("(all) => all.map((one) => one.hash)")
    for name in dict.fromkeys(links):
        heading = page.locator(f"{name} h1").first
        stage.expect(heading.is_visible(), "unreadable-without-script", f"{name} is hidden")
    stage.expect(bool(links), "unreadable-without-script", "no page is linked to")
    useless = page.locator("[data-js]:visible").count()
    stage.expect(useless == 0, "unreadable-without-script", f"{useless} buttons that do nothing")
    stage.shot("everything below each other", page)


def double_opener(stage: Stage) -> None:
    older = stage.launch().ready()
    learners.read(older, _share(older))
    newer = stage.launch().ready()
    if newer.banner:
        newer.press("retry-save")
    learners.finish(newer)
    newer.leave()
    newer.close()
    older.close()


def visitor(stage: Stage) -> None:
    for number in range(2):
        window = stage.launch().window
        window.wait_for_load_state("load")
        with suppress(TimeoutError):  # a page that never rests is left all the same
            window.wait_for_load_state("networkidle", timeout=RESTS)
        stage.place.context.clock.fast_forward(MINUTE)
        stage.shot(f"launch {number + 1}: after a minute", window)
        stage.inspect(stage.visits[-1].learner)
        window.close()


def _share(learner: Learner) -> list[str]:
    tests = learners.assessments(learner)
    pages = learners.reading_pages(learner)
    return [page for page in pages[: max(2, round(SHARE * len(pages)))] if page not in tests]


PEOPLE: Mapping[str, Person] = {
    person.name: person
    for person in (
        Person("completer", "reads everything, answers everything, passes", completer),
        Person("struggler", "fails, tries again, passes", struggler),
        Person("failer", "uses up every try, looks at it again", failer),
        Person("leaver", "leaves at 40 %, comes back, passes", leaver),
        Person(
            "closer",
            "shuts the window in the middle: of saving, of a question, after the last answer",
            closer,
            patient=False,
        ),
        Person("reloader", "presses F5: for the frame, for the window", reloader, forgives=STARTED_TWICE),
        Person("revisitor", "comes back after passing, reads and answers again", revisitor),
        Person("returner", "comes back after passing, for a review", returner),
        Person("keyboard", "has no mouse", keyboard_user, Keys()),
        Person(
            "phone",
            "has 360 × 640 pixels and a finger",
            completer,
            Finger(),
            {"size": PHONE, "has_touch": True},
        ),
        Person(
            "zoomer",
            "reads at 200 %, then at 320 pixels, in colours of their own, with nothing moving",
            zoomer,
            looks=OWN,
            patient=False,  # nobody asks for 200 % at 320 pixels, and axe can't see colours that are forced
        ),
        Person(
            "offline",
            "loses the network for 20 seconds, then for good",
            offline,
            quirks=("offline",),
            forgives=UNSAVED,
            forgives_store=LATER,
            clock=True,
            patient=False,
        ),
        Person("reader", "has no JavaScript", reader, looks={"java_script_enabled": False}, patient=False),
        Person(
            "double-opener",
            "opens it twice and goes on in the newer window",
            double_opener,
            forgives_store=INTERLEAVED,
            patient=False,
        ),
        Person("visitor", "opens it, waits, leaves, opens it again", visitor, clock=True, anyone=True),
    )
}
