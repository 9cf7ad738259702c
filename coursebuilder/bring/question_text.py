"""A question that was brought, as the block an author would write."""

from __future__ import annotations

import re

from coursebuilder.bring.items import Asked, Part, Reply, is_sorting
from coursebuilder.bring.plain_text import escaped

_UNNAMED = frozenset({"choice", "matching", "sequencing"})  # told by their form, without kind=
_HEADINGS = ("What is given", "What belongs to it")  # of matching, where no source has any
_ASKS = "Your answer:"
_NOT_WORDS = ("- ", "* ", "+ ", "> ", "|", "```", "~~~", "#", "![", "<!--")


def part_text(part: Part) -> str:
    """A page's part as it is written, a question under an id that stands for any."""
    return part if isinstance(part, str) else question_text(part, "x")


def question_text(asked: Asked, identifier: str) -> str:
    """The whole ::: question block."""
    kind = "" if asked.kind in _UNNAMED else f"kind={asked.kind}"
    if asked.kind == "matching" and all(left.strip() for left, _ in asked.pairs):
        kind = "kind=sort" if is_sorting([right for _, right in asked.pairs]) else ""
    if asked.kind == "multiple" and sum(reply.right for reply in asked.replies) > 1:
        kind = ""
    inside = " ".join(word for word in (kind, asked.keys) if word)
    lines = [f"::: question {identifier}" + (f" {{{inside}}}" if inside else "")]
    lines += [wording(asked.text)]
    if answers := _answers(asked):
        lines += ["", answers]
    if asked.feedback.strip():
        lines += ["", quoted(asked.feedback)]
    return "\n".join([*lines, ":::"])


def wording(text: str) -> str:
    """The scene and the wording; the last block must be a paragraph, which asks."""
    text = text.strip()
    last = text.rsplit("\n\n", 1)[-1]
    asks = text and not last.startswith(_NOT_WORDS) and not re.match(r"\d+[.)] |\s|\[\^", last)
    return text if asks else f"{text}\n\n{_ASKS}".strip()


def asks_nothing(text: str) -> bool:
    """Whether `wording` has to add words, because what is there ends in a list, picture or table."""
    return wording(text) != text.strip()


def quoted(text: str, indent: str = "") -> str:
    """Markdown as a quotation, which is how feedback is written."""
    return "\n".join(f"{indent}> {line}".rstrip() for line in text.strip().split("\n"))


def _answers(asked: Asked) -> str:
    match asked.kind:
        case "matching":
            rows = [_HEADINGS, ("---", "---"), *asked.pairs]
            return "\n".join(f"| {_in_cell(left)} | {_in_cell(right)} |" for left, right in rows)
        case "sequencing":
            return "\n".join(f"{n}. {reply.text}" for n, reply in enumerate(asked.replies, 1))
        case "likert":
            return "\n".join(f"- {reply.text}" for reply in asked.replies)
        case "long-fill-in":
            return ""
    return "\n".join(map(_boxed, asked.replies))


def _in_cell(line: str) -> str:
    """A line of Markdown as a table's cell: a bar of another program's Markdown would begin the next one."""
    return re.sub(r"(?<!\\)\|", r"\\|", line)


def _boxed(reply: Reply) -> str:
    line = f"- [{'x' if reply.right else ' '}] {reply.text}"
    return f"{line}\n{quoted(reply.feedback, '  ')}" if reply.feedback.strip() else line


def number(low: str, high: str) -> str:
    """What a numeric answer takes, from two numbers as text."""
    return escaped(low if low == high else f"{low}..{high}")
