"""An office document, which is a zip, without the moment at which it was written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from coursebuilder.package.zip_writer import Archive


def undated(document: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same files in the same order, with the dates that all our zips have: same content, same bytes.

    replaced: what goes in place of files, by their names
    """
    parts = replaced or {}
    made = io.BytesIO()
    archive = Archive(made)
    with zipfile.ZipFile(io.BytesIO(document)) as old:
        for name in old.namelist():
            archive.add_deflated(name, parts[name] if name in parts else old.read(name))
    archive.close()
    return made.getvalue()
