"""The passages of a module's text: paragraphs, headings, cells, titles of blocks. Each is replaced in place.

The parser's tokens are rewritten and the text is not, so that structure, ids and line numbers stay those of
the language that the module is written in, whatever a translation holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from markdown_it.token import Token

from coursebuilder.problems import Place
from coursebuilder.source.attributes import split_attributes
from coursebuilder.source.ids import slug
from coursebuilder.source.markdown.inline import inline_text
from coursebuilder.source.markdown.opening_line import OpeningLine, read_opening_line
from coursebuilder.source.markdown.parse import PARSER
from coursebuilder.source.markdown.question_block import BOX
from coursebuilder.source.markdown.scenario_parts import LEADS, VERDICT
from coursebuilder.source.passages import Passage, Translate, has_words

_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n[ \t]*")
_SOFT_BREAK = re.compile(r"[ \t]*(?<!\\)\n[ \t]*")
_LEAD = re.compile(r"(?:Hint:|Table:|\[![A-Za-z]+\])\s*")
_PICTURE = re.compile(r"!\[")
_READ = {"title": "", "captions": "the file of captions: name the one in the other language", "unit": ""}
_TITLE = "a page's title"


class _Reader:
    """Where in the text the tokens stand: the page, and the blocks that are open."""

    def __init__(
        self, path: str, text: str, translate: Translate, names: Collection[str], titled: Collection[str]
    ) -> None:
        self.path, self.translate = path, translate
        self.names, self.titled = names, titled
        self.wanted = set(re.findall(r"\]\(\s*#([^\s()]+)", text))
        self.page = "start"
        self.opened: list[Token] = []
        self.blocks: list[OpeningLine] = []
        self.gauges: dict[str, str] = {}  # what choices change, in small letters -> its name in translation

    def context(self, what: str) -> str:
        """Where the reader is, by ids: "consent question consent-2 answer"."""
        inside = [f"{one.name} {one.rest}" for one in self.blocks if one.name in ("question", "scenario")]
        inside += [one.name for one in self.blocks[-1:] if one.name not in ("question", "scenario", "")]
        return " ".join((self.page, *inside, what)).rstrip()

    def passage(self, token: Token, what: str, text: str, note: str) -> str:
        if not has_words(text):
            return text
        line = token.map[0] + 1 if token.map else 0
        said = self.translate(Passage(Place(self.path, line), "", self.context(what), text, note))
        return said.strip() or text

    def is_in(self, kind: str) -> bool:
        return any(token.type == kind for token in self.opened)


def rewriter(
    path: str, text: str, translate: Translate, names: Collection[str], titled: Collection[str]
) -> Callable[[list[Token], Mapping[str, Any]], None]:
    """What puts a module's passages into another language, token by token.

    text: the module's, in which links are looked for
    names: of all blocks; titled: of those with words of the author's behind their name
    """

    def rewrite(tokens: list[Token], environment: Mapping[str, Any]) -> None:
        reader = _Reader(path, text, translate, names, titled)
        for token in tokens:
            if token.nesting < 0:
                closed = reader.opened.pop()
                if closed.type == "container_block_open":
                    reader.blocks.pop()
            elif token.type == "inline":
                _rewrite_inline(reader, token, environment)
            elif token.nesting > 0:
                if token.type == "container_block_open":
                    reader.blocks.append(read_opening_line(token.info, names))
                    token.info = _opening_line(reader, token)
                reader.opened.append(token)

    return rewrite


def _rewrite_inline(reader: _Reader, token: Token, environment: Mapping[str, Any]) -> None:
    """Put one paragraph, heading or cell into the other language; the page changes at its heading."""
    heading = reader.opened[-1] if reader.opened and reader.opened[-1].type == "heading_open" else None
    content = token.content
    if heading is not None:
        title, attributes = split_attributes(content)
        new = content
        if not attributes.id and (made := _needed_id(reader, token, heading, title)):
            inside = content[len(title) :].strip().strip("{}").strip()
            new = f"{title} {{#{made} {inside}".rstrip() + "}"
            attributes = split_attributes(new)[1]
        if heading.tag == "h2" and heading.level == 0:
            reader.page = attributes.id
        tail = new[len(title) :]
        note = _TITLE if heading.tag == "h2" else ""
        rewritten = reader.passage(token, "heading", title, note) + tail
    elif reader.blocks and reader.blocks[-1].name == "scenario" and reader.is_in("list_item_open"):
        rewritten = _in_scenario(reader, token, content)
    else:
        rewritten = _plain(reader, token, content)
    if rewritten != content:
        token.content = rewritten
        token.children = PARSER.parseInline(rewritten, dict(environment))[0].children


def _needed_id(reader: _Reader, token: Token, heading: Token, title: str) -> str:
    """The id that a heading goes by without one: of a page, of a step, or where a link leads to."""
    words = split_attributes(inline_text(token))[0]
    if heading.tag == "h2" and heading.level == 0:
        return slug(words, "page")
    if heading.tag == "h3" and reader.blocks and reader.blocks[-1].name == "scenario":
        return slug(words, "step")
    made = slug(title, "heading")
    return made if made in reader.wanted else ""


def _plain(reader: _Reader, token: Token, content: str) -> str:
    lead = _LEAD.match(content)
    box = BOX.match(content) if reader.is_in("list_item_open") else None
    begins = box or lead
    cut = begins.end() if begins else 0
    what, note = _role(reader, content[:cut])
    if _PICTURE.match(content):
        note = "a picture: the words in [ ] are read out, those in quotation marks stand below it"
    body, braces = content[cut:], ""
    if _PICTURE.match(body) and body.endswith("}"):
        plain, _ = split_attributes(body)
        body, braces = plain, body[len(plain) :]
    return content[:cut] + reader.passage(token, what, _one_line(body), note) + braces


def _role(reader: _Reader, box: str) -> tuple[str, str]:
    """What a paragraph is in its block, and what a translator has to know of it."""
    if not reader.blocks or reader.blocks[-1].name != "question":
        return "", ""
    if reader.is_in("blockquote_open"):
        return "feedback", "feedback on the answer above" if reader.is_in("list_item_open") else ""
    if reader.is_in("list_item_open"):
        right = re.search(r"[xX✓✔☒☑]", box)
        return "answer", "a right answer" if right else "a wrong answer" if box else ""
    return "", ""


def _in_scenario(reader: _Reader, token: Token, content: str) -> str:
    """A reply without its verdict and where it leads, or what choices change with its words."""
    verdict = VERDICT.match(content)
    if verdict and not reader.is_in("blockquote_open"):
        leads = LEADS.search(content)
        end = leads.start() if leads else len(content)
        said = reader.passage(token, "reply", _one_line(content[verdict.end() : end]), "what one may say")
        tail = content[end:]
        for name, other in reader.gauges.items():
            tail = re.sub(rf"(,\s*){re.escape(name)}(?=\s*[+−-])", rf"\g<1>{other}", tail, flags=re.I)
        return f"{content[: verdict.end()]}{said}{tail}"
    said = _plain(reader, token, content)
    name, colon, _ = content.partition(":")
    other, there, _ = said.partition(":")
    if colon and there and not reader.is_in("blockquote_open"):
        reader.gauges[name.strip().casefold()] = other.strip().replace("\\", "")
    return said


def _one_line(text: str) -> str:
    """The text without the line breaks that mean nothing; those that are meant are written \\."""
    return _SOFT_BREAK.sub(" ", _HARD_BREAK.sub("\\\\\n", text)).strip()


def _opening_line(reader: _Reader, token: Token) -> str:
    """The opening line of a block with its words in the other language: a title, or those of attributes."""
    line, info = reader.blocks[-1], token.info
    for key, note in _READ.items():
        value = line.attributes.values.get(key)
        if value and (said := reader.passage(token, key, value, note)) != value:
            clean = re.sub(r'["“”„]', "'", _one_line(said)).translate(str.maketrans("{}", "()"))
            pattern = rf"""{key}=("[^"]*"|[“”„][^“”„]*[“”]|‘[^‘’]*’|[^\s"“”„‘{{}}]+)"""
            info = re.sub(pattern, lambda _, key=key, clean=clean: f'{key}="{clean}"', info, count=1)  # type: ignore[misc]
    if line.name in reader.titled and line.rest:
        said = _one_line(reader.passage(token, "title", line.rest, ""))
        at = info.find(line.rest, info.casefold().find(line.name) + len(line.name))
        if said != line.rest and at >= 0:
            info = info[:at] + said + info[at + len(line.rest) :]
    return info
