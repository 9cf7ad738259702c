"""A picture from a document or camera as one that every browser shows."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from typing import Any

from coursebuilder.media.file_kinds import kind_of
from coursebuilder.media.picture_notes import without_notes
from coursebuilder.media.pictures import BROKEN_SECOND, MOST_PIXELS, orientation

_AS_IT_IS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_CONVERTED = ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "DIB", "AVIF", "HEIF", "JPEG2000")
_HEIC_CURE = "save it as JPG (.jpg), or install pillow-heif"
_DRAWN = "a drawing of Windows (WMF, EMF)"
_TOO_LARGE = "more pixels than are read: make it smaller, and put it in"


class NotShown(Exception):
    """Why a picture can't be shown, with the cure."""


def shown_as(data: bytes) -> tuple[bytes, str]:
    """The picture's bytes and suffix. Raises NotShown.

    As they are where browsers show them; a phone's JPEG with further pictures behind the first (MPO) as one
    of the first alone; a phone's HEIC as JPEG, where pillow-heif is installed; everything else as PNG. What
    is converted is upright and without a camera's notes.
    """
    if data[:4] == b"\xd7\xcd\xc6\x9a" or data[40:44] == b" EMF":
        raise NotShown(f"{_DRAWN}: save it as PNG or SVG, and put it in")
    from PIL import Image, UnidentifiedImageError

    if kind_of(data[:256]) == "HEIC" and not _reads_heic():
        raise NotShown(f"a HEIC picture: {_HEIC_CURE}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", BROKEN_SECOND)
            with Image.open(io.BytesIO(data), formats=(*_AS_IT_IS, *_known(_CONVERTED))) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotShown(_TOO_LARGE)
                picture.load()
                if picture.format in _AS_IT_IS and getattr(picture, "n_frames", 1) == 1:
                    return data, _AS_IT_IS[picture.format]
                picture.seek(0)
                if picture.format == "MPO":
                    return _first(picture, data), ".jpg"
                photo = picture.format == "HEIF" and not picture.has_transparency_data
                return (_jpeg(picture), ".jpg") if photo else (_png(picture), ".png")
    except NotShown:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotShown(_TOO_LARGE) from None
    except UnidentifiedImageError:
        raise NotShown("no picture that is read here: save it as PNG or JPEG, and put it in") from None
    except Exception as error:
        raise NotShown(f"it can't be read ({type(error).__name__}): save it anew as PNG or JPEG") from None


def _reads_heic() -> bool:
    """Whether the library for phones' HEIC pictures is installed; Pillow then knows the format."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)
    return True


def _first(picture: Any, data: bytes) -> bytes:
    """The first picture of an MPO as a JPEG: its own dots where it is upright, else turned and saved anew."""
    if orientation(picture) == 1:
        with suppress(ValueError):  # not built as it should be: what Pillow makes of it is taken
            return without_notes(data, "JPEG")
    return _jpeg(picture)


def _jpeg(picture: Any) -> bytes:
    profile = picture.info.get("icc_profile") if picture.mode == "RGB" else None
    return _saved(picture, "RGB", "JPEG", quality=92, icc_profile=profile)


def _png(picture: Any) -> bytes:
    return _saved(picture, "RGBA" if picture.has_transparency_data else "RGB", "PNG")


def _saved(picture: Any, mode: str, form: str, **options: Any) -> bytes:
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture).convert(mode)
    turned.save(out := io.BytesIO(), form, optimize=True, **options)
    return without_notes(out.getvalue(), form)


def _known(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the formats that the installed Pillow has."""
    from PIL import Image

    Image.init()
    return tuple(name for name in formats if name in Image.OPEN)
