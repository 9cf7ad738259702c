"""A parser that asks, at each line and sign, only the rules that can begin there.

markdown-it asks them all, one after the other: of a plain line of prose a dozen, of which only the last says
yes. The rules are its own and stay in its order, so the tokens are the same; tests hold the two side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.ruler import Rule, Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# The signs a rule's first line begins with; rules that aren't named can begin with any.
_LINES = {
    "container_block": ":",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
}
_SECOND_LINE = {"table", "lheading"}  # rules that need a line below the first
_SIGNS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "footnote_ref": "[",
    "sub": "~",
    "superscript": "^",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
MAX_OPENED = 1000  # brackets in one paragraph: each is looked for to its end, time grows with the square
Asked = TypeVar("Asked", RuleFuncBlockType, RuleFuncInlineType)


class _Chosen(Ruler[Asked]):
    """A ruler whose every chain is one rule, which passes the question on."""

    def __init__(self, chains: Mapping[str, Asked], rules: list[Rule[Asked]]) -> None:
        super().__init__()
        self.__rules__ = rules
        self._chains: dict[str, list[Asked]] = {name: [rule] for name, rule in chains.items()}

    def getRules(self, chainName: str = "") -> list[Asked]:
        return self._chains.get(chainName) or []


def quickened(parser: MarkdownIt) -> MarkdownIt:
    """The parser, for which no rule may be added or changed any more."""
    lines, signs = parser.block.ruler, parser.inline.ruler
    active = [rule for rule in lines.__rules__ if rule.enabled]
    chains = {chain: [r for r in active if chain in r.alt] for rule in active for chain in rule.alt}
    parser.block.ruler = _Chosen(
        {chain: _for_lines(rules) for chain, rules in {**chains, "": active}.items()}, lines.__rules__
    )
    inside = [rule for rule in signs.__rules__ if rule.enabled]
    parser.inline.ruler = _Chosen({"": _for_signs(inside)}, signs.__rules__)
    parser.core.ruler.at("inline", _inline)
    return parser


def _by_sign(rules: Sequence[Rule[Asked]], signs: Mapping[str, str]) -> dict[str, list[Asked]]:
    usual = [rule for rule in rules if rule.name != "code"]
    every = set("".join(signs.values()))
    return {sign: [rule.fn for rule in usual if sign in signs.get(rule.name, sign)] for sign in every}


def _for_lines(rules: Sequence[Rule[RuleFuncBlockType]]) -> RuleFuncBlockType:
    every, by_sign = [rule.fn for rule in rules], _by_sign(rules, _LINES)
    others = [rule.fn for rule in rules if rule.name not in {*_LINES, "code"}]
    alone = [rule.fn for rule in rules if rule.name not in {*_LINES, "code", *_SECOND_LINE}]

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        asked = every
        if state.sCount[line] - state.blkIndent < 4:  # else it may be code, whatever it begins with
            at = state.bMarks[line] + state.tShift[line]
            asked = by_sign.get(state.src[at : at + 1], others)
            if asked is others and state.isEmpty(line + 1):
                asked = alone
        found = False
        for rule in asked:
            if found := rule(state, line, end, silent):
                break
        return found

    return ask


def _for_signs(rules: Sequence[Rule[RuleFuncInlineType]]) -> RuleFuncInlineType:
    by_sign = _by_sign(rules, _SIGNS)
    others = [rule.fn for rule in rules if rule.name not in _SIGNS]

    def ask(state: StateInline, silent: bool) -> bool:
        found = False
        for rule in by_sign.get(state.src[state.pos], others):
            if found := rule(state, silent):
                break
        return found

    return ask


def _inline(state: StateCore) -> None:
    """What stands inside paragraphs; most are plain text."""
    inline = state.md.inline
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        if token.content.count("[") > MAX_OPENED:
            state.env.setdefault("overloaded", []).append(token)
            token.children.append(Token("text", "", 0, content=token.content))
        elif inline.terminator_re.search(token.content):
            inline.parse(token.content, state.md, state.env, token.children)
        elif token.content:
            token.children.append(Token("text", "", 0, content=token.content))
