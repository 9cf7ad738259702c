"""Captions as authors write them -> cues.

WebVTT (.vtt) and SubRip (.srt), of which times, texts and speakers are read, or plain text
(.txt), a line for each caption:

    0:01.5 Sam: Hello.
    0:04 It's quiet in here.
    0:09

Each stays until the next one's time; a time alone ends the one before it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.model import Cue

MAX_BYTES = 500_000
_TIME = r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:[.,]\d{1,3})?)"
_ARROW = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?$")
_LINE = re.compile(rf"^{_TIME}(?:[ \t]+(.*))?$")
_VOICE = re.compile(r"<v(?:\.[^ <>]*)?[ \t]+([^<>]+)>")
# Marks of either, and {\an8}, by which SubRip says where on the picture.
_TAG = re.compile(r"</?[a-z0-9:.][^<>]*>|\{\\[a-z0-9]+\}", re.IGNORECASE)
_DISORDER = ("a caption begins before the one above it", "put them in order of time")
_LAST = 5.0  # seconds that a last line without an end stays


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of captions, and on which line; 0 means the file as a whole."""

    line: int
    message: str
    hint: str


def read_captions(path: Path) -> tuple[Cue, ...] | Fault:
    """The captions in a file, in order of time."""
    if path.stat().st_size > MAX_BYTES:
        return Fault(0, f"the captions are over {MAX_BYTES // 1000} KB", "one file is for one recording")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Fault(0, "the captions are not UTF-8 text", "save the file again with the encoding UTF-8")
    lines = text.splitlines()
    suffix = path.suffix.lower()
    if suffix == ".vtt" and not re.match(r"WEBVTT(\s|$)", text):
        return Fault(1, "a .vtt file begins with the word WEBVTT", "write WEBVTT on the first line")
    cues = _read_lines(lines) if suffix == ".txt" else _read_cues(lines, 3 if suffix == ".vtt" else 1)
    if isinstance(cues, list):
        return _in_time(cues)
    return cues


def _read_cues(lines: list[str], first: int) -> list[tuple[int, Cue]] | Fault:
    """The cues of WebVTT or SubRip; before the line `first` stands what is none."""
    found: list[tuple[int, Cue]] = []
    at = 1
    while at < len(lines):
        block = at
        while at < len(lines) and lines[at].strip():
            at += 1
        cue = _cue(lines[block:at], block + 1, first)
        if isinstance(cue, Fault):
            return cue
        found += [cue] if cue else []
        at += 1
    return found


def _cue(block: list[str], line: int, first: int) -> tuple[int, Cue] | Fault | None:
    """A cue may have a name on a line before its times; NOTE, STYLE and REGION are no cues."""
    if not block or re.match(r"(NOTE|STYLE|REGION)\b", block[0]):
        return None
    for n, text in enumerate(block[:2]):
        if times := _ARROW.match(text.strip()):
            words = "\n".join(_plain(part) for part in block[n + 1 :])
            return line + n, Cue(_seconds(*times.groups()[:3]), _seconds(*times.groups()[3:]), words)
    if any("-->" in text for text in block):
        return Fault(line, f'"{block[0][:40]}" is no time', "00:01.500 --> 00:04.000")
    hint = "00:01.500 --> 00:04.000 stands above them"
    return None if line < first else Fault(line, "words without a time", hint)


def _read_lines(lines: list[str]) -> list[tuple[int, Cue]] | Fault:
    starts: list[tuple[int, float, str]] = []
    for line, text in enumerate(lines, 1):
        if match := _LINE.match(text.strip()):
            start = _seconds(match[1], match[2], match[3])
            if starts and start <= starts[-1][1]:
                return Fault(line, *_DISORDER)
            starts.append((line, start, match[4] or ""))
        elif text.strip() and not starts:
            return Fault(line, "the first caption has no time", "begin the line with one: 0:01 Hello.")
        elif text.strip():
            line, start, words = starts[-1]
            starts[-1] = (line, start, f"{words}\n{text.strip()}".strip())
    ends = [start for _, start, _ in starts[1:]] + [start + _LAST for _, start, _ in starts[-1:]]
    timed = zip(starts, ends, strict=True)
    return [(line, Cue(start, end, words)) for (line, start, words), end in timed if words]


def _in_time(found: list[tuple[int, Cue]]) -> tuple[Cue, ...] | Fault:
    before = 0.0
    for line, cue in found:
        if cue.end <= cue.start:
            return Fault(line, "a caption ends before it begins", "its second time must be the later one")
        if cue.start < before:
            return Fault(line, *_DISORDER)
        before = cue.start
    if not any(cue.text.strip() for _, cue in found):
        return Fault(0, "the file holds no captions", "0:01 What is said, a line for each caption")
    return tuple(cue for _, cue in found)


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _plain(text: str) -> str:
    """A line of a cue as its words: a voice by its name, other marks left out."""
    return html.unescape(_TAG.sub("", _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", text))).strip()
