"""What cameras note leaves no course: whatever way a picture travels, and whatever its form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin
from test_pictures import photo

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.media.documents import without_camera_notes
from coursebuilder.media.picture_notes import without_notes
from coursebuilder.media.pictures import Picture, Purpose, look_at, read_picture
from coursebuilder.targets import TARGETS

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>51,30N</exif:GPSLatitude></x:xmpmeta>'
MARKS = (
    b"Exif",
    b"EXIF",
    b"eXIf",
    b"CameraMaker",
    b"GPSLatitude",
    b"a secret",
    b"8BIM",
    b"tEXt",
    b"iTXt",
    b"zTXt",
)
FORMS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}


def noted(suffix: str, turned: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture with everything in it that its form has room for."""
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = turned, "CameraMaker"
    notes.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    options: dict[str, Any] = {"exif": notes, "xmp": XMP}
    if suffix == ".png":
        options = {"exif": notes, "pnginfo": (chunks := PngImagePlugin.PngInfo())}
        chunks.add_text("Comment", "a secret")
        chunks.add_text("Zipped", "a secret" * 9, zip=True)
        chunks.add_itxt("XML:com.adobe.xmp", XMP.decode())
        chunks.add(b"prVt", b"a secret")
    if suffix == ".jpg":
        options["comment"] = b"a secret"
    if suffix == ".gif":
        options = {"comment": b"a secret"}
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 30, 30), (0, 0, 20, 20))
    picture.save(to := io.BytesIO(), FORMS[suffix], **options)
    data = to.getvalue()
    if (
        suffix == ".jpg"
    ):  # IPTC, as editors of newspapers write it, and a preview with notes of its own behind it
        iptc = b"Photoshop 3.0\x008BIM\x04\x04a secret"
        data = data[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + data[2:] + data
    return data


def bare(data: bytes) -> bool:
    return not any(mark in data for mark in MARKS)


@pytest.mark.parametrize("suffix", FORMS)
def test_what_is_not_the_picture_goes_and_no_dot_changes(suffix: str) -> None:
    data = noted(suffix)
    assert not bare(data)
    clean = without_notes(data, FORMS[suffix])
    assert bare(clean) and len(clean) < len(data)
    assert dots(clean) == dots(data)
    assert without_notes(clean, FORMS[suffix]) == clean


def dots(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("turned", [1, 6])
@pytest.mark.parametrize("purpose", ["page", "attachment"])
def test_a_picture_travels_without_notes(tmp_path: Path, suffix: str, turned: int, purpose: Purpose) -> None:
    (path := tmp_path / f"a{suffix}").write_bytes(noted(suffix, turned))
    made = read_picture(path, purpose)
    assert isinstance(made, Picture) and made.data and bare(made.data)
    assert purpose == "page" or made.suffix == suffix
    upright = turned == 1 or suffix == ".gif"
    assert (made.width, made.height) == ((60, 40) if upright else (40, 60))
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.size == (made.width, made.height)
        red, green, _ = shown.convert("RGB").getpixel((10 if upright else 30, 10))  # type: ignore[misc]
        assert red > 150 > green


@pytest.mark.parametrize("size", [(60, 40), (1500, 30), (700, 500)])
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_looking_tells_the_size_that_making_gives(tmp_path: Path, suffix: str, size: tuple[int, int]) -> None:
    (path := tmp_path / f"a{suffix}").write_bytes(noted(suffix, 6, size))
    looked, made = look_at(path), read_picture(path)
    assert isinstance(looked, Picture) and isinstance(made, Picture)
    assert looked.data is None and made.data
    assert (looked.width, looked.height, looked.photograph) == (made.width, made.height, made.photograph)


def test_a_check_makes_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course(tmp_path)
    photo(tmp_path / "media" / "view.jpg")
    monkeypatch.setattr(Image.Image, "save", lambda *_, **__: pytest.fail("a check encodes a picture"))
    assert read_courses([tmp_path], check_only=True).problems == ()


def test_a_picture_is_encoded_once_for_all_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course(tmp_path)
    photo(tmp_path / "media" / "view.jpg")
    saved: list[str] = []
    save = Image.Image.save

    def counted(picture: Image.Image, to: io.BytesIO, form: str, **options: Any) -> None:
        saved.append(form)
        save(picture, to, form, **options)

    monkeypatch.setattr(Image.Image, "save", counted)
    (order,) = orders(read_courses([tmp_path]).courses[0])
    for target in TARGETS.values():
        build_package(order, target)
    assert saved == ["WEBP"]


def test_photos_in_a_document_go_without_notes(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("word/media/image1.jpg", noted(".jpg"))
    made = without_camera_notes(path)
    assert made and made == without_camera_notes(path)
    with zipfile.ZipFile(io.BytesIO(made)) as document:
        assert document.namelist() == ["[Content_Types].xml", "word/media/image1.jpg"]
        assert bare(document.read("word/media/image1.jpg"))
    path.write_bytes(made)
    assert without_camera_notes(path) is None


def test_no_way_out_of_a_course_hands_on_notes(tmp_path: Path) -> None:
    course(tmp_path, "[the photo](media/given.jpg), [the form](media/form.docx)\n", theme="theme: own\n")
    for name in ("view", "given"):
        (tmp_path / "media" / f"{name}.jpg").write_bytes(noted(".jpg"))
    with zipfile.ZipFile(tmp_path / "media" / "form.docx", "w") as document:
        document.writestr("word/media/image1.png", noted(".png"))
    (tmp_path / "media" / "logo.png").write_bytes(noted(".png"))
    (tmp_path / "provider.yaml").write_text("name: Riverside\nlogo: media/logo.png\n")
    (tmp_path / "own" / "assets").mkdir(parents=True)
    (tmp_path / "own" / "theme.yaml").write_text("theme:\n  title: Own\n")
    (tmp_path / "own" / "more.css").write_text(".card{background:url(assets/wood.jpg)}")
    (tmp_path / "own" / "assets" / "wood.jpg").write_bytes(noted(".jpg"))
    read = read_courses([tmp_path], tmp_path / "provider.yaml")
    assert not [one for one in read.problems if one.severity == "error"]
    package = build_package(orders(read.courses[0])[0], TARGETS["web"])
    names = [
        "media/view.jpg",
        "media/given.jpg",
        "media/form.docx",
        "media/provider-logo.png",
        "assets/wood.jpg",
    ]
    assert set(names) <= set(package.files)
    assert [name for name in names if not bare(package.read(name))] == []


def course(folder: Path, text: str = "", theme: str = "") -> None:
    settings = f"id: notes\ntitle: Notes\naudience: All\n{theme}modules: [modules/01-one.md]\n"
    for name in ("media", "modules"):
        (folder / name).mkdir()
    (folder / "course.yaml").write_text(settings)
    picture = '![A view of hills](media/view.jpg){rights="Photo: Sam Green"}'
    (folder / "modules" / "01-one.md").write_text(f"---\ntitle: One\nminutes: 1\n---\n{picture}\n\n{text}")
