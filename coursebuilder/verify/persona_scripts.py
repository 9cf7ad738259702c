"""What each persona does: functions that get a `PlayThrough` and launch the package there.

They record what they see to be wrong by `PlayThrough.expect`; `rules.py` judges the rest afterwards.
"""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import TimeoutError

from coursebuilder.verify import learners
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.play_through import PlayThrough

MOST_RETRIES = 4  # of a failer, where the number of tries has no limit
SHARE_READ = 0.4  # of the pages, by a learner who leaves early
LOADED = 5000  # milliseconds within which a page has requested all that it needs to begin
MINUTE = 61_000  # milliseconds: a minute and a little
ZOOM_TEXT = "document.documentElement.style.fontSize = '200%'"
NARROW = (320, 640)  # width and height in pixels


def completer(play_through: PlayThrough) -> None:
    """Read everything, answer everything, pass, leave by the button."""
    learners.completer(play_through).close()


def struggler(play_through: PlayThrough) -> None:
    """Fail every assessment, try again, pass."""
    learner = play_through.launch().ready()
    learners.finish(learner, right=False)
    learners.try_again(learner, right=True)
    learner.leave()


def failer(play_through: PlayThrough) -> None:
    """Use up every try, then launch again and look at everything."""
    learner = play_through.launch().ready()
    learners.finish(learner, right=False)
    for _ in range(MOST_RETRIES):  # where tries have no limit
        if not learners.try_again(learner, right=False):
            break
    learner.leave()
    learner.close()
    learners.revisitor(play_through).close()


def leaver(play_through: PlayThrough) -> None:
    """Leave by the button after the first pages; launch again and finish."""
    first = play_through.launch().ready()
    learners.read(first, _first_pages(first))
    first.leave()
    first.close()
    again = play_through.launch().ready()
    learners.finish(again)
    again.leave()


def closer(play_through: PlayThrough) -> None:
    """Close the window while an answer is saved, in the middle of a question, and after the last answer."""
    first = play_through.launch().ready()
    learners.read(first, _first_pages(first))
    first.close()  # right after an answer, while it is being saved
    second = play_through.launch().ready()
    for page in learners.assessments(second):
        second.go(page)
        begun = learners.begin(second)
        second.close()  # in the middle of a question
        second = play_through.launch().ready()
        second.go(page)
        back = play_through.answer_on_screen(second, begun)
        play_through.expect(
            play_through.loses_progress or back == second.right(begun),
            "answer-lost",
            f"{begun} was begun, and {back or 'nothing'} came back",
        )
    learners.finish(second)
    second.close()  # right after the last answer


def reloader(play_through: PlayThrough) -> None:
    """Reload the frame, then the window, after the first pages; then finish."""
    first = play_through.launch().ready()
    learners.read(first, _first_pages(first))
    if first.framed:
        first.reload_frame()
    first.reload()
    if not play_through.account.restarts:
        first.close()
        first = play_through.launch().ready()
    learners.finish(first)
    first.leave()


def revisitor(play_through: PlayThrough) -> None:
    """Pass, then launch again, read and answer everything again."""
    learners.completer(play_through).close()
    learners.revisitor(play_through).close()


def returner(play_through: PlayThrough) -> None:
    """Pass, then launch again in review mode."""
    learners.completer(play_through).close()
    learners.revisitor(play_through, mode="review").close()


def keyboard_user(play_through: PlayThrough) -> None:
    """Read everything and pass; the persona's input device is the keyboard."""
    learner = play_through.launch().ready()
    learners.finish(learner)
    learner.leave()


def zoomer(play_through: PlayThrough) -> None:
    """Read the first pages with text at 200 %, then the rest in a window 320 pixels wide."""
    learner = play_through.launch().ready()
    learner.frame.evaluate(ZOOM_TEXT)
    learners.read(learner, _first_pages(learner))
    learner.close()
    again = play_through.launch().ready()
    again.window.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    learners.finish(again)
    again.leave()


def offline(play_through: PlayThrough) -> None:
    """Lose the network for 20 seconds, then until after the window is closed; launch again online."""
    network = play_through.account.context
    learner = play_through.launch().ready()
    learners.read(learner, _first_pages(learner)[:2])
    network.set_offline(True)
    learners.read(learner, _first_pages(learner))
    network.clock.run_for(20_000)
    network.set_offline(False)
    network.clock.run_for(MINUTE)
    learner.find("[data-banner]").wait_for(state="hidden")
    network.set_offline(True)
    learners.finish(learner)
    network.clock.run_for(20_000)
    play_through.expect_unsaved_notice(learner)
    learner.close()
    network.set_offline(False)
    again = play_through.launch().ready()
    network.clock.run_for(20_000)
    again.leave()
    again.close()
    play_through.expect_completion_stored()


def reader(play_through: PlayThrough) -> None:
    """Open the page without JavaScript: every page is readable, and no button is shown that needs it."""
    page = play_through.account.context.new_page()
    page.goto(f"{play_through.account.host.address}/package/{play_through.start}")
    links = page.locator("a[href^='#page-']:visible").evaluate_all("(all) => all.map((one) => one.hash)")
    for name in dict.fromkeys(links):
        heading = page.locator(f"{name} h1").first
        play_through.expect(heading.is_visible(), "unreadable-without-script", f"{name} is hidden")
    play_through.expect(bool(links), "unreadable-without-script", "no page is linked to")
    dead_buttons = page.locator("[data-js]:visible").count()
    play_through.expect(
        dead_buttons == 0, "unreadable-without-script", f"{dead_buttons} buttons that do nothing"
    )
    play_through.screenshot("everything below each other", page)


def double_opener(play_through: PlayThrough) -> None:
    """Launch twice, go on in the newer window, close both."""
    older = play_through.launch().ready()
    learners.read(older, _first_pages(older))
    newer = play_through.launch().ready()
    if newer.banner:
        newer.press("retry-save")
    learners.finish(newer)
    newer.leave()
    newer.close()
    older.close()


def visitor(play_through: PlayThrough) -> None:
    """Launch twice, and each time leave after a minute; needs to know nothing of the page."""
    for number in range(2):
        window = play_through.launch().window
        window.wait_for_load_state("load")
        with suppress(TimeoutError):  # a page that never rests is left all the same
            window.wait_for_load_state("networkidle", timeout=LOADED)
        play_through.account.context.clock.fast_forward(MINUTE)
        play_through.screenshot(f"launch {number + 1}: after a minute", window)
        play_through.inspect(play_through.launches[-1].learner)
        window.close()


def _first_pages(learner: Learner) -> list[str]:
    """The ids of the pages that somebody reads who leaves early: `SHARE_READ` of all, without assessments."""
    tests = learners.assessments(learner)
    pages = learners.reading_pages(learner)
    return [page for page in pages[: max(2, round(SHARE_READ * len(pages)))] if page not in tests]
