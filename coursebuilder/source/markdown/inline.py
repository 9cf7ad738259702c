"""What stands inside a paragraph: links, citations, the provider's details; it all ends as finished HTML."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from coursebuilder.media import plain_address
from coursebuilder.model import (
    Asked,
    Link,
    ModuleLink,
    Slot,
)
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.source.details import present_name
from coursebuilder.source.markdown.addresses import with_links
from coursebuilder.source.markdown.around import Gathered, Surroundings, finished_token, text_token
from coursebuilder.source.markdown.citations import citation_token
from coursebuilder.source.markdown.parse import PARSER

_ITEM = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}|\[@([^\[\]\n]*?)\]")
_NO_DETAIL = "between {{ and }} stands a detail of the provider alone, {{provider.organisation}}: remove it"
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]*)?/?>")
_UNSAFE_LINK = re.compile(r"\]\(\s*((?:javascript|vbscript|file|data):[^\s)]*)", re.IGNORECASE)
_NOTABLE = re.compile(r"\{\{|\[@|<|\]\(|@|://|(?i:www)\.")  # any other text stays as it is
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
MODULE_ADDRESS = re.compile(r"(?:[\w./ -]*/)?([\w. -]+\.md)(?:#([\w-]*))?")
MODULE_CLOSED = '</span><span class="in-module"></span>'  # see module_links.py
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def finish_inline(token: Token, around: Surroundings, found: Gathered, first_line: int) -> None:
    """Replace the parts of an inline token that mean something to a course by finished HTML."""
    if plain(token):
        return
    children: list[Token] = []
    line, note, linked, elsewhere = first_line, "", 0, False
    for child in token.children or ():
        linked += child.nesting if child.type in {"link_open", "link_close"} else 0
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "link_open":
            note = _finish_link(child, Place(around.path, line), around, found)
            elsewhere = child.type == "html_inline"
        elif child.type == "link_close" and elsewhere:
            child, elsewhere = finished_token(MODULE_CLOSED), False
        elif child.type == "link_close" and note:
            children.append(text_token(note))
        elif child.type == "text" and _NOTABLE.search(child.content):
            children += _split_text(child.content, Place(around.path, line), around, found, bool(linked))
            continue
        children.append(child)
    token.children = children


def plain(token: Token) -> str:
    """What a paragraph says that is nothing but text which means nothing to a course; "" for any other."""
    children = token.children or ()
    if len(children) == 1 and children[0].type == "text" and not _NOTABLE.search(children[0].content):
        return children[0].content
    return ""


def inline_html(token: Token) -> str:
    if words := plain(token):
        return escapeHtml(words)
    return str(PARSER.renderer.render([token], PARSER.options, {}))


def inline_text(token: Token) -> str:
    """The words alone."""
    if words := plain(token):
        return " ".join(words.split())
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type == "html_inline":
            parts.append(child.meta.get("text", ""))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _split_text(text: str, place: Place, around: Surroundings, found: Gathered, linked: bool) -> list[Token]:
    """Citations, details, bare addresses and line breaks as tokens. `linked`: the text is in a link."""
    tokens: list[Token] = []
    position = 0
    for item in _ITEM.finditer(text):
        tokens += _plain_text(text[position : item.start()], linked)
        if item[2] is None:
            tokens.append(_provider_token(item[1], place, around, found))
        else:
            tokens.append(citation_token(item[2], place, around, found))
        position = item.end()
    tokens += _plain_text(text[position:], linked)
    _report_left_over(_BREAK.sub(" ", text), place, found)
    return [token for token in tokens if token.content or token.nesting]


def _plain_text(text: str, linked: bool) -> list[Token]:
    """Text with <br> as a line break and, outside links, with its bare addresses as links."""
    tokens: list[Token] = []
    for number, part in enumerate(_BREAK.split(text)):
        tokens += [finished_token("<br>", " ")] if number else []
        links = [text_token(part)] if linked else list(with_links(part))
        for token in links:
            if token.type == "link_open" and not str(token.attrs["href"]).startswith("mailto:"):
                _in_new_window(token)
        tokens += links
    return tokens


def _provider_token(expression: str, place: Place, around: Surroundings, found: Gathered) -> Token:
    slot = _slot(expression, place, around, found)
    if slot is None:
        return text_token("")
    if slot.value:
        return text_token(slot.value)
    if slot.task:
        shown = around.task.format(label=slot.label)
        return finished_token(f"<mark>{escape(shown)}</mark>", shown)
    shown = around.gap.format(label=slot.label)
    lines = "".join(f" ({said})" for said in around.lines.get(slot.name, ()))
    return finished_token(f'<mark class="gap">{escape(shown)}</mark>{escape(lines)}', shown + lines)


def _slot(expression: str, place: Place, around: Surroundings, found: Gathered) -> Slot | None:
    head, _, written = expression.partition(".")
    name = present_name(written)
    slot = around.slots.get(name) if head == "provider" else None
    if slot is None:
        known = [f"provider.{one}" for one in around.slots]
        hint = did_you_mean(expression, known) if known else "declare it under provider: in course.yaml"
        found.problems.append(
            Problem(
                "unknown-provider-detail",
                f"{{{{{expression}}}}} is not declared",
                place,
                hint if re.fullmatch(r"[a-zA-Z][\w.-]*", expression) else _NO_DETAIL,
            )
        )
    else:
        found.asked.append(Asked(place, name))
    return slot


def _finish_link(token: Token, place: Place, around: Surroundings, found: Gathered) -> str:
    """Tell page links, files and outside addresses apart; refuse what would not work in a package.

    Gives what a learner should know of a file before opening it: " (PDF, 120 KB)".
    """
    address = str(token.attrs.get("href", ""))
    typed = unquote(address)
    for escaped in re.findall(r"%7B%7B(.*?)%7D%7D", address):
        slot = _slot(unquote(escaped).strip(), place, around, found)
        address = address.replace(f"%7B%7B{escaped}%7D%7D", slot.value if slot else "")
    token.attrs["href"] = address
    if address.startswith("#") and address[1:] in around.headings:
        token.attrs.update({"href": f"#at-{address[1:]}", "data-action": "place"})
    elif address.startswith("#"):
        found.links.append(Link(place, address[1:]))
        token.attrs["href"] = f"#page-{address[1:]}"
    elif module := MODULE_ADDRESS.fullmatch(typed):
        found.elsewhere.append(ModuleLink(place, module[1], module[2] or ""))
        token.type, token.content = "html_inline", f'<span data-to="{module[1]}#{module[2] or ""}">'
    elif address.lower().startswith(("https://", "http://")):
        _in_new_window(token)
    elif address.lower().startswith(("mailto:", "tel:", "sms:")):
        return ""
    elif not address or address.startswith(("//", "/")) or _SCHEME.match(address):
        found.problems.append(
            Problem(
                "bad-link",
                f'a link to "{typed}" can\'t work in a package',
                place,
                "link to a page (#page-id), a file (media/…) or https://…",
            )
        )
    elif not plain_address(unquote(address)).startswith("media/"):
        found.problems.append(
            Problem(
                "bad-link",
                f'"{typed}" is neither a page nor under media/',
                place,
                _nearest_address(typed),
            )
        )
    else:
        return _finish_file_link(token, unquote(address), place, around, found)
    return ""


def _nearest_address(typed: str) -> str:
    """What the author of an address that leads nowhere may have meant."""
    if re.fullmatch(r"[^\s/@]+@[^\s/@]+\.\w+", typed):
        return f"write mailto:{typed}"
    if re.fullmatch(
        r"(?i:www\.\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|uk|info|eu|ie|gov|edu)(?:/\S*)?)", typed
    ):
        return f"write https://{typed}"
    return "pages are linked as #page-id, files stand under media/"


def _finish_file_link(token: Token, address: str, place: Place, around: Surroundings, found: Gathered) -> str:
    """Lead a link to the file under media/, and give its kind and size; "" where the file can't be used."""
    media = around.find_media(address, place, "file")
    if isinstance(media, Problem):
        found.problems.append(media)
        return ""
    found.media.append(media)
    token.attrs["href"] = media.name
    _in_new_window(token)
    return f" ({media.path.suffix[1:].upper()}, {max(1, round(media.path.stat().st_size / 1000))} KB)"


def _in_new_window(link: Token) -> None:
    link.attrs.update(target="_blank", rel="noopener")


def _report_left_over(text: str, place: Place, found: Gathered) -> None:
    """Tell of what stays visible as text: HTML, and links the Markdown parser itself refuses."""
    script = _UNSAFE_LINK.search(text)
    if script:
        found.problems.append(
            Problem(
                "bad-link",
                f'a link to "{script[1]}" is not allowed',
                place,
                "link to a page (#page-id), a file (media/…) or https://…",
            )
        )
    tag = _TAG.search(text)
    if tag:
        found.problems.append(
            Problem(
                "raw-html",
                f"HTML such as {tag[0]} shows as text",
                place,
                "use Markdown, or put it between backticks if you mean it",
                "warning",
            )
        )
