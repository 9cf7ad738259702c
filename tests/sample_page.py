"""A module with a bit of everything, and its page in parts, for tests of pages."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from coursebuilder.model import (
    Answer,
    Assessment,
    Block,
    Callout,
    Choice,
    Citation,
    Course,
    Figure,
    Media,
    Module,
    Objective,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Rules,
    Source,
    Table,
    keys,
)
from coursebuilder.pages import module as pages
from coursebuilder.problems import Place

HERE = Place("modules/01-first.md", 1)


def prose(html: str) -> Prose:
    return Prose(HERE, html, re.sub("<[^>]+>", "", html))


def question(name: str, *, safety: bool = False, multiple: bool = False, setup: str = "") -> Question:
    answers = (
        Answer(HERE, f"{name} <em>right</em>", f"{name} right", True, f"<p>{name} because</p>"),
        Answer(HERE, f"{name} wrong", f"{name} wrong", False, f"<p>{name} why not</p>"),
    )
    return Question(
        HERE,
        name,
        keys.key_of("question", name),
        f"What about {name}?",
        f"What about {name}?",
        f"<p>{name} afterwards</p>",
        "aim",
        safety,
        Choice(answers, multiple),
        (prose(f"<p>{setup}</p>"),) if setup else (),
    )


def page(name: str, *blocks: Block, assessment: Assessment | None = None, minutes: float = 2) -> Page:
    return Page(HERE, name, keys.key_of("page", name), name.capitalize(), tuple(blocks), assessment, minutes)


EVERY_BLOCK: tuple[Block, ...] = (
    prose("<p>Short first paragraph.</p><h2>Under it</h2><p>More.</p>"),
    Table(HERE, "Narrow", 2, "<tbody><tr><td>1</td><td>2</td></tr></tbody>", "1 2"),
    Table(HERE, "Wide", 4, "<tbody><tr><td>1</td></tr></tbody>", "1"),
    Figure(HERE, Media(HERE, "media/a.png", Path("a.png")), 'An "alt"', "A caption", 640, 480),
    Callout(HERE, "key-message", "", False, (prose("<p>Key.</p>"),)),
    Callout(HERE, "note", "A title", True, (prose("<p>Practice.</p>"),)),
    Reveal(HERE, "More?", (prose("<p>Hidden.</p>"),)),
    Reflection(HERE, "think", "t1k", "What will you try?", (prose("<p>Take your time.</p>"),)),
    question("one", setup="A story."),
    question("two", multiple=True),
)
MODULE = Module(
    HERE,
    "first",
    "Tom & <Jerry>",
    12,
    "Link workers",
    (Objective(HERE, "aim", "tell one thing from another"),),
    ("safeguarding",),
    False,
    (),
    Rules(Decimal("0.75")),
    (
        page("start", prose("<p>Welcome.</p>")),
        page("blocks", *EVERY_BLOCK, minutes=5),
        page(
            "check",
            *(question(f"q{n}", safety=n == 1) for n in range(1, 5)),
            assessment=Assessment(HERE, None, 2),
        ),
    ),
    (),
    (Citation(HERE, "review", "Definitions"), Citation(HERE, "review", "Definitions")),
)
COURSE = Course(
    HERE,
    "a-course",
    "A course",
    "",
    "en-GB",
    "1.2",
    "Everyone",
    ("A. Author",),
    "CC BY-NC 4.0",
    (),
    "default",
    (MODULE,),
    (Source(HERE, "review", "A review", "Somebody, 2025", "https://example.org/review", ()),),
)


def made(module: Module = MODULE, course: Course = COURSE) -> tuple[str, dict[str, Any]]:
    """The document's HTML without its JSON, and the JSON."""
    page = pages.document(pages.sections(module, course, (1, 3)), {"x": "</script>"})
    text = pages.with_hashes(page, script="aaaa", style="bbbb", build="b17d")
    head, data, tail = re.split(r'(?<=id="course">)(.*?)(?=</script>)', text, maxsplit=1, flags=re.DOTALL)
    return head + tail, json.loads(data)
