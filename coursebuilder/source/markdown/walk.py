"""One module's tokens and the smallest steps over them. Ranges [start, end) never cut a block in two."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem, Severity, did_you_mean
from coursebuilder.source.attributes import Attributes, split_attributes
from coursebuilder.source.markdown.around import Gathered, Surroundings
from coursebuilder.source.markdown.code_boxes import code_box
from coursebuilder.source.markdown.figure import is_picture, put_figure, put_pictures
from coursebuilder.source.markdown.inline import finish_inline, inline_html, inline_text
from coursebuilder.source.markdown.parse import PARSER, matching_ends
from coursebuilder.source.markdown.raw_markup import empty_links, raw_markup
from coursebuilder.source.markdown.terms import mark_terms


class Walk:
    """Where the reader is: tokens, what the text may refer to, what was met so far."""

    def __init__(self, tokens: list[Token], around: Surroundings, found: Gathered, page: str) -> None:
        self.tokens, self.around, self.found = tokens, around, found
        self.ends = matching_ends(tokens)
        self.marked: set[str] = set()  # glossary terms already marked on this page
        self.page = page  # the id of the page at hand
        self.given_ids: set[str] = set()  # of questions and the like, once somebody asks for them

    def apart(self) -> Walk:
        """The same tokens, for what is met there to be kept apart; terms stay as they are written."""
        other = copy(self)
        other.around, other.found = replace(self.around, terms={}), Gathered()
        return other

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The ranges of the blocks directly inside a range."""
        while start < end:
            last = self.ends[start] + 1
            yield start, last
            start = last

    def type(self, index: int) -> str:
        return self.tokens[index].type

    def place(self, index: int) -> Place:
        span = self.tokens[index].map
        return Place(self.around.path, span[0] + 1 if span else 0)

    def problem(self, code: str, message: str, place: Place, hint: str, severity: Severity = "error") -> None:
        self.found.problems.append(Problem(code, message, place, hint, severity))

    def report_fault(self, attributes: Attributes, place: Place, example: str) -> None:
        """Tell of braces that can't be read."""
        if attributes.fault:
            self.problem("bad-attributes", f'"{attributes.fault}" can\'t be read', place, example)

    def only(self, attributes: Attributes, known: list[str], place: Place) -> None:
        """Tell of what else stands in the braces."""
        for name in [*attributes.values, *attributes.flags, *attributes.classes]:
            if name not in known:
                hint = did_you_mean(name, known) if known else "remove it from the braces"
                self.problem("unknown-key", f'unknown key "{name}"', place, hint)

    def report_loose_feedback(self, spans: list[tuple[int, int]]) -> bool:
        """Tell of feedback that is not indented below its answer, and so ends the list; whether any is."""
        types = [self.type(first) for first, _ in spans]
        lists = {"bullet_list_open", "ordered_list_open"}
        for n in range(1, len(types) - 1):
            if types[n] == "blockquote_open" and types[n - 1] in lists and types[n + 1] == types[n - 1]:
                hint = "put two blanks before its >, so that it belongs to the answer above it:   > why"
                what = "feedback under an answer that is not indented"
                self.problem("loose-feedback", what, self.place(spans[n][0]), hint)
                return True
        return False

    def heading(self, start: int) -> tuple[str, Attributes]:
        """The words and the braces of the heading that opens at `start`; the braces are taken out of it."""
        token = self.tokens[start + 1]
        title, attributes = split_attributes(token.content)
        if title != token.content.rstrip() and token.children:
            last = token.children[-1]
            last.content = split_attributes(last.content)[0]
        return self.paragraph(start)[1], attributes

    def paragraph(self, start: int) -> tuple[str, str]:
        """The finished HTML and the words of the paragraph that opens at `start`."""
        self._finish(start + 1)
        return inline_html(self.tokens[start + 1]), inline_text(self.tokens[start + 1])

    def finished(self, start: int, end: int, terms: bool = False) -> str:
        """The finished HTML of a range of plain blocks; `terms`: glossary terms in it lead to definitions."""
        for index in range(start, end):
            token = self.tokens[index]
            if token.type == "inline":
                self._put_pictures(index)
                self._finish(index)
                if terms and self.tokens[index - 1].type != "heading_open":
                    mark_terms(token, self.around, self.found, self.marked)
            elif token.type == "container_block_open":
                self.problem(
                    "block-inside",
                    "a ::: block inside a list or quotation",
                    self.place(index),
                    "start it at the beginning of a line",
                )
            elif token.type == "heading_open" and token.level and not token.meta:
                self.problem(
                    "heading-inside-block",
                    "a heading inside a list or quotation",
                    self.place(index),
                    "make it bold instead: **like this**",
                )
            elif token.type in {"code_block", "fence"}:
                self.found.problems.extend(code_box(token, self.around.path))
        return str(PARSER.renderer.render(self.tokens[start:end], PARSER.options, {})).strip()

    def text(self, start: int, end: int) -> str:
        """The words of a finished range, a line for each paragraph, heading or cell."""
        return "\n".join(inline_text(token) for token in self.tokens[start:end] if token.type == "inline")

    def _put_pictures(self, index: int) -> None:
        """Pictures in a list, a quotation or a table's cell become HTML; they have no Figure of their own."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if before.type == "paragraph_open" and is_picture(token):
            whole = self.tokens[index - 1 : index + 2]
            put_figure(whole, self.place(index), self.around, self.found)
        elif before.type in {"td_open", "th_open"}:
            put_pictures(token, self.place(index), self.around, self.found)

    def _finish(self, index: int) -> None:
        token = self.tokens[index]
        line = token.map[0] + 1 if token.map else 0
        linked = False
        for child in token.children or ():
            if child.type.startswith("link_"):
                linked = child.type == "link_open"
            if child.type == "image":
                self.problem(
                    "picture-in-text",
                    "a picture in a link" if linked else "a picture in the middle of text",
                    Place(self.around.path, line),
                    "a picture leads nowhere: put the link below it, in words  [what it leads to](https://…)"
                    if linked
                    else "give it a line of its own, here or in a list",
                )
            elif child.type in {"softbreak", "hardbreak"}:
                line += 1
        in_cell = self.tokens[index - 1].type in {"td_open", "th_open"}
        self.found.problems.extend(raw_markup(token, self.around.path, in_cell))
        self.found.problems.extend(empty_links(token, self.around.path))
        finish_inline(token, self.around, self.found, token.map[0] + 1 if token.map else 0)
