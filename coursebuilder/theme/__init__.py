"""A theme: colours by name for light and dark, the stylesheets that use them, and templates of its own."""

from coursebuilder.theme.contrast import DECORATION, NEEDED, PAIRS, Contrast, Pair, contrasts, shown
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
    "shown",
    "theme_names",
]
