"""`stories:` in a module's settings: its made-up people, and who has read them knowing such a life."""

from __future__ import annotations

from collections.abc import Collection

from coursebuilder.model import Story, StoryReader
from coursebuilder.problems import Problem
from coursebuilder.settings import Table
from coursebuilder.source.fields import Fields


def read_stories(fields: Fields, authors: Collection[str]) -> tuple[Story, ...]:
    """The stories that a module declares; no reader of them may be one of the course's authors."""
    return tuple(_story(table, fields.problems, authors) for table in fields.tables("stories"))


def _story(table: Table, problems: list[Problem], authors: Collection[str]) -> Story:
    fields = Fields(table, problems)
    story = Story(
        table.place,
        fields.required("who", "bad-story", "who: the people in it, such as Sam, 14, and his gran"),
        fields.required("experience", "bad-story", "experience: what a reader should know at first hand"),
        tuple(_reader(one, problems, authors) for one in fields.tables("read_by")),
    )
    fields.finish()
    return story


def _reader(table: Table, problems: list[Problem], authors: Collection[str]) -> StoryReader:
    fields = Fields(table, problems)
    on = fields.required_date("on", "bad-story", "on: 2026-03-01   (the day they read it)")
    reader = StoryReader(
        table.place,
        fields.required("by", "bad-story", "by: the reader's name"),
        fields.required("experience", "bad-story", "experience: how they know what the story tells of"),
        on,
    )
    if reader.by.casefold() in (name.casefold() for name in authors):
        what = f"{reader.by} is an author of this course and can't be the reader of its stories"
        problems.append(Problem("bad-story", what, fields.place("by"), "name somebody else, or nobody yet"))
    fields.finish()
    return reader
