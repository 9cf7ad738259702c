"""Drawings, captions and the heads of videos: what is read of them, and that nothing in them does harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machine import examples

from coursebuilder.drawings import MAX_ELEMENTS, clean_svg, svg_fault, svg_size
from coursebuilder.media import read_captions
from coursebuilder.media.captions import Fault
from coursebuilder.media.clips import is_what_it_says, video_size
from coursebuilder.model import Cue
from coursebuilder.text_track import text_track

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">{}</svg>'
BALL = Path(__file__).parent / "media" / "ball.webm"
ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(200))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_drawing_travels_as_it_is(tmp_path: Path) -> None:
    public = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    inside = '<style>a{fill:url(#b)}</style><use href="#b"/><image href="data:image/png;base64,AA=="/>'
    path = written(tmp_path / "a.svg", public + SVG.format(inside))
    assert clean_svg(path).data is None and clean_svg(path).removed == () and svg_fault(path) == ""
    assert svg_size(path.read_bytes()) == (90, 30)


def test_cleaning_keeps_the_rest_and_is_done_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "a.svg", SVG.format("<g>1<script>x</script>2<!-- c --><script/>3</g>"))
    first = clean_svg(path).data
    assert first == clean_svg(path).data == SVG.format("<g>12<!-- c -->3</g>").encode()
    assert clean_svg(written(tmp_path / "b.svg", first.decode())).removed == ()


@pytest.mark.parametrize(
    "inside",
    [
        '<a href=" java&#10;script:alert(1)"/>',
        '<a HREF="javascript:alert(1)"/>',
        '<image href="https://example.org/a.png"/>',
        '<image href="//example.org/a.png"/>',
        '<image href="other.png"/>',
        '<feImage href="data:text/html,a"/>',
        '<rect ONCLICK="alert(1)"/>',
        "<rect style=\"fill:url( 'https://example.org/a' )\"/>",
        '<rect style="fill:u\\72l(https://example.org/a)"/>',
        '<rect mask="url(//example.org/a#b)"/>',
        '<animate attributeName="xlink:href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        "<foreignObject/>",
        "<handler/>",
    ],
)
def test_what_runs_or_fetches_is_taken_out(tmp_path: Path, inside: str) -> None:
    found = clean_svg(written(tmp_path / "a.svg", SVG.format(inside)))
    assert found.removed and found.data
    for word in (b"script:", b"example.org", b"other.png", b"alert", b"text/html", b"foreign", b"handler"):
        assert word not in found.data


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<g>" * 300 + "</g>" * 300, "well-formed"),
        ("<g/>" * MAX_ELEMENTS, "shapes"),
        ("<style>a{b:u\\72l(x)}</style>", "styles"),
        ("<style>a{b:url('https://example.org')}</style>", "styles"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(tmp_path: Path, inside: str, fault: str) -> None:
    assert fault in clean_svg(written(tmp_path / "a.svg", SVG.format(inside))).fault


@ANY
@given(st.text(alphabet="<>/=\"'svgscriptonhref:url(#) &;![]-", max_size=80))
def test_any_drawing_is_judged(tmp_path: Path, inside: str) -> None:
    found = clean_svg(written(tmp_path / "a.svg", SVG.format(inside)))
    assert found.fault or found.removed or found.data is None


def test_the_size_of_a_video_is_read_from_its_head(tmp_path: Path) -> None:
    assert video_size(BALL) == (160, 90)
    (cut := tmp_path / "cut.webm").write_bytes(BALL.read_bytes()[:40])
    assert is_what_it_says(cut) and video_size(cut) is None


@ANY
@given(st.binary(max_size=200), st.sampled_from((".webm", ".m4v")), st.integers(0, 3000))
def test_any_bytes_behind_a_videos_head_are_survived(
    tmp_path: Path, data: bytes, suffix: str, at: int
) -> None:
    head = BALL.read_bytes() if suffix == ".webm" else b"\0\0\0\x08ftyp\0\0\0\0moov"
    (path := tmp_path / f"a{suffix}").write_bytes(head[:at] + data + head[at + len(data) :])
    size = video_size(path)
    assert size is None or all(side > 0 for side in size)


@ANY
@given(st.text(alphabet="0123:.,->\n WEBVTNO<v&;>a", max_size=120), st.sampled_from((".vtt", ".txt")))
def test_any_captions_are_read_or_refused(tmp_path: Path, text: str, suffix: str) -> None:
    text = f"WEBVTT\n\n{text}" if suffix == ".vtt" else text
    cues = read_captions(written(tmp_path / f"a{suffix}", text))
    if isinstance(cues, Fault):
        assert cues.message and cues.hint
        return
    assert cues and all(cue.end > cue.start for cue in cues)
    assert "\n" not in text_track(cues) and '"' not in text_track(cues)


def test_a_text_track_keeps_every_sign() -> None:
    track = text_track((Cue(0, 3661.5, 'Ŵyl 🎈 "a" <b> & c --> d'),))
    assert "00:00:00.000 --%3E 01:01:01.500" in track
    assert "%26lt;b%26gt; %26amp; c --%26gt; d" in track
