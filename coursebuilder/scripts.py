"""Joins the runtime's modules and one adapter into the two classic scripts a package carries.

Modules fail on file:// and in sandboxed frames, and platforms serve them with wrong types; so the source
stays in modules and a package gets single functions. The first is all that main.js needs; the second what
later.js needs besides, which a page asks for when the learner has begun. Only what these files use is
understood: imports of names from a file, and `export` before a function, class or const. What goes wrong is
our mistake: ValueError.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from importlib import resources
from pathlib import Path

from coursebuilder import words
from coursebuilder.compact import compact
from coursebuilder.compact.tokens import MARK

_START, _LATER = "main.js", "later.js"
_BASE = "en-GB"  # the language whose words all others must have
_ADAPTER = "adapter.js"
_ONE, _MANY = "one_module.js", "many_modules.js"
_KINDS = "kinds.js"
_BESIDE, _PLATFORM = "beside.js", "platform.js"
_DOOR, _CUT = "window.coursebuilder", f"{MARK};"
_ROW = re.compile(r'^  "?([a-z-]+)"?: [^\n]*,\n', re.MULTILINE)  # of a table, by its key
_IMPORT = re.compile(r'^import \{([\w$,\s]+)\} from "([^"]+)";\n', re.MULTILINE)
# A slash begins a pattern only where no value can stand before it; in code spaced like ours, that shows.
_TOKEN = re.compile(
    r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`\n]*` | //.* | [\w$]+ | [ \n]+
    | (?: (?<=[(!\[]) | (?<=[=:>,|&?][ ]) | (?<=return[ ]) ) / (?: \[(?:[^\]\\]|\\.)*\] | \\. | [^/\\\[] )+ /
    | . """,
    re.VERBOSE,
)
_FILLED = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")  # what a template literal works out
_WORDS = re.compile(r"[\w$]{2}")
_WORD = re.compile(r"\bWORD\.(\w+)")  # what a learner reads, by its key in templates/words/
_TOP_LEVEL = re.compile(r"(export )?(?:async )?(?:function|class|const|let) ([\w$]+)")


def runtime(
    adapter_text: str, kinds: Collection[str], whole: bool = False, beside: bool = False
) -> tuple[str, str]:
    """Both scripts with this adapter, for questions of these kinds, in one module or a whole course; ready
    for `<script src>`.

    beside: statements go out beside what the adapter tells its platform
    """
    folder = resources.files("coursebuilder") / "runtime"
    files = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".js")}
    if whole:
        files[_ONE] = files[_MANY]
    files = only_kinds({**files, **_adapter(adapter_text, files[_BESIDE] if beside else "")}, kinds)
    return _remembered(files, lambda: join_both(files, compact))


def _adapter(text: str, around: str) -> dict[str, str]:
    """The adapter alone, or as what the one around it goes by."""
    if not around:
        return {_ADAPTER: text}
    return {_ADAPTER: around, _PLATFORM: text.replace("function createAdapter(", "function createPlatform(")}


def only_kinds(files: Mapping[str, str], kinds: Collection[str]) -> dict[str, str]:
    """The files without what only other kinds of question, or pages without scenarios and the like, need.

    kinds.js and later.js name them all, a row each; a row that begins with the name of another one is left
    out of every file, and of these two what then isn't used any more.
    """
    tables = [name for name in (_KINDS, _LATER) if name in files]
    known = [row for name in tables for row in _ROW.findall(files[name])]
    if unknown := set(kinds) - set(known):
        raise ValueError(f"{_KINDS} has no row for {', '.join(sorted(unknown))}")
    left_out = set(known) - set(kinds)
    cut = {
        name: _ROW.sub(lambda row: "" if row[1] in left_out else row[0], text) for name, text in files.items()
    }
    return cut | {name: _IMPORT.sub(_still_used(cut[name]), cut[name]) for name in tables}


def _still_used(text: str) -> Callable[[re.Match[str]], str]:
    used = set(re.findall(r"\w+", _IMPORT.sub("", text)))
    return lambda found: _used_import(found, used)


def _used_import(found: re.Match[str], used: Collection[str]) -> str:
    names = [name for name in re.findall(r"[\w$]+", found[1]) if name in used]
    return f'import {{ {", ".join(names)} }} from "{found[2]}";\n' if names else ""


def _remembered(files: Mapping[str, str], make: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """What these files make, kept where Python keeps compiled modules if that may be written to.

    Joining costs more than building a module does.
    """
    here = Path(__file__).parent
    joiners = [path.read_text("utf-8") for path in (here / "scripts.py", *sorted(here.glob("compact/*.py")))]
    texts = (text for _, text in sorted(files.items()))
    digest = sha256("\0".join([*joiners, ",".join(_numbers()), *texts]).encode())
    made = here / "__pycache__" / f"runtime-{digest.hexdigest()[:16]}.js"
    if made.is_file():
        first, _, later = made.read_text("utf-8").partition("\0")
        return first, later
    first, later = make()
    if os.access(made.parent, os.W_OK):
        unfinished = made.with_suffix(f".{os.getpid()}")
        unfinished.write_text(f"{first}\0{later}", "utf-8")
        os.replace(unfinished, made)
    return first, later


def join(files: Mapping[str, str], start: str = _START) -> str:
    """One classic script from `start` and all it imports, each file once and after those it needs."""
    return _around(_body(_order(files, start), files))


def join_both(files: Mapping[str, str], change: Callable[[str], str] = str) -> tuple[str, str]:
    """Both scripts; the first hands the second what that imports from it, through one name of the window.

    `change` is done to both at once, for names must stay the same in both, before functions are put around.
    """
    body = change(both_bodies(files))
    first, later = body.split(_CUT)
    return _around(first), _around(later)


def both_bodies(files: Mapping[str, str]) -> str:
    """What stands in both scripts, in one text with a mark where the second begins."""
    first = _order(files, _START)
    later = [name for name in _order(files, _START, _LATER) if name not in first]
    handed = sorted(
        {item for name in later for items, other in _imports(files[name]) if other in first for item in items}
    )
    # The mark is a statement, so that nothing is drawn together across it.
    given = ",".join(handed)
    return f"{_body(first, files)}{_DOOR}=[{given}];{_CUT}const [{given}]={_DOOR};{_body(later, files)}"


def _around(body: str) -> str:
    return f'(()=>{{"use strict";{body}}})();\n'


def _order(files: Mapping[str, str], *starts: str) -> list[str]:
    """The files that `starts` need, each after those it needs itself; no name stands in two of them."""
    names = {name: _names(name, text) for name, text in files.items()}
    order: list[str] = []
    for start in starts:
        _visit(start, files, order, ())
    owners: dict[str, str] = {}
    for name in order:
        for top in names[name]:
            if top in owners:
                raise ValueError(f"{name}: {top} is already the name of something in {owners[top]}")
            owners[top] = name
        _check_imports(name, files[name], names)
    return order


def _body(order: list[str], files: Mapping[str, str]) -> str:
    numbers = _numbers()
    body = "".join(_plain(name, files[name]) for name in order)
    return _WORD.sub(lambda word: _number(word[1], numbers), body)


def _numbers() -> dict[str, int]:
    base = words.words(_BASE)
    return {key.replace("-", "_"): n for key, n in words.numbers(base.player, base.later).items()}


def _number(word: str, numbers: Mapping[str, int]) -> str:
    if word not in numbers:
        raise ValueError(f"there is no word for WORD.{word}")
    return str(numbers[word])


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


def _plain(name: str, text: str) -> str:
    """Without imports, exports, comments, and the spaces and line breaks that only a reader needs.

    Every statement ends in a semicolon or a block, so no line break means anything.
    """
    made: list[str] = [""]
    gap = False
    for token in _TOKEN.findall(_IMPORT.sub("", text)):
        if token[0] in " \n" or token[:2] == "//" or token == "export":
            gap = True
            continue
        if token[0] == "`":
            if token == "`" or token.count("{") != token.count("}"):
                raise ValueError(f"{name}: template literals stay on one line and hold no other: {text}")
            token = _FILLED.sub(lambda part: _plain(name, part[0]), token)
            if made[-1] == "+" and made[-2].startswith("`"):  # two in a row are one
                made.pop()
                token = made.pop()[:-1] + token[1:]
        if gap and (_WORDS.fullmatch(made[-1][-1:] + token[0]) or made[-1] + token in ("++", "--")):
            made.append(" ")
        elif (token in ")]}" and made[-1] == ",") or made[-1] + token == ";}":
            made.pop()
        made.append(token)
        gap = False
    return "".join(made)
