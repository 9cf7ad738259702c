"""Ids made of headings, for pages and steps whose author gave none."""

from __future__ import annotations

import re
import unicodedata

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


def is_id(name: str) -> bool:
    """Whether a name may stand behind # in a heading's braces."""
    return bool(_ID.fullmatch(name))


def slug(title: str, kind: str) -> str:
    """An id made of a heading's letters and digits; the kind stands before what can't begin one."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
    return made if _ID.fullmatch(made) else f"{kind}-{made}".rstrip("-")[:60]
