"""Zips that builds put into a folder: which of them are of modules that aren't built any more.

OUT/.store/zips.json lists each with its course and its SHA-256. A zip that isn't listed, or was changed
since, is somebody else's: it is never named and never removed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.build.store import FOLDER
from coursebuilder.model import Course
from coursebuilder.pages import index_page
from coursebuilder.source.whole_file import write_whole

_LIST = f"{FOLDER}/zips.json"
_ADDRESS = re.compile(r"[a-z0-9-]+/[^/\\]+\.zip")


@dataclass(frozen=True, slots=True)
class _Listed:
    course: str
    sha256: str


def left_over(out: Path, courses: Sequence[Course]) -> tuple[Path, ...]:
    """The zips that builds of these courses made, of modules that are gone or drafts now."""
    ids = {course.id for course in courses}
    names = ids | {f"{course.id}--{one.id}" for course in courses for one in course.modules if not one.draft}
    old = (
        (out / address, listed)
        for address, listed in sorted(_read(out).items())
        if listed.course in ids and Path(address).stem not in names
    )
    return tuple(path for path, listed in old if _sha256(path) == listed.sha256)


def list_zips(out: Path, zips: Iterable[index_page.Zip]) -> None:
    """Add what a build made to the list; what isn't there any more goes from it."""
    listed = {address: one for address, one in _read(out).items() if (out / address).is_file()}
    listed |= {one.address: _Listed(one.course.id, one.sha256) for one in zips}
    text = json.dumps({name: [one.course, one.sha256] for name, one in sorted(listed.items())}, indent=0)
    path = out / _LIST
    with suppress(OSError):  # the list is a help, and no build fails for it
        path.parent.mkdir(exist_ok=True)
        write_whole(path, text.encode())


def _read(out: Path) -> dict[str, _Listed]:
    """The list, or what can be used of it: addresses that lead out of the folder can't."""
    try:
        kept = json.loads((out / _LIST).read_bytes())
        return {
            address: _Listed(str(course), str(sha256))
            for address, (course, sha256) in kept.items()
            if _ADDRESS.fullmatch(address)
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _sha256(path: Path) -> str:
    try:
        if path.is_symlink() or path.parent.is_symlink():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
