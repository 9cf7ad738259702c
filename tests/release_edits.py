"""A small course, and edits of it between two releases, each with what it comes to for learners."""

# ruff: noqa: E501  # a line for each edit

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

COURSE = 'id: grown\ntitle: Grown\naudience: All\nversion: "{version}"\nmodules: [one.md]\n'
MODULE = """---
title: One
minutes: 9
objectives: [{id: aim, text: Aim}]
---
## Begin {#begin}

Text of the first page.

::: question first {objective=aim}
Who decides what the first meeting is about?

- [ ] The GP
  > No.
- [x] The young person
  > Yes.
- [ ] You
  > No.
:::

::: question several
Which of these help somebody to go on talking?

- [x] Waiting a while
- [ ] Guessing the answer
- [x] Asking an open question

> Give room.
:::

::: question order
Put the steps in order.

1. Ask them
2. Listen to them
3. Write it down

> So.
:::

## Middle {#middle}

Call 01632 960001 if you are worried.

::: safeguarding Who to tell
Tell your safeguarding lead.
:::

::: question scale {kind=likert}
How ready do you feel?

- Not at all
- A little
- Very
:::

::: question word {kind=fill-in}
What do you ask about?

- [x] what matters
  > Yes.
- [ ] illness
  > No.
:::

::: reflection notes
What do you want to try?
:::

## Check {#check .assessment attempts=3}

::: question choir {objective=aim}
Which of these is an intervention?

- [ ] A plan
  > No.
- [x] A referral
  > Yes.
:::

::: question club {objective=aim}
Which of these is an approach?

- [x] A garden made together
  > Yes.
- [ ] A prescription of medicine
  > No.
:::
"""


@dataclass(frozen=True)
class Edit:
    """A change of the module's text, and what it must come to.

    lost: questions whose answers the player forgets; pages: pages that count as unread
    unsafe: whether it may not go out; urgent: whether learners should have it soon
    pinned: whether the old release wrote released.yaml
    """

    name: str
    changed: tuple[tuple[str, str], ...]
    lost: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    unsafe: bool = False
    urgent: bool = False
    pinned: bool = True


GP = "- [ ] The GP\n  > No.\n"
NEW_QUESTION = "::: question fresh\nIs it new?\n\n- [x] It is\n  > Yes.\n- [ ] Not at all\n:::\n\n"
WORD = MODULE[MODULE.index("::: question word") : MODULE.index("::: reflection")]
SCALE = MODULE[MODULE.index("::: question scale") : MODULE.index("::: question word")]
CLUB = MODULE[MODULE.index("::: question club") :]
EDITS = (
    Edit("a slip of the pen in a text", (("first page", "very first page"),)),
    Edit("a slip of the pen in an answer", (("Guessing the answer", "Guessing the answers"),)),
    Edit("other feedback", (("Give room.", "Give them room."),)),
    Edit("a wording said better", (("what the first meeting", "what this first meeting"),)),
    Edit("an answer put first", ((GP, "- [ ] Nobody\n  > No.\n" + GP),)),
    Edit("the same, never pinned", ((GP, "- [ ] Nobody\n  > No.\n" + GP),), ("first",), (), True, False, False),
    Edit("an answer added last", (("- [ ] You\n  > No.\n", "- [ ] You\n  > No.\n- [ ] Nobody\n  > No.\n"),)),
    Edit("answers in another order", ((GP, ""), ("- [ ] You\n  > No.\n", "- [ ] You\n  > No.\n" + GP))),
    Edit(
        "the same, never pinned",
        ((GP, ""), ("- [ ] You\n  > No.\n", "- [ ] You\n  > No.\n" + GP)),
        ("first",), (), True, False, False,
    ),
    Edit("an answer taken away", ((GP, ""),), ("first",)),
    Edit("an answer replaced", (("Guessing the answer", "Filling in a long form together"),), (), (), True),
    Edit("another answer is right", ((GP, GP.replace("[ ]", "[x]")), ("- [x] The young", "- [ ] The young")), ("first",)),
    Edit("a question asks something else", (("Who decides what the first meeting is about?", "Why?"),), (), (), True),
    Edit("a question of another kind", (("::: question word {kind=fill-in}", "::: question word"),), ("word",), (), True),
    Edit("a question added", (("::: question several", NEW_QUESTION + "::: question several"),)),
    Edit("a question gone", ((SCALE, ""),), ("scale",)),
    Edit("a question moved to another page", ((WORD, ""), ("::: question several", WORD + "::: question several"))),
    Edit("a question renamed", (("::: question scale", "::: question ready"),), ("scale",), (), True),
    Edit("a question renamed with was", (("scale {kind=likert}", "ready {kind=likert was=scale}"),)),
    Edit("a page renamed", (("{#middle}", "{#centre}"),), (), ("middle",), True),
    Edit("a page renamed with was", (("{#middle}", "{#centre was=middle}"),)),
    Edit("a page added", (("## Middle", "## Between {#between}\n\nNew.\n\n## Middle"),)),
    Edit("steps in another order", (("1. Ask them\n2. Listen to them", "1. Listen to them\n2. Ask them"),), ("order",), (), True),
    Edit("a step more", (("3. Write it down", "3. Write it down\n4. Read it again"),), ("order",)),
    Edit("a point more on a scale", (("- Very\n", "- Very\n- Wholly\n"),), ("scale",)),
    Edit("a point put first on a scale", (("- Not at all\n- A", "- Never\n- Not at all\n- A"),), ("scale",), (), True),
    Edit("another text is accepted", (("- [x] what matters", "- [x] what matters to them"),), ("word",)),
    Edit("an assessed question added", ((CLUB, NEW_QUESTION + CLUB),)),
    Edit("an assessed question gone", ((CLUB, ""),), ("club",)),
    Edit("fewer tries", (("attempts=3", "attempts=1"),)),
    Edit("no assessment any more", (("{#check .assessment attempts=3}", "{#check}"),), (), (), True),
    Edit("another telephone number", (("01632 960001", "01632 960002"),), (), (), False, True),
    Edit("a safeguarding sentence", (("Tell your safeguarding lead.", "Tell them at once."),), (), (), False, True),
)  # fmt: skip


def course_at(folder: Path, module: str, version: str) -> Path:
    """The course of this one module, written into `folder`, which comes back."""
    folder.mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(COURSE.format(version=version), "utf-8")
    (folder / "one.md").write_text(module, "utf-8")
    return folder


def edited(module: str, edit: Edit) -> str:
    """The module's text after an edit, each passage of which must stand in it once."""
    for old, new in edit.changed:
        assert module.count(old) == 1, (edit.name, old, module.count(old))
        module = module.replace(old, new)
    return module
