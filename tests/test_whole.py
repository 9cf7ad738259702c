"""A whole course in one package: names that don't meet, a menu of modules, one line of saved progress."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import strict_lms

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.model import Course, Figure, Media, blocks_of
from coursebuilder.model.whole_course import side_by_side, whole_problems
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify.platform import Platform, platform

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from coursebuilder.verify.learner import Learner

COURSES = Path(__file__).parent.parent / "courses"
SCORM12 = TARGETS["scorm12"]


def course(name: str = "toolkit_intro") -> Course:
    """A real course with its first two modules, so that playing it stays quick."""
    read = read_courses([COURSES / name]).courses[0]
    return replace(read, modules=read.modules[:2])


def whole(made: Course) -> Package:
    return build_package(orders(made, whole=True)[0], SCORM12)


# ---- names


def test_ids_are_the_modules_own_and_links_follow_them() -> None:
    made = course()
    first = side_by_side(made.modules)[0]
    name = made.modules[0].id
    assert [page.id for page in first.pages] == [f"{name}--{page.id}" for page in made.modules[0].pages]
    assert [page.key for page in first.pages] == [page.key for page in made.modules[0].pages]
    html = whole(made).read("index.html").decode()
    for link in {part.split('"')[0].split(" ")[0].split(">")[0] for part in html.split('href="#page-')[1:]}:
        assert f"id=page-{link}" in html or f'id="page-{link}"' in html, link


def test_the_page_holds_what_its_script_says_first_so_that_nothing_moves() -> None:
    html = whole(course()).read("index.html").decode()
    assert "data-where><b>2 modules</b>" in html
    parts = html.split("data-part-state>")[1:]
    assert len(parts) == 4 and all(part.startswith("Not started") for part in parts)  # menu and opening page


def test_each_module_starts_with_a_way_on() -> None:
    made = course()
    html = whole(made).read("index.html").decode()
    for module in made.modules:
        link = f"class=primary href=#page-{module.id}--{module.pages[1].id}>"
        assert html.index(link) < html.index(f"id=page-{module.id}--{module.pages[1].id}")


def test_two_modules_that_call_everything_the_same_share_no_id() -> None:
    made = course()
    twice = replace(made, modules=(made.modules[0], replace(made.modules[0], id="again")))
    ids = re.findall(r'\sid="?([^\s">]+)', whole(twice).read("index.html").decode())
    assert any(one.startswith("s-") for one in ids)  # a scenario, too
    assert len(ids) == len(set(ids))


def test_media_of_one_name_are_told_apart_only_if_they_are_two_files() -> None:
    made = course()
    media = Media(made.place, "media/one.svg", COURSES / "a.svg")
    other = replace(media, path=COURSES / "b.svg")
    figure = Figure(made.place, other, "Alt", "", None, None)
    page = replace(made.modules[1].pages[0], blocks=(figure,))
    pair = (
        replace(made.modules[0], media=(media,)),
        replace(made.modules[1], media=(other,), pages=(page,)),
    )
    one, two = side_by_side(pair)
    assert (one.media[0].name, two.media[0].name) == ("media/one.svg", f"media/{pair[1].id}/one.svg")
    shown = next(block for block in blocks_of(two.pages[0].blocks) if isinstance(block, Figure))
    assert shown.media.name == two.media[0].name
    same = side_by_side((pair[0], replace(pair[1], media=(media,))))
    assert same[1].media[0].name == "media/one.svg"


def test_what_is_too_much_for_one_package_is_refused() -> None:
    made = course()
    many = tuple(replace(made.modules[0], id=f"module-{n}") for n in range(13))
    assert list(whole_problems(replace(made, modules=many))) == []
    pages = made.modules[0].pages * 14
    long = tuple(replace(module, pages=pages) for module in many[:12])
    assert [found.code for found in whole_problems(replace(made, modules=long))] == ["state-too-large"]
    drafts = tuple(replace(module, draft=True) for module in many[1:])
    assert list(whole_problems(replace(made, modules=(many[0], *drafts)))) == []


def test_the_package_is_the_courses_and_comes_out_the_same_twice() -> None:
    made = course()
    package = whole(made)
    assert package.name == made.id
    assert SCORM12.package_rules(package) == []
    again = whole(made)
    assert {name: package.read(name) for name in package.files} == {
        name: again.read(name) for name in again.files
    }


@pytest.mark.parametrize("name", ["toolkit_intro", "wider_workforce"])
def test_the_first_screen_of_a_course_grows_by_ten_kilobytes_a_module(name: str) -> None:
    import gzip

    read = read_courses([COURSES / name]).courses[0]
    package = whole(read)
    sizes = [len(gzip.compress(package.read(one), 9)) for one in ("index.html", "style.css", "runtime.js")]
    assert sum(sizes) <= (15 + 10 * len(read.modules)) * 1024


# ---- played


def read_module(learner: Learner, number: int, right: bool = True) -> None:
    """Every page of a module (1 is the first), and its assessment."""
    part = learner.course["modules"][number - 1]
    for page in part["pages"]:
        learner.go(page["id"])
        learner.talk(page["id"])
    if part["assessment"]:
        learner.go(part["assessment"]["page"])
        learner.answer(right)
        learner.submit()


def states(learner: Learner) -> list[str]:
    """How far each module is, as the opening page tells."""
    if learner.page != "start":
        learner.go("start")
    told = learner.find(".page.current [data-part-state]")
    return list(told.all_inner_texts())


@pytest.mark.parametrize("name", ["toolkit_intro", "wider_workforce"])
def test_a_course_is_played_left_resumed_and_passed(browser: Browser, name: str) -> None:
    with platform(browser, whole(course(name)), strict_lms()) as account:
        learner = account.launch().ready()
        assert states(learner) == ["Not started", "Not started"]
        read_module(learner, 1)
        second = learner.course["modules"][1]["pages"]
        learner.go(second[2]["id"])
        learner.leave()
        assert account.stored()["cmi.core.lesson_status"] == "incomplete"
        assert "cmi.core.score.raw" not in account.stored()

        learner = account.launch().ready()
        assert "page 3" in learner.find("[data-resume]").inner_text()
        assert account.trouble == []
        assert states(learner)[0] == "Passed: 100%"
        learner.press("resume")
        assert learner.page == second[2]["id"]
        read_module(learner, 2)
        learner.leave()
        held = account.stored()
        assert (held["cmi.core.lesson_status"], held["cmi.core.score.raw"]) == ("passed", "100")
        assert len(held["cmi.suspend_data"]) <= 4096
        assert (account.trouble, account.host.missing) == ([], [])

        learner = account.launch().ready()
        assert states(learner) == ["Passed: 100%", "Passed: 100%"]
        learner.leave()
        assert SCORM12.call_rules(account.calls()) == []


def _limited(made: Course) -> Course:
    """With one try a module, and every question to be right."""
    modules = []
    for module in made.modules:
        rules = replace(module.rules, mastery_score=Decimal(1))
        pages = tuple(
            replace(page, assessment=page.assessment and replace(page.assessment, attempts=1))
            for page in module.pages
        )
        modules.append(replace(module, pages=pages, rules=rules))
    return replace(made, modules=tuple(modules))


def test_a_pass_is_one_in_each_module_and_the_score_their_mean(browser: Browser) -> None:
    with platform(browser, whole(_limited(course())), strict_lms()) as account:
        learner = account.launch().ready()
        learner.go("start")
        read_module(learner, 1, right=False)
        read_module(learner, 2)
        learner.leave()
        held = account.stored()
        assert (held["cmi.core.lesson_status"], held["cmi.core.score.raw"]) == ("failed", "50")


def test_a_module_that_was_taken_out_is_remembered(browser: Browser) -> None:
    made = course()
    with platform(browser, whole(made), strict_lms()) as account:
        learner = account.launch().ready()
        read_module(learner, 2)
        learner.leave()
        before = account.stored()["cmi.suspend_data"]
    with platform(browser, whole(replace(made, modules=made.modules[:1])), strict_lms()) as account:
        _resumed(account, before)
        held = account.stored()["cmi.suspend_data"]
        assert before.split(".~")[-1] in held


def _resumed(account: Platform, state: str) -> None:
    account.store(
        {"cmi.suspend_data": state, "cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend"}
    )
    learner = account.launch().ready()
    learner.next()
    learner.leave()
