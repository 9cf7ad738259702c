"""The folder that packages go to: its store, and files put in place there, each whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coursebuilder.build.earlier import list_zips
from coursebuilder.build.packages import MadeZip
from coursebuilder.build.scratch import scratch_folder
from coursebuilder.build.store import FOLDER, Store
from coursebuilder.model import Course
from coursebuilder.pages import index_page
from coursebuilder.pages.printables import review_copy, tutor_notes


def open_store(out: Path) -> Store | None:
    """The store beside the packages in `out`; None where the folder is meant for something else."""
    folder = out / FOLDER
    page = out / index_page.PAGE
    ours = not page.is_file() or index_page.is_ours(page.read_bytes())
    return Store(folder, new=not out.exists()) if ours and not folder.is_symlink() else None


def kept_store(out: Path) -> Store | None:
    """The store that a build left in `out`, to be read alone."""
    store = open_store(out)
    return replace(store, writes=False) if store and store.folder.is_dir() else None


def refuse_foreign_page(page: Path) -> None:
    """Raise FileExistsError if the index page exists and no build wrote it: the folder has another use."""
    reason = "no build wrote this page, so it is left alone; choose another folder with --out"
    if page.is_file() and not index_page.is_ours(page.read_bytes()):
        raise FileExistsError(errno.EEXIST, reason, page.as_posix())


def put_zips(made: Sequence[MadeZip], out: Path) -> None:
    """Move the zips that were made into place, and add all of them to the list in the store."""
    for one in made:
        if one.temporary:
            _move(one.temporary, out / one.listed.address)
    list_zips(out, [one.listed for one in made])


def write_pages(pages: Mapping[str, bytes], scratch: Path, out: Path) -> None:
    """Put pages in place, by their names in `out`; one that is there already, byte for byte, stays."""
    for number, (name, data) in enumerate(pages.items()):
        if (out / name).is_file() and (out / name).read_bytes() == data:
            continue
        (page := scratch / f"{number}.page").write_bytes(data)
        _move(page, out / name)


def notes_for_tutors(courses: Sequence[Course]) -> dict[str, bytes]:
    """Each course's notes for tutors, by the name of the file in the folder."""
    return {f"tutor-notes/{_printed(one, courses)}.html": tutor_notes(one) for one in courses}


def write_reviews(
    courses: Sequence[Course],
    out: Path,
    copy: Callable[[Course], bytes] = review_copy,
    name: str = "review/{}.html",
) -> tuple[Path, ...]:
    """Write each course's review copy; their paths. Raises OSError if it can't.

    copy: makes one; name: of its file in `out`, with {} for the course's id
    """
    pages = {name.replace("{}", _printed(course, courses)): copy(course) for course in courses}
    out.mkdir(parents=True, exist_ok=True)
    with scratch_folder(out) as scratch:
        write_pages(pages, scratch, out)
    return tuple(out / one for one in pages)


def _printed(course: Course, courses: Sequence[Course]) -> str:
    """The name of a course's printable: its id, and its language where modules of it are in several."""
    parts = [one for one in courses if one.id == course.id]
    return course.id if len(parts) == 1 else f"{course.id}.{course.language}"


def _move(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except FileNotFoundError:  # the first of its folder
        path.parent.mkdir()
        os.replace(temporary, path)
    except OSError as error:  # another program has the old one open, or somebody locked it
        reason = f"{error.strerror}; is it open somewhere? Close it there and build again"
        raise OSError(error.errno, reason, path.as_posix()) from error
