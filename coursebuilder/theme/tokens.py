"""Read theme.yaml: a theme's colours, each with its Place.

    theme: {title: Riverside, level: AA}
    light: {accent: "#7A1F5C"}
    dark:  {accent: "#F0A8D8"}

Names are those of the default theme, whose values stand for what a theme leaves out. Values are #RRGGBB,
except `shadow`, which is a CSS shadow or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.settings import Scalar, Setting, Table, read
from coursebuilder.theme.contrast import COLOUR, LEVELS, Level

MODES = ("light", "dark")
_TABLES = ("theme", *MODES)
_PART = r"(?:-?[0-9.]+(?:px|rem)?|#[0-9A-Fa-f]{6,8})"
_SHADOW = re.compile(rf"none|{_PART}(?:[ ,]+{_PART})*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a theme.yaml sets: values by mode and name, places by (mode, name), and problems."""

    title: str
    level: Level
    values: Mapping[str, Mapping[str, str]]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_tokens(path: Path, known: Mapping[str, Mapping[str, str]] | None = None) -> Tokens:
    """Read a theme.yaml. known: the default theme's values, whose names are allowed; None: any name."""
    shown = path.as_posix()
    problems: list[Problem] = []
    try:
        setting, problems = read(path.read_text(encoding="utf-8"), shown)
    except (OSError, UnicodeDecodeError):
        hint = "a file theme.yaml as UTF-8 text; it may hold as little as  theme: {title: Ours}"
        problems.append(Problem("theme-file", "theme.yaml can't be read", Place(shown), hint))
        setting = None
    tables = _tables(setting, Place(shown, 1), problems)
    values: dict[str, dict[str, str]] = {mode: {} for mode in MODES}
    places: dict[tuple[str, str], Place] = {}
    for mode in MODES:
        for name, scalar in _entries(tables.get(mode), problems):
            if known is not None and name not in known["light"]:
                _unknown(name, tables[mode], known["light"], problems)
            elif fault := _fault(name, scalar.value):
                problems.append(Problem("theme-colour", fault, scalar.place, 'such as "#6B2B60"'))
            else:
                values[mode][name] = scalar.value
                places[mode, name] = scalar.place
    title, level = _about(tables.get("theme"), path.parent.name, problems)
    return Tokens(title, level, values, places, tuple(problems))


def merged_tokens(base: Tokens, own: Tokens) -> dict[str, dict[str, str]]:
    """Every token of both modes, the theme's own before the default's.

    Dark takes from light what it lacks.
    """
    light = {**base.values["light"], **own.values["light"]}
    return {"light": light, "dark": {**light, **base.values["dark"], **own.values["dark"]}}


def _tables(setting: Setting | None, place: Place, problems: list[Problem]) -> dict[str, Table]:
    if not isinstance(setting, Table):
        if not problems:
            hint = "theme: {title: …}, and the colours under light: and dark:"
            problems.append(Problem("empty-settings", "theme.yaml holds no settings", place, hint))
        return {}
    found = {}
    for name, value in setting.entries.items():
        if name not in _TABLES:
            _unknown(name, setting, _TABLES, problems)
        elif isinstance(value, Table):
            found[name] = value
        elif not isinstance(value, Scalar) or value.value:
            hint = f"{name}: and below it, indented, a line for each"
            problems.append(Problem("wrong-value", f'"{name}" must have keys of its own', value.place, hint))
    return found


def _entries(table: Table | None, problems: list[Problem]) -> list[tuple[str, Scalar]]:
    found = []
    for name, value in (table.entries if table else {}).items():
        if isinstance(value, Scalar):
            found.append((name, value))
        else:
            hint = f'{name}: "#6B2B60"'
            problems.append(Problem("theme-colour", f"{name} must be one colour", value.place, hint))
    return found


def _fault(name: str, value: str) -> str:
    if name == "shadow":
        return "" if _SHADOW.fullmatch(value) else f'a shadow can\'t be "{value}"'
    return "" if COLOUR.fullmatch(value) else f'{name} can\'t be "{value}": # and six digits 0-9 A-F are'


def _about(table: Table | None, name: str, problems: list[Problem]) -> tuple[str, Level]:
    about = {key: scalar for key, scalar in _entries(table, problems) if key in {"title", "level"}}
    for key in table.entries if table else ():
        if key not in {"title", "level"} and table:
            _unknown(key, table, ("title", "level"), problems)
    title = " ".join(about["title"].value.split()) if "title" in about else ""
    asked = about["level"].value if "level" in about else LEVELS[0]
    level = next((one for one in LEVELS if one == asked), None)
    if level is None:
        hint = f"level: {' or '.join(LEVELS)}"
        problems.append(Problem("wrong-value", f'level can\'t be "{asked}"', about["level"].place, hint))
    return title or name, level or LEVELS[0]


def _unknown(name: str, table: Table, known: Iterable[str], problems: list[Problem]) -> None:
    what = f'unknown key "{name}" in a theme'
    problems.append(Problem("unknown-key", what, table.keys[name], did_you_mean(name, known)))
