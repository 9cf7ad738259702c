"""Every scripted learner takes the small course of every target, on every platform that takes it.

Nothing may be wrong: a rule that alarms in vain is no better than one that sleeps.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coursebuilder.package import Package, Zipped
from coursebuilder.targets import TARGETS
from coursebuilder.verify.behaviour import BEHAVIOURS, HOSTILE, KNOWN
from coursebuilder.verify.opened_packages import OpenedPackage, open_package
from coursebuilder.verify.personas import PERSONAS, Persona
from coursebuilder.verify.play import PlayedCase, play

OURS = [persona for persona in PERSONAS.values() if not persona.works_with_any_package]
FEW = [PERSONAS[name] for name in ("completer", "leaver", "closer")]
SOME = [*FEW, PERSONAS["reloader"], PERSONAS["offline"]]  # whom quirks of a platform that works can hurt
TWIN, OTHER = "scorm2004-3rd", "scorm2004-4th"  # one script, one double: see test_the_twins_are_twins


def played_alike(target: str) -> list[str]:
    """The platforms that take a target, but for those that do to it what another one does as well."""
    seen: dict[tuple[object, ...], str] = {}
    for name, one in KNOWN.items():
        if target in one.takes:
            seen.setdefault(() if TARGETS[target].alone else (one.quirks, one.blank), name)
    return list(seen.values())


PLAYED = [(target, name) for target in TARGETS for name in played_alike(target)]
# What these do lies outside the API, which is all that the versions of SCORM differ in: one learner each.
ONCE = {"same-zip-twice": "completer", "hidden-copy": "completer", "popup-lms-reloaded": "leaver"}
ROUGH = [
    (target, name)
    for target in TARGETS
    for name, one in HOSTILE.items()
    if target in one.takes and target != TWIN and name not in ONCE
]


@pytest.fixture(scope="module")
def zips(packaged: Callable[..., Package]) -> Callable[..., OpenedPackage]:
    def of(target: str, course: str = "small") -> OpenedPackage:
        file = next(iter(packaged(target, course).files.values()))
        assert isinstance(file, Zipped)
        opened = open_package(Path(file.archive))
        assert opened.problems == () and opened.ours and opened.target is TARGETS[target]
        return opened

    return of


def wrong(browser: Browser, opened: OpenedPackage, personas: list[Persona], name: str) -> list[str]:
    cases: list[PlayedCase] = []
    for persona in personas:
        for start in opened.starts:
            cases.append(play(browser, opened, start, persona, BEHAVIOURS[name]))
    return [
        f"{case.persona.name}: {problem.message} [{problem.code}]"
        for case in cases
        for problem in case.problems
    ]


# Everybody plays on one platform of each target, those whom quirks can hurt on all others.
EVERYBODY_ON = {
    "scorm12": "moodle",
    OTHER: "moodle",
    "cmi5": "generic",
    "xapi": "generic",
    "web": "learning-hub",
}


def players(target: str, name: str) -> list[Persona]:
    if target == TWIN:
        return FEW if name == EVERYBODY_ON[OTHER] else FEW[:1]
    return OURS if name == EVERYBODY_ON[target] else SOME


PLAYS = [(target, name, persona) for target, name in PLAYED for persona in players(target, name)]


@pytest.mark.parametrize(
    ("target", "name", "persona"),
    PLAYS,
    ids=[f"{target}-on-{name}-{persona.name}" for target, name, persona in PLAYS],
)
def test_everybody_on_every_platform(
    browser: Browser, zips: Callable[[str], OpenedPackage], target: str, name: str, persona: Persona
) -> None:
    assert wrong(browser, zips(target), [persona], name) == []


def test_a_conversation_and_used_up_tries_are_met_again(
    browser: Browser, zips: Callable[..., OpenedPackage]
) -> None:
    """What was said is told by its own name; a question that takes no more answers is left alone."""
    for target in ("scorm12", "xapi"):
        assert wrong(browser, zips(target, "talk"), [PERSONAS["revisitor"]], "generic") == []


def test_the_twins_are_twins(zips: Callable[[str], OpenedPackage]) -> None:
    """So what learners find in one they would find in the other, and few need to play it."""
    one, other = zips(TWIN).package, zips(OTHER).package
    assert one and other and TARGETS[TWIN].double == TARGETS[OTHER].double
    for name in ("runtime.js", "later.js"):
        assert one.read(name) == other.read(name)


@pytest.mark.parametrize(("target", "name"), ROUGH, ids=["-on-".join(pair) for pair in ROUGH])
def test_some_on_hostile_platforms(
    browser: Browser, zips: Callable[[str], OpenedPackage], target: str, name: str
) -> None:
    """The runtime is one for both versions of SCORM: on 2004 a learner leaves by the button, on 1.2 one
    closes windows and finishes."""
    some = {OTHER: FEW[:1], "scorm12": FEW[2:]}.get(target, FEW)
    assert wrong(browser, zips(target), some, name) == []


@pytest.mark.parametrize(("name", "persona"), ONCE.items())
def test_one_on_platforms_that_disturb_in_the_browser(
    browser: Browser, zips: Callable[[str], OpenedPackage], name: str, persona: str
) -> None:
    assert wrong(browser, zips("scorm12"), [PERSONAS[persona]], name) == []
