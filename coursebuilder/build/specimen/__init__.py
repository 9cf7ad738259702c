"""The specimen page of a theme: every component in every state, and the contrasts of its colours.

The page shows a real package of a course that has one of each component; show.js brings them into their
states.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from coursebuilder.build.package import build_package
from coursebuilder.model import Course
from coursebuilder.package import OnDisk, Package
from coursebuilder.pages.module import sections
from coursebuilder.pages.whole_course import course_sections
from coursebuilder.player import sources
from coursebuilder.problems import Place, Problem
from coursebuilder.source import load
from coursebuilder.source.whole_file import write_whole
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order
from coursebuilder.templating import BadTemplate, body_of, environment, markup_problems
from coursebuilder.theme import (
    DECORATION,
    NEEDED,
    PAIRS,
    Theme,
    contrasts,
    read_theme,
    shown_ratio,
    theme_names,
)

PAGE = "index.html"
_FOLDER = Path(__file__).parent
_MARK = '<meta name="generator" content="coursebuilder theme">'
_DARK = "@media screen and (prefers-color-scheme:dark)"
_MODES = {"light": ("@media not all", "only light"), "dark": ("@media screen", "only dark")}
_HOOK = re.compile(r'\b(?:(id|for|name)="?([^"\s>]+)|(data-[a-z-]+)(?:="?([^"\s>]*))?|class="?([^">]+))')


@lru_cache
def specimen() -> Course:
    """The course with one of each component. Raises ValueError if it can't be read."""
    course = load(_FOLDER / "course").course
    if course is None:
        raise ValueError("the course of specimens can't be read")
    return course


def find_theme(asked: str) -> tuple[Theme | None, list[Problem]]:
    """The theme, or None if it can't be read, and its Problems.

    asked: a built-in theme's name, or a folder
    The theme is given without its own templates if those fail, so that the rest can be shown.
    """
    path = Path(asked)
    named = asked in theme_names()
    theme, problems = read_theme(asked if named else path.name, Place(asked), (path.parent,))
    failed = specimen_problems(theme) if theme else []
    return (replace(theme, templates=None) if theme and failed else theme), [*problems, *failed]


def specimen_problems(theme: Theme) -> list[Problem]:
    """The Problems of a theme's own templates, found by rendering the specimen course with them."""
    if theme.templates is None or not theme.templates.is_dir():
        return []
    try:
        made = _all_components(theme.templates)
    except BadTemplate as bad:
        return [bad.problem]
    place = Place(theme.templates.as_posix())
    missing = sorted(hooks(_all_components(None)) - hooks(made))
    hint = "take it over from the template that is replaced: script and styles look for it"
    found = [
        Problem("theme-template-part", f"the templates leave out {name}", place, hint) for name in missing
    ]
    return [*found, *markup_problems(made, theme.templates)]


def _all_components(templates: Path | None) -> str:
    course = specimen()
    module = body_of(sections(course.modules[0], course, (1, 2), templates).html)
    whole = body_of(course_sections(course, course.modules, templates).html)
    return module + whole.replace(f"{course.modules[0].id}--", "")  # by their own names, not twice


def hooks(html: str) -> set[str]:
    """What the player's scripts and links look for in a page's HTML.

    As written in HTML, without order: ids, names, data-* attributes, and the classes that the player uses.
    """
    found: set[str] = set()
    for name, value, data, given, classes in _HOOK.findall(html):
        if name and not value.startswith("i-"):  # the sprite holds only what a page shows
            found.add(f'{name}="{value}"')
        elif data:
            found.add(f'{data}="{given}"' if data == "data-action" else data)
        elif classes:
            found |= {f'class="{one}"' for one in classes.split() if one in _runtime_words()}
    return found


@lru_cache
def _runtime_words() -> frozenset[str]:
    return frozenset(name for text in sources().values() for name in re.findall(r"\.([a-z][\w-]+)", text))


def write_theme(theme: Theme, out: Path) -> Path:
    """Write the specimen page with all its files into OUT; gives its path. Raises OSError when it can't.

    FileExistsError, an OSError, if OUT holds an index.html that isn't a specimen page.
    """
    page = out / PAGE
    if page.is_file() and _MARK not in page.read_text(encoding="utf-8", errors="replace"):
        reason = "this page shows no theme, so it is left alone; choose another folder with --out"
        raise FileExistsError(errno.EEXIST, reason, page.as_posix())
    out.mkdir(parents=True, exist_ok=True)
    for name, data in _files(theme):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    return page


def _files(theme: Theme) -> Iterator[tuple[str, bytes]]:
    package = _package(theme)
    html, style = (package.read(name).decode() for name in ("index.html", "style.css"))
    for mode, (rule, scheme) in _MODES.items():
        page = re.sub(r"style\.css\?v=\w+", f"{mode}.css", html)
        yield f"{mode}.html", page.replace("</body>", '<script src="show.js"></script></body>').encode()
        yield f"{mode}.css", style.replace(_DARK, rule).replace("light dark", scheme, 1).encode()
    for name, file in package.files.items():
        if name not in {"index.html", "style.css"}:
            yield name, file.path.read_bytes() if isinstance(file, OnDisk) else package.read(name)
    yield "show.js", (_FOLDER / "show.js").read_bytes()
    yield PAGE, _page(theme).encode()  # last: all that it shows is there


def _package(theme: Theme) -> Package:
    course = specimen()
    return build_package(Order(course, course.modules[:1], False, None, "", theme), TARGETS["web"])


def _page(theme: Theme) -> str:
    found = {(one.pair, one.mode): one for one in contrasts(theme.colours, theme.level)}
    rows = []
    for pair in PAIRS:
        modes = []
        for mode in theme.colours:
            one, tokens = found[pair, mode], {**theme.colours[mode], "white": "#FFFFFF"}
            above, ground = tokens[pair.above], tokens[pair.ground]
            modes.append(
                {"above": above, "ground": ground, "reached": shown_ratio(one.reached), "enough": one.enough}
            )
        rows.append((pair, NEEDED[theme.level, pair.kind], modes))
    needed = {kind: NEEDED[theme.level, kind] for kind in ("text", "edge")}
    template = environment().from_string((_FOLDER / "page.html.j2").read_text("utf-8"))
    return template.render(theme=theme, rows=rows, needed=needed, decoration=sorted(DECORATION.items()))
