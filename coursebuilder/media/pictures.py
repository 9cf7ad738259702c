"""Photos and other pictures of dots: judged, made as large as a page shows, freed of what cameras note.

The only file that knows Pillow, which comes with the extra `images`; without it pictures stay as they are.
The same picture gives the same bytes for one version of Pillow.
"""

from __future__ import annotations

import importlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
WIDEST = 1200  # pixels: the column is 600 CSS pixels wide, and fine screens show two for one
MOST_PIXELS = 50_000_000  # what cameras make; a picture of that many needs 200 MB of memory
LARGE = 300_000  # bytes that a learner on a slow line waits two seconds for
SMALL = 75_000  # half a second on that line: making it anew costs the build more than it saves a learner
_NOTES = ("exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "photoshop", "comment")
_CURE = 'with  pip install "Pillow>=10.1"  the build sees to it; or save it anew, 1200 pixels wide'


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to travel; `data` is what travels in the file's place, or None when that is fine.

    note: a warning as (code, message, hint)
    """

    width: int | None
    height: int | None
    data: bytes | None = None
    suffix: str = ""
    note: tuple[str, str, str] | None = None


def read_picture(path: Path) -> Picture | tuple[str, str, str]:
    """The picture in a file, or what is wrong with it as (code, message, hint)."""
    status = path.stat()
    if has_pillow():
        return _made(path, status.st_mtime_ns, status.st_size)
    return _as_it_is(path, status.st_size)


def has_pillow() -> bool:
    """Whether the extra `images` is installed."""
    try:
        importlib.import_module("PIL.Image")
    except ImportError:
        return False
    return True


def _as_it_is(path: Path, size: int) -> Picture:
    import imagesize  # costs as much to import as the parser of Markdown; many courses have only drawings

    width, height = imagesize.get(str(path))
    known = width > 0 and height > 0
    note = None
    if size > LARGE:
        note = ("large-picture", f'"{path.name}" has {size:,} bytes, and every learner waits for them', _CURE)
    elif has_notes(path):
        note = ("picture-notes", f'"{path.name}" holds what a camera noted, perhaps the place', _CURE)
    return Picture(width if known else None, height if known else None, note=note)


def has_notes(path: Path) -> bool:
    """Whether a camera's notes stand at the beginning of a file."""
    with path.open("rb") as stream:
        return b"Exif\0\0" in stream.read(65_536)


@lru_cache(maxsize=256)
def _made(path: Path, changed: int, size: int) -> Picture | tuple[str, str, str]:
    """As `read_picture`; `changed` and `size` tell a file that was saved anew."""
    from PIL import Image

    form = RASTERS[path.suffix.lower()]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=(form,)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return _too_large(path)
                if form != "JPEG" and getattr(picture, "n_frames", 1) > 1:  # a JPEG's second is a preview
                    what = f'"{path.name}" moves, and nobody can stop it'
                    return "moving-picture", what, "use ::: video, which has a button for it"
                picture.load()
                if size <= SMALL and picture.width <= WIDEST and not _has_notes(picture):
                    return Picture(picture.width, picture.height)
                return _shrunk(picture, form, path.suffix, size)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _too_large(path)
    except Exception as error:  # a decoder met with a hostile file fails in more ways than it documents
        reason = " ".join(str(error).replace(str(path), path.name).split())[:120] or type(error).__name__
        hint = f"open it in an editor for pictures and save it anew as {path.suffix}"
        return "broken-picture", f'"{path.name}" can\'t be read: {reason}', hint


def _too_large(path: Path) -> tuple[str, str, str]:
    hint = f"save it smaller: pages show {WIDEST} pixels across"
    return "picture-too-large", f'"{path.name}" has over {MOST_PIXELS // 1_000_000} million pixels', hint


def _shrunk(picture: Any, form: str, suffix: str, size: int) -> Picture:
    """Upright, in sRGB, no wider than a page shows it, without notes; as WebP where that is smaller."""
    from PIL import Image, ImageOps

    noted = _has_notes(picture)
    upright = _plain_colours(ImageOps.exif_transpose(picture))
    wide = upright.width > WIDEST
    if wide:
        height = max(1, round(upright.height * WIDEST / upright.width))
        upright = upright.resize((WIDEST, height), Image.Resampling.LANCZOS)
    best, ending = _webp(upright, form), ".webp"
    if form in {"JPEG", "PNG"} and len(same := _saved(upright, form)) <= len(best):
        best, ending = same, suffix
    if not wide and not noted and len(best) >= size:
        return Picture(upright.width, upright.height)
    return Picture(upright.width, upright.height, best, ending)


def _has_notes(picture: Any) -> bool:
    return any(name in picture.info for name in _NOTES)


def _webp(picture: Any, form: str) -> bytes:
    """Drawings and screens keep every dot, photos needn't; a photo saved as PNG is told by its size."""
    lossy = _saved(picture, "WEBP")
    if form in {"JPEG", "WEBP"}:
        return lossy
    whole = _saved(picture, "WEBP", lossless=True)
    return lossy if len(whole) > LARGE and len(lossy) < len(whole) / 3 else whole


def _plain_colours(picture: Any) -> Any:
    """In the colours all screens agree on, and nothing in it but the dots."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    clear = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGB"
            picture = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that can't be read says nothing
    made = picture.convert("RGBA" if clear else "RGB")
    bare = Image.new(made.mode, made.size)
    bare.paste(made)
    return bare


def _saved(picture: Any, form: str, lossless: bool = False) -> bytes:
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 85, "optimize": True, "progressive": True},
        "PNG": {"optimize": True},
        "WEBP": {"quality": 80, "method": 6, "lossless": lossless, "exact": False},
    }
    picture.save(to := io.BytesIO(), form, **options[form])
    return to.getvalue()
