"""Frameworks (shared/frameworks/*.yaml) and the mapping of objectives to their codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

from coursebuilder.model import CodeMap, Framework, Strength
from coursebuilder.problems import Problem
from coursebuilder.settings import Scalar, Table
from coursebuilder.source.fields import Fields
from coursebuilder.source.settings_file import read_settings_file

STRENGTHS: tuple[Strength, ...] = get_args(Strength)


def read_frameworks(shared: Path, problems: list[Problem]) -> tuple[Framework, ...]:
    """Every framework beside the courses; its key is the file's name."""
    found = []
    for path in sorted((shared / "frameworks").glob("*.yaml")):
        setting = read_settings_file(path, problems)
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
            version=fields.text("version"),
            read_in=fields.text("read_in"),
            compared_on=fields.text("compared_on"),
            compared_by=fields.text("compared_by"),
        )
        fields.finish()
        found.append(framework)
    return tuple(found)


def with_overlay(
    frameworks: tuple[Framework, ...], overlay: tuple[Framework, ...], problems: list[Problem]
) -> tuple[Framework, ...]:
    """A course's frameworks with the codes that a provider adds, and the provider's own ones behind them.

    What the provider's file says of version, source and comparison stands before what the course's says.
    """
    known = {one.key: one for one in frameworks}
    for more in overlay:
        base = known.get(more.key)
        if base is None:
            known[more.key] = more
            continue
        for code, text in more.codes.items():
            if base.codes.get(code, text) != text:
                what = f'{code} reads "{base.codes[code]}" in {base.place.path}'
                hint = "a file beside the provider's adds codes and changes none: take this line out"
                problems.append(Problem("framework-changed", what, more.place, hint))
        known[more.key] = replace(
            base,
            complete=base.complete or more.complete,
            codes={
                **base.codes,
                **{code: text for code, text in more.codes.items() if code not in base.codes},
            },
            version=more.version or base.version,
            read_in="; ".join(filter(None, (base.read_in, more.read_in))),
            compared_on=more.compared_on,
            compared_by=more.compared_by,
        )
    return tuple(known.values())


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
