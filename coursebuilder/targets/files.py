"""Rules for the files of a package, whatever its standard: names, types, and nothing from another host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem

NAME = re.compile(r"[A-Za-z0-9._/-]+")
MAX_NAME = 255
RESERVED = frozenset({"aiccshim.html"})  # the name a bridge between standards gives its own start page
UNSERVED = {".mp4": ".webm or .m4v", ".vtt": "captions inside the page", ".mjs": ".js"}
LOADING = {  # attributes that make a browser fetch something; a link to follow is no such thing
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
    "manifest",
    "xlink:href",
}
LOADING_HREF = {"link", "use", "image", "base", "feimage", "script", "pattern", "lineargradient"}
_REMOTE = re.compile(r"\s*(?:(?:https?|wss?|ftp):)?//[^/\s]", re.I)
# Reading markup takes long; where nothing but plain links could lead to another host, there is no need to.
_LINK = re.compile(r'<a(?:\s(?:class|href|rel|target)=(?:"[^"<>]*"|[^\s"\'<>`]+))*>')
_ELSEWHERE = re.compile(r"/\s*/|\\\\|&(?:#x?0*(?:2f|47|5c|92)|sol|bsol)\b", re.I)
_CSS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""", re.I)
_JS_TEXT = re.compile(r"""["'`]((?:https?:|wss?:)?//[A-Za-z0-9_.-]+\.[^"'`\s]*)["'`]""", re.I)
_NAMESPACE = re.compile(r"https?://www\.w3\.org/", re.I)  # names of vocabularies; nothing is fetched


def file_names(package: Package) -> Iterator[Problem]:
    """Names that every platform keeps as they are: some remove other characters, and links break."""
    for name in sorted(package.files):
        if not NAME.fullmatch(name):
            yield Problem(
                "file-name",
                "a file name with characters that platforms change",
                Place(name),
                "use letters, digits, . _ and - only",
            )
        if len(name) > MAX_NAME:
            yield Problem("file-name-length", f"a path longer than {MAX_NAME} characters", Place(name))


def reserved_names(package: Package) -> Iterator[Problem]:
    for name in sorted(package.files):
        if PurePosixPath(name).name.lower() in RESERVED:
            yield Problem(
                "file-reserved",
                "a name that a bridge between platforms needs for itself",
                Place(name),
                "rename the file",
            )


def unserved_types(package: Package) -> Iterator[Problem]:
    """Types that the NHS Learning Hub serves as something else."""
    for name in sorted(package.files):
        if instead := UNSERVED.get(PurePosixPath(name).suffix.lower()):
            yield Problem(
                "file-type",
                "a type that not every platform serves rightly",
                Place(name),
                f"use {instead}",
                "warning",
            )


def remote_files(package: Package) -> Iterator[Problem]:
    """Nothing may be fetched from another host: it fails behind a trust's firewall and tells on learners."""
    for name in sorted(package.files):
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in _SCANS:
            for address in _addresses(suffix, package.read(name).decode("utf-8", "replace")):
                yield Problem(
                    "remote-file",
                    f"fetches {address} from another host",
                    Place(name),
                    "put the file into the package",
                )


RULES: dict[str, Callable[[Package], Iterator[Problem]]] = {
    "file-name": file_names,
    "file-name-length": file_names,
    "file-reserved": reserved_names,
    "file-type": unserved_types,
    "remote-file": remote_files,
}


def file_rules(package: Package) -> list[Problem]:
    """Everything wrong with the files."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(package)]


@lru_cache(maxsize=32)  # packages of one build share script and style
def _addresses(suffix: str, source: str) -> tuple[str, ...]:
    """What a file of this type would make a browser fetch from another host."""
    return tuple(dict.fromkeys(_SCANS[suffix](source)))


def _in_css(source: str) -> Iterator[str]:
    for match in _CSS.finditer(source):
        address = match.group(1) or match.group(2)
        if _REMOTE.match(address):
            yield address.strip()


def _in_js(source: str) -> Iterator[str]:
    for match in _JS_TEXT.finditer(source):
        if not _NAMESPACE.match(match.group(1)):
            yield match.group(1)


def _in_markup(source: str) -> Iterator[str]:
    if not source.strip() or not _ELSEWHERE.search(_LINK.sub("", source)):
        return
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    for element in etree.fromstring(source.encode(), parser).iter(etree.Element):
        yield from _in_element(element)


def _in_element(element: etree._Element) -> Iterator[str]:
    tag = str(element.tag).lower()
    for name, value in element.attrib.items():
        name, value = str(name).lower(), str(value)
        if name == "style":
            yield from _in_css(value)
        elif name in LOADING or (name == "href" and tag in LOADING_HREF):
            parts = value.split(",") if name == "srcset" else [value]
            yield from (part.strip() for part in parts if _REMOTE.match(part))
    if tag == "style":
        yield from _in_css(element.text or "")
    elif tag == "script" and "json" not in element.get("type", ""):
        yield from _in_js(element.text or "")


_SCANS: dict[str, Callable[[str], Iterator[str]]] = {
    ".html": _in_markup,
    ".htm": _in_markup,
    ".svg": _in_markup,
    ".css": _in_css,
    ".js": _in_js,
}
