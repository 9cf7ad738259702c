"""Joining: the order of imports, what is dropped, what is refused; and what the result may hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from js import Node

from coursebuilder import model, scripts
from coursebuilder.scripts import join, join_both, runtime
from coursebuilder.targets import TARGETS
from coursebuilder.words import numbers, words

KINDS = tuple(model.KINDS)
PARTS = ("practice", "scenario")  # of the second script
ADAPTER = Path(__file__).parent.parent / "coursebuilder" / "targets" / "scorm12" / "adapter.js"
GOOD = {
    "main.js": 'import { two } from "./two.js";\n\n// why\nprint(two());\n',
    "two.js": 'import {\n  one,\n} from "../elsewhere/one.js";\n'
    "export function two() {\n  return one + 1; // one more\n}\n",
    "one.js": "export const one = 1;\n",
}


def test_what_is_needed_comes_first(node: Node) -> None:
    made = join(GOOD)
    assert made.index("const one") < made.index("function two") < made.index("print(")
    assert not re.search(r"import|export|why|one more", made)
    assert node(made) == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("one.js", "export const one = 1;\nfunction two() {}\n", "already the name of something"),
        ("one.js", "const one = 1;\n", "one, which one.js does not export"),
        ("two.js", 'import { one } from "./none.js";\n', "two.js imports none.js, which is not there"),
        ("one.js", 'import { two } from "./two.js";\nexport const one = two;\n', "a circle has no order"),
        ("two.js", 'import { one } from "./one.js";\nexport function two() {}\n', "does not use it"),
        ("main.js", "two();\n", None),
        ("two.js", 'import one from "./one.js";\nexport const two = 2;\n', "does not understand"),
        ("one.js", "export default 1;\n", "does not understand"),
        ("one.js", "export const one = `a\nb`;\n", "template literals stay on one line"),
        ("one.js", "export const one = `${1 ? `a` : 2}`;\n", "hold no other"),
        ("one.js", "export const one = 1;\nconst one = 2;\n", "declared twice"),
    ],
)
def test_what_joining_refuses(name: str, text: str, said: str | None) -> None:
    if said is None:
        text, said = 'import { one } from "./one.js";\nprint(one, two());\n', "without importing it"
        files = {**GOOD, "main.js": text}
    else:
        files = {**GOOD, name: text}
    with pytest.raises(ValueError, match=re.escape(said)):
        join(files)


@given(st.text(st.sampled_from(" /'`\"\\{}$+-=a1"), max_size=30))
def test_texts_stay_as_they_are(node: Node, text: str) -> None:
    """Strings, patterns and template literals hold spaces and slashes that mean something."""
    body = text.replace("\\", "\\\\")
    lines = [
        "const double = " + '"' + body.replace('"', '\\"') + '";',
        "const single = " + "'" + body.replace("'", "\\'") + "';",
        'const pattern = /[/ "\'`] +\\/ a/.source;  // a comment, "quoted"',
        'const filled = `a  ${[double , "  b"].join( "  " )}  c`;',
        "print([double, single, pattern, filled, 6 / 2 / 3 , 1 + +1, 2 - -1]);",
    ]
    assert node(join({"main.js": "\n".join(lines)})) == [
        text,
        text,
        "[/ \"'`] +\\/ a",
        f"a  {text}    b  c",
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("target", TARGETS)
def test_the_runtime_is_small(node: Node, target: str, whole: bool) -> None:
    """With every kind of question, scenarios and all the rest."""
    together = whole and TARGETS[target].one_document_per != "module"
    made = runtime(TARGETS[target].adapter, (*KINDS, *PARTS), together)
    assert sum(map(len, made)) <= 50 * 1024 and len(made[0]) <= 40 * 1024
    for script in made:
        assert script.startswith('(()=>{"use strict";') and script.endswith("})();\n")
        node(f"new Function({json.dumps(script)}); print(1);")


def test_the_runtime_needs_no_new_browser() -> None:
    folder = ADAPTER.parents[2] / "runtime"
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.js")}
    plain = "".join(join_both({**files, "adapter.js": ADAPTER.read_text("utf-8")}))
    for newer in ("?.", "??", "async ", "await ", "fetch(", "import(", "XMLHttpRequest", "alert(", "eval("):
        assert newer not in plain, newer
    assert not re.search(r"catch\s*\{|\.flat\(|\.at\(|replaceAll|Object\.fromEntries|\{\s*\.\.\.", plain)
    assert "WORD." not in plain


def test_the_second_script_gets_what_it_needs_from_the_first(node: Node) -> None:
    files = {
        "main.js": 'import { one } from "./one.js";\nwindow.begun = one();\n',
        "one.js": "let many = 0;\nexport function one() {\n  many += 1;\n  return many;\n}\n",
        "later.js": 'import { one } from "./one.js";\nimport { two } from "./two.js";\nprint([two(one)]);\n',
        "two.js": "export function two(how) {\n  return how() + how();\n}\n",
    }
    first, later = join_both(files)
    assert "function two" not in first and "function one" not in later
    assert node(f"const window = {{}};{first}{later}") == [5]
    assert join_both({**files, "later.js": "print(0);\n"})[1].count("=>") == 1


def test_a_word_nobody_has_written_is_refused() -> None:
    assert join({"main.js": "print(WORD.try_now);\n"}) != join({"main.js": "print(WORD.close);\n"})
    with pytest.raises(ValueError, match=re.escape("there is no word for WORD.hello")):
        join({"main.js": "print(WORD.hello);\n"})


def test_every_word_of_the_player_is_said() -> None:
    folder = ADAPTER.parents[2] / "runtime"
    said = set(re.findall(r"WORD\.(\w+)", "".join(path.read_text("utf-8") for path in folder.glob("*.js"))))
    base = words("en-GB")
    assert set(numbers(base.player, base.later)) == {word.replace("_", "-") for word in said}


def test_joining_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    (Path(scripts.__file__).parent / "__pycache__").mkdir(exist_ok=True)
    text = ADAPTER.read_text("utf-8")
    made = runtime(text, KINDS)
    monkeypatch.setattr(scripts, "join_both", None)
    assert runtime(text, KINDS) == made
    with pytest.raises(TypeError):
        runtime(text + " ", KINDS)


def test_a_script_carries_only_what_its_kinds_of_question_need(node: Node) -> None:
    text = ADAPTER.read_text("utf-8")
    alone = len(runtime(text, {"choice"})[0])
    grown = {kind: len(runtime(text, {"choice", kind})[0]) - alone for kind in KINDS}
    assert grown.pop("choice") == 0
    assert all(grown[kind] < 100 for kind in ("multiple", "true-false"))
    assert all(grown[kind] > 500 for kind in ("matching", "sequencing", "fill-in", "numeric"))
    for kind in KINDS:
        node(f"new Function({json.dumps(runtime(text, {kind})[0])}); print(1);")
    later = {part: len(runtime(text, {"choice", *part.split()})[1]) for part in ("", "practice", "scenario")}
    assert later["practice"] - later[""] > 500 and later["scenario"] - later[""] > 2000
    with pytest.raises(ValueError, match=re.escape("kinds.js has no row for quiz")):
        runtime(text, {"quiz"})


def test_every_kind_has_its_row() -> None:
    rows = re.findall(r'^  "([a-z-]+)": ', (ADAPTER.parents[2] / "runtime/kinds.js").read_text("utf-8"), re.M)
    assert tuple(rows) == KINDS


def test_only_adapters_know_a_standard() -> None:
    for path in (ADAPTER.parents[2] / "runtime").glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"\bcmi\.|LMS[A-Z]|\bSCO\b|lesson_status|suspend_data", text), path.name
        assert len(text.splitlines()) <= 300
