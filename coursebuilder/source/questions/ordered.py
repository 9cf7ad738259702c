"""Kinds whose answers are right by their place; feedback is for everybody, after the answers.

| What you hear | What you say |    matching: the header names both sides, each row is a right pair
|---|---|
| "I'm bored."  | "Since when?" |
|               | "Never mind." |   an empty left cell: an answer that belongs to none

1. first                            sequencing: the right order
2. second
"""

from __future__ import annotations

from coursebuilder.model import Matching, Option, Sequencing
from coursebuilder.problems import Problem
from coursebuilder.source.questions.body import Body, Row, too_few, too_many, twice, without_feedback
from coursebuilder.source.questions.chosen import Read, plain_items


def read_matching(body: Body) -> Read:
    if len(body.headings) != 2:
        what = f"{body.it} has a table with {len(body.headings)} column{'s' * (len(body.headings) > 1)}"
        hint = "two columns, one right pair a row:  | left | right |"
        return None, [body.problem("not-two-columns", what, hint)]
    problems = [] if all(heading.text for heading in body.headings) else [_unnamed(body)]
    problems += [_without_reply(body, row) for row in body.rows if not row.cells[1].text]
    sides = [tuple(Option(row.place, cell.html, cell.text) for cell in row.cells) for row in body.rows]
    pairs = tuple((left, right) for left, right in sides if left.text)
    problems += too_few(body, len(pairs), "pairs") + too_many(body, len(sides))
    for side in (0, 1):
        problems += twice(body, ((row[side].text, row[side].place) for row in sides))
    problems += without_feedback(body)
    distractors = tuple(right for left, right in sides if not left.text)
    left, right = body.headings
    return Matching((left.text, right.text), pairs, distractors), problems


def read_sequencing(body: Body) -> Read:
    problems = too_few(body, len(body.items), "steps") + too_many(body, len(body.items))
    problems += plain_items(body, "a step is right by its place in the list")
    if not any(item.feedback for item in body.items):
        problems += without_feedback(body)
    return Sequencing(tuple(Option(one.place, one.html, one.text) for one in body.items)), problems


def _unnamed(body: Body) -> Problem:
    what, hint = "a column without a heading", "say what stands in it: learners are told what to match"
    return body.problem("column-without-heading", what, hint)


def _without_reply(body: Body, row: Row) -> Problem:
    what = "a row without a right side"
    hint = "write what belongs to the left side; an answer that belongs to none has an empty left side"
    return body.problem("pair-without-answer", what, hint, row.place)
