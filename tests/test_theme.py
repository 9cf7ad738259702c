"""The default theme: small, whole, and every colour can be told from its ground."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebuilder import settings, theme


def test_the_stylesheet_is_small_and_knows_its_colours() -> None:
    found = theme.load_theme("default")
    assert found is not None
    style = found.style + found.later
    folder = Path(__file__).parent.parent / "themes" / "default"
    assert (folder / "style.css").stat().st_size <= 16_000
    assert (folder / "questions.css").stat().st_size <= 2_000
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", style)) - {"--at"} <= set(
        re.findall(r"(--[a-z0-9-]+):", style)
    )
    assert {"--part", "--at"} <= set(re.findall(r"var\((--[a-z]+)", style))  # these the player sets
    assert theme.load_theme("nowhere") is None
    assert theme.load_theme("../default") is None
    assert "default" in theme.theme_names()


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_told_apart(mode: str) -> None:
    path = Path(theme.__file__).parent.parent / "themes" / "default" / "theme.yaml"
    tables = settings.load_plain(path.read_text(encoding="utf-8"), "theme.yaml")
    colours = {**tables["light"], **tables[mode]}

    def contrast(one: str, other: str) -> float:
        low, high = sorted((_luminance(colours[one]), _luminance(colours[other])))
        return (high + 0.05) / (low + 0.05)

    grounds = ("page", "surface", "sunken", "tint")
    text = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in grounds]
    text += [(name, f"{name}-t") for name in ("right", "again", "safe", "note")]
    text += [("ink", f"{name}-t") for name in ("right", "again", "safe", "note")]
    text += [("on", "accent"), ("on", "accent2"), ("page", "ink"), ("safe", "page"), ("accent", "note-t")]
    assert [pair for pair in text if contrast(*pair) < 4.5] == []
    edges = [("control", ground) for ground in grounds] + [("accent", "line"), ("focus", "halo")]
    assert [pair for pair in edges if contrast(*pair) < 3] == []
