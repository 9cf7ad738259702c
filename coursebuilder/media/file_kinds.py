"""What a file is by its first bytes, and what to do about one that isn't taken.

Phones, mail programs and chat programs call a JPEG .png and a HEIC picture .jpg; so names are not believed.
"""

from __future__ import annotations

from pathlib import Path

RASTERS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WebP": ".webp", "SVG": ".svg", "PDF": ".pdf"}
_BEGINS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_SAVE_AS = {
    **dict.fromkeys(
        (".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp", ".jxl", ".jp2", ".psd"), "JPG (.jpg)"
    ),
    **dict.fromkeys((".eps", ".ai", ".emf", ".wmf"), "plain SVG, or as PNG"),
    **dict.fromkeys((".mov", ".avi", ".wmv", ".mkv", ".mpg", ".mpeg", ".flv", ".3gp"), ".m4v or .webm"),
    **dict.fromkeys((".wav", ".aac", ".wma", ".flac", ".aif", ".aiff", ".amr"), ".mp3 or .m4a"),
    ".doc": ".docx",
    ".ppt": ".pptx",
    ".xls": ".xlsx",
    ".pages": ".docx",
    ".numbers": ".xlsx",
    ".key": ".pptx",
}


def real_kind(path: Path) -> str:
    """JPEG, PNG, GIF, WebP, HEIC … by a file's first bytes; "" for what isn't known here."""
    with path.open("rb") as stream:
        return kind_of(stream.read(256))


def kind_of(head: bytes) -> str:
    """As `real_kind`, of a file's first 256 bytes."""
    for begin, kind in _BEGINS:
        if head.startswith(begin):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return _BRANDS.get(brand) or ("HEIC" if brand in _HEIC else "")
    return "SVG" if b"<svg" in head else ""


def another_kind(path: Path) -> str:
    """The cure where a picture of dots isn't what its name says; "" where it is, or nothing is known."""
    kind = real_kind(path)
    if not kind or kind.upper() == RASTERS[path.suffix.lower()]:
        return ""
    said = f"it is {'an' if kind == 'SVG' else 'a'} {kind}"
    if kind in _SUFFIXES:
        return f"{said}: call it {path.stem}{_SUFFIXES[kind]}"
    return f"{said} picture, which few browsers show: open it in an editor for pictures and save it as JPG"


def cure_for(path: Path) -> str:
    """How to make a file of a kind that isn't taken into one that is; "" where nothing is known."""
    suffix = path.suffix.lower()
    if suffix in {".jfif", ".jpe", ".pjpeg", ".jpg_large"}:
        named = f"it is a JPEG: call it {path.stem}.jpg"
        return named if real_kind(path) == "JPEG" else "save it as JPG (.jpg)"
    return f"save it as {_SAVE_AS[suffix]}" if suffix in _SAVE_AS else ""
