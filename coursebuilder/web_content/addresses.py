"""What an address does: run a script, lead to another host, or stay inside the file."""

from __future__ import annotations

import re

# Browsers leave out control characters and white space before and inside the scheme of an address.
_LEFT_OUT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_RUNS = re.compile(
    r"(?:javascript|vbscript|livescript):|data:(?!image/)[\w.+-]+/[\w.+-]*(?:html|xml|xsl|script)", re.I
)
_REMOTE = re.compile(r"\s*(?:(?:https?|wss?|ftp):)?//[^/\s]", re.I)
# Pictures of dots alone: a drawing inside an address would travel unjudged.
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_INLINE_FONT = re.compile(
    r"data:(?:font/|application/(?:x-)?font-?)[\w-]+(?:;charset=[\w-]+)?;base64,[A-Za-z0-9+/=\s]*"
)
_LOCAL = re.compile(r"#[^\s\"'()\\<>]+")


def runs_script(address: str) -> bool:
    """Whether following the address could run a script: javascript:, or data: with a document."""
    return bool(_RUNS.match(_LEFT_OUT.sub("", address)))


def leads_to_another_host(address: str) -> bool:
    """Whether the address names a host, with or without a scheme."""
    return bool(_REMOTE.match(address))


def is_local(address: str) -> bool:
    """Whether the address is a part of the same file: #id."""
    return bool(_LOCAL.fullmatch(address.strip()))


def is_inline_picture(address: str) -> bool:
    """Whether the address is a data: address of a pixel picture (an SVG in it would go unchecked)."""
    return bool(_INLINE_PICTURE.fullmatch(address.strip()))


def is_inline_font(address: str) -> bool:
    """Whether the address is a data: address of a font."""
    return bool(_INLINE_FONT.fullmatch(address.strip()))
