"""How platforms behave, as parameters of the doubles: the ones known by name, and hostile ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursebuilder.lrs.faults import Limits
from coursebuilder.platforms import PLATFORMS, Platform

SCORM = ("scorm12", "scorm2004-4th", "scorm2004-3rd")
EVERY = (*SCORM, "cmi5", "xapi", "web")
STRICT = Limits(strict_cmi5=True)
PROGRESS = 4096  # characters that every platform keeps


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A platform as a learner meets it.

    takes: the targets it runs
    quirks: the double's names for what it does; options: what else the double must know
    progress: the most characters of saved progress that it keeps
    blank: whether it starts a finished attempt afresh, without a trace of the older result
    """

    name: str
    title: str
    takes: tuple[str, ...]
    quirks: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = STRICT
    progress: int = PROGRESS
    blank: bool = False


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
BEHAVIOURS: Mapping[str, Behaviour] = {**KNOWN}
