"""signatures.yaml, beside a course or a provider's file: who signed which module off, and what it said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from coursebuilder.model import Course, Module, Signature
from coursebuilder.model.paragraphs import numbered_modules
from coursebuilder.model.signed import changed_since, signed_pieces
from coursebuilder.problems import Problem
from coursebuilder.settings import Scalar, Table, read
from coursebuilder.source.fields import Fields, is_date
from coursebuilder.source.manuscript import read_text

FILE = "signatures.yaml"
_DECISIONS = ("signed", "not needed")
_WRITTEN_BY = "it is written by: coursebuilder sign COURSE MODULE"


def read_signatures(folder: Path, problems: list[Problem]) -> tuple[Signature, ...]:
    """The signatures in a folder's signatures.yaml, the oldest first; () where there is no such file."""
    path = folder / FILE
    if not path.is_file():
        return ()
    text, found = read_text(path, path.as_posix())
    setting, more = read(text, path.as_posix())
    problems += found + more
    if not isinstance(setting, Table):
        if setting is not None:
            problems.append(
                Problem("wrong-value", "signatures by module expected", setting.place, _WRITTEN_BY)
            )
        return ()
    fields = Fields(setting, problems)
    signatures = tuple(_signature(table, problems) for table in fields.tables("signatures"))
    fields.finish()
    return signatures


def with_signatures(course: Course, own: Iterable[Signature]) -> Course:
    """The course with each module's signature, and what has changed since it was given.

    Where a provider gives the course, only its own people's signatures count; `own` are the course's.
    """
    numbers = {module.id: n for n, module in numbered_modules(course)}
    mine = _last(own, course)
    given = mine if course.provider is None else _last(course.provider.signatures, course)
    modules = tuple(
        _signed(course, module, numbers.get(module.id, 1), given.get(module.id), mine.get(module.id))
        for module in course.modules
    )
    return replace(course, modules=modules)


def _last(signatures: Iterable[Signature], course: Course) -> Mapping[str, Signature]:
    here = (one for one in signatures if (one.course, one.language) == (course.id, course.language))
    return {one.module: one for one in here}


def _signed(
    course: Course, module: Module, number: int, counts: Signature | None, own: Signature | None
) -> Module:
    changed: tuple[str, ...] = ()
    if counts is not None and counts.needed:
        changed = changed_since(counts, signed_pieces(course, module, number))
    return replace(
        module, signature=counts, changed=changed, also_read=own if course.provider and own else None
    )


def _signature(table: Table, problems: list[Problem]) -> Signature:
    fields = Fields(table, problems)
    pieces = fields.child("pieces")
    on = fields.required("on", "wrong-value", "on: 2026-05-03")
    if on and not is_date(on):
        hint = "year, month and day: 2026-05-03"
        problems.append(Problem("wrong-value", f'on can\'t be "{on}"', fields.place("on"), hint))
    signature = Signature(
        place=table.place,
        course=fields.required("course", "wrong-value", _WRITTEN_BY),
        module=fields.required("module", "wrong-value", _WRITTEN_BY),
        language=fields.text("language", "en-GB"),
        by=fields.required("by", "wrong-value", _WRITTEN_BY),
        role=fields.required("role", "wrong-value", _WRITTEN_BY),
        on=on if is_date(on) else "0001-01-01",
        version=fields.text("version"),
        needed=fields.one_of("decision", _DECISIONS, "signed") == "signed",
        pieces={
            name: value.value
            for name, value in (pieces.entries if pieces else {}).items()
            if isinstance(value, Scalar)
        },
        entered_by=fields.text("entered_by"),
    )
    for name in ("code", "scan", "scan_sha256"):
        fields.text(name)
    fields.finish()
    return signature
