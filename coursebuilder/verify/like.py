"""A platform as the report of the probe tells of it, for `verify --like REPORT.txt`.

The report ends with a list of the doubles' quirks that fit what the probe saw (build/probe/likeness.js):

    Your LMS behaves like
      booleans: it answers with truth values, not texts
      memory-changed:quotes: saved progress comes back changed: quotes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.targets import TARGETS
from coursebuilder.verify.behaviour import BEHAVIOURS, PROGRESS, Behaviour

NAME = "like"
HEADING = "Your LMS behaves like"
MAX_BYTES = 1_000_000
_QUIRK = re.compile(r"\s*([a-z0-9]+(?:-[a-z0-9]+)*(?::[a-z0-9-]+)?): \S")
_OPENING = re.compile(r"^\s*(LMSInitialize|Initialize): ", re.MULTILINE)
_PROGRESS = re.compile(r"^\s*cmi\.suspend_data, characters: (.*)$", re.MULTILINE)
_TAKEN = re.compile(r"(\d+) taken")
# Options of the double in place of a quirk.
_DOORS = {"opener": {"door": "opener"}}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report says: the behaviour to play, and the quirks in it that the doubles don't have."""

    behaviour: Behaviour
    unknown: tuple[str, ...]


class BadReport(ValueError):
    """A file that is no report of the probe; the message says what is missing in it."""


def read_report(path: Path) -> Likeness:
    """The platform that a report of the probe tells of. Raises OSError and BadReport."""
    if path.stat().st_size > MAX_BYTES:
        raise BadReport(f"larger than {MAX_BYTES:,} bytes")
    return likeness(path.read_text("utf-8", errors="replace"), path.name)


def likeness(report: str, name: str) -> Likeness:
    """The same for the report's text; `name`: of the report, for the behaviour's title. Raises BadReport."""
    opened = _OPENING.search(report)
    start = report.rfind(HEADING)
    if not opened or start < 0:
        raise BadReport(f'it has no "{HEADING}": copy the whole report of the probe')
    targets = tuple(
        target
        for target, record in TARGETS.items()
        if record.probe == ("SCORM 1.2" if opened[1].startswith("LMS") else "SCORM 2004")
    )
    named = _names(report[start:])
    known = [quirk for quirk in named if _in_doubles(quirk, targets)]
    unknown = tuple(quirk for quirk in named if quirk not in known)
    options = [_DOORS[quirk] for quirk in known if quirk in _DOORS]
    plain = Behaviour(
        NAME,
        f"Your LMS, as {name} tells of it",
        targets,
        tuple(quirk for quirk in known if quirk not in _DOORS),
        options={key: value for option in options for key, value in option.items()},
        progress=_progress(report),
    )
    return Likeness(_with_consequences(plain), unknown)


def _names(text: str) -> list[str]:
    """The quirks in the lines below the heading, up to the first that is none, in order."""
    found = []
    for line in text.splitlines()[1:]:
        if not (match := _QUIRK.match(line)):
            break
        found.append(match[1])
    return list(dict.fromkeys(found))


def _in_doubles(quirk: str, targets: Sequence[str]) -> bool:
    """Whether the doubles of all these targets have the quirk: else they refuse to start."""
    name = re.escape(quirk.partition(":")[0])
    spelled = re.compile(rf"""^\s*"?{name}"?: |LMS_FLAGS = [^;]*"{name}\"""", re.MULTILINE)
    texts = ["".join(Path(path).read_text("utf-8") for path in TARGETS[one].double) for one in targets]
    return quirk in _DOORS or all(spelled.search(text) for text in texts)


def _progress(report: str) -> int:
    """The most characters of saved progress that the platform took whole."""
    line = _PROGRESS.search(report)
    sizes = [int(size) for size in _TAKEN.findall(line[1])] if line else []
    return max(sizes, default=PROGRESS)


def _with_consequences(behaviour: Behaviour) -> Behaviour:
    """What the rules must know of a quirk, taken from the platform in `BEHAVIOURS` that has it alone."""
    for quirk in behaviour.quirks:
        name, _, parameter = quirk.partition(":")
        twin = next((one for one in BEHAVIOURS.values() if _only(one) == name), None)
        if twin:
            behaviour = replace(
                behaviour,
                blank=behaviour.blank or twin.blank,
                begins_anew=behaviour.begins_anew or twin.begins_anew,
                keeps=behaviour.keeps and twin.keeps,
                wait=max(behaviour.wait, twin.wait, int(parameter) + 1000 if name == "late" else 0),
                slow=behaviour.slow or twin.slow,
                forgives=behaviour.forgives | twin.forgives,
            )
        elif name == "blank-restart":
            behaviour = replace(behaviour, blank=True)
    return behaviour


def _only(behaviour: Behaviour) -> str:
    """The name of the one quirk of a platform that misbehaves in a single way; else empty."""
    first = behaviour.quirks[:1]
    return first[0].partition(":")[0] if first and not first[0].startswith("of:") else ""
