"""Questions as GIFT (docs.moodle.org, "GIFT format")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coursebuilder.bring.export.entry import PAIRED, Entry, pairs_of
from coursebuilder.bring.plain_text import on_one_line
from coursebuilder.model import kind_of

_SIGNS = re.compile(r"[\\~=#{}:]")
_PICTURE = re.compile(r'<img[^>]*?alt="([^"]*)"[^>]*>')


def to_gift(title: str, entries: tuple[Entry, ...]) -> bytes:
    """The file: a category for each page."""
    lines = [f"// {on_one_line(title)}"]
    category = ""
    for entry in entries:
        if entry.category != category:
            lines += ["", f"$CATEGORY: {on_one_line(entry.category)}"]
            category = entry.category
        lines += ["", f"::{_text(entry.question.id)}::[html]{_text(entry.html)}{{{_answers(entry)}}}"]
    return ("\n".join(lines) + "\n").encode()


def _answers(entry: Entry) -> str:
    question, task = entry.question, entry.question.task
    general = f"####{_text(question.feedback)}" if question.feedback else ""
    return "".join(_parts(task, kind_of(task).name, entry.other_words)) + general


def _parts(task: Any, kind: str, other_words: bool) -> Iterator[str]:
    if kind in PAIRED:
        for left, right in pairs_of(task):
            yield f"\n={_text(left.html) if left else ''} -> {_text(right.html)}"
    elif kind == "numeric":
        yield "#"
        for one in task.answers:
            weight = "" if one.right else "%0%"
            yield f"\n={weight}{one.low}..{one.high}{_feedback(one.feedback)}"
    elif kind == "fill-in":
        accepted = {one.text.lower() for one in task.answers if one.right}
        for one in task.answers:
            if not one.right and one.text.lower() in accepted:  # wrong for its capitals alone
                continue
            yield f"\n={'' if one.right else '%0%'}{_text(one.text)}{_feedback(one.feedback)}"
    elif kind == "true-false" and not other_words:
        true, false = task.answers
        right, wrong = (true, false) if true.right else (false, true)
        yield "TRUE" if true.right else "FALSE"
        yield f"#{_text(wrong.feedback)}" if wrong.feedback or right.feedback else ""
        yield _feedback(right.feedback)
    elif kind != "long-fill-in":
        yield from _choices(task.answers, kind)


def _choices(answers: Any, kind: str) -> Iterator[str]:
    share = round(100 / max(1, sum(one.right for one in answers)), 5)
    for one in answers:
        sign = (
            ("~%" + f"{share:g}" + "%" if one.right else "~")
            if kind == "multiple"
            else "="
            if one.right
            else "~"
        )
        yield f"\n{sign}{_text(one.html)}{_feedback(one.feedback)}"


def _feedback(html: str) -> str:
    return f"#{_text(html)}" if html else ""


def _text(html: str) -> str:
    """HTML on one line, GIFT's signs escaped; it holds no pictures, so their descriptions stand there."""
    html = _PICTURE.sub(lambda found: found[1], html)
    return _SIGNS.sub(r"\\\g<0>", html.strip()).replace("\n", "\\n")
