"""The quickened parser finds what markdown-it finds, in whatever is thrown at both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from machine import examples

from coursebuilder.source.markdown.inline import inline_html, plain
from coursebuilder.source.markdown.parse import PARSER, make_parser

PLAIN = make_parser()
STARTS = (
    "",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "  ",
    "    ",
    "\t",
    "# ",
    "## ",
    "::: note",
    ":::",
    "```",
    "~~~",
    "---",
    "===",
    "| a | b |",
    "|---|---|",
    "a | b",
    "[x]: /y",
    "<div>",
    "***",
    "+",
)
INSIDE = (*"ab *_`[]()!<>&#:|-\\~{}@.\n\t\0é", "[a](b)", "![a](b)", "**", "<a@b.c>", "&amp;", "a  \nb", "[x]")
LINES = st.builds(
    lambda starts, words: "".join(starts) + "".join(words),
    st.lists(st.sampled_from(STARTS), max_size=4),
    st.lists(st.sampled_from(INSIDE), max_size=8),
)


def agree(text: str) -> None:
    ours, theirs = PARSER.parse(text), PLAIN.parse(text)
    assert [token.as_dict() for token in ours] == [token.as_dict() for token in theirs]


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_any_lines(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("path", sorted(Path("courses").glob("*/modules/*.md")), ids=lambda path: path.stem)
def test_our_own_modules(path: Path) -> None:
    agree(path.read_text("utf-8"))


def test_the_manual() -> None:
    for path in Path("manual").glob("*.md"):
        agree(path.read_text("utf-8"))


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from(INSIDE), max_size=12).map("".join))
def test_plain_text_is_written_as_the_renderer_writes_it(text: str) -> None:
    for token in PARSER.parse(text):
        if token.type == "inline" and plain(token):
            assert inline_html(token) == PARSER.renderer.render([token], PARSER.options, {})
