"""Check a theme's style sheets before they travel: they fetch nothing, run nothing, and use checked colours.

What could hide an address, such as an escape in a name, is refused too: honest sheets need none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.theme.named_colours import NAMED_COLOURS
from coursebuilder.web_content.css import Token, refused, tokens, with_plain_line_ends, without_comments

MAX_BYTES = 100_000
MAX_DEPTH = 8
MAX_TOLD = 50  # of a kind; who has more starts with these
ASSET_TYPES = frozenset({".svg", ".png", ".webp", ".jpg", ".jpeg", ".woff2"})
_ASSET = re.compile(rf"assets/[A-Za-z0-9._-]+({'|'.join(map(re.escape, sorted(ASSET_TYPES)))})")
# What begins a line of Sass, Less or HTML: a browser would drop it, and the rule behind it.
_NO_CSS = re.compile(
    r"^[ \t]*(//|[$@][\w-]+[ \t]*:(?!:)|<(?:/?style|!--)|@(?:mixin|include|extend|use)\b)", re.MULTILINE
)
_INLINE = re.compile(r"#[\w-]+|data:(image/(png|webp|jpeg|svg\+xml)|font/woff2)[;,].*", re.IGNORECASE)
_LEFT_OUT = "browsers once ran scripts by it: leave it out"
_HINTS = {
    "@import": "it fetches another file: copy its rules into this one",
    "@charset": "these files are UTF-8: leave it out",
    "@namespace": "nothing here needs it: leave it out",
    "behavior": _LEFT_OUT,
    "-moz-binding": _LEFT_OUT,
    "expression(": _LEFT_OUT,
    "javascript": "a stylesheet runs no scripts: leave it out",
    "vbscript": "a stylesheet runs no scripts: leave it out",
    "url(": "write url(assets/name.svg): a file of the theme, its name without spaces",
    "src(": "write url(assets/name.svg)",
    "image-set(": "one url(assets/name.webp) is enough",
    "-webkit-image-set(": "one url(assets/name.webp) is enough",
}
_UNKNOWN = "it is not among what is known to fetch and run nothing: do without it"
_DECLARATION = re.compile(r"[^;{}]+")
_PAINT = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(", re.IGNORECASE
)
# Where a word can be a colour: elsewhere it may be the name of a font or an animation.
_PAINTED = re.compile(
    r"\s*(?:--|[\w-]*(?:color|background|border|outline|shadow|fill|stroke|decoration|rule|filter|emphasis|image))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|url\([^)]*\)|[\w.#-]+")
_NAMED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


def sheet_problems(path: Path, properties: Collection[str]) -> list[Problem]:
    """Everything wrong with a style sheet; `properties`: the custom properties defined outside it."""
    shown = path.as_posix()
    if path.stat().st_size > MAX_BYTES:
        hint = f"{MAX_BYTES // 1000} KB at most: phones wait for it"
        return [Problem("theme-css", "the stylesheet is too large", Place(shown), hint)]
    try:
        css = with_plain_line_ends(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return [Problem("theme-css", "the stylesheet is not UTF-8 text", Place(shown), hint)]
    rules = without_comments(css)
    found = (
        _faults(css, shown),
        _no_css(rules, shown),
        _unknown_properties(rules, shown, properties),
        _unchecked(rules, shown),
    )
    return [problem for kind in found for problem in islice(kind, MAX_TOLD)]


def assets_of(css: str) -> list[tuple[str, int]]:
    """The theme's own files that a sheet shows, url(assets/logo.svg), each with its line."""
    shown = ((token.address, token.line) for token in tokens(css) if token.address is not None)
    return [(address, line) for address, line in shown if _ASSET.fullmatch(address)]


def properties_of(css: str) -> set[str]:
    """The custom properties that a sheet defines."""
    return set(_NAMED.findall(css))


def nhs_problem(what: str, place: Place) -> Problem:
    """A warning that `what` is part of the NHS identity, which belongs to the NHS, unlike these courses."""
    hint = "choose another, or silence this with the reason why the NHS's identity may be used"
    return Problem("theme-nhs-identity", what, place, hint, "warning")


def _faults(css: str, path: str) -> Iterator[Problem]:
    line, depth = 1, 0
    for token in tokens(css):
        line, place = token.line + token.text.count("\n"), Place(path, token.line)
        if not token.is_text and not token.is_comment:  # what a text left open holds was meant to count
            depth += token.text.count("{") - token.text.count("}")
        if depth < 0:
            depth = 0
            yield Problem("theme-css", "a } that closes nothing", place, "remove it")
        if depth > MAX_DEPTH:
            hint = "write it flatter: a rule, and perhaps a condition round it"
            yield Problem("theme-css", f"nested more than {MAX_DEPTH} deep", place, hint)
            return
        if word := refused(token, _is_own_file):
            yield Problem("theme-css", *_message_place_hint(word, token, place))
        if token.text.strip("\"'").lower() == "frutiger":
            yield nhs_problem("Frutiger is the typeface of the NHS identity", place)
    if depth:
        yield Problem("theme-css", "a { that nothing closes", Place(path, line), "write the missing }")


def _no_css(rules: str, path: str) -> Iterator[Problem]:
    for found in _NO_CSS.finditer(rules):
        hint = "write plain CSS; a value of its own is --name: …"
        if found[1] == "//":
            hint = "a comment is /* … */"
        what = f'"{found[1].strip()}" is no CSS: browsers leave out the rule it stands in'
        yield Problem("theme-css", what, _place(rules, path, found.start(1)), hint)


def _is_own_file(address: str) -> bool:
    """Whether an address is a file of the theme, a part of the page, or a picture or font in itself."""
    return bool(_ASSET.fullmatch(address) or _INLINE.fullmatch(address))


def _message_place_hint(word: str, token: Token, place: Place) -> tuple[str, Place, str]:
    """Message, place and hint for a token that may not stand in a sheet; `word`: what css.refused said."""
    if token.address is not None:
        hint = "put the file into assets/ and write url(assets/name.svg)"
        return f"{word} is no file of the theme", place, _HINTS["url("] if " " in token.address else hint
    match word:
        case "\\":
            return "an escape in a name", place, "write the name itself"
        case '"' | "'":
            return "a text that doesn't end on its line", place, "close the quotation mark"
        case "/*":
            return "a comment that doesn't end", place, "write the missing */"
        case "url(":
            return "an address that can't be judged", place, _HINTS[word]
    return f"{word} is not taken in a theme", place, _HINTS.get(word, _UNKNOWN)


def _unknown_properties(css: str, path: str, properties: Collection[str]) -> Iterator[Problem]:
    known = {*properties, *properties_of(css)}
    for found in _USED.finditer(css):
        if found[1] not in known:
            what = f"nothing gives {found[1]} a value"
            yield Problem("theme-css", what, _place(css, path, found.start()), did_you_mean(found[1], known))


def _unchecked(css: str, path: str) -> Iterator[Problem]:
    for found in _DECLARATION.finditer(css):
        colon = css.find(":", *found.span())
        paint = _PAINT.search(css, colon, found.end()) if colon >= 0 else None
        if colon >= 0 and not paint and _PAINTED.match(css, *found.span()):
            words = _WORD.finditer(css, colon, found.end())
            paint = next((word for word in words if word[0].lower() in NAMED_COLOURS), None)
        if paint:
            hint = "use one of theme.yaml, such as var(--accent): those are checked in both modes"
            place = _place(css, path, paint.start())
            yield Problem("theme-unchecked-colour", "a colour that nothing checks", place, hint, "warning")


def _place(css: str, path: str, at: int) -> Place:
    return Place(path, css.count("\n", 0, at) + 1)
