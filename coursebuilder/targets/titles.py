"""Titles and texts cut to what a standard or an LMS takes."""

from __future__ import annotations


def shorten(value: str, limit: int) -> str:
    """`value` on one line, cut after a word where it is longer than `limit`."""
    line = " ".join(value.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
