"""The platforms that packages are played on: known ones and hostile ones, as parameters of the doubles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coursebuilder.lrs.faults import RALPH, Fault, Limits
from coursebuilder.platforms import PLATFORMS, Platform

SCORM = ("scorm12", "scorm2004-4th", "scorm2004-3rd")
LRS = ("cmi5", "xapi")
EVERY = (*SCORM, *LRS, "web")
BROKEN = Fault("activities/state", ("PUT", "POST"), status=500)
SIGN_IN = Fault(methods=("GET", "PUT", "POST"), page=True, after=8)  # once a module has begun
STRICT = Limits(strict_cmi5=True)
PROGRESS = 4096  # characters that every platform keeps


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A platform's behaviour.

    name: as for --for; title: for people
    takes: names of the targets that it runs
    quirks: the double's names of how it differs; options: further options of the double
    limits, faults: what its record store can't do, and what goes wrong in it
    progress: the most characters of saved progress that it keeps
    blank: whether a launch after a finished attempt starts without a trace of the older result
    begins_anew: whether every launch does, so that no answer comes back
    keeps: whether it stores everything in the end; if not, the page must say so to the learner
    wait: milliseconds on the page's clock until the platform has replied or never will
    slow: whether its calls take time on the page's clock
    forgives: codes of rules that no package can keep there
    page_headers: HTTP headers with which it serves a package's HTML pages
    twice: whether the learner has finished the same zip before, in an activity of its own at another address
    reloads: whether its page is loaded again once a module is open in the window that it opened
    """

    name: str
    title: str
    takes: tuple[str, ...]
    quirks: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = STRICT
    progress: int = PROGRESS
    blank: bool = False
    begins_anew: bool = False
    keeps: bool = True
    wait: int = 0
    slow: bool = False
    faults: tuple[Fault, ...] = ()
    forgives: frozenset[str] = frozenset()
    page_headers: Mapping[str, str] = field(default_factory=dict)
    twice: bool = False
    reloads: bool = False


_AS = {"totara": "moodle", "bud": "generic"}  # what they do was never measured
_PLAIN = frozenset({"generic"})


def _known(platform: Platform) -> Behaviour:
    name = _AS.get(platform.name, platform.name)
    state = platform.state_length
    return Behaviour(
        platform.name,
        platform.title,
        EVERY if platform.name == "generic" else platform.takes,
        () if name in _PLAIN else (f"of:{name}",),
        progress=state.most if state else PROGRESS,
        blank=platform.name == "learning-hub",
    )


KNOWN = {name: _known(platform) for name, platform in PLATFORMS.items()}
LACKING = frozenset({"request-refused", "console-error"})  # what is not there is asked for all the same
COMPLAINT = frozenset({"console-error"})  # the browser's own, about what it was told to block
LATE = 30_000  # milliseconds after which a module gives up looking for its platform
# A result of the platform's own making: it differs from the screen, and is rightly written over.
_DECIDED = frozenset({"result-differs", "revisit-written"})
_LACKS: dict[str, Any] = {"forgives": frozenset({"call-refused"})}  # an element
# What LMSs do to records, answers and words: name, title, the double's quirks, and what the judges must know.
_QUIRKS: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
    (
        "fails-unfinished",
        "An LMS that fails who leaves early",
        ("fails-unfinished", "score-ignored"),
        {"forgives": _DECIDED},
    ),
    (
        "completes-unfinished",
        "An LMS that completes what was closed",
        ("completes-unfinished",),
        {"forgives": _DECIDED},
    ),
    ("assigned-again", "An LMS that assigns a finished course again", ("assigned-again",), {"blank": True}),
    (
        "reset-by-admin",
        "An LMS whose attempts are deleted",
        ("reset-by-admin",),
        {"blank": True, "begins_anew": True},
    ),
    ("empty-at-first", "An LMS whose record fills after the start", ("empty-at-first:300",), {"wait": 1000}),
    ("answers-nothing", "An LMS whose functions answer nothing", ("answers-nothing",), {}),
    ("answers-odd", "An LMS that says yes in other words", ("answers-odd",), {}),
    ("refuses-exit", "An LMS without a way of leaving", ("refuses-exit",), _LACKS),
    ("refuses-location", "An LMS without a place", ("refuses-location",), _LACKS),
    ("refuses-time", "An LMS that wants the time in another way", ("refuses-time",), _LACKS),
    *(
        (
            f"memory-changed-{change}",
            f"An LMS that changes progress: {change}",
            (f"memory-changed:{change}",),
            {},
        )
        for change in ("blanks", "quotes", "escaped", "plus", "capitals")
    ),
    ("slow-100ms-a-call", "An LMS that takes 100 ms a call", ("slow-calls:100",), {"slow": True}),
    ("upper-case-words", "An LMS that writes words in capitals", ("upper-case-words",), {}),
    ("fraction-score", "An LMS that gives scores back as fractions", ("fraction-score",), {}),
    ("silent-reads", "An LMS that doesn't say what it holds", ("silent-reads",), {}),
)
HOSTILE = {
    one.name: one
    for one in (
        Behaviour("throws", "An LMS whose calls all throw", SCORM, ("throws",), keeps=False, wait=LATE),
        Behaviour("late", "An LMS whose API comes after two seconds", SCORM, ("late:2000",), wait=3000),
        Behaviour("opener", "An LMS that opens a window", SCORM, options={"door": "opener"}),
        Behaviour("both", "An LMS with the API of both versions", SCORM, options={"door": "both"}),
        Behaviour("false", "An LMS that says no and no error", SCORM, ("false-with-error-0",), keeps=False),
        Behaviour("expired", "An LMS whose session runs out", SCORM, ("logged-out-after:3",), keeps=False),
        Behaviour("slow", "An LMS that saves for five seconds", SCORM, ("slow:5000",), slow=True),
        Behaviour("full", "An LMS that refuses after 50", SCORM, ("refuse-set-after:50",), keeps=False),
        Behaviour("same-zip-twice", "An LMS with the same zip in two activities", SCORM, twice=True),
        Behaviour(
            "hidden-copy",
            "An LMS that loads a second copy out of sight",
            SCORM,
            options={"copy": True},
            # The copy's own calls, which come to the same API and are refused there.
            forgives=frozenset({"call-refused", "call-order", "result-twice"}),
        ),
        Behaviour(
            "popup-lms-reloaded",
            "An LMS whose page is loaded again beside the module's window",
            SCORM,
            options={"door": "opener"},
            forgives=frozenset({"call-order"}),  # the session that its page took with it had no end
            reloads=True,
        ),
        *(Behaviour(name, title, SCORM, quirks, **more) for name, title, quirks, more in _QUIRKS),
        Behaviour(
            "statements-only", "A record store without documents", ("xapi",), limits=RALPH, forgives=LACKING
        ),
        Behaviour(
            "no-documents", "A record store whose documents fail", LRS, faults=(BROKEN,), forgives=LACKING
        ),
        Behaviour(
            "store-sign-in-page",
            "A record store that answers with a sign-in page",
            LRS,
            keeps=False,
            faults=(SIGN_IN,),
        ),
        Behaviour(
            "csp-self",
            "A server that forbids scripts within pages",
            EVERY,
            forgives=COMPLAINT,
            page_headers={"Content-Security-Policy": "script-src 'self'"},
        ),
        Behaviour(
            "charset-latin1",
            "A server that says its pages are ISO-8859-1",
            EVERY,
            page_headers={"Content-Type": "text/html; charset=ISO-8859-1"},
        ),
    )
}
BEHAVIOURS: Mapping[str, Behaviour] = {**KNOWN, **HOSTILE}
