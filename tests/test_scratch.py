"""What a killed build left is swept by the next one; a zip that can't be replaced is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_pictures import MODULE, _write, photo

from coursebuilder.build.pipeline import build_all, read_courses
from coursebuilder.build.scratch import scratch_folder
from coursebuilder.targets import TARGETS


def test_what_a_killed_build_left_goes(tmp_path: Path) -> None:
    for name, file in (("killed", "0.zip"), ("newer", "owner"), ("strange", "thesis.docx")):
        (folder := tmp_path / f".coursebuilder-{name}").mkdir()
        (folder / file).write_bytes(b"")
    (tmp_path / ".coursebuilder-link").symlink_to(tmp_path / ".coursebuilder-strange")
    with scratch_folder(tmp_path) as mine:
        (mine / "1.zip").write_bytes(b"")
        with scratch_folder(tmp_path) as another:
            assert (mine / "1.zip").exists() and another.exists()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [".coursebuilder-link", ".coursebuilder-strange"]


def test_a_zip_that_cannot_be_replaced_is_named(tmp_path: Path) -> None:
    _write(tmp_path, MODULE)
    photo(tmp_path / "media" / "view.jpg")
    taken = tmp_path / "out" / "web" / "pictures--one.zip"
    taken.mkdir(parents=True)  # stands for a file that another program holds open on Windows
    with pytest.raises(OSError, match="is it open somewhere") as caught:
        build_all(read_courses([tmp_path]).courses, [TARGETS["web"]], tmp_path / "out")
    assert caught.value.filename == taken.as_posix()
    assert not list((tmp_path / "out").glob(".coursebuilder-*"))
