"""What it all comes to: for each platform one sentence, safe to upload or not and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursebuilder.platforms import PLATFORMS
from coursebuilder.problems import Place, Problem
from coursebuilder.verify.behaviour import BEHAVIOURS, Behaviour
from coursebuilder.verify.browser import others
from coursebuilder.verify.play import Cell
from coursebuilder.verify.refused import refused
from coursebuilder.verify.taken import Taken


@dataclass(frozen=True, slots=True)
class Verdict:
    """What learners found on one platform, over all packages: those that are safe there, and those not.

    unjudged: those that nothing speaks against, and that could not be judged on this computer
    why: what is wrong, the most frequent first
    """

    behaviour: Behaviour
    safe: tuple[str, ...]
    unsafe: tuple[str, ...]
    why: tuple[Problem, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Safe to upload, or not and why."""
        where = self.behaviour.title
        if self.unjudged and not self.unsafe:
            rest = " of the others nothing went wrong." if self.safe else ""
            return f"{where}: {', '.join(self.unjudged)} could not be judged: try again.{rest}"
        if not self.unsafe:
            many = "both packages" if len(self.safe) == 2 else f"all {len(self.safe)} packages"
            subject = self.safe[0] if len(self.safe) == 1 else many
            return f"{where}: {subject} can be uploaded; nothing went wrong."
        if not self.safe and len(self.unsafe) == 1:
            return f"{where}: don't upload {self.unsafe[0]}: {reason(self.why[0])}."
        few = ", ".join(self.unsafe[:3]) + (" and others" if len(self.unsafe) > 3 else "")
        share = f"{len(self.unsafe)} of {len(self.safe) + len(self.unsafe) + len(self.unjudged)} packages"
        return f"{where}: don't upload {share} ({few}): {reason(self.why[0])}."

    @property
    def known(self) -> str:
        """How much is known of the real platform."""
        if self.behaviour.name not in PLATFORMS:
            return "A platform that misbehaves, made up from what real ones were seen to do."
        if PLATFORMS[self.behaviour.name].measured:
            return "Played by a double with what was measured on this platform or read in its code."
        return "Played by a strict double: nobody here has measured this platform."


def verdicts(every: Sequence[Taken], cells: Sequence[Cell]) -> list[Verdict]:
    """One for each platform that somebody played, in the order of the table of platforms."""
    found = []
    for behaviour in BEHAVIOURS.values():
        here = [cell for cell in cells if cell.behaviour is behaviour and cell.played]
        played = [taken for taken in every if any(cell.taken is taken for cell in here)]
        faults = refused(played, [behaviour.name])
        faults += [*(one for taken in played for one in taken.problems), *gathered(here)]
        wrong = [one for one in faults if one.severity == "error"]
        unsafe = tuple(taken.name for taken in played if _at_fault(taken, wrong))
        if played:
            good = [taken for taken in played if not _at_fault(taken, wrong)]
            doubt = [cell.taken for cell in here if not cell.judged]
            safe = tuple(taken.name for taken in good if not any(one is taken for one in doubt))
            unjudged = tuple(taken.name for taken in good if any(one is taken for one in doubt))
            found.append(Verdict(behaviour, safe, unsafe, tuple(wrong), unjudged))
    return found


def reason(problem: Problem) -> str:
    """Its message, after the name of the file in the zip that it is about."""
    _, inside, name = problem.place.path.partition(".zip/")
    return f"{name}: {problem.message}" if inside else problem.message


def _at_fault(taken: Taken, wrong: Sequence[Problem]) -> bool:
    path = str(taken.path)
    return any(one.place.path == path or one.place.path.startswith(f"{path}/") for one in wrong)


def gathered(cells: Sequence[Cell]) -> list[Problem]:
    """The problems of all cells, each once for a package, with who met it where."""
    met: dict[Problem, list[Cell]] = {}
    for cell in cells:
        for problem in cell.problems:
            met.setdefault(problem, []).append(cell)
    return [replace(problem, message=f"{_who(found)}: {problem.message}") for problem, found in met.items()]


def _who(cells: Sequence[Cell]) -> str:
    people = dict.fromkeys(cell.person.name for cell in cells)
    places = dict.fromkeys(cell.behaviour.name for cell in cells)
    return f"{', '.join(people)} on {', '.join(places)}"


def played_in(cells: Sequence[Cell]) -> str:
    """The browsers that played, with their versions; "no browser" where nobody did."""
    return (
        ", ".join(dict.fromkeys(cell.browser for cell in cells if cell.browser and cell.played))
        or "no browser"
    )


def not_played_in(cells: Sequence[Cell]) -> str:
    """The kinds of browsers that nobody played in: what was found says nothing of those."""
    return ", ".join(others(played_in(cells)))


def not_taken(every: Sequence[Taken], names: Sequence[str]) -> list[Problem]:
    """Packages that a platform asked for doesn't take: nobody plays them there."""
    return [
        Problem(
            "not-taken",
            f"{BEHAVIOURS[name].title} takes no {taken.target.name} packages: not played there",
            Place(str(taken.path)),
            f"it takes {', '.join(BEHAVIOURS[name].takes)}",
            "warning",
        )
        for taken in every
        for name in names
        if taken.target and taken.target.name not in BEHAVIOURS[name].takes
    ]


def nobody_played(
    every: Sequence[Taken], cells: Sequence[Cell], people: Sequence[str], names: Sequence[str]
) -> list[Problem]:
    """Packages that no learner took though no rule for packages is broken: nobody has judged them.

    people: the learners asked for; names: the platforms
    """
    played = [cell.taken for cell in cells if cell.played]
    return [
        Problem("nobody-played", f"nobody played: {why}", Place(str(taken.path)), cure)
        for taken in every
        for why, cure in [_why_nobody(taken, people, names)]
        if not any(one is taken for one in played)
        and all(one.severity == "warning" for one in taken.problems)
    ]


def _why_nobody(taken: Taken, people: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """Why nobody played it, and what to do."""
    target = taken.target.name if taken.target else ""
    takers = [BEHAVIOURS[name] for name in names if target in BEHAVIOURS[name].takes]
    if not takers:
        titles = " and ".join(BEHAVIOURS[name].title for name in names)
        return f"{titles} takes no {target} packages", "leave --for out, or name a platform that takes them"
    if not taken.starts:
        return "the page it starts with is not in the zip", "verify can play what is in the zip alone"
    if people and not taken.ours:
        who = " and ".join(people)
        return (
            f"{who} must know the pages, and these are another maker's",
            "leave --learner out: a visitor plays",
        )
    return "this browser can't be any of these learners", "leave --browser out"
