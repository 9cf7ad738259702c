"""What a package says of its own readiness: `coursebuilder.json` at its root, written by the build.

    {"version": 1,
     "unfinished": ["a sentence for each thing that is still to be done"],
     "unsigned": ["the id of a module that nobody, or nobody any longer, has signed off"],
     "unfilled": [{"name": "a provider's detail", "label": "what people call it"}],
     "checks": ["a sentence for each thing that a person has still to check"]}

A package without this file says nothing of it: whether it is ready for learners is then not known.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coursebuilder.package import Damaged, Package

FILE = "coursebuilder.json"
VERSION = 1
MAX_BYTES = 1_000_000  # of the file; it lists a few sentences


@dataclass(frozen=True, slots=True)
class Marks:
    """What a package itself says is missing before learners may have it; empty: nothing is.

    unfinished: sentences, one for each thing still to be done
    unsigned: ids of modules that aren't signed off
    unfilled: labels of the provider's details that are missing
    checks: sentences, one for each thing that a person has still to check
    """

    unfinished: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Why learners mustn't have it yet, as parts of a sentence; empty where nothing is missing."""
        found = []
        if self.unfinished:
            found.append(f"unfinished: {_first(self.unfinished)}")
        if self.unsigned:
            found.append(f"not signed off: {few(self.unsigned)}")
        if self.unfilled:
            found.append(f"not filled in: {few(self.unfilled)}")
        if self.checks:
            found.append(f"to be checked: {_first(self.checks)}")
        return found


class BadMarks(ValueError):
    """`coursebuilder.json` is not what the build writes; the message says in what way."""


def read_marks(package: Package) -> Marks | None:
    """The marks in the package; None where it has no such file. Raises BadMarks."""
    if FILE not in package.files:
        return None
    if package.files[FILE].size > MAX_BYTES:
        raise BadMarks(f"larger than {MAX_BYTES:,} bytes")
    try:
        data = json.loads(package.read(FILE))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise BadMarks("not JSON") from error
    except Damaged as error:
        raise BadMarks("damaged") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise BadMarks(f"not of version {VERSION}, the one known here")
    return Marks(
        _texts(data, "unfinished"),
        _texts(data, "unsigned"),
        tuple(_label(entry) for entry in _list(data, "unfilled")),
        _texts(data, "checks"),
    )


def _list(data: dict[str, Any], name: str) -> list[Any]:
    """The list of that name. It must be there: a list left out would read as "nothing is missing"."""
    found = data.get(name)
    if not isinstance(found, list):
        raise BadMarks(f'"{name}" is not a list')
    return found


def _texts(data: dict[str, Any], name: str) -> tuple[str, ...]:
    found = _list(data, name)
    if not all(isinstance(text, str) for text in found):
        raise BadMarks(f'"{name}" holds something other than texts')
    return tuple(found)


def _label(entry: Any) -> str:
    label = (entry.get("label") or entry.get("name")) if isinstance(entry, dict) else None
    if not isinstance(label, str):
        raise BadMarks('"unfilled" holds something without a label')
    return label


def _first(sentences: tuple[str, ...]) -> str:
    others = len(sentences) - 1
    return sentences[0] + (f" and {others} more" if others else "")


def few(names: Sequence[str]) -> str:
    """Three of the names at most, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
