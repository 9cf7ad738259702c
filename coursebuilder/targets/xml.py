"""Write and read the XML documents of packages (imsmanifest.xml, cmi5.xml, tincan.xml).

We escape text ourselves instead of using a template engine's escape: Moodle shows numeric character
references such as &#39; literally, so apostrophes stay as they are and only & < > and " are escaped, as named
entities.
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
    """An XML document that can't be parsed, or declares a document type; `line` is where, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def text(value: str) -> str:
    """`value` escaped as text of an element; characters that XML can't hold are left out."""
    plain = _ILLEGAL.sub("", value)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """`value` escaped for an attribute between double quotes, on one line."""
    return " ".join(text(value).split()).replace('"', "&quot;")


def split_address(address: str) -> SplitResult:
    """The parts of a URL; all of them empty for one that can't be parsed, such as http://[."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def ncname(value: str) -> str:
    """`value` as an XML name without colon (NCName): every other character becomes _."""
    name = _NOT_NCNAME.sub("_", value)
    return name if NCNAME.fullmatch(name) else f"_{name}"


def render(template: Path, **values: object) -> bytes:
    """The document that a Jinja template makes of `values`, in UTF-8.

    Templates escape with the filters `text` and `attribute`.
    """
    return _compiled(template).render(values).encode()


@lru_cache
def _compiled(template: Path) -> Template:
    """The compiled template, cached: compiling takes longer than all else for a manifest."""
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
    """The root element of an XML document; raises BadXml. Reads no other file, network address or DTD."""
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
