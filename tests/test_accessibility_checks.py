"""Each check of an open page: a page that breaks it, and a good one that almost does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from coursebuilder.verify.accessibility import CHECKS, Inspection, inspect
from coursebuilder.verify.learner import Learner

SHELL = """<!doctype html><html lang="en"><head><title>A module about listening</title><style>
body {{ font: 16px/1.4 sans-serif; margin: 16px; background: #fff; color: #222 }}
a, button, input {{ font: inherit; padding: 8px }} {css}
</style></head><body><main>{body}</main></body></html>"""
LINKS = '<p><a href="#a">First</a></p><p><a href="#b">Second</a></p><p><a href="#c">Third</a></p>'
# Five lines in a box that is just high enough: what spacing does to them depends on no font's letters.
LINES, SET = "<br>".join(["Words"] * 5), "div { line-height: 1.2 }"
TALL = "<p style='height: 2000px'>A long text.</p>"


def page_of(body: str, css: str = "") -> str:
    return SHELL.format(body=f"<h1>Listening</h1>{body}", css=css)


BROKEN: dict[str, list[str]] = {
    "axe": [
        page_of('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width=9 height=9>'),
        page_of('<p style="color: #aaa">Pale words</p>'),
        page_of("").replace(' lang="en"', ""),
        page_of("").replace("<title>A module about listening</title>", ""),
        page_of('<button style="width:9px;height:9px;padding:0" aria-label="{}"></button>'.format("A") * 2),
    ],
    "contrast-other-scheme": [
        page_of("<p>Words</p>", "@media (prefers-color-scheme: dark) { body { background: #111 } }")
    ],
    "page-title": [
        page_of("").replace("A module about listening", "Untitled document"),
        page_of("").replace("A module about listening", "page1.html"),
    ],
    "focus-trap": [
        page_of(LINKS + "<script>document.querySelector('[href=\"#b\"]').onkeydown = (e) => {"
                        "if (e.key === 'Tab') e.preventDefault() }</script>"),
        page_of(LINKS + "<script>document.querySelector('[href=\"#b\"]').onblur = () => {"
                        "document.querySelector('[href=\"#a\"]').focus() }</script>"),
    ],
    "focus-order": [page_of(LINKS.replace('href="#c"', 'href="#c" tabindex="1"'))],
    "focus-jump": [page_of(f"<div>{LINKS}</div>", "div { display: flex; flex-direction: column-reverse }")],
    "focus-hidden": [
        page_of(LINKS, "a { outline: none }"),
        page_of(LINKS, "a:focus { outline: 2px solid transparent }"),
        page_of(LINKS, "a:focus { outline: 0; box-shadow: 0 0 0 3px rgba(0, 0, 0, 0) }"),
        page_of('<a href="#x" style="position: absolute; left: -999px">Skip</a>' + LINKS),
        page_of('<input type="checkbox" id="a" style="opacity: 0"><label for="a">Yes</label>'),
    ],
    "focus-covered": [
        page_of(
            f"<div class=bar>A bar</div>{TALL}{LINKS}",
            ".bar { position: fixed; bottom: 0; left: 0; width: 100%; height: 90px; background: #eee }",
        )
    ],
    "reflow": [
        page_of('<div style="width: 700px">A wide box of words</div>'),
        page_of('<div style="width: 700px; text-align: right">Words</div>', "html { overflow-x: hidden }"),
        page_of("<table><tr>" + "<td>Onelongword</td>" * 9 + "</table>"),
    ],
    "text-spacing": [
        page_of(f'<div style="height: 6em; overflow: hidden">{LINES}</div>', SET),
        page_of(f'<div style="height: 6em">{LINES}</div><div>More words</div>', SET),
    ],
}  # fmt: skip
FINE: dict[str, list[str]] = {
    "axe": [
        page_of('<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width=9 height=9>'),
        page_of('<p style="color: #767676">Grey words</p>'),
        page_of('<p>Words with <a href="#a" style="padding: 0">a link</a> in them.</p>'),
        page_of('<button style="width:9px;height:9px;padding:0;margin:24px" aria-label="A"></button>' * 2),
    ],
    "contrast-other-scheme": [
        page_of(
            "<p>Words</p>",
            "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }",
        )
    ],
    "page-title": [page_of("").replace("A module about listening", "Untitled: a course on naming")],
    "focus-trap": [
        page_of(LINKS + '<p><input type="radio" name="r" id="a"><label for="a">A</label>'
                        '<input type="radio" name="r" id="b"><label for="b">B</label></p>'),
        page_of(LINKS + "<dialog>A question: <button>Yes</button><button>No</button></dialog>"
                        "<script>document.querySelector('dialog').showModal()</script>"),
        page_of(LINKS + '<p hidden><a href="#d">Hidden</a></p><p inert><a href="#e">Inert</a></p>'),
    ],
    "focus-order": [page_of(LINKS.replace('href="#c"', 'href="#c" tabindex="0"'))],
    "focus-jump": [
        page_of(f"<div>{LINKS}</div>", "div { columns: 2 }"),
        page_of(LINKS + '<div><a href="#d">Back</a><a href="#e">Next</a></div>',
                "div { display: flex; flex-direction: column-reverse }"),
        page_of(f'<div>{TALL}<a href="#d">Fourth</a></div><div class=top>{LINKS}</div>',
                ".top { position: absolute; top: 90px; right: 0 }"),
    ],
    "focus-hidden": [
        page_of(LINKS, "a { outline: none } a:focus { background: #fd0 }"),
        page_of(LINKS, "a { outline: none } p:focus-within { box-shadow: 0 0 0 3px #005 }"),
        page_of('<p><input aria-label="Name"></p>', "input { outline: none }"),
        page_of('<a class="skip" href="#x">Skip</a>' + LINKS,
                ".skip { position: absolute; left: -999px } .skip:focus { left: 0 }"),
        page_of('<input type="checkbox" id="a" style="opacity: 0"><label for="a">Yes</label>',
                "input:focus + label { outline: 2px solid #005 }"),
    ],
    "focus-covered": [
        page_of(
            f"<div class=bar>A bar</div>{TALL}{LINKS}",
            "html { scroll-padding-bottom: 110px } body { padding-bottom: 110px } "
            ".bar { position: fixed; bottom: 0; left: 0; width: 100%; height: 90px; background: #eee }",
        )
    ],
    "reflow": [
        page_of('<div style="max-width: 700px">A wide box of words</div>'),
        page_of('<div class=scroll tabindex=0 role=region aria-label="Table"><table><tr>'
                + "<td>Onelongword</td>" * 9 + "</table></div>", ".scroll { overflow-x: auto }"),
        page_of('<nav class=off><a href="#d">Away</a></nav>',
                ".off { position: fixed; left: -300px; width: 300px; visibility: hidden }"),
    ],
    "text-spacing": [
        page_of(f'<div style="min-height: 6em; overflow: hidden">{LINES}</div><div>More words</div>', SET),
        page_of('<div style="height: 23px; width: 40px; overflow: hidden">Cut already, and no worse</div>'),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 600}, color_scheme="light")
    yield context.new_page()
    context.close()


def codes(window: Page, page: str) -> set[str]:
    window.set_content(page)
    return {problem.code for problem in inspect(Inspection("x.zip"), Learner(window, framed=False), "state")}


@pytest.mark.parametrize("code", BROKEN)
def test_each_check_finds_what_it_is_for(window: Page, code: str) -> None:
    for page in BROKEN[code]:
        assert code in codes(window, page), page


@pytest.mark.parametrize("code", FINE)
def test_no_check_goes_too_far(window: Page, code: str) -> None:
    for page in FINE[code]:
        assert codes(window, page) == set(), page


def test_every_check_has_both() -> None:
    assert [check.code for check in CHECKS] == list(BROKEN) == list(FINE)


def test_the_page_is_left_as_it_was(window: Page) -> None:
    window.set_content(page_of(TALL + LINKS))
    window.focus("[href='#b']")
    window.evaluate("scrollTo(0, 700)")
    before = window.content()
    inspect(Inspection("x.zip"), Learner(window, framed=False), "state")
    assert window.content() == before
    assert window.evaluate("document.activeElement.textContent") == "Second"
    assert window.evaluate("scrollY") == 700
    assert window.viewport_size == {"width": 800, "height": 600}
    assert window.evaluate("matchMedia('(prefers-color-scheme: light)').matches")


def test_the_same_is_judged_once_and_told_by_its_state(window: Page) -> None:
    inspection = Inspection("x.zip")
    learner = Learner(window, framed=False)
    window.set_content(BROKEN["focus-order"][0])
    (problem,) = inspect(inspection, learner, "first page")
    assert str(problem.place) == "x.zip"
    assert problem.message.startswith("first page: a “Third” has tabindex 1")
    assert "(WCAG 2.4.3)" in problem.message
    assert inspect(inspection, learner, "the same page") == []
    window.set_viewport_size({"width": 640, "height": 600})
    assert len(inspect(inspection, learner, "a smaller window")) == 1
    window.set_viewport_size({"width": 800, "height": 600})
    assert [(seen.name, seen.size, seen.steps) for seen in inspection.seen] == [
        ("first page", (800, 600), 2),
        ("a smaller window", (640, 600), 2),
    ]


def test_pages_in_pages_are_judged(window: Page) -> None:
    inner = "<!doctype html><html lang=en><title>Inner</title><p style='color: #bbb'>Pale</p></html>"
    frame = '<iframe title="Inner" srcdoc="{}"></iframe>'.format(inner.replace('"', "&quot;"))
    assert codes(window, page_of(frame)) == {"axe"}
    assert codes(window, page_of(frame.replace("#bbb", "#222"))) == set()
