"""A picture from a document or camera as one that every browser shows."""

from __future__ import annotations

import io
import warnings

from coursebuilder.media.pictures import MOST_PIXELS

_AS_IT_IS = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_CONVERTED = ("BMP", "TIFF", "ICO", "PPM", "TGA", "PCX", "DIB", "AVIF", "HEIF", "JPEG2000", "MPO")
_DRAWN = "a drawing of Windows (WMF, EMF)"
_TOO_LARGE = "more pixels than are read: make it smaller, and put it in"


class NotShown(Exception):
    """Why a picture can't be shown, with the cure."""


def shown_as(data: bytes) -> tuple[bytes, str]:
    """The picture's bytes, converted to PNG where browsers don't show it, and its suffix. Raises NotShown."""
    if data[:4] == b"\xd7\xcd\xc6\x9a" or data[40:44] == b" EMF":
        raise NotShown(f"{_DRAWN}: save it as PNG or SVG, and put it in")
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=(*_AS_IT_IS, *_known(_CONVERTED))) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotShown(_TOO_LARGE)
                picture.load()
                if picture.format in _AS_IT_IS and getattr(picture, "n_frames", 1) == 1:
                    return data, _AS_IT_IS[picture.format]
                picture.seek(0)
                out = io.BytesIO()
                picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(
                    out, "PNG", optimize=True
                )
                return out.getvalue(), ".png"
    except NotShown:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotShown(_TOO_LARGE) from None
    except UnidentifiedImageError:
        raise NotShown("no picture that is read here: save it as PNG or JPEG, and put it in") from None
    except Exception as error:
        raise NotShown(f"it can't be read ({type(error).__name__}): save it anew as PNG or JPEG") from None


def _known(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the formats that the installed Pillow has."""
    from PIL import Image

    Image.init()
    return tuple(name for name in formats if name in Image.OPEN)
