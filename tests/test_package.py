"""Zips: the same bytes for the same files, and no zip that could do harm."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coursebuilder.package import File, Inline, OnDisk, Package, on_disk, read_zip, write_zip

Fill = Callable[[zipfile.ZipFile], None]


def package(**more: File) -> Package:
    files: dict[str, File] = {
        "index.html": Inline(b"<p>Hello</p>" * 99),
        "a.js": Inline(b"1;"),
        "imsmanifest.xml": Inline(b"<manifest/>"),
    }
    return Package("course--module", {**files, **more})


def test_control_document_first_then_by_name(tmp_path: Path) -> None:
    write_zip(
        package(**{"media/a.png": Inline(b"\x89PNG"), "media/deep.xml": Inline(b"<x/>")}), tmp_path / "x.zip"
    )
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        names = archive.namelist()
        entries = archive.infolist()
    assert names == ["imsmanifest.xml", "a.js", "index.html", "media/a.png", "media/deep.xml"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert {stat.S_IMODE(entry.external_attr >> 16) for entry in entries} == {0o644}
    stored = {entry.filename for entry in entries if entry.compress_type == zipfile.ZIP_STORED}
    assert stored == {"media/a.png"}


def test_the_same_files_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_zip(package(), tmp_path / "one" / "x.zip")
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    before = os.umask(0o077)
    try:
        reordered = Package("other", dict(sorted(package().files.items(), reverse=True)))
        write_zip(reordered, tmp_path / "two" / "y.zip")
    finally:
        os.umask(before)
    assert (tmp_path / "one/x.zip").read_bytes() == (tmp_path / "two/y.zip").read_bytes()


def test_files_on_disk_are_copied(tmp_path: Path) -> None:
    video = tmp_path / "film.webm"
    video.write_bytes(os.urandom(3_000_000))
    write_zip(package(**{"media/film.webm": on_disk(video)}), tmp_path / "x.zip")
    back = read_zip(tmp_path / "x.zip")
    assert back.files["media/film.webm"].size == 3_000_000
    assert back.read("media/film.webm") == video.read_bytes()


def test_a_file_that_changes_meanwhile_stops_the_build_and_keeps_the_old_zip(tmp_path: Path) -> None:
    video = tmp_path / "film.webm"
    video.write_bytes(b"new")
    (tmp_path / "x.zip").write_bytes(b"old zip")
    changed = OnDisk(video, 3, hashlib.sha256(b"then").hexdigest(), zlib.crc32(b"then"))
    with pytest.raises(OSError, match="changed while"):
        write_zip(package(**{"media/film.webm": changed}), tmp_path / "x.zip")
    assert (tmp_path / "x.zip").read_bytes() == b"old zip"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["film.webm", "x.zip"]


def test_a_zip_reads_as_it_was_written(tmp_path: Path) -> None:
    write_zip(package(), tmp_path / "course--module.zip")
    back = read_zip(tmp_path / "course--module.zip")
    assert back.name == "course--module"
    assert {name: back.read(name) for name in back.files} == {
        name: package().read(name) for name in package().files
    }


def test_a_zip_is_what_zipfile_would_write(tmp_path: Path) -> None:
    texts = {"a.js": b"1;" * 5000, "\xe9.txt": b""}
    (picture := tmp_path / "a.png").write_bytes(os.urandom(70_000))
    written = write_zip(
        Package(
            "ours", {**{name: Inline(data) for name, data in texts.items()}, "m/a.png": on_disk(picture)}
        ),
        tmp_path / "ours.zip",
    )
    with zipfile.ZipFile(tmp_path / "theirs.zip", "w") as archive:
        for name, data in sorted({**texts, "m/a.png": picture.read_bytes()}.items()):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            method = zipfile.ZIP_DEFLATED if name in texts else zipfile.ZIP_STORED
            archive.writestr(info, data, method, compresslevel=9)
    ours = (tmp_path / "ours.zip").read_bytes()
    assert ours == (tmp_path / "theirs.zip").read_bytes()
    assert (written.size, written.sha256) == (len(ours), hashlib.sha256(ours).hexdigest())


def test_more_than_a_zip_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("coursebuilder.package.zip_writer.MAX_BYTES", 100)
    with pytest.raises(OSError, match="more than a zip can hold"):
        write_zip(package(**{"media/a.png": Inline(b"x" * 200)}), tmp_path / "x.zip")
    assert not list(tmp_path.iterdir())
