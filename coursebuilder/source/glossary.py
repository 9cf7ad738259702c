"""What courses share: words (glossary.yaml), guidance (guidance.yaml), helplines (national_lines.yaml)."""

from __future__ import annotations

import re
from pathlib import Path

from coursebuilder.model import Guidance, NationalLine, Term
from coursebuilder.problems import Problem
from coursebuilder.settings import Items, Table
from coursebuilder.source.details import present_name
from coursebuilder.source.fields import Fields
from coursebuilder.source.settings_file import read_settings_file, tables_by_key

_SOURCE = re.compile(r"[a-z][a-z0-9-]*:[0-9]{1,6}")


def read_glossary(shared: Path, problems: list[Problem]) -> tuple[Term, ...]:
    """The terms, in the file's order."""
    terms = []
    for table in _tables(shared / "glossary.yaml", problems):
        fields = Fields(table, problems)
        term = fields.required("term", "missing-title", "term: the word")
        source = fields.text("source")
        if source and not _SOURCE.fullmatch(source):
            what = f'the source of a term can\'t be "{source}"'
            problems.append(Problem("bad-citation", what, fields.place("source"), "source: review:81"))
            source = ""
        definition = fields.required("definition", "missing-title", "definition: what the word means")
        identifier = re.sub(r"[^a-z0-9]+", "-", term.casefold()).strip("-")
        forms = (term, *fields.texts("also"))
        terms.append(Term(table.place, identifier, term, forms, definition, source, fields.texts("replaces")))
        fields.finish()
    return tuple(terms)


def read_guidance(shared: Path, problems: list[Problem]) -> tuple[Guidance, ...]:
    """Guidance documents with who checked them when; a module points to one with [@key]."""
    hints = ("kcsie:  then title: …  and nation: …  indented below it", "title, nation, review_by")
    expected, path = "guidance by its keys expected", shared / "guidance.yaml"
    found = []
    for key, place, fields in tables_by_key(path, expected, "guidance", hints, problems):
        found.append(
            Guidance(
                place=place,
                key=key,
                title=fields.required("title", "missing-title", "title: what the document is called"),
                nation=fields.text("nation"),
                edition=fields.text("edition"),
                address=fields.text("address"),
                checked_on=fields.date("checked_on", "checked_on: 2026-03-01"),
                checked_by=fields.text("checked_by"),
                review_by=fields.date("review_by", "review_by: 2026-03-01"),
            )
        )
        fields.finish()
    return tuple(found)


def read_lines(shared: Path, problems: list[Problem]) -> tuple[NationalLine, ...]:
    """National helplines (national_lines.yaml) with the details beside whose gaps they stand."""
    hints = ("childline:  then name: …  and number: …  indented below it", "name, number, beside")
    expected, path = "lines by their keys expected", shared / "national_lines.yaml"
    found = []
    for key, place, fields in tables_by_key(path, expected, "line", hints, problems):
        found.append(
            NationalLine(
                place=place,
                key=key,
                name=fields.required("name", "missing-title", "name: NSPCC Helpline"),
                owner=fields.text("owner") or fields.text("name"),
                number=fields.required("number", "wrong-value", "number: 0808 800 5000"),
                young=fields.flag("for_the_young_person"),
                beside=tuple(present_name(name) for name in fields.texts("beside")),
                checked_on=fields.date("checked_on", "checked_on: 2026-03-01"),
                checked_by=fields.text("checked_by"),
            )
        )
        fields.finish()
    return tuple(found)


def _tables(path: Path, problems: list[Problem]) -> list[Table]:
    setting = read_settings_file(path, problems)
    if setting is None:
        return []
    items = setting.items if isinstance(setting, Items) else ()
    tables = [item for item in items if isinstance(item, Table) and {"term", "definition"} & {*item.entries}]
    if len(tables) != len(items) or not items:
        hint = "- term: …  then  definition: …  below it"
        problems.append(Problem("wrong-value", "a list of terms expected", setting.place, hint))
    return tables
