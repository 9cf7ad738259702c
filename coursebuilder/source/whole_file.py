"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write these bytes to a file, whose folder is there; an old file's permissions stay.

    The file holds the old bytes or the new ones at any moment, also when the power goes: they are written
    beside it first. Raises OSError that names it, and leaves the old file and nothing else then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        os.replace(part, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path.as_posix()) from error
    finally:
        part.unlink(missing_ok=True)
