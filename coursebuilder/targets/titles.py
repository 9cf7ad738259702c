"""Cut titles and descriptions to the length that a standard or an LMS takes."""

from __future__ import annotations


def shorten(value: str, limit: int) -> str:
    """`value` on one line; if longer than `limit` characters, cut after a word and ended with "…"."""
    line = " ".join(value.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
