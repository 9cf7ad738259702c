"""Where the modules that a course lists may lie: in its own folder, in a shared one, or in another course."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Place, Problem, did_you_mean

COURSE = "course.yaml"


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that modules may lie in and whose media/ they show. It is a course's, or a shared one.

    Paths begin as the author's path to the course does, so that problems can be shown with it.
    """

    folder: Path
    is_course: bool


def shared_beside(folder: Path) -> Path:
    """The folder shared/ beside a course, or beside a folder it lies in, three levels up at most."""
    beside = [Path(os.path.normpath(folder / "/".join([".."] * up) / "shared")) for up in (1, 2, 3)]
    return next((path for path in beside if path.is_dir()), beside[0])


def courses_beside(shared: Path) -> tuple[Path, ...]:
    """The folders of the courses that a shared folder stands beside."""
    return tuple(sorted(path.parent for path in _above(shared).glob(f"*/{COURSE}")))


def find_root(path: str, folder: Path, shared: Path, place: Place, problems: list[Problem]) -> Root | None:
    """The root of the module at `path`, as a course in `folder` lists it; None where it may not be taken.

    The nearest folder above the module decides: one with a course.yaml, the course's shared folder, or one
    called shared that courses stand beside. Links may not lead out of it.
    """
    module = Path(os.path.normpath(folder / path))
    root = _nearest(module, folder, shared)
    if root is None or _leads_out(module, (root.folder, folder, shared)):
        what = f'"{path}" belongs to no course and not to a shared folder'
        hint = "check the path; modules stand in a course's folder, or in the folder shared/ beside courses"
        problems.append(Problem("outside-roots", what, place, _meant(path, folder, module) or hint))
    elif module.is_dir():
        hint = "name the files in it: modules are files that end in .md"
        problems.append(Problem("missing-module", f'"{path}" is a folder', place, hint))
    elif module.suffix != ".md":
        hint = "modules are files that end in .md"
        if module.suffix.casefold() in {".md", ".markdown", ".mdown", ".qmd", ".mdx", ".txt"}:
            hint = f"rename it to {module.stem}.md, here too: {hint}"
        what = f'"{path}" is not a Markdown file'
        problems.append(Problem("module-type", what, place, _meant(path, folder, module) or hint))
    elif not module.is_file():
        beside = [Path(os.path.relpath(one, folder)).as_posix() for one in module.parent.glob("*.md")]
        hint = did_you_mean(path, beside) if beside else "check the path and its spelling, capitals too"
        what = f'there is no file "{path}"'
        problems.append(Problem("missing-module", what, place, _meant(path, folder, module) or hint))
    else:
        return root
    return None


def _meant(path: str, folder: Path, module: Path) -> str:
    """The cure for a path that differs from that of a file by its folder, its capitals, \\ or its ending."""
    if ".md, " in path:
        return f"write a list, between brackets: [{path}]"
    name = Path(path.replace("\\", "/")).name.casefold()
    if "://" in path or module.is_file():
        return ""
    files = (found for one in ("*.md", "*/*.md", "*/*/*.md") for found in sorted(folder.glob(one)))
    same = (one for one in files if one.name.casefold() in {name, f"{name}.md"})
    return next((f"write {one.relative_to(folder).as_posix()}" for one in same), "")


def _nearest(module: Path, folder: Path, shared: Path) -> Root | None:
    own, beside = os.path.abspath(folder), os.path.abspath(shared)
    up = module.parent
    while True:
        if os.path.abspath(up) == own:
            return Root(folder, True)
        if os.path.abspath(up) == beside:
            return Root(shared, False)
        if (up / COURSE).is_file():
            return Root(up, True)
        if up.name == "shared" and courses_beside(up):
            return Root(up, False)
        higher = _above(up)
        if os.path.abspath(higher) == os.path.abspath(up):
            return None
        up = higher


def _above(folder: Path) -> Path:
    """The folder that a folder lies in; a relative path stays relative."""
    return folder / ".." if folder.name in {"", ".."} and not folder.is_absolute() else folder.parent


def _leads_out(module: Path, folders: tuple[Path, ...]) -> bool:
    """Whether links lead a module out of one of the folders that its path says it lies in."""
    said, really = os.path.abspath(module), os.path.realpath(module)
    return any(
        _lies_in(said, os.path.abspath(folder)) and not _lies_in(really, os.path.realpath(folder))
        for folder in folders
    )


def _lies_in(path: str, folder: str) -> bool:
    """Whether an absolute path leads into a folder."""
    return path == folder or path.startswith(os.path.join(folder, ""))
