"""The Insert menu: each block and kind of question as a filled example, as the author's manual has it."""

from __future__ import annotations

import re
from functools import cache

from coursebuilder.begin import sections

# group, label, the manual's section, what of its first example is taken: "" takes the first block
_ENTRIES = (
    ("Text", "Page", "A heading starts a page", r"^## .*?(?=^## |\Z)"),
    ("Text", "Table", "Tables have a caption", r"^Table:.*?\n\n(?:^\|[^\n]*\n)+"),
    ("Text", "Callout: note", "Callouts", r"^::: note\n.*?^:::$"),
    ("Text", "Callout: key message", "Callouts", r"^::: key-message\n.*?^:::$"),
    ("Text", "Callout: tip", "Callouts", r"^::: tip[^\n]*\n.*?^:::$"),
    ("Text", "Opened on request", "Reveal: opened on request", ""),
    ("Text", "Reflection", "Reflection: the learner's own notes", ""),
    ("Question", "One right answer", "One right answer", ""),
    ("Question", "Several right answers", "Several right answers", ""),
    ("Question", "True or false", "True or false", ""),
    ("Question", "Matching", "Matching", ""),
    ("Question", "Sorting into bins", "Sorting into bins", ""),
    ("Question", "Putting in order", "Putting in order", ""),
    ("Question", "Typing a text", "Typing a text", ""),
    ("Question", "Typing a number", "Typing a number", ""),
    ("Question", "A scale", "A scale", ""),
    ("Question", "Writing freely", "Writing freely", ""),
    ("More", "Conversation to try", "A conversation", ""),
    ("More", "Notes for tutors", "A session plan, and a task that somebody witnesses", ""),
)
_EXAMPLE = re.compile(r"^(`{4,})markdown\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"^(:{3,}) \w.*?^\1$", re.DOTALL | re.MULTILINE)


@cache
def entries() -> tuple[tuple[str, str, str], ...]:
    """Group, label and text of each entry."""
    known: dict[str, str] = {}
    for section in sections():
        found = _EXAMPLE.search(section.text)
        if found and section.title not in known:
            known[section.title] = found[2]
    return tuple((group, label, _taken(known[title], part)) for group, label, title, part in _ENTRIES)


def _taken(example: str, part: str) -> str:
    pattern = re.compile(part, re.DOTALL | re.MULTILINE) if part else _BLOCK
    found = pattern.search(example)
    if found is None:
        raise LookupError(f"the manual's example has nothing like {pattern.pattern}")
    return found[0].strip() + "\n"
