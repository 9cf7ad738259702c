"""Cases that are played twice: where the learner stopped, and other makers' packages with a record store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coursebuilder.problems import Place, Problem
from coursebuilder.verify.accessibility.checks import BY_CODE
from coursebuilder.verify.play import PATIENCE, PlayedCase
from coursebuilder.verify.stopped import NOT_JUDGED

NOT_JUDGED_CURE = "try again when this computer has less to do"
ONCE_CURE = "verify again, and look at the page where it stopped if it does so once more"
SLASHES = "take a slash off the endpoint's end, if there is one, before you put one between"
Play = Callable[[bool, float], PlayedCase]


def play_until_judged(play: Play) -> PlayedCase:
    """Play a case once or twice, as often as a judgement takes.

    play: plays the case; its arguments are whether the endpoint that a launch names ends with a slash, and
        the patience in seconds
    """
    first = _play_again_if_stopped(lambda patience: play(True, patience))
    opened = first.opened
    if opened.ours or not (opened.target and opened.target.lrs) or first.stop or not first.played:
        return first
    return _compare_slashes(first, play(False, PATIENCE))


def _play_again_if_stopped(play: Callable[[float], PlayedCase]) -> PlayedCase:
    """Play again if the learner stopped.

    Two stops at the same point, on a machine that is fast enough, are the package's error. One stop alone is
    a warning; anything else can't be judged.
    """
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
        # pages that look the same aren't inspected again: the second play has not found these
        accessibility = [problem for problem in first.problems if problem.code in BY_CODE]
        return replace(second, problems=(once, *accessibility, *second.problems), seconds=seconds)
    same = _stop_key(first.stop) == _stop_key(second.stop)
    if same and not (first.slow or second.slow):
        return replace(second, problems=first.problems, seconds=seconds)
    why = "this computer was too slow" if first.slow or second.slow else "it stopped at two different places"
    unjudged = Problem(
        NOT_JUDGED, f"could not be judged, try again: {why}", first.stop.place, NOT_JUDGED_CURE, "warning"
    )
    return replace(second, problems=(unjudged,), seconds=seconds)


def _stop_key(stop: Problem) -> tuple[str, str]:
    """What two stops at the same point have in common; messages of a page that hangs may differ."""
    return stop.code, "" if stop.code == "page-hangs" else stop.message


def _compare_slashes(with_slash: PlayedCase, without: PlayedCase) -> PlayedCase:
    """The play that reached the record store, with a warning where only one of the two did."""
    seconds = with_slash.seconds + without.seconds
    if with_slash.reached == without.reached:
        return replace(with_slash, seconds=seconds)
    good, bad = (with_slash, without) if with_slash.reached else (without, with_slash)
    if bad is with_slash:
        where, path = "ends with a slash", f"…//{bad.asked}"
    else:
        where, path = "ends without a slash", f"…/{bad.asked}"
    requests = f"asks {path}" if bad.asked else "asks nothing that is answered"
    problem = Problem(
        "endpoint-slash",
        f"{requests}: fails where the endpoint {where}, as half of the platforms name it",
        Place(str(good.opened.path)),
        SLASHES,
        "warning",
    )
    return replace(good, problems=(*good.problems, problem), seconds=seconds)
