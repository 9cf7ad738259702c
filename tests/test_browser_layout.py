"""Nothing moves by itself, nothing lies on anything else, and nothing is wider than the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from conftest import Open, strict_lms
from playwright.sync_api import Browser, Page, Route

from coursebuilder import words
from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify.host import serve
from coursebuilder.verify.learner import Learner

WIDTHS = (320, 360, 650, 1280, 1920)
# Every move on the page. A press may move things: `answered` forgets those. What moved before the first paint
# nobody saw: the driver's own questions make the browser lay out a page whose sheet hasn't come.
WATCH = """
window.moved = [];
const note = (entries) => entries.forEach(({ sources, startTime, value }) =>
  window.moved.push({ startTime, told: [value, sources.map(({ node }) => node && node.className)] }));
const watching = new PerformanceObserver((list) => note(list.getEntries()));
watching.observe({ type: "layout-shift", buffered: true });
window.drawn = async () => {
  for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
  note(watching.takeRecords());
};
"""
PAINTED = "performance.getEntriesByType('paint').length > 0"
MOVED = """() => drawn().then(() => {
  const [{ startTime: painted }] = performance.getEntriesByType("paint");
  return moved.filter(({ startTime }) => startTime >= painted).map(({ told }) => told);
})"""
AT_REST = "document.getAnimations().every(({ playState }) => playState === 'finished')"
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (one) => one.closest(".table-scroll, pre, .visually-hidden, .skip, svg");
  const over = [...document.querySelectorAll("body *")].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return right - left && (right > width + 1 || left < -1) && !scrolls(one);
  });
  return [document.documentElement.scrollWidth > width, over.map((one) => one.outerHTML.slice(0, 80))];
}"""
# Texts of the bar at the top, each as its own rectangle: none may lie on another.
BAR = """() => [...document.querySelectorAll(".menu, .where, .bar summary")].map((one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return [left, right, top, bottom];
}).filter(([left, right]) => right > left)"""
COVERED = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const banner = document.querySelector("[data-banner]").getBoundingClientRect();
  const { top, bottom, height } = at.getBoundingClientRect();
  const under = Math.min(bottom, banner.bottom) - Math.max(top, banner.top);
  return at.closest("[data-banner]") || under < height / 2 ? "" : at.outerHTML.slice(0, 80);
}"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
ARABIC = "ما الذي يهمك أكثر من غيره هذا الأسبوع، ومن تود أن يكون معك؟"
HARD = f"""---
title: {LONG}
minutes: 5
objectives:
  - id: aim
    text: "{LONG} 👩🏽‍🤝‍👩🏻"
---
{LONG}

## {LONG} {{#long}}

{ARABIC} https://example.org/{"very" * 60}

`{LONG}`

::: note {LONG}
محمد عبد الرحمن الشيرازي 👨‍👩‍👧‍👦 {LONG}
:::

| {LONG[:40]} | Two | Three | Four |
|---|---|---|---|
| {LONG} | 👍🏿 | {ARABIC} | x |

::: question pick {{objective=aim}}
{LONG}

- [x] {LONG}
  > {LONG}
- [ ] {ARABIC} 🧑🏾‍🦽
  > {LONG}
:::

::: reflection think
{LONG} {ARABIC}
:::

## Two hundred {{#many}}

""" + "\n".join(f"{n}. Item {n} of a long list, with {LONG[:50]}" for n in range(1, 201))


@pytest.fixture(scope="module", params=["en-GB", "ar"])
def hard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    """A course whose words are as unkind as an author's can be. Arabic goes from right to left; the player
    has no words in it yet and gets a file of English ones here."""
    folder = tmp_path_factory.mktemp("hard")
    known = shutil.copytree(words._FOLDER, folder / "words")
    shutil.copyfile(known / "en-GB.yaml", known / "ar.yaml")
    (folder / "01-hard.md").write_text(HARD, encoding="utf-8")
    listed = f"id: hard\ntitle: Hard\nlanguage: {request.param}\naudience: Everybody\nmodules: [01-hard.md]\n"
    (folder / "course.yaml").write_text(listed, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(words, "_FOLDER", known)
        read = read_courses([folder])
        assert [problem for problem in read.problems if problem.severity == "error"] == []
        yield build_package(orders(read.courses[0])[0], TARGETS["web"])
    words.words.cache_clear()


def pages_of(learner: Learner) -> list[str]:
    return [one["id"] for one in learner.course["pages"]]


def after_the_first_paint(route: Route) -> None:
    """As on a slow line: the script comes when the page has been on screen."""
    route.request.frame.wait_for_function(PAINTED)
    route.continue_()


def moved(learner: Learner) -> object:
    """What has moved since the learner's last press was answered."""
    learner.frame.wait_for_function(AT_REST)
    return learner.frame.evaluate(MOVED)


def answered(learner: Learner) -> None:
    """All that a press brought is there, the second script too: what has moved until now was the answer."""
    learner.find("[data-keep]").first.wait_for(state="attached")
    moved(learner)
    learner.frame.evaluate("() => { moved.length = 0 }")


def look(learner: Learner, where: str) -> list[object]:
    over, parts = learner.frame.evaluate(TOO_WIDE)
    return [(where, parts)] if over or parts else []


def asides(page: Page) -> list[str]:
    return list(page.locator(".extras a").evaluate_all("(all) => all.map((one) => one.hash)"))


@pytest.mark.parametrize("width", [320, 1280])
def test_unkind_words_keep_the_layout(browser: Browser, hard: Package, width: int) -> None:
    turned = b"dir=rtl" in hard.read("index.html") or b'dir="rtl"' in hard.read("index.html")
    with serve(hard, []) as host:
        page = browser.new_page(viewport={"width": width, "height": 640})
        page.goto(f"{host.address}/package/index.html")
        learner = Learner(page, framed=False).ready()
        assert page.evaluate("document.documentElement.dir") == ("rtl" if turned else "ltr")
        found = look(learner, "opening")
        for name in pages_of(learner)[1:]:
            learner.next()
            found += look(learner, name)
        learner.go("long")
        learner.check("pick", "b")
        found += look(learner, "not quite")
        for name in asides(page):
            if width < 1000:
                learner.press("contents")
                found += look(learner, "contents")
            learner.find(f".extras [href='{name}']").click()
            page.locator(f"{name}.current").wait_for()
            found += look(learner, name)
        assert found == []
        if turned:
            text = page.locator("#page-long .note p").last
            side = text.evaluate("(one) => getComputedStyle(one).textAlign + getComputedStyle(one).direction")
            assert side == "startrtl"
        page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen_at_any_size_of_text(account: Open, width: int) -> None:
    with account(strict_lms(), own=True, size=(width, 500)) as lms:
        learner = lms.launch().ready()
        learner.next()
        found = []
        devtools = lms.context.new_cdp_session(learner.window)
        for size in (16, 32):  # as set in the browser: 100 and 200 per cent
            devtools.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
            for name in pages_of(learner):
                learner.go(name)
                found += look(learner, f"{name} at {size} px")
            boxes = learner.frame.evaluate(BAR)
            for n, (left, right, top, bottom) in enumerate(boxes):
                for other in boxes[n + 1 :]:
                    apart = (
                        right <= other[0] + 1 or other[1] <= left + 1 or bottom <= other[2] or other[3] <= top
                    )
                    assert apart, f"texts of the bar meet at {size}: {boxes}"
        assert found == []


@pytest.mark.parametrize("size", [(1280, 900), (650, 666), (360, 740)], ids=lambda size: str(size[0]))
def test_nothing_moves_by_itself(account: Open, size: tuple[int, int]) -> None:
    """Not when the script comes after the first paint, nor when it knows the learner, nor as they read on."""
    with account(strict_lms(), own=True, size=size) as lms:
        lms.context.add_init_script(WATCH)
        lms.context.route("**/runtime.js*", after_the_first_paint)
        learner = lms.launch().ready()
        for name in pages_of(learner)[1:3]:
            assert moved(learner) == []
            learner.next()
            learner.find(f"#page-{name}.current").wait_for()
            answered(learner)
        assert moved(learner) == []
        learner.close()
        learner = lms.launch("refuse-commit").ready()
        learner.find("[data-keep]").first.wait_for(state="attached")  # the second script has come by itself
        assert moved(learner) == []
        assert "What you notice" in learner.find("[data-resume]").inner_text()
        learner.press("resume")
        learner.check("signs", "a")
        learner.find("#q-signs [data-verdict]:not(:empty)").wait_for()
        answered(learner)
        learner.hide()
        learner.show()
        learner.find("[data-banner]").wait_for()
        assert moved(learner) == []


def test_the_banner_never_covers_the_focus(account: Open) -> None:
    with account(strict_lms(), own=True, size=(360, 500)) as lms:
        learner = lms.launch("refuse-commit").ready()
        learner.go("listening")
        learner.find("[data-banner]").wait_for()
        learner.find(".page.current h1").focus()
        covered, stops = [], 0
        for _ in range(30):
            learner.window.keyboard.press("Tab")
            told = learner.frame.evaluate(COVERED)
            covered += [told] if told else []
            stops += told is not None
        assert stops > 10 and covered == []
