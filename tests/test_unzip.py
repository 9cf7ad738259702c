"""Anybody's zip: what could do harm or is read differently by each is refused, what is merely odd is read."""

from __future__ import annotations

import re
import stat
import struct
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from zips import (
    Fill,
    Zip,
    add,
    as_zip,
    at_central,
    at_end,
    at_local,
    entry,
    no_utf_8,
    overlapping,
    packed,
    several,
    spoilt,
    swap,
    unicode_extra,
    with_descriptor,
    with_zip64,
)

from coursebuilder.package import BadPackage, Package, read_zip

RULES = Path(__file__).parent.parent / "coursebuilder" / "package" / "unzip"


BROKEN: dict[str, list[bytes]] = {
    "zip-slip": [as_zip(add(name)) for name in ("../evil.html", "a/../../evil.html", "..", "a/..")],
    "zip-absolute": [as_zip(add(name)) for name in ("/etc/passwd", "C:/evil.html", "c:evil.html")],
    "zip-name": [
        *(as_zip(add(name)) for name in ("a//b.html", "a./b.html", "b.html ", "a\tb.html", "./a.html")),
        spoilt(add("a/b.html"), swap(b"a/b.html", b"a\\b.html")),
        spoilt(add("a/b.html"), swap(b"a/b.html", b"a\0b.html")),
        spoilt(add("a/b.html"), swap(b"a/b.html", b"a/c.html", 1)),
    ],
    "zip-name-encoding": [
        spoilt(add("caf\u00e9.html"), no_utf_8),
        spoilt(add("abcd.html"), swap(b"abcd.html", b"\x82bcd.html")),
    ],
    "zip-duplicate": [
        as_zip(several(add("a.txt"), add("a.txt", b"other"))),
        as_zip(several(add("A.js"), add("a.js"))),
        as_zip(several(add("caf\u00e9.js"), add(unicodedata.normalize("NFD", "caf\u00e9.js")))),
        as_zip(several(add("media"), add("media/a.png"))),
    ],
    "zip-encrypted": [spoilt(add("a.txt"), at_central(8, bytes([flag]))) for flag in (1, 0x41)],
    "zip-symlink": [
        as_zip(add("link", b"/etc/passwd", stat.S_IFLNK | 0o777)),
        as_zip(add("pipe", b"", stat.S_IFIFO | 0o644)),
    ],
    "zip-bomb": [
        as_zip(add("zeros.txt", b"\0" * 5_000_000)),
        as_zip(lambda archive: archive.writestr("imsmanifest.xml", b"<a/>" * 5_000_000)),
        spoilt(several(add("a.txt"), add("b.txt")), overlapping),
        spoilt(add("a.txt"), at_central(24, struct.pack("<L", 3 * 1024**3))),
    ],
    "zip-method": [as_zip(packed(zipfile.ZIP_LZMA)), as_zip(packed(zipfile.ZIP_BZIP2))],
    "zip-empty": [as_zip(lambda archive: None), as_zip(lambda archive: archive.mkdir("media"))],
    "zip-unreadable": [
        b"",
        b"no zip at all",
        b"PK\5\6",
        b"PK\3\4" + b"\0" * 40,
        as_zip(add("a.txt"))[:-30],
        spoilt(add("a.txt"), lambda data: data[: len(data) // 2]),
        spoilt(add("a.txt"), at_local(36, b"\xff\xff")),
        spoilt(add("a.txt"), at_central(16, b"\1\2\3\4")),  # the check sum
        spoilt(add("a.txt"), at_central(24, b"\3\0\0\0")),  # less than there is
        spoilt(add("a.txt"), at_central(24, b"\x63\0\0\0")),  # more than there is
        spoilt(add("a.txt"), at_central(42, b"\x07\0\0\0")),  # somewhere else
        spoilt(add("a.txt"), at_central(42, b"\xff\xff\xff\x7f")),
        spoilt(add("a.txt"), at_central(28, b"\xff\xff")),  # a name longer than the directory
        spoilt(add("a.txt"), at_end(8, b"\2\0\2\0")),  # two files, it says
        spoilt(add("a.txt"), at_end(4, b"\1\0")),  # the second of several disks
        spoilt(add("a.txt"), at_end(12, b"\xff\xff\xff\x7f")),  # a directory of 2 GB
        spoilt(add("\u00e9.txt"), swap("\u00e9".encode(), b"\xff\xfe")),  # no UTF-8, though it says so
        b"Rar!\x1a\7\0 and so on",
    ],
}  # fmt: skip
FINE: dict[str, list[bytes]] = {
    "zip-slip": [as_zip(add("a/..b/c...html"))],
    "zip-absolute": [as_zip(add("c/d.html"))],
    "zip-name": [as_zip(add("a.b/c d.html")), as_zip(add(".well-known/a"))],
    "zip-name-encoding": [as_zip(add("caf\u00e9.html")), unicode_extra(b"")],
    "zip-duplicate": [
        as_zip(several(add("a.js"), add("a.jsx"), add("b/a.js"))),
        as_zip(several(lambda archive: archive.mkdir("media"), add("media/a.png"))),
    ],
    "zip-encrypted": [spoilt(add("a.txt"), at_central(8, b"\6"))],  # how well it was packed
    "zip-symlink": [as_zip(add("link.html", b"/etc/passwd", stat.S_IFREG | 0o777)), as_zip(add("a", b"", 0))],
    "zip-bomb": [as_zip(add("zeros.txt", b"\0" * 900_000)), as_zip(several(add("a.txt"), add("b.txt")))],
    "zip-method": [as_zip(packed(zipfile.ZIP_DEFLATED)), as_zip(packed(zipfile.ZIP_STORED))],
    "zip-empty": [as_zip(add("a.txt", b""))],
    "zip-unreadable": [
        as_zip(add("a.txt")) + b"",
        b"#!/bin/sh\nexit\n" + as_zip(add("a.txt")),  # unpacks itself
        as_zip(several(add("a.txt"), lambda archive: setattr(archive, "comment", b"a comment PK"))),
        as_zip(add("a.txt"), compresslevel=1),
    ],
}


def read(data: bytes, folder: Path) -> Package:
    (folder / "x.zip").write_bytes(data)
    return read_zip(folder / "x.zip")


@pytest.mark.parametrize("code", BROKEN)
def test_harmful_zips_are_refused(code: str, tmp_path: Path) -> None:
    for number, data in enumerate(BROKEN[code]):
        with pytest.raises(BadPackage) as refusal:
            read(data, tmp_path)
        problems = refusal.value.problems
        assert code in {problem.code for problem in problems}, number
        assert {problem.place.path for problem in problems} == {str(tmp_path / "x.zip")}
        assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("code", FINE)
def test_zips_that_only_look_harmful_are_read(code: str, tmp_path: Path) -> None:
    for data in FINE[code]:
        package = read(data, tmp_path)
        assert [len(package.read(name)) for name in package.files] == [
            one.size for one in package.files.values()
        ]


def test_every_code_has_both() -> None:
    codes = {
        code
        for path in RULES.glob("*.py")
        for code in re.findall(r'"(zip-[a-z-]+)"', path.read_text("utf-8"))
    }
    assert set(BROKEN) == set(FINE) == codes


@pytest.mark.parametrize("make", [with_descriptor, with_zip64])
def test_other_forms_of_zip_are_read(make: Callable[[], bytes], tmp_path: Path) -> None:
    assert read(make(), tmp_path).read("a.txt") == b"abc" * 99


WHOLE = as_zip(several(add("a.txt", b"abc" * 99), add("media/b.txt"), lambda archive: archive.mkdir("c")))


@given(
    some.lists(
        some.tuples(some.integers(0, len(WHOLE) - 1), some.binary(max_size=6), some.integers(0, 9)),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_stands_in_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes, int]]
) -> None:
    data = WHOLE
    for at, new, gone in changes:
        data = data[:at] + new + data[at + gone :]
    try:
        package = read(data, tmp_path_factory.getbasetemp())
    except BadPackage as refusal:
        assert refusal.problems
    else:
        assert all(len(package.read(name)) == package.files[name].size for name in package.files)


def test_another_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPackage) as refusal:
        read(BROKEN["zip-unreadable"][-1], tmp_path)
    assert "RAR" in refusal.value.problems[0].hint


def test_of_many_problems_the_first_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadPackage) as refusal:
        read(as_zip(several(*(add(f"/{n}") for n in range(3000)))), tmp_path)
    assert len(refusal.value.problems) == 11
    assert refusal.value.problems[-1].message == "and 2,990 more like these"


def test_too_many_and_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_zip(several(*(add(f"{n}.txt", b"123") for n in range(4))))
    assert len(read(data, tmp_path).files) == 4
    monkeypatch.setattr("coursebuilder.package.unzip.rules.MAX_FILES", 3)
    with pytest.raises(BadPackage, match="4 files"):
        read(data, tmp_path)
    monkeypatch.setattr("coursebuilder.package.unzip.rules.MAX_FILES", 9)
    monkeypatch.setattr("coursebuilder.package.unzip.rules.MAX_BYTES", 11)
    with pytest.raises(BadPackage, match="12 bytes"):
        read(data, tmp_path)


def test_a_missing_zip_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadPackage, match="No such file"):
        read_zip(tmp_path / "none.zip")
    with pytest.raises(BadPackage, match="directory"):
        read_zip(tmp_path)


def test_folders_in_a_zip_are_no_files(tmp_path: Path) -> None:
    data = as_zip(several(lambda archive: archive.mkdir("media"), add("media/a.txt")))
    assert list(read(data, tmp_path).files) == ["media/a.txt"]


def test_a_zip_changed_after_reading_is_noticed(tmp_path: Path) -> None:
    package = read(as_zip(add("a.txt", b"1" * 99)), tmp_path)
    (tmp_path / "x.zip").write_bytes(as_zip(add("a.txt", b"2" * 99)))
    with pytest.raises(Exception, match="check sum"):
        package.read("a.txt")


def tiny_files(archive: Zip) -> None:
    for number in range(60_000):
        archive.writestr(f"{number:06}", b"")


def half_a_gigabyte(archive: Zip) -> None:
    """More than the process may have; packs 200 to 1: just not a bomb."""
    for number in range(250):
        archive.writestr(entry(f"{number}.txt"), bytes(range(256)) * 8000 + bytes(number))


BIG: dict[str, tuple[Fill, str]] = {"tiny files": (tiny_files, "zip-bomb"), "much": (half_a_gigabyte, "250")}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't bound a process's memory this way")
@pytest.mark.parametrize("name", BIG)
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    """In a process of its own, that may have 400 MiB."""
    (tmp_path / "x.zip").write_bytes(as_zip(BIG[name][0]))
    script = (
        "import sys\nfrom pathlib import Path\nfrom coursebuilder.package import BadPackage, read_zip\n"
        "try: print(len(read_zip(Path(sys.argv[1])).files))\n"
        "except BadPackage as error: print(error.problems[0].code)"
    )

    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (400 * 1024**2, 400 * 1024**2))

    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "x.zip"],
        preexec_fn=limit, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == BIG[name][1]
