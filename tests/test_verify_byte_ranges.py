"""Files are served in pieces, and in the parts that browsers ask for: no long video is in memory whole."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from http.client import IncompleteRead
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from coursebuilder.package import Package, read_zip
from coursebuilder.verify.byte_ranges import CHUNK, OutOfRange, read_chunks, requested_range
from coursebuilder.verify.host import serve

SIZE = 8 * 1024**2
MOST = 2 * 1024**2  # bytes in memory while all of it is served


@pytest.fixture(scope="module", params=[zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "packed"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A zip with one long video, whose bytes tell where they are."""
    path = tmp_path_factory.mktemp("long") / "long.zip"
    with zipfile.ZipFile(path, "w", request.param) as archive, archive.open("film.webm", "w") as film:
        for number in range(SIZE // 16):
            film.write(b"%016d" % number)
    return read_zip(path)


@pytest.fixture
def film(package: Package) -> Iterator[str]:
    with serve(package, ()) as host:
        yield f"{host.address}/package/film.webm"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-15", 0, 15),
        (f"bytes={SIZE - 16}-", SIZE - 16, SIZE - 1),
        ("bytes=-32", SIZE - 32, SIZE - 1),
        (f"bytes={CHUNK - 8}-{CHUNK + 7}", CHUNK - 8, CHUNK + 7),
        (f"bytes=160-{SIZE * 2}", 160, SIZE - 1),
    ],
)
def test_the_part_that_is_asked_for(film: str, asked: str, first: int, last: int) -> None:
    with urlopen(Request(film, headers={"Range": asked})) as reply:
        assert reply.status == 206
        assert reply.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert int(reply.headers["Content-Length"]) == last - first + 1
        text = b"".join(b"%016d" % number for number in range(first // 16, first // 16 + 3))[first % 16 :]
        assert reply.read(24) == text[: min(24, last - first + 1)]


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=9-3", "bytes=0-1,4-5", "pages=1-2"])
def test_all_of_it_where_no_part_is_named(film: str, asked: str) -> None:
    with urlopen(Request(film, headers={"Range": asked} if asked else {})) as reply:
        assert (reply.status, reply.headers["Content-Length"]) == (200, str(SIZE))
        assert reply.headers["Accept-Ranges"] == "bytes"


def test_what_lies_behind_the_end_is_refused(film: str) -> None:
    with pytest.raises(HTTPError, match="416"):
        urlopen(Request(film, headers={"Range": f"bytes={SIZE}-"}))
    with pytest.raises(OutOfRange):
        requested_range("bytes=-5", 0)


def test_all_of_it_is_never_in_memory(package: Package) -> None:
    tracemalloc.start()
    try:
        served = sum(len(data) for data in read_chunks(package.files["film.webm"], range(SIZE)))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert served == SIZE and most < MOST


def test_a_zip_that_is_broken_ends_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.webm", b"".join(b"%016d" % number for number in range(CHUNK // 8)))
    package = read_zip(path)
    held = bytearray(path.read_bytes())
    held[len(held) // 2 : len(held) // 2 + 64] = bytes(64)
    path.write_bytes(held)
    with (
        serve(package, ()) as host,
        urlopen(f"{host.address}/package/film.webm") as reply,
        pytest.raises(IncompleteRead),  # so browsers hear that it is not all
    ):
        reply.read()
