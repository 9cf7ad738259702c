"""The author's manual as a course that this program builds itself, on a page that searches it."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from coursebuilder.begin.manual import FENCE, Section, chapters
from coursebuilder.build.pipeline import build_all, choose, read_courses

COMMANDS = "90-commands.md"
_SHOWN = {  # marks of examples that are shown, and what stands above one
    "markdown": "",
    "yaml": "In course.yaml:",
    "problems": "What `check` says:",
    "advice": "What `check` advises:",
    "better": "For example:",
}
_LEFT_OUT = ("html", "json", "bytes", "courses", "provider")  # for tests, or long; the page shows the text
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)", re.DOTALL)
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[\w-]+")
_LONGEST_ID = 40
_SETTINGS = """id: manual
title: The author's manual
audience: Authors of courses
navigation: free
modules:
"""
_PAGE = (Path(__file__).parent / "manual.html").read_text("utf-8")


def write_manual(folder: Path, commands: Sequence[Section]) -> Path:
    """Write the manual into a folder, which is made: the searching page, and the course beside it.

    commands: sections on the commands, which only the command line knows
    Returns the path of the page to open. Raises OSError where the folder can't be written.
    """
    manual = {**chapters(), COMMANDS: tuple(commands)}
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "manual"
        write_course(source, manual)
        read = read_courses([source])
        built = build_all(read.courses, choose(["web"], []).targets, Path(scratch) / "dist", whole=True)
        if not built.paths:
            raise ValueError(f"the manual can't be built: {[*read.problems, *built.problems]}")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / "course", ignore_errors=True)
        with zipfile.ZipFile(built.paths[0]) as package:
            package.extractall(folder / "course")
    page = folder / "index.html"
    page.write_text(_PAGE.replace("<!-- sections -->", _listed(manual)), encoding="utf-8")
    return page


def write_course(folder: Path, manual: Mapping[str, Sequence[Section]]) -> None:
    """Write chapters as a course: a module each, a page a section."""
    (folder / "modules").mkdir(parents=True)
    names = "".join(f"  - modules/{name}\n" for name in manual)
    (folder / "course.yaml").write_text(_SETTINGS + names, encoding="utf-8")
    for name, found in manual.items():
        (folder / "modules" / name).write_text(_module(found, manual), encoding="utf-8")


def page_ids(found: Sequence[Section]) -> tuple[str, ...]:
    """The id of each section's page: its heading as in links to it, cut, and unlike all before it."""
    ids: list[str] = []
    for section in found:
        whole = _NOT_IN_IDS.sub("-", section.title.casefold().replace("'", "").replace("’", "")).strip("-")
        cut = whole[: _LONGEST_ID - 3].strip("-")
        ids.append(next(one for one in (cut, *(f"{cut}-{n}" for n in range(2, 99))) if one not in ids))
    return tuple(ids)


def _module(found: Sequence[Section], manual: Mapping[str, Sequence[Section]]) -> str:
    minutes = max(1, min(240, sum(len(one.text.split()) for one in found) // 200))
    title = found[0].chapter.replace('"', "'")
    parts = [f'---\ntitle: "{title}"\nminutes: {minutes}\n---']
    for section, page in zip(found, page_ids(found), strict=True):
        heading, _, text = section.text.partition("\n")
        parts.append(f"{heading.rstrip()} {{#{page}}}\n{_as_page(text, manual)}")
    return "\n\n".join(parts) + "\n"


def _as_page(text: str, manual: Mapping[str, Sequence[Section]]) -> str:
    """A section's text with its examples as code, and links only to what is in the course."""
    parts, begin = [], 0
    for fence in FENCE.finditer(text):
        parts += [_linked(text[begin : fence.start()], manual), _example(fence)]
        begin = fence.end()
    return re.sub(r"\n{3,}", "\n\n", "".join((*parts, _linked(text[begin:], manual)))).rstrip()


def _example(fence: re.Match[str]) -> str:
    mark, _, name = fence[2].partition(" ")
    if mark in _LEFT_OUT:
        return ""
    above = f"File `{name}`:" if mark == "file" else _SHOWN.get(mark, "")
    ticks = fence[1]
    body = fence[0].partition("\n")[2].rpartition("\n")[0]
    return f"{above}\n\n{ticks}text\n{body}\n{ticks}\n"


def _linked(text: str, manual: Mapping[str, Sequence[Section]]) -> str:
    codes = [found.span() for found in _CODE.finditer(text)]

    def put(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in codes):
            return found[0]
        name, _, anchor = found[2].partition("#")
        if ":" in name:
            return found[0]
        ids = page_ids(manual.get(name, ()))
        page = next((one for one in ids if anchor.startswith(one)), "") if anchor else ""
        return f"[{found[1]}]({name}{f'#{page}' if page else ''})" if name in manual else found[1]

    return _LINK.sub(put, text)


def _listed(manual: Mapping[str, Sequence[Section]]) -> str:
    """The list of sections that the page searches: each with its words, which include codes and options."""
    parts = []
    for name, found in manual.items():
        module = re.sub(r"^\d+-", "", name.removesuffix(".md"))
        parts.append(f"<li><h2>{escape(found[0].chapter)}</h2><ul>")
        for section, page in zip(found, page_ids(found), strict=True):
            words = " ".join(dict.fromkeys(_WORD.findall(section.text.casefold())))
            title = escape(section.title.replace("`", ""))
            parts.append(
                f'<li data-words="{escape(words)}">'
                f'<a target="course" href="course/index.html#page-{module}--{page}">{title}</a></li>'
            )
        parts.append("</ul></li>")
    return "\n".join(parts)
