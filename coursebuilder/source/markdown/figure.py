"""A picture on a line of its own: a Figure on a page, or HTML in a list, a quotation or a table's cell."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from coursebuilder.model import Figure
from coursebuilder.problems import Place, Problem
from coursebuilder.source.markdown.around import Gathered, Surroundings, finished_token

_SAYS_NOTHING = re.compile(  # a file's name, one general word, or what Office writes by itself
    r"^\S+\.(?:png|jpe?g|gif|svg|webp|heic)$|^(?:image|picture|photo|img|figure|screenshot|diagram|logo)[\s_\d]*$"
    r"|description automatically generated",
    re.IGNORECASE,
)
_ALT_HINT = "![what the picture shows](media/…): say it for those who can't see it"


def is_picture(inline: Token) -> bool:
    """Whether a paragraph is a picture and nothing else."""
    return [child.type for child in inline.children or ()] == ["image"]


def figure(image: Token, place: Place, around: Surroundings, found: Gathered) -> Figure | None:
    """The picture with its file; what is wrong with it goes to `found`."""
    alt = " ".join(image.content.split())
    if not alt:
        found.problems.append(Problem("missing-alt", "a picture without a description", place, _ALT_HINT))
    elif _SAYS_NOTHING.search(alt):
        what = f'"{alt[:60]}" does not say what the picture shows'
        found.problems.append(Problem("poor-alt", what, place, _ALT_HINT, "warning"))
    media = around.find_media(unquote(str(image.attrs.get("src", ""))), place, "picture")
    if isinstance(media, Problem):
        found.problems.append(media)
        return None
    found.media.append(media)
    return Figure(place, media, alt, str(image.attrs.get("title", "")), media.width, media.height)


def put_figure(paragraph: list[Token], place: Place, around: Surroundings, found: Gathered) -> None:
    """Make finished HTML of a paragraph (its three tokens) that is a picture."""
    opening, inline, closing = paragraph
    opening.hidden = closing.hidden = True
    shown = figure((inline.children or [])[0], place, around, found)
    caption = f"<figcaption>{escape(shown.caption)}</figcaption>" if shown and shown.caption else ""
    html = f"<figure>{_img(shown)}{caption}</figure>" if shown else ""
    inline.children = [finished_token(html, f"{shown.alt} {shown.caption}" if shown else "")]


def put_pictures(inline: Token, place: Place, around: Surroundings, found: Gathered) -> None:
    """Make finished HTML of the pictures in a table's cell."""
    children = []
    for child in inline.children or ():
        shown = figure(child, place, around, found) if child.type == "image" else None
        if shown:
            caption = f'<span class="small">{escape(shown.caption)}</span>' if shown.caption else ""
            child = finished_token(_img(shown) + caption, f"{shown.alt} {shown.caption}")
        if child.type != "image":  # else its file is missing, as was told
            children.append(child)
    inline.children = children


def _img(shown: Figure) -> str:
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    return f'<img src="{escape(shown.media.name)}" alt="{escape(shown.alt)}"{size} loading="lazy">'
