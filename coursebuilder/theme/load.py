"""Read a theme's folder into a `Theme`: colours, style sheets, templates, and the files its sheets show.

The folder needs theme.yaml alone. style.css, questions.css and later.css replace the built-in sheet of that
name, more.css is added to them; templates/*.html.j2 replace built-in templates; assets/ holds the files for
url(assets/…).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from coursebuilder.media import read_picture
from coursebuilder.media.file_kinds import RASTERS
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.templating import template_problems
from coursebuilder.theme.contrast import LEVELS, Level, contrast_problems
from coursebuilder.theme.sheets import ASSET_TYPES, assets_of, nhs_problem, properties_of, sheet_problems
from coursebuilder.theme.tokens import Tokens, merged_tokens, read_tokens
from coursebuilder.web_content.svg import clean_svg

DEFAULT = "default"
NHS_BLUE = "#005EB8"
FIRST, LATER, MORE = "style.css", ("questions.css", "later.css"), "more.css"
_HEX = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})\b")
_REMOVE = "remove it: a theme is settings, sheets, pictures and templates"
_SET_BY_PLAYER = {"--part", "--at"}
# In a wheel the themes lie inside the package, in a clone beside it.
_HERE = Path(__file__).parent.parent
_ROOTS = (_HERE / "themes", _HERE.parent / "themes")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, ready to build with.

    style: the first sheet: colours as custom properties, then the rules that use them
    later: the rules that come with the second script
    colours: mode -> token -> value; templates: folder of its own templates, or None
    assets: its files by their name in a package; a drawing as its cleaned bytes
    """

    name: str
    title: str
    style: str
    later: str = ""
    level: Level = LEVELS[0]
    colours: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    templates: Path | None = None
    assets: Mapping[str, Path | bytes] = field(default_factory=dict)


def theme_names() -> tuple[str, ...]:
    """The names of the built-in themes."""
    return tuple(sorted({path.parent.name for root in _ROOTS for path in root.glob("*/theme.yaml")}))


@lru_cache
def load_theme(name: str) -> Theme:
    """The built-in theme of that name.

    Raises ValueError if there is none or it has faults, which are ours.
    """
    folder = _built_in(name)
    theme, problems = _read(folder) if folder else (None, [])
    if theme is None or problems:
        raise ValueError(f"theme {name}: {problems[0].place} {problems[0].message}" if problems else name)
    return theme


def read_theme(asked: str, place: Place, roots: Sequence[Path]) -> tuple[Theme | None, list[Problem]]:
    """The theme that a setting names: a built-in one, or a folder relative to `roots[0]`.

    The folder must lie in one of the roots. place: of the setting. Returns (theme, problems), None if there
    is no such theme.
    """
    if _built_in(asked):
        return load_theme(asked), []
    folder = _inside(asked, roots)
    if folder is None or not (folder / "theme.yaml").is_file():
        hint = f"{did_you_mean(asked, theme_names())} (or name a folder with a theme.yaml, beside this file)"
        return None, [Problem("unknown-theme", f'there is no theme "{asked}"', place, hint)]
    theme, problems = _read(folder)
    problems += _nhs(theme, folder)
    return theme, problems


def _inside(asked: str, roots: Sequence[Path]) -> Path | None:
    """The folder if it lies in a root, symbolic links followed; else None."""
    if "\\" in asked or "\0" in asked or Path(asked).is_absolute():
        return None
    folder = roots[0] / asked
    real = folder.resolve()
    return folder if any(real.is_relative_to(root.resolve()) for root in roots) else None


def _built_in(name: str) -> Path | None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        return None
    return next((root / name for root in _ROOTS if (root / name / "theme.yaml").is_file()), None)


def _read(folder: Path) -> tuple[Theme, list[Problem]]:
    base = _built_in(DEFAULT) or folder
    default = read_tokens(base / "theme.yaml")
    own = default if folder == base else read_tokens(folder / "theme.yaml", default.values)
    colours = merged_tokens(default, own)
    file = Place((folder / "theme.yaml").as_posix())
    problems = [*own.problems, *contrast_problems(colours, own.level, own.places, file)]
    if folder not in {root / folder.name for root in _ROOTS}:
        problems += (wrong := _sheet_problems(folder, base, colours))
        bad = {Path(problem.place.path).name for problem in wrong if problem.severity == "error"}
    else:
        bad = set()
    assets = _assets(folder, problems)
    templates = folder / "templates" if (folder / "templates").is_dir() else None
    if templates and (failed := template_problems(templates)):
        problems += failed
        templates = None
    style, later = _styles(folder, base, own, default, bad)
    return Theme(folder.name, own.title, style, later, own.level, colours, templates, assets), problems


def _sheet_problems(folder: Path, base: Path, colours: Mapping[str, Mapping[str, str]]) -> list[Problem]:
    built_in = properties_of("".join(_sheet(name, base, base) for name in (FIRST, *LATER)))
    given = {*(f"--{name}" for name in colours["light"]), *_SET_BY_PLAYER, *built_in}
    sheets = sorted(path for path in folder.glob("*.css") if path.is_file())
    known = (FIRST, *LATER, MORE)
    problems = []
    for path in sheets:
        if path.name not in known:
            hint = did_you_mean(path.name, known)
            place = Place(path.as_posix())
            problems.append(Problem("theme-file", f"{path.name} is no sheet of a theme", place, hint))
        elif not path.resolve().is_relative_to(folder.resolve()):
            what = f"{path.name} is a link out of the theme"
            problems.append(Problem("theme-file", what, Place(path.as_posix()), "copy the file itself"))
        else:
            problems += sheet_problems(path, given)
    return [*problems, *_unused_files(folder)]


def _unused_files(folder: Path) -> Iterator[Problem]:
    """A warning for each file that lies beside theme.yaml and is taken for nothing; notes for people may."""
    for path in sorted(folder.iterdir()):
        kind = path.suffix.lower()
        notes = kind in {"", ".md", ".txt"} or path.name.startswith(".")
        if notes or path.is_dir() or path.name == "theme.yaml" or kind == ".css":
            continue
        goes = "templates/" if kind in {".j2", ".html"} else "assets/" if kind in ASSET_TYPES else ""
        hint = f"put it into {goes}" if goes else _REMOVE
        what = f"{path.name} is used for nothing here"
        yield Problem("theme-file", what, Place(path.as_posix()), hint, "warning")


def _assets(folder: Path, problems: list[Problem]) -> dict[str, Path | bytes]:
    """The files that the theme's sheets show, by their name in a package; adds to `problems`."""
    found: dict[str, Path | bytes] = {}
    for sheet in sorted(folder.glob("*.css")):
        for name, line in assets_of(sheet.read_text(encoding="utf-8", errors="replace")):
            path, place = folder / name, Place(sheet.as_posix(), line)
            if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
                hint = "put it there, its name spelled the same, capitals too"
                problems.append(Problem("theme-file", f'there is no file "{name}" in the theme', place, hint))
            elif path.suffix.lower() in RASTERS:
                found[name] = _picture(path, name, place, problems)
            elif path.suffix != ".svg":
                found[name] = path
            elif drawing := _drawing(path, name, place, problems):
                found[name] = drawing
    return found


def _picture(path: Path, name: str, place: Place, problems: list[Problem]) -> Path | bytes:
    """The picture without what a camera noted: it comes from the same phones as an author's."""
    picture = read_picture(path, "attachment")
    if isinstance(picture, tuple):
        problems.append(Problem(picture[0], picture[1].replace(path.name, name), place, picture[2]))
        return b""
    return path if picture.data is None else picture.data


def _drawing(path: Path, name: str, place: Place, problems: list[Problem]) -> bytes | None:
    """The bytes of a drawing after cleaning; None if it is refused. Adds to `problems`."""
    drawing = clean_svg(path)
    if drawing.fault:
        shown = f"{name}:{drawing.line}" if drawing.line else name
        problems.append(Problem("unsafe-svg", f'"{shown}" {drawing.fault}', place, drawing.cure))
        return None
    if drawing.removed:
        what = f'"{name}" goes without {", ".join(drawing.removed)}'
        hint = "look at the built page; export the drawing again as plain SVG to be rid of this"
        problems.append(Problem("cleaned-svg", what, place, hint, "warning"))
    return drawing.data


def _nhs(theme: Theme | None, folder: Path) -> list[Problem]:
    if theme is None:
        return []
    place = Place((folder / "theme.yaml").as_posix(), 1)
    blue = any(value.upper() == NHS_BLUE for mode in theme.colours.values() for value in mode.values())
    named = re.search(r"(?<![a-z])nhs(?![a-z])", f"{theme.name} {theme.title}".lower())
    said = [(blue, f"{NHS_BLUE} is the blue of the NHS identity"), (named, "the theme's name says NHS")]
    return [nhs_problem(what, place) for wrong, what in said if wrong]


def _styles(folder: Path, base: Path, own: Tokens, default: Tokens, bad: Collection[str]) -> tuple[str, str]:
    """(first sheet, later sheet); for each of its sheets in `bad` the built-in one is taken."""
    light = {**default.values["light"], **own.values["light"]}
    dark = {**default.values["dark"], **own.values["dark"]}
    # Paper stays white: the dark colours are for screens.
    tokens = f":root{{{_properties(light)}}}\n"
    tokens += f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    sheets = {name: _sheet(name, base if name in bad else folder, base) for name in (FIRST, MORE, *LATER)}
    return tokens + sheets[FIRST] + sheets[MORE], "".join(sheets[name] for name in LATER)


def _sheet(name: str, folder: Path, base: Path) -> str:
    path = next((root / name for root in (folder, base) if (root / name).is_file()), None)
    return path.read_text(encoding="utf-8", errors="replace") if path else ""


def _properties(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{_HEX.sub(_short_hex, value)}" for name, value in tokens.items())


def _short_hex(colour: re.Match[str]) -> str:
    red, green, blue = colour[1].lower(), colour[2].lower(), colour[3].lower()
    pairs = all(pair[0] == pair[1] for pair in (red, green, blue))
    return f"#{red[0]}{green[0]}{blue[0]}" if pairs else f"#{red}{green}{blue}"
