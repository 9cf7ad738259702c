"""The player's scripts: built from what is in the repository, sharing one object, made for old browsers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from js import RUNTIME, Node, run

from coursebuilder.model import KINDS
from coursebuilder.player import first_script, probe_script, second_script, sources
from coursebuilder.targets import TARGETS
from coursebuilder.words import by_key, words

ROOT = Path(__file__).parent.parent
PLAYER = ROOT / "coursebuilder" / "player"
ADAPTERS = sorted({target.adapter for target in TARGETS.values()})
ADAPTER_FILES = [ROOT / "coursebuilder" / "targets" / name / "adapter.js" for name in ADAPTERS]
CODE = {**sources(), **{path.parent.name: path.read_text("utf-8") for path in ADAPTER_FILES}}


def test_the_built_scripts_are_those_of_the_source(tmp_path: Path) -> None:
    """Cure: npm run build in coursebuilder/player, and commit what it wrote."""
    if not shutil.which("node") or not (PLAYER / "node_modules" / "esbuild").is_dir():
        message = "esbuild is missing: npm ci --prefix coursebuilder/player --ignore-scripts"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    subprocess.run(["node", "build.js", "--out", str(tmp_path)], cwd=PLAYER, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made.keys() == {path.name for path in (PLAYER / "built").iterdir()}
    assert [name for name, data in made.items() if (PLAYER / "built" / name).read_bytes() != data] == []


@pytest.mark.parametrize("way", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("adapter", ADAPTERS)
def test_every_set_of_parts_is_a_script(node: Node, adapter: str, way: tuple[bool, bool]) -> None:
    script = first_script(adapter, *way)
    assert script.startswith('"use strict";') and script.rstrip().endswith("begin();")
    node(f"new Function({json.dumps(script)}); print(1);")


def test_the_second_script_brings_its_texts(node: Node) -> None:
    told = {"m": {"q": {"after": "</script>\u2028 “yes”"}}}
    script = second_script({"thanks": "Thank you", "tries-left": ["{n}", "1"]}, told, "scorm12")
    assert "\u2028" not in script
    classes = "Assessment: class {}, Session: class {}"
    world = f"const window = {{coursebuilder: {{{classes}, arrived(content) {{ this.got = content; }}}}}};"
    asked = "print([window.coursebuilder.texts, Object.keys(window.coursebuilder.got)]);"
    got = node(f"{world}{script}\n{asked}")
    assert got == [
        {"words": {"thanks": "Thank you", "tries-left": ["{n}", "1"]}, "feedback": told},
        ["parts", "methods"],
    ]


def test_scripts_share_nothing_but_the_one_object(node: Node) -> None:
    """Nothing else is left at the window, and nothing is handed over that nobody takes."""
    later = second_script({}, {}, "scorm12")
    for script in (*(first_script(name) for name in ADAPTERS), later, probe_script()):
        assert not re.search(r"^(?:var|let|const|function|class)\b", script, re.MULTILINE)
    handed = run(node, {"hand_over.js": ("handOver",)}, "return Object.keys(T.handOver);")
    core = ("core", "hand_over", "main")
    others = "".join(text for name, text in CODE.items() if name.removesuffix(".js") not in core)
    taken = set(re.findall(r"\w+", "".join(re.findall(r"import \{([^}]+)\}", others))))
    assert set(handed) - taken == {"createAdapter", "openSession", "openPlayer"}


def test_the_player_needs_no_new_browser() -> None:
    """The bundler rewrites newer syntax than ES2017; what newer browsers bring beside that it can't."""
    for name, text in CODE.items():
        newer = r"\.(?:flat|flatMap|at|replaceAll|matchAll|finally|trimStart|trimEnd|structuredClone)\("
        other = r"Object\.fromEntries|\bimport\(|XMLHttpRequest|\balert\(|\beval\("
        spread = r"\{\s*\.\.\.|\.\.\.\w+ \}"  # of an object: the bundler makes a long helper of it
        assert not re.search(f"{newer}|{other}|{spread}", text), name


def test_every_word_of_the_player_is_said_and_every_said_one_is_written() -> None:
    base = words("en-GB")
    written = {*by_key(base.player), *by_key(base.later)}
    code = "".join(sources().values())
    assert written <= set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    pages = "".join(text for name, text in sources().items() if name not in {"session.js", "statements.js"})
    said = {
        key
        for inside in re.findall(r"\b(?:html|say|app\.announce)\(((?:[^()]|\([^()]*\))*)\)", pages)
        for key in re.findall(r'(?:^|[?:] )"([a-z]+(?:-[a-z]+)*)"', inside)
    }
    said |= set(re.findall(r'(?:askFirst|done): "([a-z-]+)"', pages))
    said |= set(re.findall(r'show(?:Notice|Left)\(\w+, "([a-z-]+)"', pages))
    assert len(said) > 60 and said <= written


def test_every_kind_of_question_has_its_code(node: Node) -> None:
    body = "return Object.keys(T.QUESTION_KINDS);"
    assert run(node, {"kinds.js": ("QUESTION_KINDS",)}, body) == list(KINDS)


def test_every_action_of_a_page_is_in_a_table(node: Node) -> None:
    """A press is found by its data-action: in ACTIONS, or in the actions of a part of the second script."""
    templates = "".join(
        path.read_text("utf-8") for path in (ROOT / "coursebuilder/pages/templates").rglob("*.j2")
    )
    pressed = set(re.findall(r'data-action="([a-z-]+)"', templates + "".join(CODE.values())))
    pressed |= {name for text in CODE.values() for name in re.findall(r'button\("\w+", "([a-z-]+)"', text)}
    parts = dict(re.findall(r'import \{ (\w+) \} from "./(\w+\.js)";', CODE["later.js"]))
    del parts["addMethods"]
    wanted = {"player_actions.js": ("ACTIONS",), **{file: (name,) for name, file in parts.items()}}
    tables = ["T.ACTIONS", *(f"T.{name}.actions || {{}}" for name in parts)]
    body = f"return [].concat(...[{', '.join(tables)}].map((table) => Object.keys(table)));"
    known = set(run(node, wanted, body))
    assert {"check", "submit"} <= pressed
    assert pressed - known == {"forget"}  # the web adapter's own
    assert known - pressed <= {"term", "place", "retry", "go-on", "copy-text", "copy-page"}  # from variables


def test_only_adapters_know_a_standard() -> None:
    for path in RUNTIME.glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"\bcmi\.|LMS[A-Z]|\bSCO\b|lesson_status|suspend_data", text), path.name
        assert len(text.splitlines()) <= 300
