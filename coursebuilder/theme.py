"""A theme: colours by name for light and dark, and the one stylesheet a package carries.

A theme's folder may hold theme.yaml alone: colours it leaves out and a style.css or questions.css it doesn't
have are the default theme's, and so is later.css.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from string import ascii_lowercase

from coursebuilder import settings

DEFAULT = "default"
_SHEETS, _LATER = ("style.css", "questions.css"), "later.css"
_PROPERTY = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
_HEX = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})\b")
_SET_BY_PLAYER = {"--part", "--at"}
# In a wheel the themes lie inside the package, in a clone beside it.
_ROOTS = (Path(__file__).parent / "themes", Path(__file__).parent.parent / "themes")


@dataclass(frozen=True, slots=True)
class Theme:
    """`style` is two sheets: the colours as custom properties, then the rules that use them. `later` is the
    style of what comes with the second script."""

    name: str
    title: str
    style: str
    later: str


@lru_cache
def load_theme(name: str) -> Theme | None:
    """The theme of that name, or None when there is no such folder."""
    folder = _folder(name)
    base = _folder(DEFAULT)
    if folder is None or base is None:
        return None
    own, default = _tables(folder), _tables(base)
    light = {**default["light"], **own.get("light", {})}
    dark = {**default["dark"], **own.get("dark", {})}
    sheets = (folder / name if (folder / name).is_file() else base / name for name in (*_SHEETS, _LATER))
    *rules, later = (sheet.read_text(encoding="utf-8") for sheet in sheets)
    # Paper stays white: the dark colours are for screens.
    tokens = f":root{{{_properties(light)}}}\n"
    tokens += f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    # Line breaks are for those who read the source.
    both = ("".join(line.strip() for line in text.splitlines()) for text in (tokens + "".join(rules), later))
    style, later = _shorten("\0".join(both)).split("\0")
    return Theme(name, own.get("theme", {}).get("title", name), style, later)


def theme_names() -> tuple[str, ...]:
    """The names a course may ask for."""
    return tuple(sorted({path.parent.name for root in _ROOTS for path in root.glob("*/theme.yaml")}))


def _folder(name: str) -> Path | None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        return None
    return next((root / name for root in _ROOTS if (root / name / "theme.yaml").is_file()), None)


def _tables(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "theme.yaml"
    return settings.load_plain(path.read_text(encoding="utf-8"), f"{folder.name}/theme.yaml")


def _shorten(style: str) -> str:
    """With a letter or two for every custom property that the player doesn't set: phones wait for bytes."""
    often = Counter(_PROPERTY.findall(style))
    names = sorted(often.keys() - _SET_BY_PLAYER, key=lambda name: (-often[name], name))
    short = (one + other for one, other in product(("", *ascii_lowercase), ascii_lowercase))
    given = dict(zip(names, (f"--{name}" for name in short), strict=False))
    return _PROPERTY.sub(lambda found: given.get(found[0], found[0]), style)


def _properties(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{_HEX.sub(_short_hex, value)}" for name, value in tokens.items())


def _short_hex(colour: re.Match[str]) -> str:
    red, green, blue = colour[1].lower(), colour[2].lower(), colour[3].lower()
    pairs = all(pair[0] == pair[1] for pair in (red, green, blue))
    return f"#{red[0]}{green[0]}{blue[0]}" if pairs else f"#{red}{green}{blue}"
