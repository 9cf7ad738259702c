"""The file that a review copy's page saves, read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from coursebuilder.comments.comment import NOBODY, Comment, on_one_line
from coursebuilder.problems import Place, Problem


def read_comments(path: Path) -> tuple[tuple[Comment, ...], tuple[Problem, ...]]:
    """The comments in a file that a review copy saved, and what is wrong with the file."""
    shown = path.as_posix()
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return (), (no_comments(shown, f"can't be read: {error.strerror}"),)
    except (ValueError, RecursionError):
        return (), (no_comments(shown, "is no file of comments: it holds no JSON"),)
    if not isinstance(data, dict) or not isinstance(data.get("comments"), list):
        return (), (no_comments(shown, "is no file of comments"),)
    around = [_text(data, key) for key in ("comments_on", "language", "by")]
    found = []
    for one in data["comments"]:
        if not isinstance(one, dict) or not (number := _text(one, "number")) or not _text(one, "text"):
            return (), (no_comments(shown, "holds a comment without a number or without a text"),)
        course, language, by = around
        said = (_text(one, "module"), number, _text(one, "hash"), _text(one, "text"))
        found.append(Comment(shown, course, language, by or NOBODY, *said))
    return tuple(found), ()


def _text(data: Mapping[str, object], key: str) -> str:
    """A value on one line; "" where it is no text."""
    value = data.get(key)
    return on_one_line(value) if isinstance(value, str) else ""


def no_comments(file: str, what: str) -> Problem:
    """The Problem of a file that holds no comments on these courses."""
    return Problem("bad-comments", f"it {what}", Place(file), "give files that a review copy saved")
