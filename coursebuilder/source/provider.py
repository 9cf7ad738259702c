"""A provider's file (--provider FILE): what only the organisation that gives the course to learners knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from coursebuilder.media import ReadPicture, finder, read_picture
from coursebuilder.model import Course, Media, Provider, Rows, Slot, SupportLink
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.settings import Items, Scalar, Setting, Table
from coursebuilder.source.details import named_twice, present_name
from coursebuilder.source.fields import Fields
from coursebuilder.source.frameworks import read_frameworks
from coursebuilder.source.settings_file import read_settings_table
from coursebuilder.source.signatures import read_signatures
from coursebuilder.source.statement_endpoint import statement_endpoint

OWN_KEYS = (
    "name",
    "contact",
    "support_links",
    "iri_base",
    "licence",
    "logo",
    "theme",
    "data",
    "confidence_questions",
    "anonymous_form",
    "statements",
    "details_checked_on",
    "learners",
    "nation",
    "national_lines",
)
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
_ADDRESS = re.compile(r"(https://|mailto:|tel:)\S+")
_IRI_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?")


def load_provider(path: Path, pictures: ReadPicture = read_picture) -> tuple[Provider | None, list[Problem]]:
    """The provider in a file; None when it can't be used at all."""
    empty, hint = "the provider's file holds no details", "at least name and safeguarding_lead"
    setting, problems = read_settings_table(path, empty, hint)
    if setting is None:
        return None, problems
    fields = Fields(setting, problems)
    provider = Provider(
        place=setting.place,
        name=fields.required("name", "missing-title", "name: what the organisation is called"),
        contact=fields.text("contact"),
        details=_details(setting, problems),
        support_links=tuple(_link(table, problems) for table in fields.tables("support_links")),
        iri_base=_iri_base(fields),
        licence=fields.text("licence"),
        logo=_logo(fields, path.parent, problems, pictures),
        theme=fields.text("theme"),
        theme_place=fields.place("theme"),
        data=_data(fields.child("data"), problems),
        confidence_questions=fields.flag("confidence_questions")
        if fields.get("confidence_questions")
        else None,
        anonymous_form=_form(fields),
        statements=statement_endpoint(fields.child("statements"), problems),
        checked_on=fields.date("details_checked_on"),
        signatures=read_signatures(path.parent, problems),
        frameworks=read_frameworks(path.parent, problems),
        learners_of_many=fields.one_of("learners", ("own", "many"), "own") == "many",
        nation=fields.one_of("nation", ("", *NATIONS), ""),
        lines_checked=_lines_checked(fields.child("national_lines"), problems),
    )
    return provider, problems


def _lines_checked(table: Table | None, problems: list[Problem]) -> dict[str, str]:
    """When somebody checked the number of each national line, by the line's key."""
    if table is None:
        return {}
    fields = Fields(table, problems)
    return {name: fields.date(name) for name in table.entries}


def filled(slots: tuple[Slot, ...], provider: Provider) -> tuple[Slot, ...]:
    """A course's slots with the provider's values in place of the course's own.

    Where learners come from many organisations, each finds out for themselves what stays empty.
    """
    values = {detail.name: detail for detail in provider.details}
    found = []
    for slot in slots:
        if slot.name in values:
            given = values[slot.name]
            slot = replace(slot, place=given.place, value=given.value)
        local = provider.learners_of_many and slot.kind != "plain" and not slot.value
        found.append(replace(slot, task=local))
    return tuple(found)


def unknown_details(provider: Provider, declared: set[str]) -> list[Problem]:
    """Details that none of the courses asks for: often a slip of the pen, so told, but no error."""
    return [
        Problem(
            "unknown-provider-detail",
            f'no course here asks for "{detail.name}"',
            detail.place,
            did_you_mean(detail.name, [*declared, *OWN_KEYS]),
            "warning",
        )
        for detail in provider.details
        if detail.name not in declared and detail.name not in OWN_KEYS
    ]


def unshown_tables(provider: Provider, courses: Sequence[Course]) -> list[Problem]:
    """Tables that none of the courses shows; without a course nothing was read, and nothing is said."""
    asked = {item.name for course in courses for module in course.modules for item in module.asked}
    shown = {name.removeprefix("data.") for name in asked if name.startswith("data.")}
    return [
        Problem(
            "unshown-table",
            f'no course here shows the table "{name}" of data:',
            provider.place,
            did_you_mean(name, shown) if shown else f"::: provider-table {name}  shows it on a page",
            "warning",
        )
        for name, rows in provider.data.items()
        if rows and courses and name not in shown
    ]


def _details(setting: Table, problems: list[Problem]) -> tuple[Slot, ...]:
    """Every other key: the value of a slot that a course declares."""
    details = []
    problems += named_twice(setting.keys)
    for name, value in setting.entries.items():
        if name in OWN_KEYS and name not in {"name", "contact"}:
            continue
        place = setting.keys[name]
        if isinstance(value, Scalar):
            name = present_name(name)
            details.append(Slot(place, name, name, " ".join(value.value.split()), "plain"))
        else:
            problems.append(Problem("wrong-value", f'"{name}" must be text', place, f"{name}: its value"))
    return tuple(detail for detail in details if detail.name not in {"name", "contact"} or detail.value)


def _link(table: Table, problems: list[Problem]) -> SupportLink:
    fields = Fields(table, problems)
    label = fields.required("label", "missing-title", "label: what learners read")
    address = fields.text("address")
    if not _ADDRESS.fullmatch(address):
        hint = "address: https://… (or mailto:… or tel:…)"
        what = f'a support link can\'t lead to "{address}"'
        problems.append(Problem("bad-link", what, fields.place("address"), hint))
        address = ""
    fields.finish()
    return SupportLink(table.place, label, address)


def _form(fields: Fields) -> str:
    address = fields.text("anonymous_form")
    if address and not re.fullmatch(r"https://\S+", address):
        what = f'the form can\'t be at "{address}"'
        hint = "anonymous_form: https://…"
        fields.problems.append(Problem("bad-link", what, fields.place("anonymous_form"), hint))
        return ""
    return address


def _iri_base(fields: Fields) -> str:
    base = fields.text("iri_base")
    if base and not _IRI_BASE.fullmatch(base):
        what = f'iri_base can\'t be "{base}"'
        hint = "an address of your own that never changes, such as https://example.org/courses"
        fields.problems.append(Problem("wrong-value", what, fields.place("iri_base"), hint))
        return ""
    return base.rstrip("/")


def _logo(fields: Fields, folder: Path, problems: list[Problem], pictures: ReadPicture) -> Media | None:
    address = fields.text("logo")
    if not address:
        return None
    media = finder(folder, problems, pictures)(address, fields.place("logo"), "picture")
    if isinstance(media, Problem):
        problems.append(media)
        return None
    # No course's own picture is called so.
    return replace(media, name=f"media/provider-{PurePosixPath(media.name).name}")


def _data(table: Table | None, problems: list[Problem]) -> dict[str, Rows]:
    """Tables by name: the first row holds the headings, every row as many cells."""
    if table is None:
        return {}
    return {name: _rows(name, value, table.keys[name], problems) for name, value in table.entries.items()}


def _rows(name: str, value: Setting, place: Place, problems: list[Problem]) -> Rows:
    given = value.items if isinstance(value, Items) else ()
    rows = [row.items for row in given if isinstance(row, Items)]
    cells = tuple(tuple(cell.value for cell in row if isinstance(cell, Scalar)) for row in rows)
    if len(rows) != len(given) or [len(row) for row in rows] != [len(row) for row in cells]:
        hint = "- [cell, cell]: each row a list, each cell a text"
        problems.append(Problem("wrong-value", f'"{name}" holds what is no row or no cell', place, hint))
        return ()
    if len(cells) < 2 or len({len(row) for row in cells}) != 1 or not cells[0]:
        hint = "- [Heading, Heading]  then  - [cell, cell]  for each row, all equally long"
        problems.append(Problem("wrong-value", f'the rows of "{name}" make no table', place, hint))
        return ()
    return cells
