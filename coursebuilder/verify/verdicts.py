"""The verdicts: for each platform one sentence on whether the packages can be uploaded, and if not why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursebuilder.platforms import PLATFORMS
from coursebuilder.problems import Place, Problem
from coursebuilder.verify.behaviour import BEHAVIOURS, Behaviour
from coursebuilder.verify.browser import kinds_not_used
from coursebuilder.verify.like import NAME as LIKE
from coursebuilder.verify.opened_packages import OpenedPackage
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.refusals import refusals


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on all packages played on one platform; packages are named by their display names.

    safe: those without an error; unsafe: those with one
    why: the errors, in the order in which they were found
    unjudged: those without an error, some case of which could not be judged on this computer
    """

    behaviour: Behaviour
    safe: tuple[str, ...]
    unsafe: tuple[str, ...]
    why: tuple[Problem, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Which packages can be uploaded, or must not and why; for readers of terminal and report."""
        where = self.behaviour.title
        if self.unjudged and not self.unsafe:
            rest = " of the others nothing went wrong." if self.safe else ""
            return f"{where}: {', '.join(self.unjudged)} could not be judged: try again.{rest}"
        if not self.unsafe:
            many = "both packages" if len(self.safe) == 2 else f"all {len(self.safe)} packages"
            subject = self.safe[0] if len(self.safe) == 1 else many
            return f"{where}: {subject} can be uploaded; nothing went wrong."
        if not self.safe and len(self.unsafe) == 1:
            return f"{where}: don't upload {self.unsafe[0]}: {problem_text(self.why[0])}."
        few = ", ".join(self.unsafe[:3]) + (" and others" if len(self.unsafe) > 3 else "")
        share = f"{len(self.unsafe)} of {len(self.safe) + len(self.unsafe) + len(self.unjudged)} packages"
        return f"{where}: don't upload {share} ({few}): {problem_text(self.why[0])}."

    @property
    def known(self) -> str:
        """A sentence on how much is known of the real platform; for readers of the report."""
        if self.behaviour.name == LIKE:
            return "Played by a double with what the probe's report says of this platform."
        if self.behaviour.name not in PLATFORMS:
            return "A platform that misbehaves, made up from what real ones were seen to do."
        if PLATFORMS[self.behaviour.name].measured:
            return "Played by a double with what was measured on this platform or read in its code."
        return "Played by a strict double: nobody here has measured this platform."


def verdicts(packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase]) -> list[Verdict]:
    """One Verdict for each platform with a played case, in the order of `BEHAVIOURS`; others come last."""
    found = []
    others = {case.behaviour.name: case.behaviour for case in cases if case.behaviour.name not in BEHAVIOURS}
    for behaviour in (*BEHAVIOURS.values(), *others.values()):
        here = [case for case in cases if case.behaviour is behaviour and case.played]
        played = [opened for opened in packages if any(case.opened is opened for case in here)]
        faults = refusals(played, [behaviour.name])
        faults += [*(one for opened in played for one in opened.problems), *case_problems(here)]
        wrong = [one for one in faults if one.severity == "error"]
        unsafe = tuple(opened.name for opened in played if _at_fault(opened, wrong))
        if played:
            good = [opened for opened in played if not _at_fault(opened, wrong)]
            doubt = [case.opened for case in here if not case.judged]
            safe = tuple(opened.name for opened in good if not any(one is opened for one in doubt))
            unjudged = tuple(opened.name for opened in good if any(one is opened for one in doubt))
            found.append(Verdict(behaviour, safe, unsafe, tuple(wrong), unjudged))
    return found


def problem_text(problem: Problem) -> str:
    """The message, preceded by the name of the file inside the zip if it is about one."""
    _, inside, name = problem.place.path.partition(".zip/")
    return f"{name}: {problem.message}" if inside else problem.message


def _at_fault(opened: OpenedPackage, wrong: Sequence[Problem]) -> bool:
    path = str(opened.path)
    return any(one.place.path == path or one.place.path.startswith(f"{path}/") for one in wrong)


def case_problems(cases: Sequence[PlayedCase]) -> list[Problem]:
    """The Problems of all cases, equal ones once; each message begins with its personas and platforms."""
    met: dict[Problem, list[PlayedCase]] = {}
    for case in cases:
        for problem in case.problems:
            met.setdefault(problem, []).append(case)
    return [replace(problem, message=f"{_who(found)}: {problem.message}") for problem, found in met.items()]


def _who(cases: Sequence[PlayedCase]) -> str:
    personas = dict.fromkeys(case.persona.name for case in cases)
    places = dict.fromkeys(case.behaviour.name for case in cases)
    return f"{', '.join(personas)} on {', '.join(places)}"


def browsers_used(cases: Sequence[PlayedCase]) -> str:
    """The browsers of the played cases with versions, comma-separated; "no browser" if none was played."""
    return (
        ", ".join(dict.fromkeys(case.browser for case in cases if case.browser and case.played))
        or "no browser"
    )


def browsers_not_used(cases: Sequence[PlayedCase]) -> str:
    """The kinds of browsers that no case was played in, comma-separated: the results don't cover them."""
    return ", ".join(kinds_not_used(browsers_used(cases)))


def browsers_sentence(cases: Sequence[PlayedCase]) -> str:
    """In which browser the cases were played, and in which kinds they weren't."""
    used, others = browsers_used(cases), browsers_not_used(cases)
    return f"Played in {used}." + (f" Not played in {others}: nothing is said of those." if others else "")


def not_taken(packages: Sequence[OpenedPackage], asked_for: Sequence[Behaviour]) -> list[Problem]:
    """A warning for each package on each platform asked for that doesn't run its target."""
    return [
        Problem(
            "not-taken",
            f"{behaviour.title} takes no {opened.target.name} packages: not played there",
            Place(str(opened.path)),
            f"it takes {', '.join(behaviour.takes)}",
            "warning",
        )
        for opened in packages
        for behaviour in asked_for
        if opened.target and opened.target.name not in behaviour.takes
    ]


def unplayed_packages(
    packages: Sequence[OpenedPackage],
    cases: Sequence[PlayedCase],
    personas: Sequence[str],
    behaviours: Sequence[Behaviour],
) -> list[Problem]:
    """An error for each package without a played case and without an error in the zip: nothing judged it.

    personas: names of the personas asked for; behaviours: the platforms that were to be played
    """
    played = [case.opened for case in cases if case.played]
    return [
        Problem("nobody-played", f"nobody played: {why}", Place(str(opened.path)), cure)
        for opened in packages
        for why, cure in [_why_nobody(opened, personas, behaviours)]
        if not any(one is opened for one in played)
        and all(one.severity == "warning" for one in opened.problems)
    ]


def _why_nobody(
    opened: OpenedPackage, personas: Sequence[str], behaviours: Sequence[Behaviour]
) -> tuple[str, str]:
    """Why no case of the package was played, and the cure."""
    target = opened.target.name if opened.target else ""
    if not any(target in behaviour.takes for behaviour in behaviours):
        titles = " and ".join(behaviour.title for behaviour in behaviours)
        return f"{titles} takes no {target} packages", "leave --for out, or name a platform that takes them"
    if not opened.starts:
        return "the page it starts with is not in the zip", "verify can play what is in the zip alone"
    if personas and not opened.ours:
        who = " and ".join(personas)
        return (
            f"{who} must know the pages, and these are another maker's",
            "leave --learner out: a visitor plays",
        )
    return "this browser can't be any of these learners", "leave --browser out"
