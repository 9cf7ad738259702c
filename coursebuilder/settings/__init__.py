"""Read YAML into values that know their Place. The only room that imports PyYAML.

Anchors, aliases and tags are refused: a few lines of them can build huge or surprising values. The parser's
events are read one by one, so that neither depth nor a hostile file overflows the interpreter's stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from coursebuilder.problems import Place, Problem

MAX_DEPTH = 64
_ONE_DOCUMENT = "remove the line that holds only ---"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A value with which no words can be meant: a number, a date, an address, a word in small letters.
_TOKEN = re.compile(r"[1-9]?[0-9]{0,4}(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?://\S+|[a-z][a-z0-9._/-]*")
_TYPED_QUOTES = re.compile(r"[“”„]([^“”„]+)[“”]|‘([^‘’]+)’")
# No-break blanks before a line's key, and behind its colon or hyphen: nobody sees them, and YAML takes none.
_ODD_BLANKS = re.compile(r"^([ \u00a0]*?(?:-|[\w-]{1,40}:))[ \u00a0\u202f]*[\u00a0\u202f]+", re.MULTILINE)
_EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as text; the field that reads it decides what it means."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML list."""

    place: Place
    items: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A YAML mapping. entries: values by key; keys: the Place of each key."""

    place: Place
    entries: dict[str, Setting]
    keys: dict[str, Place]


Setting = Scalar | Items | Table


@dataclass(slots=True)
class _Unfinished:
    """A list or table still being read: its parts so far, and a table's key that waits for its value."""

    place: Place
    table: bool
    items: list[Setting]
    entries: dict[str, Setting]
    keys: dict[str, Place]
    key: Scalar | None = None


def read(text: str, path: str, first_line: int = 1) -> tuple[Setting | None, list[Problem]]:
    """Read one YAML document; `first_line`: the line of `path` on which `text` begins.

    Returns (value, problems): (None, problems) if it can't be used, (None, []) if it is empty.
    """
    problems: list[Problem] = []
    try:
        return _build(text, path, first_line, problems), problems
    except yaml.YAMLError as error:
        fault = _syntax_problem(error, path, first_line, text.split("\n"))
        cut = problems[-1] if problems and problems[-1].code == "comment-in-value" else None
        if cut and abs(cut.place.line - fault.place.line) <= 1:  # its other half may be what isn't YAML
            what = f"this is not valid YAML: {cut.message}"
            fault = Problem(fault.code, what, problems.pop().place, "put the value between quotation marks")
        problems.append(fault)
    except _Refused as refused:
        problems.append(refused.problem)
    return None, problems


def load_text_tables(text: str, path: str) -> dict[str, dict[str, str]]:
    """Read a YAML file with two levels of text, for the player's words: {"page": {"next": "Next"}}.

    Raises ValueError for any fault, because the file is ours.
    """
    setting, problems = read(text, path)
    if problems or not isinstance(setting, Table):
        raise ValueError(f"{path}: {problems[0].message if problems else 'not a table'}")
    plain: dict[str, dict[str, str]] = {}
    for name, table in setting.entries.items():
        if not isinstance(table, Table):
            raise ValueError(f"{table.place}: a table of words expected")
        plain[name] = {key: item.value for key, item in table.entries.items() if isinstance(item, Scalar)}
    return plain


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _build(text: str, path: str, first_line: int, problems: list[Problem]) -> Setting | None:
    opened: list[_Unfinished] = []
    result: Setting | None = None
    documents = 0
    text = _ODD_BLANKS.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text)
    lines = text.splitlines() if "#" in text else []
    for event in yaml.parse(text, Loader=_LOADER):
        place = Place(path, first_line + (event.start_mark.line if event.start_mark else 0))
        _refuse_unsafe(event, place)
        done: Setting | None = None
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    what = "more than one YAML document in a file"
                    raise _Refused(Problem("yaml-documents", what, place, _ONE_DOCUMENT))
            case yaml.ScalarEvent():
                empty = event.implicit[0] and event.value in _EMPTY
                done = Scalar(place, "" if empty else _without_typed_quotes(event))
                problems += _cut_by_comment(event, lines, place)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                opened.append(_Unfinished(place, isinstance(event, yaml.MappingStartEvent), [], {}, {}))
                if len(opened) > MAX_DEPTH:
                    what = f"nested more than {MAX_DEPTH} levels deep"
                    raise _Refused(Problem("yaml-depth", what, place, "settings need three levels at most"))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                done = _finished(opened.pop())
        if done is None:
            continue
        if opened:
            _put(opened[-1], done, problems)
        else:
            result = done
    return None if isinstance(result, Scalar) and not result.value else result


def _finished(part: _Unfinished) -> Table | Items:
    if part.table:
        return Table(part.place, part.entries, part.keys)
    return Items(part.place, tuple(part.items))


def _without_typed_quotes(event: yaml.ScalarEvent) -> str:
    """The value without typographic quotation marks round all of it, as word processors type them."""
    quoted = _TYPED_QUOTES.fullmatch(event.value) if not event.style else None
    return (quoted[1] or quoted[2]).strip() if quoted else str(event.value)


def _cut_by_comment(event: yaml.ScalarEvent, lines: list[str], place: Place) -> list[Problem]:
    """A warning if YAML reads as a comment what may be the rest of a value: `title: Rule #1 for us`.

    It may be if no blank follows the #, if a number does, or if the value before it is words without
    quotation marks: a telephone number cut short is worse than a comment that must move to a line of its own.
    """
    start, end = event.start_mark, event.end_mark
    if event.style in ("|", ">") or not lines or start is None or end is None:
        return []
    behind = lines[end.line][end.column :] if end.line < len(lines) else ""
    comment = re.match(r"\s+(#.*\w.*)", behind) or (None if event.style else re.match(r"\s+(#)\s*$", behind))
    remark = comment and re.match(r"#\s+(?!\d)", comment[1])
    if not comment or (remark and (event.style or _TOKEN.fullmatch(event.value))):
        return []
    what = f'what stands after # is left out: "{comment[1][:60]}"'
    hint = "put the whole value between quotation marks; a comment goes on a line of its own"
    where = Place(place.path, place.line + end.line - start.line)
    return [Problem("comment-in-value", what, where, hint, "warning")]


def _put(parent: _Unfinished, value: Setting, problems: list[Problem]) -> None:
    if not parent.table:
        parent.items.append(value)
    elif parent.key is None:
        if not isinstance(value, Scalar):
            raise _Refused(
                Problem(
                    "yaml-key", "a key must be plain text", value.place, "write  name: value  on each line"
                )
            )
        parent.key = value
    else:
        key, parent.key = parent.key, None
        if key.value in parent.entries:
            first = parent.keys[key.value].line
            problems.append(
                Problem(
                    "duplicate-key",
                    f'key "{key.value}" stands twice',
                    key.place,
                    f"the first is on line {first}; keep one of them",
                )
            )
        else:
            parent.entries[key.value] = value
            parent.keys[key.value] = key.place


def _refuse_unsafe(event: yaml.Event, place: Place) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(
            Problem(
                "yaml-anchor",
                "YAML aliases (*name) are not allowed here",
                place,
                "write the value out; put text that starts with * between quotation marks",
            )
        )
    if getattr(event, "anchor", None):
        raise _Refused(
            Problem(
                "yaml-anchor",
                "YAML anchors (&name) are not allowed here",
                place,
                "write the value out; put text that starts with & between quotation marks",
            )
        )
    if getattr(event, "tag", None):
        raise _Refused(
            Problem(
                "yaml-tag",
                "YAML tags (!name) are not allowed here",
                place,
                "remove it; put text that starts with ! between quotation marks",
            )
        )


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int, lines: list[str]) -> Problem:
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if "end of stream" in what:  # an open quotation mark or bracket: say where it opened
        marks.reverse()
    mark = marks[0] or marks[1]
    place = Place(path, first_line + mark.line) if mark else Place(path, first_line)
    at = place.line - first_line
    hint = _cure(lines[at] if at < len(lines) else "", lines[at - 1] if 0 < at <= len(lines) else "")
    return Problem("yaml-syntax", f"this is not valid YAML: {what}", place, hint)


def _indent(line: str) -> str:
    """What stands before a line's key: blanks, and the hyphen of a list's entry."""
    found = re.match(r" *(?:- +)?", line)
    return found[0] if found else ""


def _cure(line: str, above: str) -> str:
    """What is wrong with a line that YAML can't read, as far as it can be seen."""
    for one in (line, above):
        if re.match(r" *\t", one):
            return "a tab stands before the words: use blanks"
        if re.match(r"\s*(?:- )?[\w-]{1,40}[:：](?!//)[^\s:]", one):
            return "a blank belongs behind the colon:  key: value"
        if re.match(r"\s*-[^\W\d_]", one):
            return "a blank belongs behind the hyphen:  - value"
        if one.strip() == "...":
            return "remove the line that holds only ..."
        if re.search(r':\s*"[^"]*"[^\s",#\]}][^"]*"', one):
            return "inside a value between quotation marks write ' or “ ”"
        if re.search(r":\s*'[^']*'[^\s',#\]}]", one):
            return "put the value between \" \": inside ' ' each ' counts as its end"
        if re.search(r""":\s*(?:"[^"]*|'[^']*)$""", one):
            return "a quotation mark is never closed: write it at the end of the value too, or leave both out"
    indent, before = (len(_indent(one)) for one in (line, above))
    if above.strip() and indent > before and re.search(r":\s*\S", above) and re.match(r"\s*[\w-]+:", line):
        return "the line is indented too far: begin it below the line above"
    return "often a colon or quotation mark inside a value: put the whole value between quotation marks"
