"""CSS: lists of allowed functions and at-rules, and what a style sheet fetches.

An escape can hide a name (u\\72l is url), so escapes outside strings are refused: honest sheets need none.
Tokens follow CSS Syntax Module Level 3, as far as it takes to tell strings and comments from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coursebuilder.web_content.names import names

# They make an address of a text, or hold such a function.
_FETCHING = r"(?:url|src|image|(?:-webkit-)?(?:image-set|cross-fade))"
# Without those that fetch, and without element(), paint() and expression().
FUNCTIONS = names(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark contrast-color device-cmyk calc
    min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign
    calc-size progress sibling-index sibling-count var env counter counters symbols matrix matrix3d
    perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew skewx
    skewy translate translate3d translatex translatey translatez blur brightness contrast drop-shadow
    grayscale hue-rotate invert opacity saturate sepia circle ellipse inset polygon path rect xywh shape
    ray linear-gradient radial-gradient conic-gradient repeating-linear-gradient
    repeating-radial-gradient repeating-conic-gradient -webkit-linear-gradient -webkit-radial-gradient
    -webkit-gradient from to color-stop cubic-bezier steps linear minmax fit-content repeat attr superellipse
    anchor anchor-size scroll view not is where has matches any -webkit-any -moz-any nth-child nth-last-child
    nth-of-type nth-last-of-type nth-col nth-last-col lang dir host host-context slotted part cue
    highlight state active-view-transition-type view-transition-group view-transition-old
    view-transition-new view-transition-image-pair selector supports font-tech font-format layer style
    scroll-state format tech local stylistic styleset character-variant swash ornaments annotation and or
    """
)
AT_RULES = names(
    """
    media supports keyframes -webkit-keyframes -moz-keyframes font-face layer container property page
    scope starting-style counter-style font-feature-values font-palette-values position-try
    view-transition top-left-corner top-left top-center top-right top-right-corner bottom-left-corner
    bottom-left bottom-center bottom-right bottom-right-corner left-top left-middle left-bottom right-top
    right-middle right-bottom viewport -ms-viewport stylistic styleset character-variant swash ornaments
    annotation
    """
)
# Properties and words by which browsers once ran scripts.
ACTIVE_WORDS = frozenset({"behavior", "-moz-binding", "javascript", "vbscript"})

_TEXT = r"(?:\"(?:[^\"\\\n]|\\[^\n])*+\"|'(?:[^'\\\n]|\\[^\n])*+')"
# A text that its line leaves open ends there. Every repetition is possessive: no sheet takes long.
_OPEN_TEXT = r"(?:\"(?:[^\"\\\n]|\\[^\n])*+|'(?:[^'\\\n]|\\[^\n])*+)"
_ADDRESS = rf"url\([ \t\n]*+(?P<address>{_TEXT}|[^\"'()\s\\]*+)[ \t\n]*+\)"
_TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)|{_ADDRESS}|{_TEXT}|{_OPEN_TEXT}|[\\@]?[-\w]+\(?|\s+|.", re.DOTALL | re.IGNORECASE
)
# Without any of these a text fetches nothing: the data of a long path need not be taken apart.
_WORTH_A_LOOK = re.compile(r"[\\\"'(/@]|behavior|-moz-binding|javascript|vbscript", re.IGNORECASE)
_COMMENT = re.compile(
    rf"/\*.*?(?:\*/|\Z)|(?P<kept>{_ADDRESS}|{_TEXT}|{_OPEN_TEXT})", re.DOTALL | re.IGNORECASE
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|([^\n]))", re.IGNORECASE)
_NAMESPACE = re.compile(r"@namespace[^;]{0,500};", re.DOTALL | re.IGNORECASE)
_PLAIN_URL = re.compile(r"(?<![\w-])url\(\s*([^\"'()\s]+)", re.IGNORECASE)
_IMPORT = re.compile(rf"@import\s*({_TEXT})", re.IGNORECASE)
_FETCHING_CALL = re.compile(rf"(?<![\w-]){_FETCHING}\(", re.IGNORECASE)
_TEXT_OR_PARENTHESIS = re.compile(rf"({_TEXT})|[()]")
_WHOLE_TEXT = re.compile(_TEXT)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a style sheet. line: from 1; address: of url(…), without quotation marks, else None."""

    text: str
    line: int
    address: str | None = None

    @property
    def is_comment(self) -> bool:
        """Whether it is a closed comment."""
        return self.text.startswith("/*") and self.text.endswith("*/") and len(self.text) > 3

    @property
    def is_text(self) -> bool:
        """Whether it is a closed string."""
        return bool(_WHOLE_TEXT.fullmatch(self.text))


def tokens(css: str) -> Iterator[Token]:
    """All tokens of a sheet; joined, they are the sheet with \\n for every line break."""
    line = 1
    for found in _TOKEN.finditer(with_plain_line_ends(css)):
        address = found["address"]
        yield Token(found[0], line, address if address is None else address.strip("\"'"))
        line += found[0].count("\n")


def addresses_in(css: str) -> Iterator[str]:
    """Every address that a browser fetches for a sheet: in @import and in functions that fetch."""
    plain = without_comments(_ESCAPE.sub(_unescaped, css) if "\\" in css else css)
    rules = _NAMESPACE.sub("", plain)
    yield from _PLAIN_URL.findall(rules)
    texts = [*_IMPORT.findall(rules), *_texts_in_calls(rules)]
    yield from (text.strip("\"'").strip() for text in texts)


def _texts_in_calls(rules: str) -> Iterator[str]:
    """The strings inside each function that fetches, nested functions included."""
    call = _FETCHING_CALL.search(rules)
    while call:
        depth, end = 1, len(rules)
        for found in _TEXT_OR_PARENTHESIS.finditer(rules, call.end()):
            if found[1]:
                yield found[1]
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if depth == 0:
                end = found.end()
                break
        call = _FETCHING_CALL.search(rules, end)


def _unescaped(escape: re.Match[str]) -> str:
    """The character that an escape stands for, if it can be part of a name; else the escape."""
    sign = chr(min(int(escape[1], 16), 0xFFFD)) if escape[1] else escape[2]
    return sign if re.fullmatch(r"[\w@-]", sign) else escape[0]


def with_plain_line_ends(css: str) -> str:
    """The sheet with \\n for every character that breaks a line in CSS."""
    return css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def without_comments(css: str) -> str:
    """The sheet with white space for comments; line numbers stay the same."""
    return _COMMENT.sub(
        lambda found: found[0] if found["kept"] else " " + "\n" * found[0].count("\n"),
        with_plain_line_ends(css),
    )


def refused(token: Token, takes: Callable[[str], bool]) -> str:
    """What a token is that a sheet may not hold, such as "expression(", or "" if it may.

    takes: whether the address of a url(…) is allowed
    """
    word = token.text.lower()
    if token.address is not None:
        return "" if "\\" not in token.address and takes(token.address) else f"url({token.address[:60]})"
    if token.is_comment or token.is_text:
        return ""
    if word[0] in "\"'\\" or word.startswith("/*") or word == "@":
        return word[:2] if word.startswith("/*") else word[0]
    if word.startswith("@"):
        return "" if word[1:].removesuffix("(") in AT_RULES else word
    if len(word) > 1 and word.endswith("("):
        return "" if word[:-1] in FUNCTIONS else word
    return word if word in ACTIVE_WORDS else ""


def first_refused(css: str, takes: Callable[[str], bool]) -> tuple[str, int] | None:
    """The first refused piece of a sheet or property value, with its line; None if there is none.

    takes: whether the address of a url(…) is allowed
    """
    if not _WORTH_A_LOOK.search(css):
        return None
    return next(((what, token.line) for token in tokens(css) if (what := refused(token, takes))), None)
