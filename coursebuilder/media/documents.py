"""Documents given away as files: the photos in them go without what cameras note.

Word, PowerPoint, Excel and OpenDocument files are zips with pictures in them, which are written anew where
one holds notes. A PDF is left as it is; one with a camera's notes in it is told of.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

from coursebuilder.media.file_kinds import RASTERS
from coursebuilder.media.picture_notes import without_notes

ZIPPED = {".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp"}
_MOST = 300_000_000  # bytes unpacked; a document of more is left as it is and told of
_CAMERA = (b"Exif\0\0", b"<exif:GPS", b"exif:GPSLatitude")
_CHUNK = 1024**2


def without_camera_notes(path: Path) -> bytes | None:
    """A zipped document with its photos freed of notes; None where none has any, or it can't be read."""
    try:
        with zipfile.ZipFile(path) as document:
            parts = document.infolist()
            if sum(part.file_size for part in parts) > _MOST:
                return None
            pairs = ((part.filename, _cleaned(document, part)) for part in parts)
            cleaned = {name: clean for name, clean in pairs if clean is not None}
            return _written(document, parts, cleaned) if cleaned else None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None


def _cleaned(document: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes | None:
    form = RASTERS.get(PurePosixPath(part.filename).suffix.lower())
    if form is None:
        return None
    data = document.read(part)
    try:
        clean = without_notes(data, form)
    except ValueError:
        return None
    return clean if clean != data else None


def _written(document: zipfile.ZipFile, parts: list[zipfile.ZipInfo], cleaned: dict[str, bytes]) -> bytes:
    """The same parts in the same order with their old dates: nothing in it depends on today."""
    with zipfile.ZipFile(to := io.BytesIO(), "w") as made:
        for part in parts:
            data = cleaned.get(part.filename)
            made.writestr(part, document.read(part) if data is None else data, part.compress_type, 9)
    return to.getvalue()


def has_camera_notes(path: Path) -> bool:
    """Whether a camera's notes can be seen in a file of any kind; what is packed in it isn't looked into."""
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if any(mark in rest + chunk for mark in _CAMERA):
                return True
            rest = chunk[-32:]
    return False
