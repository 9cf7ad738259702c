"""A module's text before it is parsed: decoding, front matter, comments. Line numbers never move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Place, Problem

MAX_BYTES = 500_000  # a 20-minute module is about 20 KB; what is read grows a thousandfold in memory
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`settings` is the front matter ('' when there is none), `body` the rest with front matter blanked."""

    settings: str
    settings_line: int
    body: str


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """A text file as UTF-8 with \\n line ends, or the Problem that keeps it from being read."""
    place = Place(shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            return "", [
                Problem(
                    "file-too-large",
                    f"the file is over {MAX_BYTES // 1000} KB",
                    place,
                    "split it into several modules",
                )
            ]
        data = path.read_bytes()
    except OSError as error:
        return "", [
            Problem(
                "unreadable-file",
                f"can't read the file: {error.strerror}",
                place,
                "check the path and its spelling, capitals too",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [
            Problem(
                "not-utf-8",
                "the file is not UTF-8 text",
                Place(shown, line),
                "save it again with the encoding UTF-8",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        return "", [
            Problem(
                "control-character",
                f"a control character (U+{ord(bad[0]):04X}) in the text",
                Place(shown, line),
                "delete it; it often comes from pasting",
            )
        ]
    return text, []


def split_front_matter(text: str, shown: str) -> tuple[Manuscript, list[Problem]]:
    """Cut the settings between the first two --- lines off; the body keeps its line numbers."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Manuscript("", 1, text), []
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in {"---", "..."}:
            settings = "\n".join(lines[1:number])
            return Manuscript(settings, 2, "\n" * (number + 1) + "\n".join(lines[number + 1 :])), []
    return Manuscript("", 1, text), [
        Problem(
            "unclosed-front-matter",
            "the settings at the top never end",
            Place(shown, 1),
            "put a line --- after the last of them",
        )
    ]


def blank_comments(text: str, shown: str) -> tuple[str, list[Problem]]:
    """Replace <!-- … --> outside code by nothing, keeping the line breaks."""
    if "<!--" not in text:
        return text, []
    kept: list[str] = []
    fence, opened = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if opened:
            end = line.find("-->")
            if end < 0:
                kept.append("")
                continue
            line, opened = line[end + 3 :], 0
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip(f" {fence[0]}"):
                fence = ""
        elif mark:
            fence = mark[1]
        elif "<!--" in line:
            line, closed = _without_comments(line)
            opened = 0 if closed else number
        kept.append(line)
    problem = Problem(
        "unclosed-comment", "a comment <!-- never ends", Place(shown, opened), "close it with -->"
    )
    return "\n".join(kept), [problem] if opened else []


def _without_comments(line: str) -> tuple[str, bool]:
    """The line without comments, and whether the last one ended on it."""
    kept, position = "", 0
    while (start := _outside_code(line, "<!--", position)) >= 0:
        kept += line[position:start]
        end = line.find("-->", start + 4)
        if end < 0:
            return kept, False
        position = end + 3
    return kept + line[position:], True


def _outside_code(line: str, sought: str, position: int) -> int:
    spans = [match.span() for match in _CODE.finditer(line)]
    while (found := line.find(sought, position)) >= 0:
        inside = next((end for start, end in spans if start <= found < end), None)
        if inside is None:
            return found
        position = inside
    return -1
