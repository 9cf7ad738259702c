"""How the probe finds the behaviours that fit a platform, without a browser."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Node
from js import run

FOLDER = "coursebuilder/build/probe"
PARTS = {f"{FOLDER}/memory.js": ("padded", "came"), f"{FOLDER}/likeness.js": ("Likeness",)}
DOOR = {f"{FOLDER}/door.js": ("Door", "answerKind")}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("text", ""),
        ("` ${text}`", "blanks"),
        ("text + '\\r\\n'", "blanks"),
        ('`"${text}"`', "quotes"),
        ("text.replace(/~/g, '%7E')", "escaped"),
        ("text.replace(/[~._-]/g, (sign) => '%' + sign.charCodeAt(0).toString(16))", "escaped"),
        ("text + '+'", "plus"),
        ("text.toUpperCase()", "capitals"),
        ("text.replace('~', '?')", "otherwise"),
    ],
)
@pytest.mark.parametrize("length", [0, 3000])
def test_what_became_of_a_saved_text(node: Node, change: str, named: str, length: int) -> None:
    if length == 0 and "~" in change:
        length = 40  # the mark alone has no such sign
    found = run(node, PARTS, f"const text = T.padded(2, 3000, {length}); return T.came({change});")
    assert (found["visit"], found["size"], found["change"]) == (2, 3000, named)
    assert found["length"] == (length or len("probe.2.3000."))


def test_a_text_of_another_package_is_none_of_ours(node: Node) -> None:
    assert run(node, PARTS, 'return ["", "1abc", "probe", "null"].map(T.came);') == [None] * 4


LIKE = [
    ("answers", 'new Set(["text", "no"])', []),
    ("answers", 'new Set(["nothing", "no"])', ["answers-nothing"]),
    ("answers", 'new Set(["nothing", "text"])', ["answers-odd"]),
    ("answers", 'new Set(["other"])', ["answers-odd"]),
    ("answers", 'new Set(["boolean"])', ["booleans"]),
    (
        "reads",
        '{ "cmi.entry": { value: "AB-INITIO" }, "cmi.mode": { value: "NORMAL" } }',
        ["upper-case-words"],
    ),
    ("reads", '{ "cmi.mode": { value: "normal" }, "cmi.comments": { value: "", thrown: "" } }', []),
    ("tries", '{ "cmi.exit": NONE, "cmi.location": ALL }', ["refuses-exit"]),
    ("tries", '{ "cmi.exit": ALL, "cmi.core.session_time": EXACT }', ["refuses-time"]),
    ("tries", '{ "cmi.exit": NONE, "cmi.location": NONE }', []),
    ("saved", 'SCORE("0.8")', ["fraction-score"]),
    ("saved", 'SCORE("80")', []),
    ("saved", 'SCORE("")', []),
    ("cameBack", 'BACK({}, "failed")', ["fails-unfinished"]),
    ("cameBack", 'BACK({}, "COMPLETED")', ["completes-unfinished"]),
    ("cameBack", 'BACK({}, "incomplete")', []),
    ("cameBack", 'BACK({ change: "quotes" }, "incomplete")', ["memory-changed:quotes"]),
    ("cameBack", 'BACK({ change: "otherwise" }, "incomplete")', []),
    ("place", '{ ms: 2300, query: "", opener: false }', ["late:3000"]),
]
GIVEN = """
const NONE = { taken: [], refused: ["a"], why: ["error 405"] }, ALL = { taken: ["a"], refused: [], why: [] };
const EXACT = { taken: ["00:00:01"], refused: ["0000:00:01.5", "PT1S"], why: ["error 405", "error 405"] };
const RAW = "cmi.core.score.raw", STATUS = "cmi.core.lesson_status";
const SCORE = (value) => ({ set: { [RAW]: "80" }, read: { [RAW]: value }, ms: 4 });
const BEFORE = { [STATUS]: "incomplete" };
const BACK = (before, value) => ({ before, read: { [STATUS]: value }, set: BEFORE, blank: false });
"""


@pytest.mark.parametrize(("what", "seen", "names"), LIKE)
def test_what_fits(node: Node, what: str, seen: str, names: list[str]) -> None:
    body = (
        f"{GIVEN} const like = new T.Likeness(); like.{what}({seen}, [4, 5]); return Object.keys(like.found);"
    )
    assert run(node, PARTS, body) == names


@pytest.mark.parametrize(
    ("answer", "yes", "kind"),
    [
        ("'true'", True, "text"),
        ("'false'", False, "no"),
        ("'False'", False, "no"),
        ("false", False, "boolean"),
        ("true", True, "boolean"),
        ("undefined", True, "nothing"),
        ("null", True, "nothing"),
        ("''", True, "nothing"),
        ("1", True, "other"),
        ("'ok'", True, "other"),
    ],
)
def test_what_an_answer_means(node: Node, answer: str, yes: bool, kind: str) -> None:
    """Only false, an exception and an error's number are refusals."""
    names: dict[str, Any] = {"set": "set", "error": "error"}
    body = f"""
      const api = {{ set: () => {answer}, error: () => code }};
      let code = "0";
      const door = new T.Door(names, api);
      const first = door.taken("a", "b").yes;
      code = "405";
      return [first, door.taken("a", "b").yes, [...door.kinds][0]];
    """
    plain = answer == "'true'" or answer == "true"
    assert run(node, DOOR, body, names=names) == [yes, plain, kind]
