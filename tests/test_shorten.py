"""Short names: the script does the same, and no name is touched that somebody else may ask for."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from js import Node
from playwright.sync_api import Browser

from coursebuilder.compact import compact, names
from coursebuilder.compact.tokens import tokens_of
from coursebuilder.model import Rules
from coursebuilder.scripts import _adapter, both_bodies
from coursebuilder.targets import TARGETS
from coursebuilder.words import words

PACKAGE = Path(names.__file__).parents[1]
RUNTIME = {path.name: path.read_text("utf-8") for path in PACKAGE.glob("runtime/*.js")}

# Names that browsers have too and that the runtime's own objects have, each only behind one of these.
OURS = (
    "adopt|channel|code|commit|complete|connect|drop|entry|first|flush|go|last|mode|name|part|pattern|pressed|"
    "prompt|raw|read|restore|save|seconds|seed|show|since|start|state|store|submit|text|turn|wait|watch|weight|write"
)
OWNERS = (
    ")|))|0|adapter|answer|app|attempt|before|data|entered|exam|found|key]|launch|notes|objective|opened|outbox|"
    "part|player|posted|progress|put|recorder|reply|rescue|response|result|scenario|score|session|super|this|WORD"
)
# Names that somebody else's objects have too; the scripts ask for theirs in quotes.
QUOTED = {
    *("actor", "beside", "counter", "course", "launch", "launched", "masteryScore", "name", "registration"),
    *("scaled", "score", "seconds", "sent", "state", "success", "text"),
}
# Locals of ours that a window has too.
LOCALS = "event|length|location|name|open|origin|parent|prompt|status"


WAYS = [(whole, beside) for whole in (False, True) for beside in (False, True)]


def scripts(target: str, whole: bool = False, beside: bool = False) -> dict[str, str]:
    """The files that a target's packages carry, by name: of one module or a whole course, with statements
    beside what the platform hears or not."""
    adapter = TARGETS[target].adapter
    every = {**RUNTIME, **_adapter(adapter, RUNTIME["beside.js"] if beside else "")}
    if whole:
        every["one_module.js"] = every["many_modules.js"]
    used, found = {}, ["main.js", "later.js"]
    for name in found:
        used[name] = every[name]
        found += {path.rsplit("/", 1)[-1] for path in re.findall(r'from "([^"]+)"', every[name])} - {*found}
    return used


def body(target: str, whole: bool = False, beside: bool = False) -> str:
    """The joined runtime as shortening gets it."""
    return both_bodies(scripts(target, whole, beside))


SAMPLES = [
    ("const total={first:1,second:2};function add({first,second}){return first+second}", "add(total)", 3),
    (
        "class Box{constructor(size){this.size=size}grow(by){this.size+=by;return this}}",
        "new Box(2).grow(3).size",
        5,
    ),
    ("function all(course){return [].concat(...course.list.map((one)=>[one]))}", "all({list:[1,2]})", [1, 2]),
    ("const list=[1,2];", "list.map((one)=>list.map((other)=>one*other))", [[1, 2], [2, 4]]),
    ("const word=(name)=>`${name} ${name.length} name`;", 'word("x")', "x 1 name"),
    ('const rows={refused:1};const now="refused";', "rows[now]", 1),
    ("const pick=(value,other)=>value?{value}:{value:other};", "pick(0,/value/g.source).value", "value"),
    (
        "function far(given){const text=given.map((one)=>one.name).join();const add=(text)=>text+1;"
        "if(text){const more=add(text);return more}return given}",
        "far([{name:4}])",
        "41",
    ),
    ("function all(first,second){return [second].map((one)=>[one,first])}", "all(1,2)", [[2, 1]]),
]


@pytest.mark.parametrize(("script", "asked", "value"), SAMPLES)
def test_it_does_the_same(node: Node, script: str, asked: str, value: object) -> None:
    script = f"{script}JSON.q={asked};"
    made = names.shorten(script)
    assert node(f"{script}print(JSON.q);") == node(f"{made}print(JSON.q);") == value
    assert len(made) < len(script)


@given(st.text(st.sampled_from(" /'\"{}()[]$+=;:,.a1"), max_size=30))
def test_texts_stay_as_they_are(node: Node, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"') + '"'
    filled = "`" + re.sub(r"\$\{+", "$", text) + "${first.length}`"
    script = f"const first={quoted};const second={filled};JSON.q=[first,second];"
    assert node(names.shorten(script) + "print(JSON.q);") == node(script + "print(JSON.q);")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("target", TARGETS)
def test_names_that_come_from_elsewhere_are_kept(target: str, way: tuple[bool, bool]) -> None:
    renamed = set(names.short_properties(body(target, *way)))
    code = "".join(scripts(target, *way).values())
    said = words("en-GB")
    texts_said = "".join("".join(table.values()) for table in (said.player, said.later, said.device))
    made = "".join(
        (PACKAGE / f"{name}_data.py").read_text("utf-8") for name in ("course", "question", "scene")
    )
    data = set(re.findall(r'"([a-z_]+)":', made))
    # Most hooks are only looked for; these are read by name. What keeps a name must not hang on which files
    # a package carries, so that a word somewhere else in the runtime is not enough.
    dataset = set(re.findall(r"dataset\.(\w+)", code))
    for unpacked in re.findall(r"\{ ([\w, ]+) \} = [\w.]*dataset\b", code):
        dataset |= set(unpacked.split(", "))
    assert {"answer", "how", "reply"} <= dataset <= names.KEPT
    gaps = set(re.findall(r"\{([a-z]+)\}", texts_said))
    texts = set(re.findall(r'"([A-Za-z_]+)"(?![]:])', code))
    keys = set(re.findall(r'"([A-Za-z_]+)"[]:]', code))
    data |= {field.name for field in fields(Rules)} - {"mastery_score"}
    assert {"questions", "end_status"} <= data and "action" in dataset and "percent" in gaps
    assert renamed & (data - QUOTED | dataset | gaps | texts) == set()
    assert renamed & keys <= QUOTED
    assert all(f'course["{name}"]' in code for name in renamed & data)


@pytest.mark.parametrize("target", TARGETS)
def test_what_outlives_a_release_keeps_its_name(target: str) -> None:
    """What devices remember, and what windows tell each other."""
    made = compact(body(target))
    assert re.search(r"\{counter:\w+,state:\w+\}", made) and re.search(r"\{kind:\w+,state:\w+\}", made)
    assert len(re.findall(r"\.counter\b", made)) == 1 and len(re.findall(r"\.state\b", made)) >= 2


@pytest.mark.parametrize("target", TARGETS)
def test_names_that_browsers_know_are_kept(browser: Browser, target: str) -> None:
    page = browser.new_page()
    known = set(
        page.evaluate(
            """() => {
              const names = new Set(), seen = new Set();
              const add = (thing) => {
                for (; thing && !seen.has(thing); thing = Object.getPrototypeOf(thing)) {
                  seen.add(thing);
                  for (const [name, {value}] of Object.entries(Object.getOwnPropertyDescriptors(thing))) {
                    names.add(name);
                    if (value && /object|function/.test(typeof value)) add(value);
                  }
                }
              };
              add(window);
              return [...names];
            }"""
        )
    )
    globals_ = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    page.close()
    assert {"querySelector", "setTimeout", "pushState", "dataset"} <= known
    for way in WAYS:
        assert set(names.short_properties(body(target, *way))) & known <= set(OURS.split("|"))
    every = scripts(target, whole=True, beside=True).values()
    owners = {owner for code in every for owner in re.findall(rf"([\w$)\]]+)\.(?:{OURS})\b", code)}
    assert owners <= set(OWNERS.split("|"))
    tokens = tokens_of(body(target, whole=True, beside=True))
    near = {tokens[use.at] for use in names._uses(tokens, {}) if use.role == "near"}
    assert near & globals_ - names.GLOBAL <= set(LOCALS.split("|"))
