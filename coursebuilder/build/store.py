"""What was costly to make, kept in OUT/.store: converted pictures, parsed modules, facts of packages.

An entry's name is the SHA-256 of all that it was made from, this program's version among it, so that nothing
in the store is ever out of date: what changed is looked up under another name. An entry begins with the
SHA-256 of what follows; one that was damaged is made anew. Nothing read here is run: see as_json.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

FOLDER = ".store"
MOST_BYTES = 1_000_000_000  # what a store may hold; the entries unused for longest go first
_ROOT = Path(__file__).parent.parent
_LIBRARIES = ("jinja2", "lxml", "markdown-it-py", "mdit-py-plugins", "Pillow", "PyYAML", "tincan")
_DIGEST = 32  # bytes


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries. `writes`: whether new ones are put there.

    `new`: the folder for packages didn't exist when the store was opened; see `undo`.
    `hashes` are the files read so far, with the hash of what they hold; `pages` those of the modules that
    were read, by their number in memory, with a hash over them; `contents` modules with a hash over all.
    """

    folder: Path
    writes: bool = True
    new: bool = False
    hashes: dict[Path, bytes] = field(default_factory=dict, compare=False)
    pages: dict[int, tuple[object, bytes]] = field(default_factory=dict, compare=False)
    contents: dict[int, tuple[object, bytes]] = field(default_factory=dict, compare=False)

    def get(self, key: bytes) -> bytes | None:
        """What is kept under a key; None where nothing is, or it was damaged."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
            if self.writes:
                os.utime(path)  # used: so it isn't the first to go
        except OSError:
            return None
        data = kept[_DIGEST:]
        return data if hashlib.sha256(data).digest() == kept[:_DIGEST] else None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep it; a full disk or a folder that can't be written costs the next build time, and no more."""
        if not self.writes:
            return
        path = self._path(key)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(data).digest() + data)
            os.replace(part, path)

    def hash_of(self, path: Path) -> bytes:
        """The SHA-256 of a file as it was when first asked for. Raises OSError."""
        if path not in self.hashes:
            with path.open("rb") as stream:
                self.hashes[path] = hashlib.file_digest(stream, "sha256").digest()
        return self.hashes[path]

    def undo(self) -> None:
        """After a build that failed: leave no folder where none was."""
        if self.new and self.writes:
            shutil.rmtree(self.folder, ignore_errors=True)
            with suppress(OSError):  # it may hold more by now
                self.folder.parent.rmdir()

    def sweep(self, most: int = MOST_BYTES) -> None:
        """Remove what was used longest ago, until no more than `most` bytes are left."""
        with suppress(OSError):
            found = [(path, path.stat()) for path in self.folder.glob("??/*")]
            left = sum(status.st_size for _, status in found)
            for path, status in sorted(found, key=lambda one: (one[1].st_mtime_ns, one[0])):
                if left <= most:
                    return
                path.unlink(missing_ok=True)
                left -= status.st_size

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name[2:]


def key_of(*parts: bytes | str) -> bytes:
    """The key of what is made from these parts by this version of the program; the first names the kind."""
    digest = hashlib.sha256(_tool())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


@cache
def _tool() -> bytes:
    """This program as it is: its own files, the libraries it makes things with, and Python."""
    digest = hashlib.sha256(f"{platform.python_version()} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    for folder, inside, files in os.walk(_ROOT):
        inside[:] = sorted(name for name in inside if name not in {"__pycache__", "node_modules"})
        for file in sorted(files):
            path = Path(folder, file)
            digest.update(
                f"{path.relative_to(_ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
            )
    return digest.digest()
