"""Templates: the built-in ones, and those that a theme puts in their place.

A theme's templates reach no file and no function of this program, and what they make is looked at before it
travels. Nothing bounds the time and the memory they take: a theme is code that its user trusts. The only file
that knows Jinja but for the targets' control documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.web_content.html import refused_markup

TEMPLATES = Path(__file__).parent / "pages" / "templates"
SUFFIX = ".html.j2"
# What holds a page together, and what no package holds: a theme cannot replace these.
_FIXED = (
    "shell",
    "sprite",
    "index_page",
    "printables/",
    "release/",
)
_SPACES: Mapping[str, Any] = {"trim_blocks": True, "lstrip_blocks": True}
_HINT = "templates show what they are given; scripts are the player's"


class BadTemplate(Exception):
    """A theme's template failed; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@lru_cache
def environment(theme: Path | None = None) -> Environment:
    """The templates, compiled once a process. `theme`: a folder whose templates replace built-in ones.

    Such a template can take up the one it replaces: {% extends "default/blocks/callout.html.j2" %}.
    """
    built_in = FileSystemLoader(TEMPLATES)
    if theme is None:
        made = Environment(
            loader=built_in,
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            **_SPACES,
        )
    else:
        loader = ChoiceLoader([FileSystemLoader(theme), built_in, PrefixLoader({"default": built_in})])
        made = ImmutableSandboxedEnvironment(
            loader=loader, autoescape=True, undefined=StrictUndefined, **_SPACES
        )
    made.globals["icon"] = icon
    return made


def templates_in(folder: Path) -> Environment:
    """The templates in a folder of ours that no theme replaces, such as those of a report."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, **_SPACES)


@lru_cache
def icon(name: str) -> Markup:
    """A picture from the page's sprite; it always stands beside a word."""
    drawing = Markup('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>')
    return drawing.format(name)


def fill(theme: Path | None, template: str, values: Mapping[str, Any]) -> Markup:
    """A template with these values. Raises BadTemplate when a theme's own one fails."""
    try:
        return _filled(theme, template, values)
    except Exception as error:  # a template from outside can fail in every way that code can
        if theme is None:
            raise
        raise BadTemplate(_failure(error, theme, template)) from error


def _filled(theme: Path | None, template: str, values: Mapping[str, Any]) -> Markup:
    made = environment(theme).get_template(f"{template}{SUFFIX}") if theme else _built_in(template)
    return Markup(made.render(values).strip())


@lru_cache
def _built_in(template: str) -> Template:
    """They don't change while a process runs; a theme's may, and are looked up each time."""
    return environment().get_template(f"{template}{SUFFIX}")


def template_problems(theme: Path) -> list[Problem]:
    """What can be seen of a theme's templates without filling them: their names and their syntax."""
    files = (path for path in sorted(theme.rglob("*")) if path.is_file())
    return [problem for path in files for problem in _faults(path, theme)]


def _faults(path: Path, theme: Path) -> Iterator[Problem]:
    replaceable = sorted(
        name
        for file in TEMPLATES.rglob(f"*{SUFFIX}")
        if not (name := _name(file, TEMPLATES)).startswith(_FIXED)
    )
    place = Place(path.as_posix())
    if (name := _name(path, theme)) not in replaceable:
        what = f'"{name}" is no template that a theme can replace'
        near = did_you_mean(name, replaceable)
        like = "call it like the one it replaces, such as blocks/callout"
        hint = near if name not in _FIXED and "?" in near else like
        yield Problem("theme-template", what, place, hint)
        return
    if path.is_symlink() or not path.resolve().is_relative_to(theme.resolve()):
        yield Problem("theme-template", f'"{name}" is a link out of the theme', place, "copy the file itself")
        return
    try:
        environment(theme).get_template(f"{name}{SUFFIX}")
    except TemplateSyntaxError as error:
        place = Place((Path(error.filename) if error.filename else path).as_posix(), error.lineno)
        yield Problem("theme-template", f"{error.message}", place, "compare it with the template it replaces")
    except UnicodeDecodeError:
        yield Problem("theme-template", "the template is not UTF-8 text", place, "save it again as UTF-8")


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix().removesuffix(SUFFIX)


def _failure(error: Exception, theme: Path, template: str) -> Problem:
    """Where in the theme a template failed: Jinja puts its lines into the traceback."""
    place, step = Place((theme / f"{template}{SUFFIX}").as_posix()), error.__traceback__
    while step:
        if Path(name := step.tb_frame.f_code.co_filename).is_relative_to(theme):
            place = Place(Path(name).as_posix(), step.tb_lineno)
        step = step.tb_next
    hint = "compare it with the template it replaces: that shows what there is to use"
    return Problem("theme-template", f"the template fails: {str(error) or type(error).__name__}", place, hint)


def body_of(document: str) -> str:
    """What templates wrote of a document, without its head and the shell's own scripts."""
    return document.partition("<body>")[2].rpartition('<script type="application/json"')[0]


def markup_problems(html: str, theme: Path) -> list[Problem]:
    """What a theme's templates have made that could run or fetch something."""
    place = Place(theme.as_posix())
    return [
        Problem("theme-markup", f"a template writes {what}", place, _HINT) for what in refused_markup(html)
    ]
