"""Photos and other pictures of dots: judged, made as large as a page shows, freed of what cameras note.

Pillow is known here and in conversion.py alone; one version of it makes the same bytes of a picture.
`look_at` reads size and notes alone, for checks; `read_picture` makes what travels, once for each picture.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from coursebuilder.media.file_kinds import RASTERS
from coursebuilder.media.picture_notes import without_notes

WIDEST = 1200  # pixels: the column is 600 CSS pixels wide, and fine screens show two for one
MOST_PIXELS = 50_000_000  # what cameras make; a picture of that many needs 200 MB of memory
MOST_BYTES = 200_000_000  # what so many dots need where nothing is packed
SMALL = 75_000  # bytes; half a second on a slow line: less isn't worth a build's time
PHOTO_PIXELS = 300_000  # 640 x 480: what is smaller is an icon or a drawing, unless a camera is named
_TAGS = (0x010F, 0x0110, 0x8825)  # EXIF: the camera's maker and name; the place
_EXIF_IFD, _TAKEN_TAGS = 0x8769, (0x829A, 0x829D, 0x9003)  # exposure, aperture, the time it was taken
_ORIENTATION = 0x0112
# Pillow's warning of a JPEG whose list of further pictures can't be read (MPO): the first is whole.
BROKEN_SECOND = ".*malformed MPO"
_SAMPLE = 128  # dots a side that tell a photo from a drawing

Purpose = Literal["page", "attachment"]  # shown on a page; given away as a file
_Fault = tuple[str, str, str]  # code, message, hint


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to travel; `data` is what travels in the file's place, or None when that is fine.

    suffix: that of `data`, which may be of another form than the file
    photograph: what a camera took, so that somebody owns it and somebody may be seen on it
    """

    width: int
    height: int
    data: bytes | None = None
    suffix: str = ""
    photograph: bool = False


ReadPicture = Callable[[Path, Purpose], Picture | _Fault]


def look_at(path: Path, purpose: Purpose = "page") -> Picture | _Fault:
    """As `read_picture`, without making anything: its size as a page shows it. For checks."""
    status = path.stat()
    return _made(path, purpose, False, status.st_mtime_ns, status.st_size)


def read_picture(path: Path, purpose: Purpose = "page") -> Picture | _Fault:
    """The picture in a file as it travels, or what is wrong with it as (code, message, hint)."""
    status = path.stat()
    return _made(path, purpose, True, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _made(path: Path, purpose: Purpose, encode: bool, changed: int, size: int) -> Picture | _Fault:
    """`changed` and `size` tell a file that was saved anew."""
    from PIL import Image  # as costly to import as the parser of Markdown; many courses have only drawings

    form = RASTERS[path.suffix.lower()]
    if size > MOST_BYTES:
        return _too_large(path, f"{MOST_BYTES // 1_000_000} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", BROKEN_SECOND)
            with Image.open(io.BytesIO(data := path.read_bytes()), formats=(form,)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return _too_large(path, f"{MOST_PIXELS // 1_000_000} million pixels")
                if form != "JPEG" and getattr(picture, "n_frames", 1) > 1:  # a JPEG's second is a preview
                    return _moving(path)
                return _ready(picture, data, form, path.suffix, purpose, encode)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _too_large(path, f"{MOST_PIXELS // 1_000_000} million pixels")
    except Exception as error:  # a decoder met with a hostile file fails in more ways than it documents
        reason = " ".join(str(error).replace(str(path), path.name).split())[:120] or type(error).__name__
        if reason.startswith("cannot identify image file"):
            reason = "it is no picture, or is damaged"
        hint = f"open it in an editor for pictures and save it anew as {path.suffix}"
        return "broken-picture", f'"{path.name}" can\'t be read: {reason}', hint


def _too_large(path: Path, limit: str) -> _Fault:
    hint = f"save it smaller: pages show {WIDEST} pixels across"
    return "picture-too-large", f'"{path.name}" has over {limit}', hint


def _moving(path: Path) -> _Fault:
    what = f'"{path.name}" moves, and nobody can stop it'
    clip = f"media/{path.stem}.webm"
    return "moving-picture", what, f"convert it to .webm or .m4v, then  ::: video {clip}  has a button for it"


def _ready(picture: Any, data: bytes, form: str, suffix: str, purpose: Purpose, encode: bool) -> Picture:
    photograph = _is_photograph(picture, data, form)
    try:
        clean = without_notes(data, form)
    except ValueError:
        clean = b""  # not built as it should be: what Pillow makes of it travels
    turned = orientation(picture) if clean != data else 1
    width, height = (picture.height, picture.width) if turned >= 5 else picture.size
    wide = purpose == "page" and width > WIDEST
    plain = purpose == "attachment" or (len(data) <= SMALL and "icc_profile" not in picture.info)
    size = (WIDEST, max(1, round(height * WIDEST / width))) if wide else (width, height)
    looked = Picture(size[0], size[1], photograph=photograph)
    if not encode and clean:
        return looked
    picture.load()
    same = looked if clean == data else replace(looked, data=clean, suffix=suffix)
    if clean and turned == 1 and plain and not wide:
        return same
    made = _encoded(picture, form, size, purpose)
    if clean and turned == 1 and not wide and len(made) >= len(data) and "icc_profile" not in picture.info:
        return same
    return replace(looked, data=made, suffix=suffix if purpose == "attachment" else ".webp")


def orientation(picture: Any) -> int:
    """How a camera was held, as EXIF has it. 1: upright; 5 to 8: the sides change places."""
    turned = picture.getexif().get(_ORIENTATION, 1)
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _is_photograph(picture: Any, data: bytes, form: str) -> bool:
    """A camera named itself in it; or it is as large as a photo, and of a form made for photos."""
    if "exif" in picture.info:
        exif = picture.getexif()
        taken = exif.get_ifd(_EXIF_IFD)
        if any(tag in exif for tag in _TAGS) or any(tag in taken for tag in _TAKEN_TAGS):
            return True
    lossy = form == "JPEG" or (form == "WEBP" and b"VP8 " in data[:4096])
    return bool(lossy and picture.width * picture.height >= PHOTO_PIXELS)


def _encoded(picture: Any, form: str, size: tuple[int, int], purpose: Purpose) -> bytes:
    """Upright, in sRGB, of that size, without notes: as WebP, but an attachment in the form it has."""
    from PIL import Image, ImageOps

    upright = _plain_colours(ImageOps.exif_transpose(picture))
    if upright.size != size:
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    if purpose == "attachment":
        return _saved(upright if form != "JPEG" else upright.convert("RGB"), form, 92, form == "PNG")
    return _saved(upright, "WEBP", 80, form in {"PNG", "GIF"} and not _many_colours(upright))


def _many_colours(picture: Any) -> bool:
    """A photo saved as PNG, which needn't keep every dot as drawings do: hardly two are the same."""
    from PIL import Image

    sample = picture.convert("RGB").resize((_SAMPLE, _SAMPLE), Image.Resampling.NEAREST)
    return picture.width * picture.height >= PHOTO_PIXELS and not sample.getcolors(_SAMPLE**2 // 4)


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


def _saved(picture: Any, form: str, quality: int, lossless: bool) -> bytes:
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": quality, "optimize": True, "progressive": True},
        "PNG": {"optimize": True},
        "GIF": {},
        "WEBP": {"quality": quality, "method": 6, "lossless": lossless, "exact": False},
    }
    picture.save(to := io.BytesIO(), form, **options[form])
    return to.getvalue()
