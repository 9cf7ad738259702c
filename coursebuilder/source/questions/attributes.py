"""The {…} of a question: what any question may carry, and what belongs to one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coursebuilder.model import KINDS, Kind
from coursebuilder.model.kinds.body import Body
from coursebuilder.problems import Problem, did_you_mean
from coursebuilder.source.ids import block_id_hint

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_KEY = re.compile(r"[a-z0-9]{3}")
_TRIES = re.compile(r"[1-9]")
_KEYS = ("objective", "kind", "key", "tries", "was")
_FLAGS = ("safety", "confidence")
OWN_KEYS: Mapping[str, list[str]] = {  # by key: the kinds that it belongs to
    key: [kind.name for kind in KINDS.values() if key in kind.keys]
    for own in KINDS.values()
    for key in own.keys
}
OWN_FLAGS: Mapping[str, list[str]] = {
    flag: [kind.name for kind in KINDS.values() if flag in kind.flags]
    for own in KINDS.values()
    for flag in own.flags
}


def attribute_problems(body: Body, kind: Kind[Any]) -> Iterator[Problem]:
    """What is wrong with the block's id, keys and flags."""
    if not _ID.fullmatch(body.id):
        yield body.problem(
            "bad-id",
            f'"{body.id}" can\'t be the id of a question',
            block_id_hint("question", body.id),
        )
    for flag in body.flags:
        if flag in OWN_FLAGS and flag not in kind.flags:
            yield _misplaced(body, flag, kind, OWN_FLAGS[flag])
        elif flag not in _FLAGS and flag not in OWN_FLAGS:
            hint = did_you_mean(flag, [*_FLAGS, *OWN_FLAGS])
            yield body.problem("unknown-key", f'unknown word "{flag}"', hint)
    for name in body.values:
        if name in OWN_KEYS and name not in kind.keys:
            yield _misplaced(body, f"{name}=", kind, OWN_KEYS[name])
        elif name not in _KEYS and name not in OWN_KEYS:
            hint = did_you_mean(name, [*_KEYS, *OWN_KEYS])
            yield body.problem("unknown-key", f'unknown key "{name}"', hint)
    yield from _practice_problems(body, kind)
    yield from _was_problems(body)
    key = body.values.get("key")
    if key is not None and not _KEY.fullmatch(key):
        hint = "three characters of a-z and 0-9, such as key=x7q"
        yield body.problem("bad-key", f'"{key}" can\'t be a key', hint)


def _was_problems(body: Body) -> Iterator[Problem]:
    was = body.values.get("was")
    if was is not None and not _ID.fullmatch(was):
        hint = "the id that it had in the last release: was=first-meeting"
        yield body.problem("bad-id", f'"{was}" can\'t have been the id of a question', hint)


def tries_of(body: Body) -> int | None:
    """How often a practice question may be tried; None: as often as one likes."""
    tries = body.values.get("tries", "")
    return int(tries) if _TRIES.fullmatch(tries) else None


def _practice_problems(body: Body, kind: Kind[Any]) -> Iterator[Problem]:
    """Tries and certainty mean nothing where nothing is right or wrong."""
    tries = body.values.get("tries")
    if tries is not None and not _TRIES.fullmatch(tries):
        yield body.problem("wrong-value", f'tries can\'t be "{tries}"', "a whole number from 1 to 9: tries=2")
    if kind.scored:
        return
    given = [
        *(["tries="] if tries else []),
        *(name for name in body.flags if name == "confidence"),
    ]
    for name in [*given, *(["Hint:"] if body.hints else [])]:
        what = f"{name} means nothing for a {kind.name} question"
        yield body.problem("unknown-key", what, "it has no right answer: leave it out")


def _misplaced(body: Body, name: str, kind: Kind[Any], others: list[str]) -> Problem:
    what = f"{name} means nothing for a {kind.name} question"
    return body.problem("unknown-key", what, f"it belongs to kind={' or kind='.join(others)}")
