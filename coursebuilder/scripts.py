"""Joins the runtime's modules and one adapter into the one classic script a package carries.

Modules fail on file:// and in sandboxed frames, and platforms serve them with wrong types; so the source
stays in modules and the package gets a single function. Only what these files use is understood: imports of
names from a file, and `export` before a function, class or const. What goes wrong is our mistake: ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

_START = "main.js"
_ADAPTER = "adapter.js"
_IMPORT = re.compile(r'^import \{([\w$,\s]+)\} from "([^"]+)";\n', re.MULTILINE)
_TOKEN = re.compile(
    r"""
      (?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*` )
    | (?P<comment> //.* )
    # A slash begins a pattern only where no value can stand before it; in code spaced like ours, that shows.
    | (?P<pattern> (?: (?<=[(!\[]) | (?<=[=:>,|&?][ ]) | (?<=return[ ]) )
        / (?: \[(?:[^\]\\]|\\.)*\] | \\. | [^/\\\[] )+ / )
    | (?P<space> [ ]+ )
    | [\w$]+ | .
    """,
    re.VERBOSE,
)
_FILLED = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")  # what a template literal works out
_WORDS = re.compile(r"[\w$]{2}")
_TOP_LEVEL = re.compile(r"(export )?(?:async )?(?:function|class|const|let) ([\w$]+)")


def runtime(adapter_text: str) -> bytes:
    """The whole runtime with this adapter, ready for `<script src>`."""
    folder = resources.files("coursebuilder") / "runtime"
    files = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".js")}
    return join({**files, _ADAPTER: adapter_text}).encode()


def join(files: Mapping[str, str], start: str = _START) -> str:
    """One classic script from `start` and all it imports, each file once and after those it needs."""
    for name, text in files.items():
        _check_templates(name, text)
    names = {name: _names(name, text) for name, text in files.items()}
    order: list[str] = []
    _visit(start, files, order, ())
    owners: dict[str, str] = {}
    for name in order:
        for top in names[name]:
            if top in owners:
                raise ValueError(f"{name}: {top} is already the name of something in {owners[top]}")
            owners[top] = name
        _check_imports(name, files[name], names)
    body = "\n".join(_plain(files[name]) for name in order)
    return f'(function () {{\n"use strict";\n{body}\n}})();\n'


def _names(name: str, text: str) -> dict[str, bool]:
    """Top-level names of a file and whether it exports them."""
    found: dict[str, bool] = {}
    for line in _IMPORT.sub("", text).splitlines():
        top = _TOP_LEVEL.match(line)
        if top:
            if top[2] in found:
                raise ValueError(f"{name}: {top[2]} is declared twice")
            found[top[2]] = bool(top[1])
        elif line.startswith(("export", "import")):
            raise ValueError(f"{name}: joining does not understand: {line}")
    return found


def _check_templates(name: str, text: str) -> None:
    """One that runs over lines or holds another would be taken for something else."""
    for line in _code(text):
        for token in (found[0] for found in _TOKEN.finditer(line.strip())):
            if token[0] == "`" and (token == "`" or token.count("{") != token.count("}")):
                raise ValueError(f"{name}: template literals stay on one line and hold no other: {line}")


def _imports(text: str) -> list[tuple[tuple[str, ...], str]]:
    """What a file takes from which other: by file name, for an adapter lies in its target's folder."""
    return [
        (tuple(re.findall(r"[\w$]+", found[1])), found[2].rsplit("/", 1)[-1])
        for found in _IMPORT.finditer(text)
    ]


def _visit(name: str, files: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"{' imports '.join((*above, name))}: a circle has no order")
    if name in order:
        return
    if name not in files:
        raise ValueError(f"{above[-1] if above else 'the runtime'} imports {name}, which is not there")
    for _, other in _imports(files[name]):
        _visit(other, files, order, (*above, name))
    order.append(name)


def _check_imports(name: str, text: str, names: Mapping[str, Mapping[str, bool]]) -> None:
    given: set[str] = set()
    for wanted, other in _imports(text):
        for item in wanted:
            if not names[other].get(item):
                raise ValueError(f"{name} imports {item}, which {other} does not export")
        given.update(wanted)
    code = "\n".join(_code(text))
    for item in sorted(given - set(re.findall(r"[\w$]+", code))):
        raise ValueError(f"{name} imports {item} and does not use it")
    # In the joined script everything is in reach, so a forgotten import would only break the source.
    called = set(re.findall(r"(?<![\w$.])([\w$]+)\(", code)) - given - set(names[name])
    for other, tops in names.items():
        for item in sorted(called & {top for top, exported in tops.items() if exported}):
            raise ValueError(f"{name} calls {item} of {other} without importing it")


def _code(text: str) -> list[str]:
    return [
        line
        for line in _IMPORT.sub("", text).splitlines()
        if line.strip() and not line.lstrip().startswith("//")
    ]


def _plain(text: str) -> str:
    """Without imports, exports, comments and spaces that only a reader needs; still a line a statement."""
    lines = "\n".join(_squeeze(line.removeprefix("export ")) for line in _code(text))
    return re.sub(r",?\n(?=[})\]])|(?<=[{(\[,=+&|])\n|(?<==>)\n|\n(?=[.:?+])", "", lines)


def _squeeze(line: str) -> str:
    """Drop a comment at the end and the spaces that part no two words (nor + from ++)."""
    made, gap = "", False
    for found in _TOKEN.finditer(line.strip()):
        if found["space"] or found["comment"]:
            gap = True
            continue
        pair = made[-1:] + found[0][0]
        made += " " if gap and (_WORDS.fullmatch(pair) or pair in ("++", "--")) else ""
        made += _FILLED.sub(lambda part: _squeeze(part[0]), found[0]) if pair[-1] == "`" else found[0]
        gap = False
    return made
