"""What a running studio knows: the folder it was opened on, its courses, and the previews it shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from coursebuilder.build.advice import advise
from coursebuilder.build.draft import as_drafts
from coursebuilder.build.kept import stored
from coursebuilder.build.out_folder import open_store
from coursebuilder.build.pipeline import ReadResult, read_courses
from coursebuilder.build.preview import Known, Preview, preview
from coursebuilder.model import Course
from coursebuilder.package import Package
from coursebuilder.problems import Problem, in_file_order
from coursebuilder.source import Readers, with_unsaved
from coursebuilder.studio.files import COURSE, course_folders, unsaved_text

_KEPT = 6  # previews that a browser may still be loading files of


class Unknown(Exception):
    """A course or file that isn't one of this studio's; the message says which."""


@dataclass(slots=True)
class Workplace:
    """The folder, and what changes while the studio runs.

    known: modules as they were last read; emptied when a file changes
    previews: packages that are shown, by number; the newest has the highest
    _found: names of the courses as they were last searched for, which walks the folder
    """

    folder: Path
    today: datetime.date
    known: Known = field(default_factory=dict)
    previews: dict[int, Package] = field(default_factory=dict)
    _found: frozenset[str] = frozenset()
    _number: int = 0
    _lock: Lock = field(default_factory=Lock)

    @property
    def out(self) -> Path:
        """Where packages go, as with the command `build`."""
        return self.folder / "dist"

    def courses(self) -> list[str]:
        """The folders of the courses, as paths from the studio's folder."""
        names = [self._name(one) for one in course_folders(self.folder)]
        self._found = frozenset(names)
        return names

    def course(self, name: str) -> Path:
        """The folder of a course by its name in `courses`. Raises Unknown.

        The folders are searched only for a name that was not found before, or whose course.yaml is gone.
        """
        known = name in self._found and (self.folder / name / COURSE).is_file()
        if not known and name not in self.courses():
            raise Unknown(f'there is no course "{name}" here')
        return self.folder / name

    def module(self, course: str, name: str) -> Path:
        """The file of a module that a course lists and that may be written. Raises Unknown."""
        path = Path(self.folder / name)
        read = self.read(course)
        listed = {Path(one.place.path) for made in read.courses for one in made.modules}
        if path not in listed:
            raise Unknown(f'the course lists no module "{name}"')
        if not path.resolve().is_relative_to(self.folder):
            raise Unknown(f'"{name}" lies outside the folder that was opened: open the studio there')
        return path

    def read(self, course: str, unsaved: dict[Path, str] | None = None) -> ReadResult:
        """The course with all its problems, read from its files and these unsaved texts."""
        store = open_store(self.out)
        readers = with_unsaved(stored(Readers(), store) if store else Readers(), unsaved or {})
        return read_courses([self.course(course)], readers=readers, today=self.today)

    def preview(self, course: str, path: Path, text: str) -> tuple[int | None, Preview]:
        """The preview made of a module's text, and its number; None where it can't be shown."""
        with self._lock:
            store = open_store(self.out)
            self.known.pop(path, None)
            unsaved = {path.resolve(): text}
            made = preview(self.course(course), path, unsaved, store, self.known)
            if made.package is None:
                return None, made
            self._number += 1
            self.previews[self._number] = made.package
            self.previews.pop(self._number - _KEPT, None)
            return self._number, made

    def forget_what_was_read(self) -> None:
        """A file has changed."""
        with self._lock:
            self.known.clear()

    def state(self, course: str) -> dict[str, object]:
        """What the start page says of a course."""
        read = self.read(course)
        drafts = as_drafts(read)
        mistakes = [one for one in drafts.problems if one.severity == "error"]
        made = read.courses[0] if read.courses else None
        return {
            "title": made.title if made else course,
            "mistakes": len(mistakes),
            "warnings": sum(one.severity == "warning" for one in drafts.problems),
            "toDo": drafts.to_do if read.courses else 0,
            "advice": len(advise(read.courses).problems),
            "unsigned": [one.title for one in made.modules if not one.signed_off] if made else [],
            "lastBuild": self._last_build(made.id) if made else None,
            "modules": list(self._modules(made)) if made else [],
            "problems": [self.shown(one) for one in mistakes],
        }

    def problems(self, course: str, path: Path, text: str) -> dict[str, object]:
        """What is wrong with a course while a module's text is this one; and what is still to do in it."""
        read = self.read(course, {path.resolve(): text})
        drafts = as_drafts(read)
        left = [
            {"severity": "to-do", "line": one.place.line, "file": self._name(Path(one.place.path)),
             "message": one.text, "hint": one.hint, "code": ""}
            for made in drafts.courses for module in made.modules for one in module.to_do or ()
        ]  # fmt: skip
        advice = advise(read.courses).problems
        found = in_file_order(drafts.problems)
        here = [one for one in in_file_order(advice) if Path(one.place.path) == path]
        return {"problems": [*map(self.shown, found), *left, *map(self.shown, here)]}

    def shown(self, problem: Problem) -> dict[str, object]:
        """A problem for the page, its file named from the studio's folder."""
        return {
            "severity": problem.severity,
            "line": problem.place.line,
            "file": self._name(Path(problem.place.path)),
            "message": problem.message.replace(f"{self.folder.as_posix()}/", ""),
            "hint": problem.hint.replace(f"{self.folder.as_posix()}/", ""),
            "code": problem.code,
        }

    def _modules(self, course: Course) -> Iterator[dict[str, object]]:
        for module in course.modules:
            path = Path(module.place.path)
            mine = path.resolve().is_relative_to(self.folder)
            unsaved = unsaved_text(self.out, path) is not None
            yield {"title": module.title, "file": self._name(path), "writable": mine, "unsaved": unsaved}

    def _last_build(self, identifier: str) -> str | None:
        """When the newest package of a course was written, such as 2026-05-03 14:02; None: never."""
        names = (f"{identifier}.zip", f"{identifier}--*.zip")
        times = [path.stat().st_mtime for name in names for path in self.out.glob(f"*/{name}")]
        return datetime.datetime.fromtimestamp(max(times)).strftime("%Y-%m-%d %H:%M") if times else None

    def _name(self, path: Path) -> str:
        return (
            path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()
        )
