"""The verdict's half for learners: whether the packages are finished, signed off and filled in.

It says nothing of whether they work on a platform: that is the other half, in `verdicts.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coursebuilder.verify.marks import few
from coursebuilder.verify.opened_packages import OpenedPackage

State = Literal["not yet", "not known", "yes"]


@dataclass(frozen=True, slots=True)
class ForLearners:
    """Packages with the same answer to the question whether learners may have them.

    packages: their display names
    why: the reason, package by package
    """

    state: State
    packages: tuple[str, ...]
    why: str

    @property
    def sentence(self) -> str:
        """The answer and its reason; for readers of the terminal."""
        return f"For learners: {self.state}. {self.why}."


def state_of(opened: OpenedPackage) -> State:
    """The answer for one package: "yes" only where it carries marks that name nothing missing."""
    if opened.marks is None:
        return "not known"
    return "not yet" if opened.marks.reasons else "yes"


def reason_of(opened: OpenedPackage) -> str:
    """Why the answer is as it is, as part of a sentence."""
    if opened.marks is None:
        return "nothing in it says whether it is finished, signed off and filled in"
    return "; ".join(opened.marks.reasons) or "finished, signed off and filled in"


def for_learners(packages: Sequence[OpenedPackage]) -> list[ForLearners]:
    """One `ForLearners` for each answer that occurs, "not yet" first; zips of no standard are left out."""
    found = []
    states: tuple[State, ...] = ("not yet", "not known", "yes")
    for state in states:
        here = [opened for opened in packages if opened.target and state_of(opened) == state]
        if here:
            names = tuple(opened.name for opened in here)
            found.append(ForLearners(state, names, _why(here)))
    return found


def _why(packages: Sequence[OpenedPackage]) -> str:
    """Each reason with its packages, three reasons at most; without a full stop at the end."""
    reasons: dict[str, list[str]] = {}
    for opened in packages:
        reasons.setdefault(reason_of(opened), []).append(opened.name)
    parts = [f"{few(names)}: {reason}" for reason, names in list(reasons.items())[:3]]
    if len(reasons) > 3:
        parts.append(f"{sum(map(len, list(reasons.values())[3:]))} more: each stands in the report")
    return ". ".join(parts)
