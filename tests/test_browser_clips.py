"""Video and sound as learners have them: captions shown, a transcript for all, nothing by itself."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from clips import write_clips
from conftest import Open, strict_lms
from playwright.sync_api import Browser, Page

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import OnDisk, Package, write_zip
from coursebuilder.targets import TARGETS
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.host import serve
from coursebuilder.verify.platform import Platform, platform

PLAY = """async (video) => {
  video.muted = true;
  await video.play();
  const [track] = video.textTracks;
  const shown = () => video.currentTime > 0 && track.activeCues && track.activeCues.length;
  while (!shown()) await new Promise(requestAnimationFrame);
  return [track.mode, track.activeCues[0].text, video.currentTime > 0, video.videoWidth];
}"""
SANDBOXED = '<iframe sandbox="allow-scripts" src="/package/index.html" width="1200" height="600"></iframe>'
LOAD = """video => new Promise((done) => {
  video.onloadedmetadata = done;
  video.preload = "auto";
  video.load();
})"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    read = read_courses([write_clips(tmp_path_factory.mktemp("clips") / "course")])
    assert read.problems == ()
    return build_package(orders(read.courses[0])[0], TARGETS["scorm12"])


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, package: Package) -> Path:
    folder = tmp_path_factory.mktemp("web")
    path = folder / "clips.zip"
    write_zip(package, path)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    opened: list[Page] = []

    def of(address: str, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        page = context.new_page()
        opened.append(page)
        page.goto(address)
        return page

    yield of
    for page in opened:
        page.context.close()


def test_files_stay_where_they_are_until_the_zip_is_written(package: Package) -> None:
    assert isinstance(package.files["media/ball.webm"], OnDisk)
    assert isinstance(package.files["media/silence.mp3"], OnDisk)
    assert not [name for name in package.files if name.endswith((".txt", ".vtt"))]


def test_captions_are_shown_from_a_disk_and_nothing_plays_by_itself(
    web: Path, window: Callable[..., Page]
) -> None:
    page = window((web / "index.html").as_uri() + "#page-watch")
    video = page.locator("video")
    assert video.evaluate("video => [video.paused, video.autoplay, video.readyState]") == [True, False, 0]
    assert video.evaluate(PLAY) == ["showing", "Voice: A ball", True, 160]
    cues = video.evaluate("video => [...video.textTracks[0].cues].map(cue => [cue.startTime, cue.endTime])")
    assert cues == [[0, 2], [2, 7]]
    text = video.evaluate("video => video.textTracks[0].cues[1].getCueAsHTML().textContent")
    assert text == "rolls <away> & on."


def test_captions_are_shown_in_a_sandboxed_frame(package: Package, browser: Browser) -> None:
    with serve(package, []) as host:
        page = browser.new_page()
        page.goto(f"{host.address}/package/index.html")
        page.set_content(SANDBOXED)
        frame = page.frames[1]
        frame.wait_for_selector("html.js", state="attached")
        frame.get_by_role("button", name="Start").click()
        assert frame.locator("video").evaluate(PLAY) == ["showing", "Voice: A ball", True, 160]
        page.close()


def test_turning_the_page_stops_it_and_watching_counts(account_of_clips: Open) -> None:
    with account_of_clips(strict_lms()) as lms:
        learner = lms.launch()
        learner.frame.get_by_role("button", name="Start").click()
        video = learner.frame.locator("video")
        assert video.evaluate(PLAY)[2]
        learner.frame.get_by_role("link", name="Listen").first.click()
        assert video.evaluate("video => video.paused")
        audio = learner.frame.locator("audio")
        assert audio.evaluate("async audio => { await audio.play(); return audio.duration > 0.4; }")
        learner.close()


@pytest.fixture
def account_of_clips(browser: Browser, package: Package) -> Open:
    @contextmanager
    def opened(scripts: list[Path]) -> Iterator[Platform]:
        with platform(browser, package, scripts) as made:
            yield made
            assert (made.trouble, made.host.missing) == ([], [])

    return opened


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_with_clips_are_accessible_and_fit(web: Path, window: Callable[..., Page], width: int) -> None:
    for name in ("watch", "listen"):
        page = window((web / "index.html").as_uri() + f"#page-{name}")
        page.set_viewport_size({"width": width, "height": 666})
        page.locator(".current summary").click()
        assert violations(page.main_frame) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator(".current details .reveal-body").is_visible()


def test_nothing_moves_when_the_video_comes(web: Path, window: Callable[..., Page]) -> None:
    page = window((web / "index.html").as_uri() + "#page-watch")
    video = page.locator("video")
    before = video.bounding_box()
    video.evaluate(LOAD)
    assert before and before == video.bounding_box()
    assert abs(before["width"] / before["height"] - 16 / 9) < 0.02


def test_everything_works_by_keyboard(web: Path, window: Callable[..., Page]) -> None:
    page = window((web / "index.html").as_uri() + "#page-watch")
    page.locator("video").evaluate("video => { video.muted = true; video.preload = 'auto'; }")
    page.locator(".current h1").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "video":
            break
    page.keyboard.press("Space")
    page.wait_for_function("!document.querySelector('video').paused")
    page.locator(".current summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("A ball rolls from left to right.").is_visible()


def test_without_a_script_and_on_paper_there_is_the_transcript(
    web: Path, window: Callable[..., Page]
) -> None:
    plain = window((web / "index.html").as_uri(), java_script_enabled=False)
    plain.locator("#page-watch summary").click()
    assert plain.get_by_text("A ball rolls from left to right.").is_visible()
    assert plain.locator("video[controls] track[default]").count() == 1
    begun = window((web / "index.html").as_uri())
    begun.keyboard.press("Tab")  # how paper looks comes with the second sheet
    begun.locator("link[href*='later.css']").wait_for(state="attached")
    for page in (plain, begun):
        page.emulate_media(media="print")
        page.locator("video").wait_for(state="hidden")
        assert page.locator("video").is_hidden() and page.locator("audio").is_hidden()
        assert page.get_by_text("Nothing is said.").is_visible()
