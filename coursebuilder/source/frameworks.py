"""Frameworks (shared/frameworks/*.yaml) and the mapping of objectives to their codes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args

from coursebuilder.model import CodeMap, Framework, Strength
from coursebuilder.problems import Problem
from coursebuilder.settings import Scalar, Table, read
from coursebuilder.source.fields import Fields
from coursebuilder.source.manuscript import read_text

STRENGTHS: tuple[Strength, ...] = get_args(Strength)


def read_frameworks(shared: Path, problems: list[Problem]) -> tuple[Framework, ...]:
    """Every framework beside the courses; its key is the file's name."""
    found = []
    for path in sorted((shared / "frameworks").glob("*.yaml")):
        shown = Path(os.path.normpath(path)).as_posix()
        text, unread = read_text(path, shown)
        setting, more = read(text, shown)
        problems += unread + more
        if not isinstance(setting, Table):
            if setting is not None:
                hint = "title: …  and  codes:  with each code below it"
                problems.append(Problem("wrong-value", "a framework's keys expected", setting.place, hint))
            continue
        fields = Fields(setting, problems)
        framework = Framework(
            place=setting.place,
            key=path.stem,
            title=fields.required("title", "missing-title", "title: what the framework is called"),
            source=fields.text("source"),
            address=fields.text("address"),
            complete=fields.flag("complete"),
            codes=_codes(fields.child("codes"), problems),
        )
        fields.finish()
        found.append(framework)
    return tuple(found)


def read_maps(fields: Fields, problems: list[Problem]) -> tuple[CodeMap, ...]:
    """An objective's maps: [{code: st0958:K10, strength: introduces, mapped_by: a name}]."""
    return tuple(read_map(table, problems) for table in fields.tables("maps"))


def read_map(table: Table, problems: list[Problem], *also: str) -> CodeMap:
    """One map; `also` are keys that its caller reads."""
    fields = Fields(table, problems)
    for name in also:
        fields.text(name)
    code = fields.required("code", "bad-map", "code: st0958:K10")
    framework, _, name = code.partition(":")
    strength = fields.one_of("strength", STRENGTHS, STRENGTHS[0])
    mapped = CodeMap(
        place=table.place,
        framework=framework,
        code=name,
        strength=next(known for known in STRENGTHS if known == strength),
        mapped_by=fields.required("mapped_by", "bad-map", "mapped_by: who made this mapping"),
        questions=fields.texts("questions"),
    )
    fields.finish()
    return mapped


def _codes(table: Table | None, problems: list[Problem]) -> dict[str, str]:
    codes = {}
    for code, value in (table.entries if table else {}).items():
        if isinstance(value, Scalar) and value.value:
            codes[code] = value.value
        else:
            problems.append(
                Problem("wrong-value", f'code "{code}" needs its text', value.place, f"{code}: what it says")
            )
    return codes
