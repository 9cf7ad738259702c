"""A picture on a line of its own: a Figure on a page, or HTML in a list, a quotation or a table's cell.

Braces behind it say whose it is: ![what it shows](media/FILE "caption"){rights="…"}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from coursebuilder.model import Figure
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.source.attributes import Attributes, split_attributes
from coursebuilder.source.markdown.around import Gathered, Surroundings, finished_token

_SAYS_NOTHING = re.compile(  # a file's name, one general word, or what Office writes by itself
    r"^\S+\.(?:png|jpe?g|gif|svg|webp|heic)$|^(?:image|picture|photo|img|figure|screenshot|diagram|logo)[\s_\d]*$"
    r"|description automatically generated",
    re.IGNORECASE,
)
_ALT_HINT = "![what the picture shows](media/…): say it for those who can't see it"
_RIGHTS_HINT = '![…](media/…){rights="Photo: Sam Green, 2025"}'
_SIZE_IN_ALT = re.compile(r"\|\s*\d{1,4}(?:x\d{1,4})?$")  # as Obsidian has it
_NO_SIZE = "a picture has no size of its own"
_SIZES = ("width", "height", "size")


def picture_attributes(children: Sequence[Token]) -> Attributes | None:
    """What the braces behind a picture hold; None where the tokens are more than a picture and braces."""
    if not children or children[0].type != "image":
        return None
    behind = "".join(child.content if child.type == "text" else "\n" for child in children[1:])
    if any(child.type not in {"text", "softbreak"} for child in children[1:]):
        return None
    before, attributes = split_attributes(behind)
    return None if before else attributes


def is_picture(inline: Token) -> bool:
    """Whether a paragraph is a picture, perhaps with braces behind it, and nothing else."""
    return picture_attributes(inline.children or ()) is not None


def figure(inline: Token, place: Place, around: Surroundings, found: Gathered) -> Figure | None:
    """The picture that a paragraph is, with its file; what is wrong with it goes to `found`."""
    children = inline.children or []
    rights = _rights(picture_attributes(children) or Attributes(), place, found.problems)
    return _figure(children[0], rights, place, around, found)


def _rights(attributes: Attributes, place: Place, problems: list[Problem]) -> str:
    """Who took a picture, as its braces say; other words there mean nothing."""
    keys = [*attributes.values, *attributes.flags, *attributes.classes]
    keys += [f"#{attributes.id}"] if attributes.id else []
    if attributes.fault:
        what = f'"{attributes.fault}" can\'t be read'
        hint = f"nothing but its rights stands behind a picture, no size and no class:  {_RIGHTS_HINT}"
        problems.append(Problem("bad-attributes", what, place, hint))
    elif sized := [key for key in keys if key in _SIZES]:
        hint = f"remove {sized[0]}=: a page shows a picture as wide as it is, and never wider than the text"
        problems.append(Problem("unknown-key", _NO_SIZE, place, hint))
    else:
        for key in keys:
            if key != "rights":
                hint = did_you_mean(key, ["rights"])
                problems.append(Problem("unknown-key", f'unknown key "{key}"', place, hint))
    return " ".join(attributes.values.get("rights", "").split())


def _figure(image: Token, rights: str, place: Place, around: Surroundings, found: Gathered) -> Figure | None:
    alt = " ".join(image.content.split())
    if not alt:
        found.problems.append(Problem("missing-alt", "a picture without a description", place, _ALT_HINT))
    elif sized := _SIZE_IN_ALT.search(alt):
        found.problems.append(Problem("unknown-key", _NO_SIZE, place, f"remove {sized[0]}", "warning"))
    elif _SAYS_NOTHING.search(alt):
        what = f'"{alt[:60]}" does not say what the picture shows'
        found.problems.append(Problem("poor-alt", what, place, _ALT_HINT, "warning"))
    media = around.find_media(unquote(str(image.attrs.get("src", ""))), place, "picture")
    if isinstance(media, Problem):
        found.problems.append(media)
        return None
    media = replace(media, rights=rights) if rights else media
    found.media.append(media)
    return Figure(place, media, alt, str(image.attrs.get("title", "")), media.width, media.height)


def put_figure(paragraph: list[Token], place: Place, around: Surroundings, found: Gathered) -> None:
    """Make finished HTML of a paragraph (its three tokens) that is a picture."""
    opening, inline, closing = paragraph
    opening.hidden = closing.hidden = True
    shown = figure(inline, place, around, found)
    caption = f"<figcaption>{escape(shown.caption)}</figcaption>" if shown and shown.caption else ""
    html = f"<figure>{_img(shown)}{caption}</figure>" if shown else ""
    inline.children = [finished_token(html, f"{shown.alt} {shown.caption}" if shown else "")]


def put_pictures(inline: Token, place: Place, around: Surroundings, found: Gathered) -> None:
    """Make finished HTML of the pictures in a table's cell."""
    children = []
    for child in inline.children or ():
        shown = _figure(child, "", place, around, found) if child.type == "image" else None
        if shown:
            caption = f'<span class="small">{escape(shown.caption)}</span>' if shown.caption else ""
            child = finished_token(_img(shown) + caption, f"{shown.alt} {shown.caption}")
        if child.type != "image":  # else its file is missing, as was told
            children.append(child)
    inline.children = children


def _img(shown: Figure) -> str:
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    return f'<img src="{escape(shown.media.name)}" alt="{escape(shown.alt)}"{size} loading="lazy">'
