"""A theme: colours by name for light and dark, and the one stylesheet a package carries.

A theme's folder may hold theme.yaml alone: colours it leaves out and a style.css it doesn't have are the
default theme's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coursebuilder import settings

DEFAULT = "default"
# In a wheel the themes lie inside the package, in a clone beside it.
_ROOTS = (Path(__file__).parent / "themes", Path(__file__).parent.parent / "themes")


@dataclass(frozen=True, slots=True)
class Theme:
    """`style` is the whole style.css: the colours as custom properties, then the rules that use them."""

    name: str
    title: str
    style: bytes


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
    sheet = folder / "style.css"
    rules = (sheet if sheet.is_file() else base / "style.css").read_text(encoding="utf-8")
    # Paper stays white: the dark colours are for screens.
    tokens = f":root{{{_properties(light)}}}\n"
    tokens += f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"
    # Line breaks are for those who read the source.
    style = "".join(line.strip() for line in (tokens + rules).splitlines())
    return Theme(name, own.get("theme", {}).get("title", name), style.encode())


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


def _properties(tokens: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())
