"""Parse a drawing into elements, refusing declarations that could hide content.

Expat reports every declaration before the text that could use it. So a document type is judged as it is
declared, not by a search through its text, which comments and encodings can deceive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

MAX_ELEMENTS = 20_000  # shapes that a phone still draws while somebody scrolls
MAX_DEPTH = 200
# Illustrator declares about ten names of vocabularies, 60 signs each at the most.
_MAX_ENTITIES = 50
_MAX_ENTITY_SIGNS = 200
_MAX_SIGNS = 4_000_000  # of text and attributes, after what is declared has been put in
_KNOWN_TYPE = "-//W3C//DTD SVG"
_PLAIN = "export it again as plain SVG, without the settings of the program that made it"


class Unreadable(Exception):
    """Raised for a drawing that can't be taken: the rest of a sentence, the line, and the cure."""

    def __init__(self, fault: str, line: int, cure: str = _PLAIN) -> None:
        super().__init__(fault)
        self.fault, self.line, self.cure = fault, line, cure


@dataclass(slots=True)
class Node:
    """An element. attributes: by (namespace, name), "" for no namespace.

    Content: text and elements in order.
    """

    namespace: str
    name: str
    line: int
    attributes: dict[tuple[str, str], str]
    content: list[Node | str] = field(default_factory=list)

    def elements(self) -> Iterator[Node]:
        """This element and all inside it, in document order."""
        waiting = [self]
        while waiting:
            yield (node := waiting.pop())
            waiting += reversed([child for child in node.content if isinstance(child, Node)])

    def text(self) -> str:
        """The element's own text, without that of elements in it."""
        return "".join(child for child in self.content if isinstance(child, str))


def read_xml(data: bytes) -> tuple[Node, list[str]]:
    """The root element, and the names of the processing instructions (<?name …?>). Raises Unreadable."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        fault = f"is not well-formed: {expat.errors.messages[error.code]}"
        raise Unreadable(fault, error.lineno, "export it again") from None
    except (LookupError, UnicodeError, ValueError):  # an encoding that Python doesn't know, or of no use here
        raise Unreadable("is in an encoding that is not taken", 1, "save it as UTF-8") from None
    assert reader.root is not None  # expat refuses a file without an element
    return reader.root, reader.instructions


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.instructions: list[str] = []
        self.elements = self.signs = self.entities = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.ProcessingInstructionHandler = lambda name, _: self.instructions.append(name)
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.entity
        parser.AttlistDeclHandler = lambda *_: self.refuse("declares attributes of its own (<!ATTLIST)")
        parser.ElementDeclHandler = lambda *_: self.refuse("declares elements of its own (<!ELEMENT)")
        parser.NotationDeclHandler = lambda *_: self.refuse("declares a notation (<!NOTATION)")
        parser.SkippedEntityHandler = lambda name, _: self.refuse(f"uses &{name}; without saying what it is")

    def refuse(self, fault: str, cure: str = _PLAIN) -> NoReturn:
        raise Unreadable(fault, self.parser.CurrentLineNumber, cure)

    def doctype(self, name: str, system: str | None, public: str | None, own: bool) -> None:
        if (system or public) and not (public or "").startswith(_KNOWN_TYPE):
            self.refuse(
                "names a document type in another file (<!DOCTYPE … SYSTEM)", "delete the <!DOCTYPE …>"
            )

    def entity(
        self,
        name: str,
        parameter: bool,
        value: str | None,
        base: str | None,
        system: str | None,
        public: str | None,
        notation: str | None,
    ) -> None:
        """Accept the declaration of a plain text only; & and % refer to others, < begins an element."""
        if value is None or parameter:
            self.refuse(f"declares {name} as something outside itself or as a declaration (<!ENTITY)")
        elif set(value) & set("<&%"):
            self.refuse(f"declares {name} as more than plain text (<!ENTITY)")
        elif len(value) > _MAX_ENTITY_SIGNS:
            self.refuse(f"declares {name} as a text of more than {_MAX_ENTITY_SIGNS} signs (<!ENTITY)")
        self.entities += 1
        if self.entities > _MAX_ENTITIES:
            self.refuse(f"declares more than {_MAX_ENTITIES} texts (<!ENTITY)")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.count(sum(map(len, attributes.values())))
        if self.elements > MAX_ELEMENTS:
            self.refuse(
                f"has more than {MAX_ELEMENTS:,} shapes", "simplify it: phones draw it while people scroll"
            )
        if len(self.open) >= MAX_DEPTH:
            self.refuse(f"is nested more than {MAX_DEPTH} deep", "ungroup what is in it")
        given = {_split(key): value for key, value in attributes.items()}
        node = Node(*_split(name), self.parser.CurrentLineNumber, given)
        if self.open:
            self.open[-1].content.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        self.count(len(text))
        self.open[-1].content.append(text)

    def count(self, signs: int) -> None:
        self.signs += signs
        if self.signs > _MAX_SIGNS:
            self.refuse("grows too large when what it declares is put in")


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace, local
