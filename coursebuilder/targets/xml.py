"""Writing and reading the XML documents that platforms look for.

Our own escape instead of a template engine's: Moodle shows numeric character references such as &#39; as they
stand, so only the five named entities may leave, and an apostrophe stays an apostrophe.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from jinja2 import Environment, StrictUndefined, Template
from lxml import etree

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_NCNAME = re.compile(r"[^A-Za-z0-9_.-]")
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


class BadXml(Exception):
    """A document no platform can read; `line` is where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def text(value: str) -> str:
    """`value` as the text of an element; characters XML can't hold are left out."""
    plain = _ILLEGAL.sub("", value)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """`value` for an attribute between double quotes."""
    return " ".join(text(value).split()).replace('"', "&quot;")


def split(address: str) -> SplitResult:
    """The parts of an address; all of them empty where it is none, such as http://[."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def ncname(value: str) -> str:
    """`value` with everything replaced that an XML identifier can't hold."""
    name = _NOT_NCNAME.sub("_", value)
    return name if NCNAME.fullmatch(name) else f"_{name}"


def render(template: Path, **values: object) -> bytes:
    """The document a template makes; the filters `text` and `attribute` escape."""
    return _compiled(template).render(values).encode()


@lru_cache
def _compiled(template: Path) -> Template:
    """Compiling takes longer than everything else that is done for a manifest."""
    environment = Environment(
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": text, "attribute": attribute}
    return environment.from_string(template.read_text("utf-8"))


def parse(data: bytes) -> etree._Element:
    """The root element; never reads another file, the network or a document type."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadXml(error.msg or "not well-formed", error.lineno or 1) from None
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # in any of the encodings XML knows
        raise BadXml("a document type is declared", 1)
    return root
