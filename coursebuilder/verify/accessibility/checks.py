"""The table of accessibility checks: criterion of WCAG 2.2, method and cure of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """A check of an open page.

    code: of the Problems it gives; criterion: of WCAG 2.2, such as "2.4.7"
    name, how: what it checks and by which method, for readers of the report
    hint: the cure, for authors and developers
    doubtful: whether somebody must decide: its Problems are then warnings
    """

    code: str
    criterion: str
    name: str
    how: str
    hint: str
    doubtful: bool = False


CHECKS = (
    Check(
        "axe",
        "A and AA",
        "Everything a program can tell from the page's code",
        "axe-core runs all of its rules for WCAG 2.0, 2.1 and 2.2, levels A and AA, among them names of "
        "controls, language, page title, target size of 24 by 24 pixels (2.5.8) and contrast",
        "the rule's name leads to its explanation: dequeuniversity.com/rules/axe",
    ),
    Check(
        "contrast-other-scheme",
        "1.4.3",
        "Contrast in the other colour scheme",
        "where light and dark mode differ, contrast is judged in both",
        "choose colours for dark mode as well: 4.5:1 for text, 3:1 for large text",
    ),
    Check(
        "page-title",
        "2.4.2",
        "A title that says what the page is",
        "the title is there, and is not a stopgap such as “Untitled” or a file's name",
        "put what the page is about into <title>",
    ),
    Check(
        "focus-trap",
        "2.1.2",
        "The keyboard is never caught",
        "the Tab key is pressed from the start of the page until the focus leaves it",
        "let Tab go on to the next control",
    ),
    Check(
        "focus-order",
        "2.4.3",
        "Focus order",
        "each Tab must go forwards in the page's own order",
        "leave out tabindex above 0, and write controls in the order in which they are read",
    ),
    Check(
        "focus-jump",
        "2.4.3",
        "Focus order on the screen",
        "no Tab may go up to something above, in the same column",
        "put things on the screen in the order of the code",
        doubtful=True,
    ),
    Check(
        "focus-hidden",
        "2.4.7",
        "Visible focus",
        "each control, or what is around it, must look otherwise with the focus than without it",
        "give :focus-visible an outline",
    ),
    Check(
        "focus-covered",
        "2.4.11",
        "Focus not obscured",
        "the control with the focus must be in the window and not wholly under something else",
        "keep room for what is fixed to the window's edge: scroll-padding",
    ),
    Check(
        "reflow",
        "1.4.10",
        "Reflow",
        "in a window 320 pixels wide nothing may stand outside, or make the page scroll sideways; tables and "
        "the like may scroll by themselves",
        "let columns stand one below the other, and words and pictures be no wider than the window",
    ),
    Check(
        "text-spacing",
        "1.4.12",
        "Text spacing",
        "lines at 1.5, letters 0.12, words 0.16 and paragraphs 2 times the font size apart: no text is cut "
        "off or runs into other text",
        "give boxes with text no fixed height",
    ),
)
BY_CODE = {check.code: check for check in CHECKS}

NOT_BY_MACHINE = (
    "whether alternative texts, captions and transcripts say what matters (1.1.1, 1.2)",
    "whether headings, labels and link texts are clear (2.4.4, 2.4.6), and the language is plain",
    "whether instructions make sense without seeing shape, place or colour (1.3.3, 1.4.1)",
    "whether video and audio hold what the captions leave out, and whether anything flashes (2.3.1)",
    "how the module is with a screen reader, speech input or a switch: people who use them have to try",
)
