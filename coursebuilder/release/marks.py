"""coursebuilder.json at a package's root: what is still missing before learners should see it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from coursebuilder.package import Package

FILE = "coursebuilder.json"
VERSION = 1
MOST_BYTES = 1024**2


@dataclass(frozen=True, slots=True)
class Marks:
    """What a package says of its own readiness.

    unfinished: sentences on what its author has still to do, where it was built as a draft
    unsigned: ids of modules that need a signature and have none that holds
    unfilled: labels of the provider's details that are empty
    """

    unfinished: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not (self.unfinished or self.unsigned or self.unfilled)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is missing, a sentence each."""
        return (
            *(f"unfinished: {text}" for text in self.unfinished),
            *(f"not signed off: {module}" for module in self.unsigned),
            *(f"not filled in: {label}" for label in self.unfilled),
        )


def marks_of(package: Package) -> Marks | None:
    """The package's marks; None where it carries none that can be read, so that nothing is known."""
    if FILE not in package.files or package.files[FILE].size > MOST_BYTES:
        return None
    try:
        found = json.loads(package.read(FILE))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("version") != VERSION:
        return None
    unfinished, unsigned = (_texts(found.get(name)) for name in ("unfinished", "unsigned"))
    unfilled = found.get("unfilled")
    if unfinished is None or unsigned is None or not isinstance(unfilled, list):
        return None
    labels = [str(one.get("label") or one.get("name")) for one in unfilled if isinstance(one, dict)]
    return Marks(unfinished, unsigned, tuple(labels))


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)
