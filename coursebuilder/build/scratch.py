"""The folder a build makes its files in before it puts them in place, and what a killed build left of one."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

_PREFIX, _OWNER = ".coursebuilder-", "owner"
_OURS = re.compile(r"\d+\.(?:zip|page)|owner")


@contextmanager
def scratch_folder(out: Path) -> Iterator[Path]:
    """A folder in `out`, gone afterwards; first those go that a killed build left behind.

    While a build runs it holds its folder's file `owner` locked, so that a build beside it leaves it alone.
    Raises OSError when `out` can't be written.
    """
    for old in out.glob(f"{_PREFIX}*"):
        _sweep(old)
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, dir=out) as folder,
        (Path(folder) / _OWNER).open("w") as owner,
    ):
        _lock(owner)
        yield Path(folder)
        if sys.platform == "win32":
            owner.close()  # an open file can't be removed there


def _sweep(folder: Path) -> None:
    """Remove a folder that a build made and nobody holds; any other stays."""
    try:
        if folder.is_symlink() or not (names := os.listdir(folder)):
            return
        if not all(_OURS.fullmatch(name) for name in names) or _held(folder / _OWNER):
            return
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)


def _held(owner: Path) -> bool:
    """Whether a build is still at work; one that was killed holds nothing."""
    if not owner.exists():
        return False
    try:
        with owner.open("r+") as stream:
            return not _lock(stream)
    except OSError:
        return True


def _lock(stream: TextIO) -> bool:
    """Take the lock, which ends with the process, and say whether nobody had it."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False
    import fcntl

    with suppress(OSError):
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
