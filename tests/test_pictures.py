"""Pictures of dots: upright, no larger than a page shows, without a camera's notes, the same every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machine import examples
from PIL import Image

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import build_all, orders, read_courses
from coursebuilder.media.conversion import shown_as
from coursebuilder.media.pictures import WIDEST, Picture, read_picture
from coursebuilder.platforms import PLATFORMS
from coursebuilder.targets import TARGETS

TURNED = 6  # EXIF: the camera was held upright, so the dots lie on their side
COURSE = "id: pictures\ntitle: Pictures\naudience: All\nmodules: [modules/01-one.md]\n"
MODULE = '---\ntitle: One\nminutes: 1\n---\n![A view of hills](media/view.jpg){rights="Photo: Sam Green"}\n'


def photo(path: Path, width: int = 2400, height: int = 1600, **options: Any) -> Path:
    """A picture that is worth its bytes: colours that change from dot to dot."""
    small = Image.effect_noise((width // 8, height // 8), 60).convert("RGB")
    picture = small.resize((width, height), Image.Resampling.BICUBIC)
    picture.paste((200, 30, 30), (0, 0, width // 4, height // 4))  # red, at the top left
    notes = Image.Exif()
    notes[0x0112] = TURNED
    notes[0x010F] = "A camera"
    notes.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)  # where it was taken
    picture.save(path, exif=notes, **options)
    return path


def made(path: Path) -> Picture:
    found = read_picture(path)
    assert isinstance(found, Picture)
    return found


def test_a_photo_is_turned_shrunk_and_freed_of_its_notes(tmp_path: Path) -> None:
    path = photo(tmp_path / "view.jpg", quality=95)
    found = made(path)
    assert (found.width, found.height) == (WIDEST, 1800) and found.suffix == ".webp"
    assert found.data and len(found.data) < path.stat().st_size / 2
    assert not any(mark in found.data for mark in (b"Exif", b"EXIF", b"A camera", b"GPS"))
    with Image.open(io.BytesIO(found.data)) as picture:
        assert picture.size == (WIDEST, 1800) and not picture.getexif()
        red, green, _ = picture.convert("RGB").getpixel((WIDEST - 20, 20))  # type: ignore[misc]
        assert red > 150 > green  # what was at the top left is at the top right


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    one = photo(tmp_path / "one.jpg")
    (two := tmp_path / "two.jpg").write_bytes(one.read_bytes())
    assert made(one).data == made(two).data


def test_a_small_picture_without_notes_is_left_alone(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "#4f1d47").save(path := tmp_path / "plain.webp", quality=10, method=6)
    assert made(path) == Picture(300, 200)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "I;16", "1", "LA"])
def test_every_kind_of_dots_is_taken(tmp_path: Path, mode: str) -> None:
    form = "jpg" if mode == "CMYK" else "png"
    Image.new(mode, (1500, 30)).save(path := tmp_path / f"a.{form}")
    found = made(path)
    assert found.width == WIDEST and found.height == 24


def test_what_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (1300, 130), (0, 0, 0, 0))
    picture.paste((20, 90, 60, 255), (0, 0, 650, 130))
    picture.save(path := tmp_path / "clear.png")
    found = made(path)
    with Image.open(io.BytesIO(found.data or b"")) as shown:
        assert shown.convert("RGBA").getpixel((1000, 20))[3] == 0  # type: ignore[index]
        assert shown.convert("RGBA").getpixel((100, 20)) == (20, 90, 60, 255)


def phone_picture(path: Path, turned: int = 1) -> bytes:
    """A JPEG with a second picture behind the first, as phones write it (MPO), and a camera's notes."""
    first, second = Image.new("RGB", (40, 30), "white"), Image.new("RGB", (40, 30), "blue")
    first.paste((200, 30, 30), (0, 0, 16, 16))  # red, at the top left
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = turned, "A camera"
    first.save(path, "MPO", save_all=True, append_images=[second], exif=notes)
    return path.read_bytes()


def second_cut_off(data: bytes) -> bytes:
    return data[: data.rindex(b"\xff\xd8\xff")]


def list_overwritten(data: bytes) -> bytes:
    """Nobody can read where the second picture is."""
    at = data.index(b"MPF\0") + 4
    return data[:at] + b"????" + data[at + 4 :]


@pytest.mark.parametrize("damaged", [bytes, second_cut_off, list_overwritten])
def test_a_phones_second_picture_is_no_film(tmp_path: Path, damaged: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "two.jpg"
    path.write_bytes(damaged(phone_picture(path)))
    found = made(path)
    assert (found.width, found.height) == (40, 30)
    assert found.data and b"A camera" not in found.data


@pytest.mark.parametrize("damaged", [bytes, second_cut_off])
@pytest.mark.parametrize(("turned", "size", "red"), [(1, (40, 30), (4, 4)), (TURNED, (30, 40), (25, 4))])
def test_a_phones_picture_in_a_document_is_a_jpeg(
    tmp_path: Path,
    turned: int,
    size: tuple[int, int],
    red: tuple[int, int],
    damaged: Callable[[bytes], bytes],
) -> None:
    shown, suffix = shown_as(damaged(phone_picture(tmp_path / "two.jpg", turned)))
    assert suffix == ".jpg" and b"A camera" not in shown and b"MPF" not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", size, {})
        colour = picture.getpixel(red)
        assert isinstance(colour, tuple) and colour[0] > 150 > colour[1]


def test_a_jpeg_whose_second_picture_nobody_finds_is_taken_as_it_is(tmp_path: Path) -> None:
    data = list_overwritten(phone_picture(tmp_path / "two.jpg"))
    assert shown_as(data) == (data, ".jpg")


def test_what_becomes_a_png_is_upright() -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = TURNED, "A camera"
    Image.new("RGB", (40, 30)).save(lying := io.BytesIO(), "TIFF", exif=notes)
    shown, suffix = shown_as(lying.getvalue())
    assert suffix == ".png" and b"A camera" not in shown
    with Image.open(io.BytesIO(shown)) as picture:
        assert picture.size == (30, 40)


def test_a_package_holds_the_small_picture_in_place_of_the_file(tmp_path: Path) -> None:
    _write(tmp_path, MODULE)
    photo(tmp_path / "media" / "view.jpg")
    read = read_courses([tmp_path])
    assert read.problems == ()
    package = build_package(orders(read.courses[0])[0], TARGETS["scorm12"])
    assert "media/view.jpg" not in package.files
    assert package.read("media/view.jpg.webp")[8:12] == b"WEBP"
    page = package.read("index.html").decode()
    assert '<img src=media/view.jpg.webp alt="A view of hills" width=1200 height=1800>' in page


def test_a_name_that_is_taken_is_left_to_its_file(tmp_path: Path) -> None:
    _write(tmp_path, f"{MODULE}\n![Another view](media/view.jpg.webp)\n")
    photo(tmp_path / "media" / "view.jpg")
    Image.new("RGB", (30, 20), "red").save(tmp_path / "media" / "view.jpg.webp")
    package = build_package(orders(read_courses([tmp_path]).courses[0])[0], TARGETS["web"])
    pictures = [name for name in package.files if name.startswith("media/")]
    assert sorted(pictures) == ["media/view.jpg-1.webp", "media/view.jpg.webp"]
    assert len(package.read("media/view.jpg.webp")) < 1000 < len(package.read("media/view.jpg-1.webp"))


def _write(folder: Path, module: str) -> None:
    for name in ("media", "modules"):
        (folder / name).mkdir()
    (folder / "course.yaml").write_text(COURSE)
    (folder / "modules" / "01-one.md").write_text(module)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(
    cut=st.integers(0, 2000),
    at=st.integers(0, 2000),
    byte=st.integers(0, 255),
    form=st.sampled_from(("png", "jpg", "webp", "gif")),
)
def test_damaged_pictures_are_problems(tmp_path: Path, cut: int, at: int, byte: int, form: str) -> None:
    whole = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert("RGB").save(whole, {"jpg": "JPEG"}.get(form, form.upper()))
    data = bytearray(whole.getvalue()[: len(whole.getvalue()) - cut] or b"\0")
    data[at % len(data)] = byte
    (path := tmp_path / f"a.{form}").write_bytes(data)
    found = read_picture(path)
    assert isinstance(found, Picture) or found[0] in {"broken-picture", "picture-too-large", "moving-picture"}


def test_a_platform_is_not_given_the_video_it_cannot_serve(tmp_path: Path) -> None:
    clip = '::: video media/a.mp4 {title="A" silent width=4 height=3}\nAll.\n:::\n'
    _write(tmp_path, f"---\ntitle: One\nminutes: 1\n---\n{clip}")
    (tmp_path / "media" / "a.mp4").write_bytes(b"\0\0\0\x08ftyp")
    read = read_courses([tmp_path])
    built = build_all(read.courses, [TARGETS["scorm12"]], tmp_path / "out", [PLATFORMS["learning-hub"]])
    assert [one.code for one in built.problems] == ["platform-file-type"] and built.paths == ()
    built = build_all(read.courses, [TARGETS["scorm12"]], tmp_path / "out")
    assert [(one.code, one.severity) for one in built.problems] == [("file-type", "warning")]
