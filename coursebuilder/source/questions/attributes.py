"""The {…} of a question: what any question may carry, and what belongs to one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.model import Kind
from coursebuilder.problems import Problem, did_you_mean
from coursebuilder.source.questions.body import Body

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_KEY = re.compile(r"[a-z0-9]{3}")
_TRIES = re.compile(r"[1-9]")
_KEYS = ("objective", "kind", "key", "tries")
_FLAGS = ("safety", "confidence")
OWN_KEYS: dict[str, Kind] = {"case": "fill-in", "unit": "numeric", "max": "long-fill-in"}
OWN_FLAGS: dict[str, Kind] = {"send-text": "long-fill-in"}


def attribute_problems(body: Body, kind: Kind) -> Iterator[Problem]:
    """What is wrong with the block's id, keys and flags."""
    if not _ID.fullmatch(body.id):
        yield body.problem(
            "bad-id",
            f'"{body.id}" can\'t be the id of a question',
            "::: question first-meeting   (a letter, then letters, digits, hyphens; 60 at most)",
        )
    for flag in body.attributes.flags:
        if flag in OWN_FLAGS and OWN_FLAGS[flag] != kind:
            yield _misplaced(body, flag, kind, OWN_FLAGS[flag])
        elif flag not in _FLAGS and flag not in OWN_FLAGS:
            hint = did_you_mean(flag, [*_FLAGS, *OWN_FLAGS])
            yield body.problem("unknown-key", f'unknown word "{flag}"', hint)
    for name in body.attributes.values:
        if name in OWN_KEYS and OWN_KEYS[name] != kind:
            yield _misplaced(body, f"{name}=", kind, OWN_KEYS[name])
        elif name not in _KEYS and name not in OWN_KEYS:
            hint = did_you_mean(name, [*_KEYS, *OWN_KEYS])
            yield body.problem("unknown-key", f'unknown key "{name}"', hint)
    yield from _practice_problems(body, kind)
    key = body.attributes.values.get("key")
    if key is not None and not _KEY.fullmatch(key):
        hint = "three characters of a-z and 0-9, such as key=x7q"
        yield body.problem("bad-key", f'"{key}" can\'t be a key', hint)


def tries_of(body: Body) -> int | None:
    """How often a practice question may be tried; None: as often as one likes."""
    tries = body.attributes.values.get("tries", "")
    return int(tries) if _TRIES.fullmatch(tries) else None


def _practice_problems(body: Body, kind: Kind) -> Iterator[Problem]:
    """Tries and certainty mean nothing where nothing is right or wrong."""
    tries = body.attributes.values.get("tries")
    if tries is not None and not _TRIES.fullmatch(tries):
        yield body.problem("wrong-value", f'tries can\'t be "{tries}"', "a whole number from 1 to 9: tries=2")
    if kind not in ("likert", "long-fill-in"):
        return
    given = [
        *(["tries="] if tries else []),
        *(name for name in body.attributes.flags if name == "confidence"),
    ]
    for name in [*given, *(["Hint:"] if body.hints else [])]:
        what = f"{name} means nothing for a {kind} question"
        yield body.problem("unknown-key", what, "it has no right answer: leave it out")


def _misplaced(body: Body, name: str, kind: Kind, other: Kind) -> Problem:
    return body.problem(
        "unknown-key", f"{name} means nothing for a {kind} question", f"it belongs to kind={other}"
    )
