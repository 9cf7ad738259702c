"""What it all comes to: for each platform one sentence, safe to upload or not and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursebuilder.platforms import PLATFORMS
from coursebuilder.problems import Place, Problem
from coursebuilder.verify.behaviour import BEHAVIOURS, Behaviour
from coursebuilder.verify.play import Cell
from coursebuilder.verify.refused import refused
from coursebuilder.verify.taken import Taken


@dataclass(frozen=True, slots=True)
class Verdict:
    """What learners found on one platform, over all packages: those that are safe there, and those not.

    why: what is wrong, the most frequent first
    """

    behaviour: Behaviour
    safe: tuple[str, ...]
    unsafe: tuple[str, ...]
    why: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """Safe to upload, or not and why."""
        where = self.behaviour.title
        if not self.unsafe:
            many = "both packages" if len(self.safe) == 2 else f"all {len(self.safe)} packages"
            subject = self.safe[0] if len(self.safe) == 1 else many
            return f"{where}: {subject} can be uploaded; nothing went wrong."
        if not self.safe and len(self.unsafe) == 1:
            return f"{where}: don't upload {self.unsafe[0]}: {reason(self.why[0])}."
        few = ", ".join(self.unsafe[:3]) + (" and others" if len(self.unsafe) > 3 else "")
        share = f"{len(self.unsafe)} of {len(self.safe) + len(self.unsafe)} packages"
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
            safe = tuple(taken.name for taken in played if not _at_fault(taken, wrong))
            found.append(Verdict(behaviour, safe, unsafe, tuple(wrong)))
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
