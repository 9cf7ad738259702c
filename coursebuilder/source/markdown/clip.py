"""::: video FILE {title="…" captions=FILE poster=FILE} and ::: audio FILE {title="…"}: inside stands the
transcript.

A video without a sound that matters says so: {silent}; its transcript tells what can be seen. What the file
doesn't tell of its picture's size is given as width=640 height=360. rights="…" says who owns
recording and poster.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coursebuilder.media import Fault, Use, read_captions
from coursebuilder.model import Block, Clip, ClipKind, Cue, Media
from coursebuilder.problems import Place, Problem
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.markdown.walk import Walk

_SHOWN: dict[ClipKind, str] = {"video": "a video", "audio": "a recording"}
_KEYS: dict[ClipKind, list[str]] = {
    "video": ["title", "captions", "poster", "silent", "width", "height", "rights"],
    "audio": ["title", "rights"],
}


def clip(
    walk: Walk, kind: ClipKind, address: str, attributes: Attributes, place: Place, inside: tuple[Block, ...]
) -> Clip | None:
    """The block; None where its file can't be used. Problems go to walk.found."""
    if re.match(r"https?://|www\.|//", address):
        hint = "on another site it is a link:  [Watch: what it shows](https://…); else save it under media/"
        walk.problem("remote-media", f'"{address}" lies on another host', place, hint)
        return None
    walk.only(attributes, _KEYS[kind], place)
    values = attributes.values
    if not values.get("title"):
        hint = f'::: {kind} {address or "media/…"} {{title="What it shows"}}'
        walk.problem("clip-without-title", f"{_SHOWN[kind]} without a title", place, hint)
    if not inside:
        hint = "write inside the block what is said and what must be seen, for those who can't play it"
        walk.problem("missing-transcript", f"{_SHOWN[kind]} without a transcript", place, hint)
    captions = _captions(walk, attributes, place) if kind == "video" else ()
    rights = " ".join(values.get("rights", "").split())
    poster = _found(walk, values["poster"], place, "picture", rights) if "poster" in values else None
    media = _found(walk, address, place, kind, rights)
    if media is None:
        return None
    width, height = (None, None) if kind == "audio" else _size(walk, media, attributes, place)
    return Clip(place, kind, media, values.get("title", ""), width, height, captions, poster, inside)


def _found(walk: Walk, address: str, place: Place, use: Use, rights: str = "") -> Media | None:
    found = walk.around.find_media(address, place, use)
    if isinstance(found, Problem):
        walk.found.problems.append(found)
        return None
    found = replace(found, rights=rights) if rights else found
    if use != "captions":  # those stand in the page
        walk.found.media.append(found)
    return found


def _captions(walk: Walk, attributes: Attributes, place: Place) -> tuple[Cue, ...]:
    address = attributes.values.get("captions")
    if not address:
        if "silent" not in attributes.flags:
            hint = "captions=media/….vtt (or .txt: 0:01 What is said); a video without sound says {silent}"
            walk.problem("missing-captions", "a video without captions", place, hint)
        return ()
    media = _found(walk, address, place, "captions")
    if media is None:
        return ()
    cues = read_captions(media.path)
    if isinstance(cues, Fault):
        where = Place(media.path.as_posix(), cues.line)
        walk.problem("bad-captions", cues.message, where, cues.hint)
        return ()
    return cues


def _size(walk: Walk, media: Media, attributes: Attributes, place: Place) -> tuple[int | None, int | None]:
    """As given, else as the file tells: so that the page doesn't jump when the video comes."""
    given = [attributes.values.get(name, "") for name in ("width", "height")]
    if all(re.fullmatch(r"[1-9][0-9]{0,4}", one) for one in given):
        return int(given[0]), int(given[1])
    if any(given) or media.width is None:
        what = f'nothing tells how large "{media.name}" is shown'
        walk.problem("clip-without-size", what, place, "width=640 height=360, as the video is")
    return media.width, media.height
