"""Ids that an author left out, written into the source: once, and nothing else of the file changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from coursebuilder.begin.files import CannotBegin
from coursebuilder.model import Course, LeftOut, Module
from coursebuilder.source import load
from coursebuilder.source.attributes import split_attributes
from coursebuilder.source.roots import shared_beside

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_NAMED = re.compile(r"(\ufeff?\s*:{3,}\s*(?:question|reflection|scenario))(?=\s|$|\{)", re.IGNORECASE)
_HEADING = re.compile(r"(\ufeff? {0,3}#{1,6}[ \t]+.*?)((?:[ \t]+#+)?[ \t]*)", re.DOTALL)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def write_ids(folder: Path) -> dict[Path, tuple[str, ...]]:
    """Write the ids left out in a course's own and shared modules; the files, and the ids written into each.

    Modules of other courses are left alone. Raises CannotBegin where an id can't be written, and leaves that
    file as it was.
    """
    course = load(folder).course
    written: dict[Path, tuple[str, ...]] = {}
    for module in _own(course) if course else ():
        ids = _free(module)
        path = Path(module.place.path)
        if ids and path not in written:
            before = path.read_bytes()
            path.write_bytes(with_ids(before.decode("utf-8"), ids).encode())
            if left := _left(folder, path):
                path.write_bytes(before)
                raise CannotBegin(
                    f"{left.place}: the id can't be written here: write it yourself, {{#{left.id}}}"
                )
            written[path] = tuple(ids.values())
    return written


def with_ids(text: str, ids: Mapping[int, str]) -> str:
    """The text with ids on the lines, from 1, that begin headings and blocks."""
    lines = _LINE.findall(text)
    for number, identifier in ids.items():
        at = number - 1
        if not lines[at].lstrip("\ufeff ").startswith((":", "#")):  # a heading that is underlined
            at = next(n for n in range(at, len(lines)) if _UNDERLINE.fullmatch(lines[n + 1].rstrip("\r\n")))
        line = lines[at].rstrip("\r\n")
        lines[at] = _with_id(line, identifier) + lines[at][len(line) :]
    return "".join(lines)


def _with_id(line: str, identifier: str) -> str:
    if named := _NAMED.match(line):
        return f"{named[1]} {identifier}{line[named.end() :]}"
    if line.lstrip("\ufeff ").startswith(":"):  # ::: {.question}
        return line.replace("{", f"{{#{identifier} ", 1)
    heading = _HEADING.fullmatch(line)
    title, closing = (heading[1], heading[2]) if heading else (line.rstrip(), "")
    words, _ = split_attributes(title)
    if words != title:
        start = title.rindex("{")
        return f"{title[:start]}{{#{identifier} {title[start + 1 :].lstrip()}{closing}"
    return f"{title} {{#{identifier}}}{closing}"


def _own(course: Course) -> Iterable[Module]:
    folder = Path(course.place.path).parent
    roots = [root.resolve() for root in (folder, shared_beside(folder))]
    for module in course.modules:
        if any(Path(module.place.path).resolve().is_relative_to(root) for root in roots):
            yield module


def _free(module: Module) -> dict[int, str]:
    """By line: the ids left out; pages whose headings are alike get a number."""
    lines = {page.place.line for page in module.pages}
    taken = {page.id for page in module.pages if all(page.place != one.place for one in module.left_out)}
    found: dict[int, str] = {}
    for one in module.left_out:
        identifier, number = one.id, 1
        while one.place.line in lines and identifier in taken:
            number += 1
            identifier = f"{one.id[:56]}-{number}"
        if one.place.line in lines:
            taken.add(identifier)
        found[one.place.line] = identifier
    return found


def _left(folder: Path, path: Path) -> LeftOut | None:
    """The first id that a module's file still lacks."""
    course = load(folder).course
    modules = course.modules if course else ()
    return next(
        (one for module in modules if Path(module.place.path) == path for one in module.left_out), None
    )
