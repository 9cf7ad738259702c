"""A reviewer's comment, and the text of it that may be shown."""

from __future__ import annotations

from dataclasses import dataclass

NOBODY = "Somebody"  # wrote what has no name


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person wrote on a numbered paragraph of a course's review copy.

    module: its id; number: the paragraph's in that copy, such as 2.3.1; "" for one on no paragraph
    hash: of its text as it was then
    file: where the comment was read
    """

    file: str
    course: str
    language: str
    by: str
    module: str
    number: str
    hash: str
    text: str


def on_one_line(text: str) -> str:
    """A text on one line without what would steer a terminal."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())
