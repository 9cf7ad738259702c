"""![what it shows](media/FILE "caption"){rights="…"} in a paragraph of its own: a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from markdown_it.token import Token

from coursebuilder.model import Figure
from coursebuilder.problems import Place, Problem
from coursebuilder.source.attributes import Attributes, split_attributes
from coursebuilder.source.markdown.walk import Walk

_SAYS_NOTHING = re.compile(  # a file's name, one general word, or what Office writes by itself
    r"^\S+\.(?:png|jpe?g|gif|svg|webp|heic)$|^(?:image|picture|photo|img|figure|screenshot|diagram|logo)[\s_\d]*$"
    r"|description automatically generated",
    re.IGNORECASE,
)
_EXAMPLE = '![…](media/…){rights="Photo: Sam Green, 2025"}'


def picture_attributes(inline: Token) -> Attributes | None:
    """What stands between braces behind a picture in a paragraph of its own; None for any other paragraph."""
    children = inline.children or []
    if not children or children[0].type != "image":
        return None
    rest = "".join(child.content if child.type == "text" else "\n" for child in children[1:])
    before, attributes = split_attributes(rest)
    return None if before else attributes


def _rights(walk: Walk, attributes: Attributes, place: Place) -> str:
    """Who took a picture, as its braces say; other words there mean nothing."""
    sized = [name for name in ("width", "height", "size") if name in attributes.values]
    if sized:
        hint = f"remove {sized[0]}=: a page shows a picture as wide as it is, and never wider than the text"
        walk.problem("unknown-key", "a picture has no size of its own", place, hint)
    else:
        walk.report_fault(attributes, place, _EXAMPLE)
        walk.only(attributes, ["rights"], place)
    return " ".join(attributes.values.get("rights", "").split())


def figure(walk: Walk, start: int) -> Figure | None:
    """The picture whose paragraph opens at `start`; None where its file can't be used."""
    place = walk.place(start)
    inline = walk.tokens[start + 1]
    image = (inline.children or [])[0]
    rights = _rights(walk, picture_attributes(inline) or Attributes(), place)
    alt = " ".join(image.content.split())
    if not alt:
        walk.problem(
            "missing-alt",
            "a picture without a description",
            place,
            "![what the picture shows](media/…): say it for those who can't see it",
        )
    elif _SAYS_NOTHING.search(alt):
        walk.problem(
            "poor-alt",
            f'"{alt[:60]}" does not say what the picture shows',
            place,
            "![what the picture shows](media/…): say it for those who can't see it",
            "warning",
        )
    media = walk.around.find_media(unquote(str(image.attrs.get("src", ""))), place, "picture")
    if isinstance(media, Problem):
        walk.found.problems.append(media)
        return None
    media = replace(media, rights=rights) if rights else media
    walk.found.media.append(media)
    return Figure(place, media, alt, str(image.attrs.get("title", "")), media.width, media.height)
