"""Addresses on other hosts in a page, style sheet or script: fetched for certain, or only mentioned.

Links to follow and names of XML or xAPI vocabularies are neither. Addresses in scripts count as mentioned:
whether they are ever fetched only a browser shows.
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
_SHOWN = re.compile(r"http(?<=>http)s?://[\w./~%#-]+", re.ASCII)  # nothing fetches what follows a >
# Three patterns, for each begins with what is looked for: together they would be tried at every character.
_SLASHES = re.compile(r"/\s*/")
_BACKSLASHES = "\\\\"
_ESCAPED = re.compile(r"&(?:#x?0*(?:2f|47|5c|92)|sol|bsol)\b", re.I)
_JS_ADDRESS = r"""["'`]((?:https?:|wss?:)?//[^"'`\s]{1,2000})["'`]"""
_JS_TEXT = re.compile(_JS_ADDRESS, re.I)
_HOST = re.compile(r"[A-Za-z:]*//[A-Za-z0-9_-]+\.[A-Za-z0-9_.-]+")
_NAMESPACE = re.compile(
    r"https?://(?:www\.w3\.org|ns\.adobe\.com|purl\.org|schemas\.[a-z]+\."
    # xAPI's vocabularies: names, which nobody fetches
    r"|(?:www\.)?adlnet\.gov/|w3id\.org/xapi|activitystrea\.ms|(?:[\w-]+\.)*tincanapi\.com|xapi\.vocab\.pub"
    r"|projecttincan\.com|(?:registry|profiles)\.tincan[\w-]*\.|(?:\w+\.)?xapi\.gov|risc-inc\.com/annotator"
    r"|(?:[\w-]+\.)*example\.(?:com|org|net)\b)",  # reserved for examples: RFC 2606
    re.I,
)


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    """An address on another host; `certain`: whether a browser fetches it for certain."""

    address: str
    certain: bool = True


def fetched_addresses(suffix: str, source: str) -> tuple[str, ...]:
    """The addresses on other hosts that a browser fetches for `source`, a file with this suffix (".html")."""
    return tuple(remote.address for remote in _scan(suffix, source) if remote.certain)


def mentioned_addresses(suffix: str, source: str) -> tuple[str, ...]:
    """Addresses on other hosts in its scripts, without those that are fetched for certain."""
    found = _scan(suffix, source)
    certain = {remote.address for remote in found if remote.certain}
    return tuple(remote.address for remote in found if not remote.certain and remote.address not in certain)


@lru_cache(maxsize=256)  # the packages of one build share scripts, styles and drawings
def _scan(suffix: str, source: str) -> tuple[RemoteAddress, ...]:
    return tuple(dict.fromkeys(REMOTE[suffix](source)))


def _in_css(source: str) -> Iterator[RemoteAddress]:
    if _may_lead_elsewhere(source):
        yield from (RemoteAddress(link) for link in addresses_in(source) if leads_to_another_host(link))


def _in_js(source: str) -> Iterator[RemoteAddress]:
    if "//" not in source:
        return
    for match in _JS_TEXT.finditer(source):
        if _HOST.match(match.group(1)) and not _NAMESPACE.match(match.group(1)):
            yield RemoteAddress(match.group(1), certain=False)


def _in_markup(source: str) -> Iterator[RemoteAddress]:
    if not source.strip() or not _may_lead_elsewhere(_SHOWN.sub("", _LINK.sub("", source))):
        return
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(source.encode(), parser)
    for element in cast(list[etree._Element], _NAMING_HOSTS(root)) if root is not None else ():
        yield from _in_element(element)


def _may_lead_elsewhere(source: str) -> bool:
    return bool(_SLASHES.search(source) or _BACKSLASHES in source or _ESCAPED.search(source))


def _in_element(element: etree._Element) -> Iterator[RemoteAddress]:
    tag = str(element.tag).lower()
    attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    for name, value in attributes.items():
        if name == "style":
            yield from _in_css(value)
        else:
            yield from (
                RemoteAddress(link) for link in fetched(tag, attributes, name) if leads_to_another_host(link)
            )
    if tag == "style":
        yield from _in_css(element.text or "")
    elif tag == "script" and "json" not in element.get("type", ""):
        yield from _in_js(element.text or "")


REMOTE: dict[str, Callable[[str], Iterator[RemoteAddress]]] = {
    ".html": _in_markup,
    ".htm": _in_markup,
    ".svg": _in_markup,
    ".css": _in_css,
    ".js": _in_js,
}
