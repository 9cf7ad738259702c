"""Packages with a broken runtime are found out by the rule meant for them; almost broken ones are not.

A script of the package's own stands between its runtime and the platform, or in the learner's way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coursebuilder.package import Inline, Package, write_zip
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.personas import PERSONAS
from coursebuilder.verify.play import play

PATIENT = 90.0  # seconds: who looks for a button with the keyboard alone presses a few hundred keys
BETWEEN = """<script>
const real = parent.API, api = {};
for (const name in real) api[name] = (...given) => real[name](...given);
if (parent !== window) parent.API = api;
const set = (name, value) => real.LMSSetValue("cmi." + name, value);
const get = (name) => real.LMSGetValue("cmi." + name);
%s
</script>"""
OPENED = """api.LMSInitialize = () => { const told = real.LMSInitialize(""); %s; return told; };"""
SAVED = """api.LMSCommit = () => { %s; return real.LMSCommit(""); };"""
CLOSED = "api.LMSFinish = () => %s;"
SET = "api.LMSSetValue = (name, value) => %s;"
AS_TOLD = "real.LMSSetValue(name, value)"
HELD = """let held = "";
api.LMSInitialize = () => {
  const told = real.LMSInitialize("");
  held = get("core.lesson_status");
  return told;
};
api.LMSFinish = () => { if (held === "passed") %s; return real.LMSFinish(""); };"""
ASIDE = "<script>addEventListener('DOMContentLoaded', () => { %s });</script>"
SHEET = '<div style="position:fixed;inset:0;z-index:99;%s"></div>'
COVER = ASIDE % f"document.body.insertAdjacentHTML('beforeend', '{SHEET}')"
EACH = "document.querySelectorAll('[data-action=submit]').forEach((one) => (one.tabIndex = %s))"
SUBMIT = ASIDE % f"setTimeout(() => {EACH})"
FIRST_LOST = (  # the first answer is swallowed, and the others move up
    '/interactions.0/.test(name) ? "true" : '
    "real.LMSSetValue(name.replace(/(interactions.)(\\d+)/, (all, list, n) => list + (n - 1)), value)"
)
WHO = 'get("core.student_name")'
ANSWER_OUT = "real.LMSSetValue(name, /suspend/.test(name) ? value.replace(/\\.q07e5b/, '') : value)"

# what is broken -> the learner who meets it, the code, a script, and what makes it broken, or almost
BROKEN = {
    "forgets to commit": (
        "completer",
        "unsaved-at-close",
        BETWEEN % 'let n = 0; api.LMSCommit = %s (n++ ? "true" : real.LMSCommit(""));',
        "api.LMSFinish = () =>",
        "() =>",  # the first is taken, and the end of the session saves all the rest
    ),
    "never finishes": (
        "leaver",
        "never-ended",
        BETWEEN % CLOSED,
        'real.LMSCommit("")',
        '[real.LMSCommit(""), real.LMSFinish("")][1]',
    ),
    "finishes twice": (
        "completer",
        "call-order",
        BETWEEN % f'let done = ""; {CLOSED}',
        '[real.LMSFinish(""), real.LMSFinish("")][0]',
        '(done = done || real.LMSFinish(""))',
    ),
    "writes in review": (
        "returner",
        "revisit-written",
        BETWEEN % OPENED,
        'set("core.lesson_location", "start")',
        'get("core.lesson_location")',
    ),
    "loses the last answer": ("leaver", "answer-lost", BETWEEN % SET, ANSWER_OUT, AS_TOLD),
    "does not tell an answer": ("completer", "answer-untold", BETWEEN % SET, FIRST_LOST, AS_TOLD),
    "passed, then failed": (
        "completer",
        "status-lowered",
        BETWEEN % SET,
        f'[{AS_TOLD}, value === "passed" && set("core.lesson_status", "failed")][0]',
        f'[value === "passed" && get("core.lesson_status") !== value && '
        f'set("core.lesson_status", "incomplete"), {AS_TOLD}][1]',
    ),
    "another score than the screen's": (
        "struggler",
        "result-differs",
        BETWEEN % SET,
        'real.LMSSetValue(name, /score.raw/.test(name) ? "90" : value)',
        'real.LMSSetValue(name, /core.score.raw/.test(name) ? value + ".0" : value)',
    ),
    "lowers a pass": (
        "revisitor",
        "pass-lowered",
        BETWEEN % HELD,
        'set("core.lesson_status", "incomplete")',
        'get("core.lesson_status")',
    ),
    "leaks the name": ("completer", "name-leaked", BETWEEN % SAVED, f'set("comments", {WHO})', WHO),
    "keeps the name on the device": (
        "completer",
        "name-leaked",
        BETWEEN % SAVED,
        f'localStorage.setItem("who", {WHO})',
        f'localStorage.setItem("who", {WHO}.length)',
    ),
    "stands in the way": ("completer", "learner-stuck", COVER, "", "pointer-events:none"),
    "is out of the keyboard's reach": ("keyboard", "out-of-reach", SUBMIT, "-1", "0"),
    "hides pages without a script": (
        "reader",
        "unreadable-without-script",
        "<style>%s{display:none}</style>",
        "#page-noticing",
        ".js #page-noticing:not(.current)",
    ),
    "never sends what it did offline": (
        "offline",
        "result-lost",
        BETWEEN % SET,
        f'/passed/.test(value) ? "true" : {AS_TOLD}',
        AS_TOLD,
    ),
}
CASES = [(name, twin) for name in BROKEN for twin in (False, True)]


@pytest.fixture(scope="module")
def patched(
    packaged: Callable[..., Package], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The small course with a piece of text before its own script."""

    def with_text(text: str) -> Path:
        package = packaged("scorm12")
        page = package.read("index.html").decode()
        assert page.count("</head>") == 1
        files = {**package.files, "index.html": Inline(page.replace("</head>", f"{text}</head>").encode())}
        path = tmp_path_factory.mktemp("patched") / "patched.zip"
        write_zip(Package("patched", files), path)
        return path

    return with_text


@pytest.mark.parametrize(
    ("name", "twin"), CASES, ids=[f"{name}-{'twin' if twin else 'broken'}" for name, twin in CASES]
)
def test_each_is_found_out_and_its_twin_is_not(
    browser: Browser, patched: Callable[[str], Path], name: str, twin: bool
) -> None:
    persona, code, script, broken, almost = BROKEN[name]
    opened = open_package(patched(script.replace("%s", almost if twin else broken)))
    assert opened.ours and opened.problems == ()
    platform = KNOWN["generic"]
    found = play(browser, opened, opened.starts[0], PERSONAS[persona], platform, patience=PATIENT).problems
    assert (code in {problem.code for problem in found}) is not twin, found
    assert not twin or found == ()
    assert all(problem.place.path == str(opened.path) and problem.message for problem in found)
