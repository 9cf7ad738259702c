"""A YAML file beside courses, such as sources.yaml: read whole, as a table, or as tables by their keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Setting, Table, read
from coursebuilder.source.fields import Fields
from coursebuilder.source.manuscript import read_text


def read_settings_file(path: Path, problems: list[Problem]) -> Setting | None:
    """What a file holds; None where there is no such file, it is empty or can't be read, which is told of."""
    if not path.is_file():
        return None
    shown = Path(os.path.normpath(path)).as_posix()
    text, unread = read_text(path, shown)
    setting, more = read(text, shown)
    problems += unread + more
    return setting


def read_settings_table(path: Path, empty: str, hint: str) -> tuple[Table | None, list[Problem]]:
    """The settings of a file that has to be there, and what is wrong; None where they can't be read at all.

    empty, hint: what is said of a file that holds no settings, and how to write it
    """
    shown = path.as_posix()
    text, problems = read_text(path, shown)
    if problems:
        return None, problems
    setting, problems = read(text, shown)
    if isinstance(setting, Table):
        return setting, problems
    if not problems:
        problems.append(Problem("empty-settings", empty, Place(shown, 1), hint))
    return None, problems


def tables_by_key(
    path: Path, expected: str, what: str, hints: tuple[str, str], problems: list[Problem]
) -> Iterator[tuple[str, Place, Fields]]:
    """Each entry of a file of tables: its key, where that stands, and its fields, for the caller to finish.

    expected: what is said where the file holds no table, "lines by their keys expected"
    what: what one entry is called; hints: how to write the file, and which keys an entry has
    """
    setting = read_settings_file(path, problems)
    if not isinstance(setting, Table):
        if setting is not None:
            problems.append(Problem("wrong-value", expected, setting.place, hints[0]))
        return
    for key, table in setting.entries.items():
        if isinstance(table, Table):
            yield key, setting.keys[key], Fields(table, problems)
        else:
            said = f'{what} "{key}" needs keys of its own'
            problems.append(Problem("wrong-value", said, table.place, hints[1]))
