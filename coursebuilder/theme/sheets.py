"""A theme's own stylesheets, judged before they travel: nothing is fetched, nothing is executed.

What could hide an address, such as an escape in a name, is refused with it: one who means well needs none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.theme.named import NAMED_COLOURS

MAX_BYTES = 100_000
MAX_DEPTH = 8
MOST_TOLD = 50  # of a kind; who has more starts with these
_TEXT = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_COMMENT_OR_TEXT = re.compile(rf"/\*.*?(?:\*/|\Z)|{_TEXT}", re.DOTALL)
_QUOTED_URL = re.compile(r"url\([ \t]*([\"'])([^\"'()\s\\]*)\1[ \t]*\)", re.IGNORECASE)
_TOKEN = re.compile(rf"{_TEXT}|/\*|url\([^\"'()\s]*\)|[-\w@]+\(?|\s+|.", re.DOTALL | re.IGNORECASE)
_URL = re.compile(r"url\((.*)\)", re.IGNORECASE)
_ASSET = re.compile(r"assets/[A-Za-z0-9._-]+\.(svg|png|webp|jpe?g|woff2)")
_INLINE = re.compile(r"#[\w-]+|data:(image/(png|webp|jpeg|svg\+xml)|font/woff2)[;,].*", re.IGNORECASE)
_REFUSED = {
    "@import": "it fetches another file: copy its rules into this one",
    "@charset": "these files are UTF-8: leave it out",
    "@namespace": "nothing here needs it: leave it out",
    "behavior": "browsers once ran scripts by it: leave it out",
    "-moz-binding": "browsers once ran scripts by it: leave it out",
    "expression(": "browsers once ran scripts by it: leave it out",
    "javascript": "a stylesheet runs no scripts: leave it out",
    "url(": "write url(assets/name.svg): a file of the theme, its name without spaces or quotation marks",
    "src(": "write url(assets/name.svg)",
    "image-set(": "one url(assets/name.webp) is enough",
    "-webkit-image-set(": "one url(assets/name.webp) is enough",
}
_DECLARATION = re.compile(r"[^;{}]+")
_PAINT = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(", re.IGNORECASE
)
# Where a word can be a colour: elsewhere it may be the name of a font or an animation.
_PAINTED = re.compile(
    r"\s*(?:--|[\w-]*(?:color|background|border|outline|shadow|fill|stroke|decoration|rule|filter|emphasis|image))",
    re.IGNORECASE,
)
_WORD = re.compile(rf"{_TEXT}|url\([^)]*\)|[\w.#-]+")
_NAMED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


def sheet_problems(path: Path, properties: Collection[str]) -> list[Problem]:
    """Everything wrong with a stylesheet; `properties`: the custom properties it may use beside its own."""
    shown = path.as_posix()
    if path.stat().st_size > MAX_BYTES:
        hint = f"{MAX_BYTES // 1000} KB at most: phones wait for it"
        return [Problem("theme-css", "the stylesheet is too large", Place(shown), hint)]
    try:
        css = _plain(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        hint = "save it again with the encoding UTF-8"
        return [Problem("theme-css", "the stylesheet is not UTF-8 text", Place(shown), hint)]
    found = (_faults(css, shown), _unknown_properties(css, shown, properties), _unchecked(css, shown))
    return [problem for kind in found for problem in islice(kind, MOST_TOLD)]


def assets_of(css: str) -> list[tuple[str, int]]:
    """The theme's own files that a stylesheet shows, each with its line: url(assets/logo.svg)."""
    found, line = [], 1
    for token in _TOKEN.findall(_plain(css)):
        if (url := _URL.fullmatch(token)) and _ASSET.fullmatch(url[1]):
            found.append((url[1], line))
        line += token.count("\n")
    return found


def properties_of(css: str) -> set[str]:
    """The custom properties that a stylesheet gives a value."""
    return set(_NAMED.findall(css))


def nhs_problem(what: str, place: Place) -> Problem:
    """The NHS identity belongs to the NHS, and these courses are not its own."""
    hint = "choose another, or silence this with the reason why the NHS's identity may be used"
    return Problem("theme-nhs-identity", what, place, hint, "warning")


def _plain(css: str) -> str:
    """Without comments and the quotation marks of addresses; lines stay where they are."""
    text = _QUOTED_URL.sub(r"url(\2)", css.replace("\r\n", "\n").replace("\r", "\n"))
    return _COMMENT_OR_TEXT.sub(lambda part: _lines_of(part[0]) if part[0][0] == "/" else part[0], text)


def _lines_of(comment: str) -> str:
    """What stays of a comment; one that doesn't end keeps its beginning, to be told of."""
    ended = comment.endswith("*/") and len(comment) > 3
    return "\n" * comment.count("\n") if ended else "/*"


def _faults(css: str, path: str) -> Iterator[Problem]:
    line, depth = 1, 0
    for token in _TOKEN.findall(css):
        place = Place(path, line)
        line += token.count("\n")
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth < 0:
            depth = 0
            yield Problem("theme-css", "a } that closes nothing", place, "remove it")
        if depth > MAX_DEPTH:
            hint = "write it flatter: a rule, and perhaps a condition round it"
            yield Problem("theme-css", f"nested more than {MAX_DEPTH} deep", place, hint)
            return
        if fault := _fault(token):
            yield Problem("theme-css", fault[0], place, fault[1])
        if token.strip("\"'").lower() == "frutiger":
            yield nhs_problem("Frutiger is the typeface of the NHS identity", place)
    if depth:
        yield Problem("theme-css", "a { that nothing closes", Place(path, line), "write the missing }")


def _fault(token: str) -> tuple[str, str] | None:
    word = token.lower()
    if url := _URL.fullmatch(token):
        if _ASSET.fullmatch(url[1]) or _INLINE.fullmatch(url[1]):
            return None
        hint = "put the file into assets/ and write url(assets/name.svg)"
        return f"url({url[1][:60]}) is no file of the theme", hint
    if word in _REFUSED:
        what = "an address that can't be judged" if word == "url(" else f"{word} is not taken in a theme"
        return what, _REFUSED[word]
    if word == "\\":
        return "an escape in a name", "write the name itself"
    if word in {'"', "'"}:
        return "a text that doesn't end on its line", "close the quotation mark"
    if word == "/*":
        return "a comment that doesn't end", "write the missing */"
    return None


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
