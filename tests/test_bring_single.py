"""Importing a single picture or file of captions, and the one function that brings any file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import from_pillow
from test_bring import course, written

from coursebuilder.bring import Imported, import_file

__all__ = ["course"]  # a fixture

SRT = "1\n00:00:01,500 --> 00:00:04,000\n<i>Sam:</i> Hello & café\n\n2\n01:00:05,000 --> 01:00:06,250\nBye\n"
VTT = "WEBVTT\n\n00:00:01.500 --> 00:00:04.000\nSam: Hello &amp; café\n\n01:00:05.000 --> 01:00:06.250\nBye\n"


def imported(course: Path, path: Path) -> Imported:
    done = import_file(path, course)
    again = import_file(path, course)
    assert again.problems == done.problems and (again.landed is None or not again.landed.new)
    return done


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_subrip_becomes_webvtt(tmp_path: Path, course: Path, encoding: str) -> None:
    (path := tmp_path / "A talk.srt").write_bytes(SRT.replace("\n", "\r\n").encode(encoding))
    assert imported(course, path).said == "1 file, 1 changed, 1 to do"
    assert (course / "media" / "a-talk.vtt").read_text("utf-8") == VTT
    assert "captions=media/a-talk.vtt" in (course / "import-report.md").read_text("utf-8")


def test_captions_out_of_time_are_told_with_their_line(tmp_path: Path, course: Path) -> None:
    path = written(tmp_path, "a.srt", "1\n00:00:05,000 --> 00:00:04,000\nHello\n")
    problem = imported(course, path).problems[0]
    assert problem.code == "bad-captions" and problem.place.line == 2 and problem.hint


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("TIFF", "png"), ("BMP", "png"), ("HEIF", "jpg")],
)
def test_a_picture_goes_into_media_as_browsers_show_it(
    tmp_path: Path, course: Path, form: str, suffix: str
) -> None:
    picture, out = Image.new("RGB", (64, 48), "green"), io.BytesIO()
    if form == "HEIF":
        from_pillow(picture).save(out)
    else:
        picture.save(out, form)
    (path := tmp_path / "IMG 0032.dat").write_bytes(out.getvalue())
    assert imported(course, path).said.startswith("1 file")
    with Image.open(course / "media" / f"img-0032.{suffix}") as shown:
        assert shown.size == (64, 48)
    text = (course / "course.yaml").read_text("utf-8")
    assert "img-0032" not in text and "![What it shows](media/img-0032" in (
        course / "import-report.md"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\x18ftypheic" + b"\0" * 99,
        b"\0\0\0\x18ftypisom" + b"\0" * 99,
        b"8BPS\0\1" + b"\0" * 99,
        b"\1\0\0\0" + b"\0" * 36 + b" EMF",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        b"\xff\xfe\0\xd8",
        b"\0" * 5000,
    ],
    ids=["heic", "video", "psd", "emf", "png", "half", "zeros"],
)
def test_what_is_not_read_is_told_with_its_cure(tmp_path: Path, course: Path, data: bytes) -> None:
    (path := tmp_path / "file").write_bytes(data)
    done = imported(course, path)
    assert done.landed is None and done.said == "" and all(one.hint for one in done.problems)


def test_a_drawing_and_a_text_that_begins_like_a_picture(tmp_path: Path, course: Path) -> None:
    drawing = written(tmp_path, "Way.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert imported(course, drawing).landed and (course / "media" / "way.svg").is_file()
    bank = written(tmp_path, "a.txt", "BMI is {=a number ~a car}")
    assert imported(course, bank).said == "1 page, 1 question"


def test_what_is_missing_is_a_problem(tmp_path: Path, course: Path) -> None:
    assert import_file(tmp_path / "none.docx", course).problems[0].code == "unreadable-file"
    picture = written(tmp_path, "a.srt", SRT)
    assert import_file(picture, tmp_path / "nowhere").problems[0].code == "no-course"
