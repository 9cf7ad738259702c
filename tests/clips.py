"""A course with video and sound: a ball that rolls for three seconds, half a second of silence."""

from __future__ import annotations

import shutil
from pathlib import Path

BALL = Path(__file__).parent / "media" / "ball.webm"  # drawn on a canvas and recorded by a browser, 160 by 90
SILENCE = (b"\xff\xfb\x90\x64" + bytes(413)) * 20  # frames of MPEG-1 layer 3 with nothing in them
COURSE = """id: clips
title: Clips
audience: Youth workers
modules: [modules/01-clips.md]
"""
MODULE = """---
title: Watch and listen
minutes: 3
---
Before the clips.

## Watch {#watch}

::: video media/ball.webm {title="A ball" captions=media/ball.txt poster=media/poster.svg}
**Voice:** A ball rolls from left to right.
:::

## Listen {#listen}

::: audio media/silence.mp3 {title="Silence"}
Nothing is said.
:::
"""
POSTER = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><circle r="40"/></svg>'
CAPTIONS = "0:00 Voice: A ball\n0:02 rolls <away> & on.\n"


def write_clips(folder: Path) -> Path:
    """The course's folder, written."""
    (folder / "modules").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "course.yaml").write_text(COURSE)
    (folder / "modules" / "01-clips.md").write_text(MODULE)
    (folder / "media" / "ball.txt").write_text(CAPTIONS)
    (folder / "media" / "poster.svg").write_text(POSTER)
    (folder / "media" / "silence.mp3").write_bytes(SILENCE)
    shutil.copy(BALL, folder / "media" / "ball.webm")
    return folder
