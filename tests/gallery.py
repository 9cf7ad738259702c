"""A contact sheet of a package, to be looked at by a person: every page, narrow and wide, light and dark.

    python tests/gallery.py dist/scorm12/some-course--some-module.zip [gallery]

writes one PNG a page into the second folder. Nothing is compared and no test runs this.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from coursebuilder.verify.browser import launch

VIEWS = (
    (1280, 900, "light"),
    (650, 666, "light"),
    (650, 666, "dark"),
    (360, 740, "light"),
    (360, 740, "dark"),
)
GAP = 20
SHOW = """id => {
  for (const page of document.querySelectorAll(".page")) page.classList.toggle("current", page.id === id);
  for (const picture of document.images) picture.loading = "eager";
}"""
# What a page can look like besides as it opens; each takes the page's id.
STATES = {
    "": "() => {}",
    "contents": """() => document.documentElement.classList.add("contents-open")""",
    "worried": """() => { document.querySelector("#worried").open = true }""",
    "wrong": """id => {
      for (const form of document.querySelectorAll("#" + id + " form:has([name=a])")) {
        const key = form.querySelector(".key li:not([data-right])");
        if (key) form.querySelector(`[value="${key.dataset.for}"]`).click();
        const check = form.querySelector('[data-action="check"]');
        if (key && check) check.click();
      }
    }""",
    "right": """id => {
      for (const form of document.querySelectorAll("#" + id + " form:has([name=a])")) {
        for (const key of form.querySelectorAll(".key [data-right]"))
          form.querySelector(`[value="${key.dataset.for}"]`).click();
        const check = form.querySelector('[data-action="check"]');
        if (check && form.querySelector(".key")) check.click();
      }
    }""",
    "stopped": """id => {
      document.querySelectorAll("#" + id + " .now [data-how=unsafe] .reply").forEach(reply => reply.click());
    }""",
    "way": """id => {
      const turns = [...document.querySelectorAll("#" + id + " .step")]; // one a step comes to an end
      const say = how => document.querySelector(`#${id} .now [data-how=${how}] .reply`);
      for (const turn of turns) (say("not-quite") || say("best") || say("better") || turn).click();
      for (const turn of turns) (say("best") || say("better") || turn).click();
    }""",
}


def main(package: Path, out: Path) -> None:
    """Unpack when need be, take every picture, write the sheets."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = package
        if package.is_file():
            with zipfile.ZipFile(package) as archive:
                archive.extractall(scratch)
            folder = Path(scratch)
        with launch() as browser:
            address = (folder / "index.html").resolve().as_uri()
            for page_id, state in _pictures(browser, address):
                shots = [_shot(browser, address, page_id, state, *view) for view in VIEWS]
                name = "-".join(filter(None, (page_id.removeprefix("page-"), state)))
                _sheet(browser, shots, out / f"{name}.png")
                print(out / f"{name}.png")


def _pictures(browser: Browser, address: str) -> list[tuple[str, str]]:
    """Each page as it opens; the opening page's menus; pages with practice questions answered both ways; a
    conversation stopped, and the way through it."""
    page = browser.new_page()
    page.goto(address)
    ids: list[str] = page.evaluate("[...document.querySelectorAll('.page')].map(page => page.id)")
    asking: list[str] = page.evaluate(
        "[...document.querySelectorAll('.page:has(.key)')].map(page => page.id)"
    )
    talking: list[str] = page.evaluate(
        "[...document.querySelectorAll('.page:has(.scenario)')].map(page => page.id)"
    )
    page.close()
    found = [(page_id, state) for page_id in talking for state in ("stopped", "way")]
    found += [(page_id, "") for page_id in ids] + [(ids[0], "contents"), (ids[0], "worried")]
    return found + [(page_id, state) for page_id in asking for state in ("wrong", "right")]


def _shot(
    browser: Browser, address: str, page_id: str, state: str, width: int, height: int, scheme: str
) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}#{page_id}")
    page.keyboard.press("Shift")  # the learner has begun: the second script and its style come
    page.wait_for_function("document.styleSheets.length > 1 && document.querySelector('[data-keep]')")
    beside = page.locator(f".extras [href='#{page_id}']")
    if beside.count():  # the second script fills it in
        beside.dispatch_event("click")
        page.wait_for_timeout(500)
    page.evaluate(SHOW, page_id)
    if page.locator(f"#{page_id} .scenario").count():
        page.locator(f"#{page_id} .now").first.wait_for()
    page.evaluate(STATES[state], page_id)
    _report_overflow(page, f"{page_id} {state} at {width}")
    taken = page.screenshot(full_page=True)
    context.close()
    return taken


def _report_overflow(page: Page, where: str) -> None:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if over > 0:
        print(f"{where}: {over} px wider than the screen")


def _sheet(browser: Browser, shots: list[bytes], path: Path) -> None:
    pictures = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots
    )
    width = sum(view[0] + GAP for view in VIEWS) - GAP
    page = browser.new_page(viewport={"width": width, "height": 200})
    style = f"margin:0;background:#808085;display:flex;gap:{GAP}px;align-items:flex-start"
    page.set_content(f'<body style="{style}">{pictures}')
    page.screenshot(path=path, full_page=True)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "gallery"))
