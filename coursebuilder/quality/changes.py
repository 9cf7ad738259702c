"""What changed between the figures of two releases of a course."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursebuilder.quality.figures import FORMAT


class WrongFigures(Exception):
    """A file holds no figures that can be compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs.

    module: its id, "" for the whole course
    was, now: as text; "" where there was or is none
    """

    module: str
    what: str
    was: str
    now: str


def read_figures(path: Path, course: str) -> dict[str, Any]:
    """The figures of an earlier release from its quality.json. Raises WrongFigures, OSError.

    course: the id of the course they have to be about
    """
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WrongFigures(f"{path.as_posix()} is not JSON: {error}") from error
    if not _is_whole(found):
        raise WrongFigures(
            f"{path.as_posix()} is no quality.json of this program: write it anew with --report"
        )
    if found.get("course") != course:
        raise WrongFigures(f'{path.as_posix()} is about the course "{found.get("course")}", not "{course}"')
    return found


def _is_whole(found: Mapping[str, Any]) -> bool:
    """Whether it has all that is compared."""
    try:
        changes(found, found)
        return bool(found["format"] == FORMAT)
    except (AttributeError, KeyError, TypeError):
        return False


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every figure that differs, the course's first, then each module's; titles are no figures."""
    found = [*_differing("", _flat_course(old), _flat_course(new))]
    for module in dict.fromkeys((*old["modules"], *new["modules"])):
        was, now = old["modules"].get(module), new["modules"].get(module)
        if was is None or now is None:
            found.append(Change(module, "the module", "there" if was else "", "there" if now else ""))
        else:
            found += _differing(module, _flat_module(was), _flat_module(now))
    return tuple(found)


def _differing(module: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for what in dict.fromkeys((*was, *now)):
        if was.get(what, "") != now.get(what, ""):
            yield Change(module, what, was.get(what, ""), now.get(what, ""))


def _flat_course(figures: Mapping[str, Any]) -> dict[str, str]:
    told = {f"advice {code}": str(count) for code, count in figures["advice"].items()}
    return {"version": str(figures["version"]), **told, "silenced advice": str(figures["silenced"])}


def _flat_module(one: Mapping[str, Any]) -> dict[str, str]:
    """Each figure of a module by what it is."""
    flat = {"minutes": str(one["minutes"])}
    for kind, row in one["kinds"].items():
        flat |= {f"{kind} questions, {part}": str(row[part]) for part in ("practice", "tested")}
    for name, row in one["objectives"].items():
        flat[f"objective {name}: tested by"] = _items(row["tested"])
        flat[f"objective {name}: practised by"] = _items(row["practised"])
        flat[f"objective {name}: verb"] = row["verb"] if row["shown"] else f"{row['verb']}, shown by none"
    for name, row in one["pages"].items():
        flat[f"page {name}: words"] = str(row["words"])
        if row["reading_age"] is not None:
            flat[f"page {name}: reading age"] = f"{row['reading_age']:.1f}"
    for name, row in one["scenarios"].items():
        flat |= {f"scenario {name}: {part}": str(row[part]) for part in row}
    guessed = one["guesses"]
    flat["guessed from wording"] = f"{guessed['right']} of {guessed['questions']}"
    return flat | {f"advice {code}": str(count) for code, count in one["advice"].items()}


def _items(items: list[dict[str, str]]) -> str:
    return ", ".join(f"{one['id']} ({one['kind']})" for one in items)
