"""What stands around a course's modules: the works it cites, the provider's details, accepted warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursebuilder.model import Silence, Slot, Source, Tuning
from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Scalar, Table
from coursebuilder.source.fields import Fields
from coursebuilder.source.settings_file import tables_by_key

SLOT_KINDS = ("safeguarding", "support", "criteria", "plain")
_SLOT_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SAFEGUARDING_SLOTS = {
    "safeguarding_lead",
    "deputy",
    "childrens_social_care",
    "out_of_hours",
    "lead_is_the_worry",
    "self_harm_or_suicide",
}
_PRESENT_NAMES = {"self_harm": "self_harm_or_suicide"}  # by the names that courses and providers began with


def present_name(name: str) -> str:
    """The name that a provider's detail has today, by any name that it had."""
    return _PRESENT_NAMES.get(name, name)


def named_twice(names: Mapping[str, Place]) -> Iterator[Problem]:
    """An error for each detail that one file names by its old name and by the present one."""
    for name, place in names.items():
        if (now := present_name(name)) != name and now in names:
            what = f'"{name}" is the old name of "{now}", which stands here too'
            yield Problem("duplicate-key", what, place, "keep one of them")


def read_sources(shared: Path, problems: list[Problem]) -> tuple[Source, ...]:
    """The works that courses beside this folder may cite (sources.yaml)."""
    hints = ("review:  then title: …  and reference: …  indented below it", "title, reference")
    expected, path = "sources by their keys expected", shared / "sources.yaml"
    sources = []
    for key, place, fields in tables_by_key(path, expected, "source", hints, problems):
        sources.append(
            Source(
                place,
                key,
                fields.required("title", "missing-title", "title: what the work is called"),
                fields.text("reference"),
                fields.text("address"),
                tuple(_section(table, problems) for table in fields.tables("sections")),
                nation=fields.text("nation"),
            )
        )
        fields.finish()
    return tuple(sources)


def _section(table: Table, problems: list[Problem]) -> tuple[int, int, str]:
    fields = Fields(table, problems)
    lines = fields.text("lines")
    span = re.fullmatch(r"([0-9]{1,6})(?:\s*-\s*([0-9]{1,6}))?", lines)
    name = fields.required("name", "missing-title", "name: the section's name")
    fields.finish()
    if not span:
        problems.append(
            Problem("wrong-value", f'lines can\'t be "{lines}"', fields.place("lines"), "lines: 75-87")
        )
        return (0, -1, name)
    return (int(span[1]), int(span[2] or span[1]), name)


def read_slots(fields: Fields, problems: list[Problem]) -> tuple[Slot, ...]:
    """The details that a course asks its provider for (`provider:` in course.yaml)."""
    table = fields.child("provider")
    slots = []
    problems += named_twice(table.keys if table else {})
    for name, value in (table.entries if table else {}).items():
        place = table.keys[name] if table else value.place
        if not _SLOT_NAME.fullmatch(name):
            problems.append(
                Problem(
                    "bad-id",
                    f"\"{name}\" can't be the name of a provider's detail",
                    place,
                    "small letters, digits and underscores, such as safeguarding_lead",
                )
            )
        name = present_name(name)
        kind = _kind_by_name(name)
        label = name.replace("_", " ")
        if isinstance(value, Scalar):
            slots.append(Slot(place, name, label, value.value, kind))
        elif isinstance(value, Table):
            details = Fields(value, problems)
            slots.append(
                Slot(
                    place,
                    name,
                    details.text("label", label),
                    details.text("value"),
                    details.one_of("kind", SLOT_KINDS, kind),
                )
            )
            details.finish()
        else:
            problems.append(
                Problem(
                    "wrong-value", f'provider detail "{name}" can\'t be a list', place, f"{name}: its value"
                )
            )
    return tuple(slots)


def _kind_by_name(name: str) -> str:
    """The kind of a slot that doesn't say its own."""
    if name in _SAFEGUARDING_SLOTS:
        return "safeguarding"
    if name.startswith("support"):
        return "support"
    return "criteria" if "criteria" in name else "plain"


def read_silence(table: Table, problems: list[Problem]) -> Silence:
    """A problem code that the author silences, where, and why."""
    fields = Fields(table, problems)
    silence = Silence(
        table.place,
        fields.required("code", "wrong-value", "code: the code in [brackets]"),
        fields.required("reason", "wrong-value", "reason: why it is right here"),
        fields.text("where"),
    )
    fields.finish()
    return silence


def read_tuning(table: Table, problems: list[Problem]) -> Tuning:
    """A limit that the author sets for advice, and why; the code is "" where the limit is no number."""
    fields = Fields(table, problems)
    code = fields.required("code", "wrong-value", "code: the code in [brackets]")
    written = fields.required("limit", "wrong-value", "limit: a number")
    reason = fields.required("reason", "wrong-value", "reason: why it is right here")
    fields.finish()
    number = re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,3})?", written)
    if written and not number:
        place = fields.place("limit")
        problems.append(Problem("wrong-value", f'limit can\'t be "{written}"', place, "a number, limit: 30"))
    return Tuning(table.place, code if number else "", float(number[0]) if number else 0.0, reason)
