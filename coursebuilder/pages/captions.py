"""Captions as a text track that stands in the page.

Platforms serve .vtt files without a type, and from file:// no script may read one; an address that holds all
of the track works everywhere, and without a script.
"""

from __future__ import annotations

import html
from urllib.parse import quote

from coursebuilder.model import Cue

_PLAIN = " !*(),;:@/?.-_~"  # what needs no escape in an address between quotation marks


def text_track(cues: tuple[Cue, ...]) -> str:
    """The address of a WebVTT file with these captions, for <track src>."""
    lines = ["WEBVTT", ""]
    for cue in cues:
        lines += [f"{_stamp(cue.start)} --> {_stamp(cue.end)}", html.escape(cue.text, quote=False), ""]
    return "data:text/vtt;charset=utf-8," + quote("\n".join(lines), safe=_PLAIN)


def _stamp(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"
