"""A new course, and a new module of a course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coursebuilder.begin.files import CannotBegin, empty_folder, id_of, one_line, quoted, write_new
from coursebuilder.settings.append import append_item
from coursebuilder.source import load

AUDIENCE = "People who support children and young people"
_TEMPLATE = Path(__file__).with_name("course")
_MODULE = Path(__file__).with_name("module.md")


def new_course(title: str, folder: Path | None, authors: Sequence[str], audience: str) -> Path:
    """Write a course that shows every block and every kind of question; returns its folder.

    folder: where to; None: a folder called like the course's id, in the working directory
    audience: "" for the template's own
    """
    title = one_line(title)
    identifier = id_of(title, "course")
    folder = folder or Path(identifier)
    empty_folder(folder)
    names = [one_line(author) for author in authors]
    lines = {
        "id: my-course\n": f"id: {identifier}\n",
        'title: "My course"\n': f"title: {quoted(title)}\n",
        f'audience: "{AUDIENCE}"\n': f"audience: {quoted(audience or AUDIENCE)}\n",
        '  - "Your name"\n': "".join(f"  - {quoted(name)}\n" for name in names) or '  - "Your name"\n',
    }
    files = {
        folder / path.relative_to(_TEMPLATE): path.read_bytes()
        for path in sorted(_TEMPLATE.rglob("*"))
        if path.is_file()
    }
    settings = files[folder / "course.yaml"].decode()
    for before, after in lines.items():
        settings = settings.replace(before, after)
    write_new({**files, folder / "course.yaml": settings.encode()})
    return folder


def new_module(title: str, folder: Path) -> Path:
    """Write a module and add its line to course.yaml, of which nothing else changes; returns its file."""
    title = one_line(title)
    settings = folder / "course.yaml"
    if not settings.is_file():
        raise CannotBegin(f"there is no course.yaml in {folder.as_posix()}: name the course with --folder")
    identifier = _free_id(id_of(title, "module"), folder)
    path = folder / "modules" / f"{_next_number(folder / 'modules'):02}-{identifier}.md"
    listed = f"modules/{path.name}"
    data = settings.read_bytes()
    try:
        text = append_item(data.decode("utf-8"), "modules", listed)
    except UnicodeDecodeError:
        text = None
    if text is None:
        raise CannotBegin(
            f"{settings.as_posix()}: there is no list of modules that a line can be added to: "
            "write  modules:  and below it  - modules/01-….md  for each, then try again"
        )
    written = _MODULE.read_text("utf-8").replace('title: "My module"', f"title: {quoted(title)}")
    write_new({path: written.encode()})
    settings.write_bytes(text.encode())
    return path


def _free_id(identifier: str, folder: Path) -> str:
    """The id, with a number behind it where a module of the course has it already."""
    course = load(folder).course
    taken = {module.id for module in course.modules} if course else set()
    numbered = (f"{identifier[:37].rstrip('-')}-{n}" for n in range(2, 1000))
    return next(one for one in (identifier, *numbered) if one not in taken)


def _next_number(modules: Path) -> int:
    numbers = (re.match(r"[0-9]{1,3}", path.name) for path in modules.glob("*.md"))
    return max((int(number[0]) for number in numbers if number), default=0) + 1
