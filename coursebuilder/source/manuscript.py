"""A module's text before it is parsed: decoding, front matter, comments. Line numbers never move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Scalar, Table, read

MAX_BYTES = 500_000  # a 20-minute module is about 20 KB; what is read grows a thousandfold in memory
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_DASHES = re.compile(r"[-–—]+|\*{3,}|_{3,}|\.{3}|\+{3}|`{3}\s*\w*")
_SETTING = re.compile(r"(?:title|minutes|id|audience|objectives|tags|draft)\s*[:=]", re.IGNORECASE)
_REMARK = re.compile(r"\s*<!--.*-->\s*")
_HELD = re.compile(r"^ {0,3}(#{1,6}\s|:::).*|<!--.*|-\s+-?>|[–—]>", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """`settings` is the front matter ('' when there is none), `body` the rest with front matter blanked."""

    settings: str
    settings_line: int
    body: str


@dataclass(frozen=True, slots=True)
class SettingsAndBody:
    """The settings at the top of a text, and the rest of it without comments.

    unread: whether some of the settings couldn't be read, so that what seems to be missing may stand there
    """

    settings: Table
    body: str
    unread: bool


def settings_and_body(text: str, shown: str, problems: list[Problem]) -> SettingsAndBody:
    """A text as far as its Markdown; what is wrong goes to `problems`. `shown`: its file's name there."""
    manuscript, found = split_front_matter(text, shown)
    settings, more = read(manuscript.settings, shown, manuscript.settings_line)
    body, faults = blank_comments(manuscript.body, shown)
    problems += [*found, *more, *faults]
    if isinstance(settings, Scalar) and not (found or more):
        what, hint = (
            "the settings hold no keys with values",
            "a blank belongs behind each colon, title: A",
        )
        more = [Problem("settings-not-found", what, Place(shown, manuscript.settings_line), hint)]
        problems += more
    table = settings if isinstance(settings, Table) else Table(Place(shown, 1), {}, {})
    return SettingsAndBody(table, body, bool(found or more))


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """A text file as UTF-8 with \\n line ends, or the Problem that keeps it from being read."""
    place = Place(shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            with path.open("rb") as file:
                embedded = b";base64," in file.read(MAX_BYTES)
            hint = (
                "pictures are embedded: save them under media/"
                if embedded
                else "split it into several modules"
            )
            return "", [Problem("file-too-large", f"the file is over {MAX_BYTES // 1000} KB", place, hint)]
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
    return decoded(data, shown)


def decoded(data: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text that a file holds with \\n line ends, or the Problem that keeps it from being read."""
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
    turned = re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
    if turned:
        line, sign = text.count("\n", 0, turned.start()) + 1, ord(turned[0])
        what = f"an invisible sign (U+{sign:04X}) that turns or breaks the text"
        hint = "delete it: text may read otherwise than it is written; a paragraph finds its own direction"
        return "", [Problem("hidden-sign", what, Place(shown, line), hint)]
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
        return _without_settings(lines, shown)
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


def _without_settings(lines: list[str], shown: str) -> tuple[Manuscript, list[Problem]]:
    """A text that begins without ---; settings that seem to stand there are not taken for text."""
    first = next((n for n, line in enumerate(lines) if line.strip() and not _REMARK.fullmatch(line)), 0)
    begins = first + (_DASHES.fullmatch(lines[first].strip()) is not None)
    if not _SETTING.match(lines[begins] if begins < len(lines) else ""):
        return Manuscript("", 1, "\n".join(lines)), []
    behind = range(begins, len(lines))
    end = next((n + 1 for n in behind if _DASHES.fullmatch(lines[n].strip())), None)
    end = end or next((n for n in behind if not lines[n].strip()), len(lines))
    what, hint = (
        "the settings do not begin on line 1 with ---",
        "write three hyphens, with nothing above them",
    )
    body = "\n" * end + "\n".join(lines[end:])
    return Manuscript("", 1, body), [Problem("settings-not-found", what, Place(shown, 1), hint)]


def blank_comments(text: str, shown: str) -> tuple[str, list[Problem]]:
    """Replace <!-- … --> outside code by nothing, keeping the line breaks.

    A comment that holds a heading, a ::: line or the beginning of another one is warned of: its end may be
    mistyped, and then it takes away what the author wants to show.
    """
    if "<!--" not in text:
        return text, []
    kept: list[str] = []
    comments: list[tuple[int, str]] = []
    fence, opened = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if opened:
            end = line.find("-->")
            comments[-1] = (opened, f"{comments[-1][1]}\n{line if end < 0 else line[:end]}")
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
            line, inside, closed = _without_comments(line)
            comments += [(number, comment) for comment in inside]
            opened = 0 if closed else number
        kept.append(line)
    if opened:
        what, hint = "a comment <!-- never ends", "close it with -->"
        return "\n".join(kept), [Problem("unclosed-comment", what, Place(shown, opened), hint)]
    return "\n".join(kept), [
        problem for line, inside in comments for problem in _doubtful(line, inside, shown)
    ]


def _doubtful(line: int, comment: str, shown: str) -> list[Problem]:
    """A warning where a comment seems to go on behind the end its author meant."""
    held = _HELD.search(comment)
    if not held:
        return []
    what = f'a comment <!-- takes away more than a remark: "{held[0].strip()[:40]}"'
    hint = "its end is --> without a blank in it; if all of this is meant to go, delete it"
    return [Problem("doubtful-comment", what, Place(shown, line), hint, "warning")]


def _without_comments(line: str) -> tuple[str, list[str], bool]:
    """The line without comments, what stands in them, and whether the last one ended on it."""
    kept, position = "", 0
    inside: list[str] = []
    while (start := _outside_code(line, "<!--", position)) >= 0:
        kept += line[position:start]
        end = line.find("-->", start + 4)
        inside.append(line[start + 4 :] if end < 0 else line[start + 4 : end])
        if end < 0:
            return kept, inside, False
        position = end + 3
    return kept + line[position:], inside, True


def _outside_code(line: str, sought: str, position: int) -> int:
    spans = [match.span() for match in _CODE.finditer(line)]
    while (found := line.find(sought, position)) >= 0:
        inside = next((end for start, end in spans if start <= found < end), None)
        if inside is None:
            return found
        position = inside
    return -1
