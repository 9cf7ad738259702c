"""Captions and the heads of videos: what is read of them, and that nothing in them does harm."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machine import examples

from coursebuilder.media import read_captions
from coursebuilder.media.captions import Fault
from coursebuilder.media.clips import is_what_it_says, video_size
from coursebuilder.model import Cue
from coursebuilder.pages.captions import text_track

BALL = Path(__file__).parent / "media" / "ball.webm"
ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(200))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


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
