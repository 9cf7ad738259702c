"""What is played twice: who could not go on, and strangers' packages that a record store is named to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coursebuilder.problems import Place, Problem
from coursebuilder.verify.accessibility.checks import BY_CODE
from coursebuilder.verify.play import NOT_JUDGED, PATIENCE, Cell

NOT_JUDGED_CURE = "try again when this computer has less to do"
ONCE_CURE = "verify again, and look at the page where it stopped if it does so once more"
SLASHES = "take a slash off the endpoint's end, if there is one, before you put one between"
Play = Callable[[bool, float], Cell]


def played(play: Play) -> Cell:
    """What to say of a learner, from as many plays as that takes.

    play: plays once: with a slash at the end of the endpoint or not, and with this patience in seconds
    """
    first = _judged(lambda patience: play(True, patience))
    taken = first.taken
    if taken.ours or not (taken.target and taken.target.lrs) or first.stop or not first.played:
        return first
    return _either_way(first, play(False, PATIENCE))


def _judged(play: Callable[[float], Cell]) -> Cell:
    """Who stops twice at the same place, while the machine answers in time, was stopped by the package."""
    first = play(PATIENCE)
    if first.stop is None:
        return first
    second = play(PATIENCE / 2)
    seconds = first.seconds + second.seconds
    if second.stop is None:
        once = replace(
            first.stop,
            code="stopped-once",
            message=f"{first.stop.message}; at the second try it went on",
            hint=ONCE_CURE,
            severity="warning",
        )
        seen = [one for one in first.problems if one.code in BY_CODE]  # what looks the same is judged once
        return replace(second, problems=(once, *seen, *second.problems), seconds=seconds)
    same = _place(first.stop) == _place(second.stop)
    if same and not (first.slow or second.slow):
        return replace(second, problems=first.problems, seconds=seconds)
    why = "this computer was too slow" if first.slow or second.slow else "it stopped at two different places"
    unjudged = Problem(
        NOT_JUDGED, f"could not be judged, try again: {why}", first.stop.place, NOT_JUDGED_CURE, "warning"
    )
    return replace(second, problems=(unjudged,), seconds=seconds)


def _place(stop: Problem) -> tuple[str, str]:
    """Where somebody stopped; a page that hangs may be met in two ways."""
    return stop.code, "" if stop.code == "page-hangs" else stop.message


def _either_way(with_slash: Cell, without: Cell) -> Cell:
    """The play in which the record store was reached, and a word where it was in only one of the two."""
    seconds = with_slash.seconds + without.seconds
    if with_slash.reached == without.reached:
        return replace(with_slash, seconds=seconds)
    good, bad = (with_slash, without) if with_slash.reached else (without, with_slash)
    if bad is with_slash:
        where, path = "ends with a slash", f"…//{bad.asked}"
    else:
        where, path = "ends without a slash", f"…/{bad.asked}"
    said = f"asks {path}" if bad.asked else "asks nothing that is answered"
    problem = Problem(
        "endpoint-slash",
        f"{said}: fails where the endpoint {where}, as half of the platforms name it",
        Place(str(good.taken.path)),
        SLASHES,
        "warning",
    )
    return replace(good, problems=(*good.problems, problem), seconds=seconds)
