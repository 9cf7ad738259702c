"""A theme: named colours for light and dark mode, style sheets that use them, and templates of its own."""

from coursebuilder.theme.contrast import DECORATION, NEEDED, PAIRS, Contrast, Pair, contrasts, shown_ratio
from coursebuilder.theme.load import Theme, load_theme, read_theme, theme_names

__all__ = [
    "DECORATION",
    "NEEDED",
    "PAIRS",
    "Contrast",
    "Pair",
    "Theme",
    "contrasts",
    "load_theme",
    "read_theme",
    "shown_ratio",
    "theme_names",
]
