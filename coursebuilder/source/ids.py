"""Ids made of headings, for pages and steps whose author gave none."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


def is_id(name: str) -> bool:
    """Whether a name may stand behind # in a heading's braces."""
    return bool(_ID.fullmatch(name))


def block_id_hint(block: str, name: str) -> str:
    """How the opening line of a block is written whose id `name` can be none."""
    head, _, rest = name.partition(" ")
    if "=" in name:
        words = rest.strip("{}() ") or "key=value"
        return f"what has a = stands between braces:  ::: {block} {slug(head, block)} {{{words}}}"
    made = slug(name, block)
    return f"::: {block} {made}   (a letter, then small letters, digits, hyphens; 60 at most)"


def slug(title: str, kind: str) -> str:
    """An id made of a heading's letters and digits; the kind stands before what can't begin one.

    Of a title in another script, or of emoji, it is the kind and eight digits that stand for the title.
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
    letters = [sign for sign in title if sign.isalpha() or ord(sign) > 0x1F000]
    if 2 * sum(sign.isalpha() for sign in plain) < len(letters):  # an address in a package is plain ASCII
        told = hashlib.sha256(unicodedata.normalize("NFC", title.casefold()).encode()).hexdigest()[:8]
        return f"{kind}-{told}"
    return made if _ID.fullmatch(made) else f"{kind}-{made}".rstrip("-")[:60]
