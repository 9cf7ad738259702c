"""Letters name answers in the order of the source; hashes of letters and digits name everything else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def letter(position: int) -> str:
    """a for 0 ... z for 25."""
    return chr(ord("a") + position)


def letters(count: int) -> str:
    """The first `count` letters."""
    return "".join(map(letter, range(count)))


def lettered(items: Sequence[T]) -> list[tuple[str, T]]:
    """Each item behind its letter."""
    return list(zip(letters(len(items)), items, strict=True))


def short_hash(text: str, length: int) -> str:
    """`length` characters of [a-z0-9] that depend on every character of `text`."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
    digits = []
    for _ in range(length):
        number, rest = divmod(number, 36)
        digits.append(_DIGITS[rest])
    return "".join(digits)
