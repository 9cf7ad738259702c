"""Values that are known only after a page is written, such as hashes, put where their marks stand."""

from __future__ import annotations

from collections.abc import Mapping


def put(html: str, values: Mapping[str, str]) -> str:
    """HTML with these values where their marks, such as \\0build\\0, stand; no course text can hold a NUL."""
    parts = html.split("\0")
    parts[1::2] = [values.get(name, f"\0{name}\0") for name in parts[1::2]]
    return "".join(parts)
