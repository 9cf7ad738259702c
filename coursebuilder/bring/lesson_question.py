"""A knowledge check of a LESSON.md as a question."""

from __future__ import annotations

import re

from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Asked, Note, Reply
from coursebuilder.bring.lesson_text import Block
from coursebuilder.bring.plain_text import beginning, escaped, escaped_lines, guarded, on_one_line

ANSWER = re.compile(r"[ \t]*[-*+][ \t]+\[([ xX]?)\][ \t]*(.*)")
BLANK = re.compile(r"\{\{[^{}]*\}\}|\[\[[^\[\]]*\]\]|_{3,}|\[blank\]", re.IGNORECASE)
_CODE = re.compile(r"(?ms)(^[ \t]*```.*?^[ \t]*```[ \t]*$)")
_FILLED_IN = re.compile(r"\{\{|\[@|<!--")  # what our language fills in or takes out, in code too
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(.*)")
_WHY = re.compile(r"[ \t]+(?:>[ \t]*|feedback:[ \t]*)(.*)", re.IGNORECASE)


def guarded_markdown(text: str, find: FindPicture) -> str:
    """Markdown of a lesson. Its headings of all levels stay, and code stays as it is."""
    parts = _CODE.split(text.strip("\n"))
    return "".join(
        part if number % 2 and not _FILLED_IN.search(part) else _guarded(part, find)
        for number, part in enumerate(parts)
    ).strip()


def _guarded(text: str, find: FindPicture) -> str:
    text = re.sub(r"(?m)^(?=#{1,2}\s)", "\\#", text)
    return re.sub(r"(?m)^\\+#(?=#{1,2}\s)", "", guarded(text, find))


def asked_in(block: Block, where: str, notes: list[Note], find: FindPicture) -> Asked | None:
    """A knowledge check as a question; None where nothing says what is right."""
    said = block.properties
    lines = [one for one in block.content if isinstance(one, str)]
    replies, rest = _replies(lines)
    question = said.get("question") or said.get("prompt") or ""
    scene = guarded_markdown("\n".join(rest), find)
    kind = re.sub(r"[ _]", "-", said.get("type", "multiple-choice").lower())
    typed = "blank" in kind or "fill" in kind or "short" in kind
    if typed:
        replies += [Reply(escaped(one), True) for one in _accepted(said, rest if not replies else [])]
        scene = scene if replies and not _ITEM.match(scene) else ""
    text = "\n\n".join(filter(None, (scene, escaped_lines(escaped(_blanks(on_one_line(question)))))))
    if not any(reply.right for reply in replies):
        what = f'"{beginning(question or scene)}": nothing says which answer is right, so it stands as text'
        notes.append(Note("to do", where, what))
        return None
    right = sum(reply.right for reply in replies)
    several = "select" in kind or kind in {"multiple", "multiple-answer", "multiple-response"} or right > 1
    words = [reply.text.casefold() for reply in replies]
    name = "fill-in" if typed else "multiple" if several else "choice"
    if name == "choice" and words == ["true", "false"]:
        name = "true-false"
    for key in ("image", "hint", "points"):
        if said.get(key):
            what = f'"{beginning(question)}": {key} {said[key]}'
            notes.append(Note("not carried", where, what))
    replies, feedback = _with_feedback(replies, said, name, where, notes)
    return Asked(where, "", name, text, tuple(replies), feedback=feedback, keys=_keys(said, name))


def _blanks(question: str) -> str:
    return BLANK.sub("_____", question)


def _replies(lines: list[str]) -> tuple[list[Reply], list[str]]:
    """The answers with what is said of each, and the lines that are no answers."""
    replies: list[Reply] = []
    rest: list[str] = []
    for line in lines:
        if found := ANSWER.match(line):
            text = escaped_lines(guarded(on_one_line(found[2])))
            replies.append(Reply(text, found[1] in {"x", "X"}))
        elif replies and (why := _WHY.match(line)):
            last = replies[-1]
            said = " ".join(filter(None, (last.feedback, guarded(on_one_line(why[1])))))
            replies[-1] = Reply(last.text, last.right, said)
        else:
            rest.append(line)
    return replies, rest


def _accepted(said: dict[str, str], lines: list[str]) -> list[str]:
    """What may be typed: of answer: or answers:, else the items of a list without brackets."""
    for key in ("answer", "answers", "correct", "correct-answer", "accept"):
        if value := said.get(key, ""):
            many = key in {"answers", "accept"}
            parts = re.split(r"[|;]|," if many else r"\|", value.strip("[]"))
            return [on_one_line(part).strip("\"'") for part in parts if part.strip()]
    return [on_one_line(found[1]) for line in lines if (found := _ITEM.match(line))]


def _with_feedback(
    replies: list[Reply], said: dict[str, str], name: str, where: str, notes: list[Note]
) -> tuple[list[Reply], str]:
    """What is said of right and wrong answers: at each answer where one is chosen, else for everybody."""
    right, wrong = said.get("correct-feedback", ""), said.get("incorrect-feedback", "")
    general = [said[key] for key in ("feedback", "explanation") if said.get(key)]
    if name in {"choice", "true-false"}:
        given = [
            Reply(one.text, one.right, one.feedback or escaped_lines(escaped(right if one.right else wrong)))
            for one in replies
        ]
        return given, "\n\n".join(escaped_lines(escaped(one)) for one in general)
    if right or wrong:
        what = "feedback for right and for wrong answers stands below the question, for everybody"
        notes.append(Note("changed", where, what))
    return replies, "\n\n".join(escaped_lines(escaped(one)) for one in (right, wrong, *general) if one)


def _keys(said: dict[str, str], name: str) -> str:
    """Other words between the braces: how often to try, and whether capitals count."""
    tries = said.get("maxattempts") or said.get("max-attempts") or ""
    case = said.get("casesensitive") or said.get("case-sensitive") or ""
    keys = [f"tries={tries}"] if tries.isdecimal() and 1 < int(tries) < 10 else []
    return " ".join([*keys, *(["case=yes"] if case == "true" and name == "fill-in" else [])])
