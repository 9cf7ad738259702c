"""Lists of names, written one after the other."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The names in a text, apart by white space."""
    return frozenset(text.split())
