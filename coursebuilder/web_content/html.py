"""HTML: the elements and attributes that make a browser run, fetch, send or hide something.

Sources: HTML Living Standard, its indexes of elements and attributes, and its obsolete features. Any
attribute named on… counts as an event handler, because browsers gain new ones every year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from coursebuilder.web_content.addresses import leads_to_another_host, runs_script
from coursebuilder.web_content.names import names

# They run scripts, load documents of their own, or change what addresses, styles and the page as a whole do.
ACTIVE_ELEMENTS = names(
    """
    applet base bgsound embed fencedframe frame frameset iframe link meta object portal script style
    """
)
# Browsers and other readers take what stands in them differently, so that a tag could hide there.
_READ_DIFFERENTLY = names("noembed noframes noscript plaintext xmp")
_PLAIN_TEXT = names("textarea title")
HANDLER = re.compile(r"on[a-z]+", re.IGNORECASE)
# They make a browser fetch an address, or send something to it, by themselves or at a click.
LOADING = names(
    """
    src srcset imagesrcset poster data background action formaction manifest ping attributionsrc archive
    classid code codebase dynsrc lowsrc
    """
)
# They send what a learner did or typed to an address, or hold a document or a style of their own.
REFUSED_ATTRIBUTES = (LOADING - names("src srcset poster")) | names("srcdoc style")
_LOADING_HREF = names("use image base feimage script pattern lineargradient radialgradient mpath textpath")
_RELATIONS = names(
    """
    stylesheet icon apple-touch-icon mask-icon manifest preload modulepreload prefetch prerender preconnect
    dns-prefetch
    """
)
_REFRESH = re.compile(r"\d\s*[;,]\s*(?:url\s*=\s*)?['\"]?(.+)", re.I)
_RATIO = re.compile(r"aspect-ratio:[0-9]+/[0-9]+")  # a video's, whatever its poster's is
# Browsers end a comment at --!> and at once at <!-->; what else begins with <! is none at all.
_PLAIN_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->|--!>|<!--).)*+-->", re.DOTALL)


def fetched(element: str, attributes: Mapping[str, str], name: str) -> Iterator[str]:
    """The addresses that one attribute makes a browser fetch, send to, or go to without a click on a link.

    Names in lower case; `name` is one of `attributes`.
    """
    value = attributes[name]
    if name in {"srcset", "imagesrcset"}:
        yield from (part.strip() for part in value.split(","))
    elif element == "meta" and name == "content" and attributes.get("http-equiv", "").lower() == "refresh":
        if found := _REFRESH.search(value):
            yield found[1].strip()
    elif name == "ping":
        yield from value.split()
    elif name in LOADING or (name in {"href", "xlink:href"} and _loads_href(element, attributes)):
        yield value.strip()


def _loads_href(element: str, attributes: Mapping[str, str]) -> bool:
    relations = set(attributes.get("rel", "").lower().split())
    return element in _LOADING_HREF or (element == "link" and bool(relations & _RELATIONS))


def refused_markup(html: str) -> list[str]:
    """What a page's markup holds that it may not: each once, fit for "it writes …"."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = list(reader.found)
    if "<!" in _PLAIN_COMMENT.sub("", html):
        found.append("a comment that browsers end elsewhere")
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self.inside = ""  # the element whose content is plain text to a browser

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self.inside:
            self.found[f"<{tag}> in <{self.inside}>"] = None
        elif tag in _PLAIN_TEXT:
            self.inside = tag
        if tag in ACTIVE_ELEMENTS or tag in _READ_DIFFERENTLY:
            self.found[f"<{tag}>"] = None
        for name, value in attributes.items():
            if name == "style" and _RATIO.fullmatch("".join(value.split())):
                continue
            if HANDLER.fullmatch(name) or name in REFUSED_ATTRIBUTES:
                self.found[f"{name}= in <{tag}>"] = None
            elif runs_script(value):
                self.found[f"a script in {name}= of <{tag}>"] = None
            elif any(map(leads_to_another_host, fetched(tag, attributes, name))):
                self.found[f"an address on another host in {name}= of <{tag}>"] = None

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
