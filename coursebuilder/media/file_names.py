"""What a file is called: by the author, on the disk and in the package.

Authors write the names their computer shows: with blanks, accents and brackets. In a package a name is made
of letters A-Z a-z, digits, dot, underscore and hyphen, which every platform serves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

TRAVELS = re.compile(r'[^<>:"|?*\x00-\x1f]+')  # Windows has no file with one of these
Listed = Callable[[Path], frozenset[str]]  # the names in a folder
_LEGAL = re.compile(r"[A-Za-z0-9._/-]+")
_ABOVE_MEDIA = re.compile(r"^(?:\.{1,2}/)+(?=media/)")


def plain_address(address: str) -> str:
    """An address with / between folders and nothing before media/: editors show ../media/ from modules/."""
    return _ABOVE_MEDIA.sub("", address.strip().replace("\\", "/"))


def on_disk(root: Path, address: str, listed: Listed) -> str | None:
    """The address as the disk spells it; None where no file is called so.

    Capitals count, because servers mind them. How an accent is composed and which kind of blank stands in a
    name don't: nobody sees them (macOS writes a narrow no-break one into the names of screenshots).
    """
    folder = root
    parts: list[str] = []
    for part in address.split("/"):
        if not folder.is_dir():
            return None
        names = listed(folder)
        same = [part] if part in names else sorted(name for name in names if _seen(name) == _seen(part))
        if not same:
            return None
        parts.append(same[0])
        folder = folder / parts[-1]
    return "/".join(parts)


def _seen(name: str) -> str:
    return unicodedata.normalize("NFKC", name)


def package_name(root: Path, address: str, names: dict[str, str], listed: Listed) -> str:
    """The file's name in the package: its own, or one like it that no other file has.

    `names` are those made so far, with the file each stands for; the new one is added.
    """
    if _LEGAL.fullmatch(address):
        return address
    plain = unicodedata.normalize("NFKD", address).encode("ascii", "ignore").decode()
    stem, dot, suffix = re.sub(r"[^A-Za-z0-9._/-]+", "-", plain).rpartition(".")
    name, count = f"{stem}{dot}{suffix}", 0
    while names.setdefault(name, address) != address or on_disk(root, name, listed):
        count += 1
        name = f"{stem}-{count}{dot}{suffix}"
    return name
