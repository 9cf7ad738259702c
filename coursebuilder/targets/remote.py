"""What a page, sheet or script makes a browser fetch from another host, and what it only names.

A link to follow is neither, nor is the name of a vocabulary. In a script only an address that is handed
straight to what fetches is certain; any other may be for reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml import etree

from coursebuilder.web_content.addresses import leads_to_another_host
from coursebuilder.web_content.css import addresses_in
from coursebuilder.web_content.html import fetched

_NAMING_HOSTS = etree.XPath("//*[self::style or self::script or @*[contains(., '//')]]")
# Reading markup takes long; where nothing but plain links could lead to another host, there is no need to.
_LINK = re.compile(r'<a(?:\s(?:class|href|rel|target)=(?:"[^"<>]*"|[^\s"\'<>`]+))*>')
_SHOWN = re.compile(r"http(?<=>http)s?://[\w./~%#-]+", re.ASCII)  # nothing loads what follows a >
# Three patterns, for each begins with what is looked for: together they would be tried at every character.
_SLASHES = re.compile(r"/\s*/")
_BACKSLASHES = "\\\\"
_ESCAPED = re.compile(r"&(?:#x?0*(?:2f|47|5c|92)|sol|bsol)\b", re.I)
_JS_ADDRESS = r"""["'`]((?:https?:|wss?:)?//[^"'`\s]{1,2000})["'`]"""
_JS_TEXT = re.compile(_JS_ADDRESS, re.I)
_HOST = re.compile(r"[A-Za-z:]*//[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+")
_JS_LOAD = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|sendBeacon|WebSocket|EventSource|Worker|getJSON|getScript)\s*\(\s*"""
    r"""|\.open\(\s*["'][A-Za-z]+["']\s*,\s*|\.(?:src|action)\s*=\s*|setAttribute\(\s*["']src["']\s*,\s*"""
    r"""|\bimport\s[^"'`;()]{0,100}\bfrom\s*|\bimport\s*)""" + _JS_ADDRESS,
    re.I,
)
_NAMESPACE = re.compile(r"https?://(?:www\.w3\.org|ns\.adobe\.com|purl\.org|schemas\.[a-z]+\.)", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """An address on another host, and whether it is certainly fetched."""

    address: str
    certain: bool = True


def loads(suffix: str, source: str) -> tuple[str, ...]:
    """What a file of this type would make a browser fetch from another host."""
    return tuple(one.address for one in _scan(suffix, source) if one.certain)


def mentions(suffix: str, source: str) -> tuple[str, ...]:
    """Other addresses that its scripts could use."""
    found = _scan(suffix, source)
    certain = {one.address for one in found if one.certain}
    return tuple(one.address for one in found if not one.certain and one.address not in certain)


@lru_cache(maxsize=256)  # the packages of one build share scripts, styles and drawings
def _scan(suffix: str, source: str) -> tuple[Found, ...]:
    return tuple(dict.fromkeys(REMOTE[suffix](source)))


def _in_css(source: str) -> Iterator[Found]:
    if _may_lead_elsewhere(source):
        yield from (Found(one) for one in addresses_in(source) if leads_to_another_host(one))


def _in_js(source: str) -> Iterator[Found]:
    if "//" not in source:
        return
    for match in _JS_LOAD.finditer(source):
        yield Found(match.group(1))
    for match in _JS_TEXT.finditer(source):
        if _HOST.match(match.group(1)) and not _NAMESPACE.match(match.group(1)):
            yield Found(match.group(1), certain=False)


def _in_markup(source: str) -> Iterator[Found]:
    if not source.strip() or not _may_lead_elsewhere(_SHOWN.sub("", _LINK.sub("", source))):
        return
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(source.encode(), parser)
    for element in cast(list[etree._Element], _NAMING_HOSTS(root)) if root is not None else ():
        yield from _in_element(element)


def _may_lead_elsewhere(source: str) -> bool:
    return bool(_SLASHES.search(source) or _BACKSLASHES in source or _ESCAPED.search(source))


def _in_element(element: etree._Element) -> Iterator[Found]:
    tag = str(element.tag).lower()
    attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    for name, value in attributes.items():
        if name == "style":
            yield from _in_css(value)
        else:
            yield from (Found(one) for one in fetched(tag, attributes, name) if leads_to_another_host(one))
    if tag == "style":
        yield from _in_css(element.text or "")
    elif tag == "script" and "json" not in element.get("type", ""):
        yield from _in_js(element.text or "")


REMOTE: dict[str, Callable[[str], Iterator[Found]]] = {
    ".html": _in_markup,
    ".htm": _in_markup,
    ".svg": _in_markup,
    ".css": _in_css,
    ".js": _in_js,
}
