"""Learners as people are: each a short script over one or more launches of a module."""

from __future__ import annotations

from typing import Protocol

from coursebuilder.verify.learner import Learner


class Openable(Protocol):
    """Wherever a learner can open the module: a platform of any kind."""

    def launch(self, *quirks: str, **options: str) -> Learner: ...


def completer(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Reads everything, answers all practice, passes, leaves by the button."""
    learner = platform.launch(*quirks, **options).ready()
    finish(learner)
    learner.leave()
    return learner


def finish(learner: Learner, right: bool = True) -> None:
    """Reads everything, answers all practice, takes every assessment."""
    tests = assessments(learner)
    read(learner, [page for page in reading_pages(learner) if page not in tests])
    for page in tests:
        learner.go(page)
        learner.answer(right)
        learner.submit()


def try_again(learner: Learner, right: bool) -> bool:
    """Another try, where the result on screen offers one."""
    if not learner.find("#page-result.current [data-action=retry]").is_visible():
        return False
    learner.press("retry")
    learner.answer(right)
    learner.submit()
    return True


def begin(learner: Learner) -> str:
    """Answers one question of the assessment on screen and hands nothing in; the question's id."""
    first = next(one for one in learner.asked if not learner.question(one).get("safety"))
    learner.choose(first, learner.right(first))
    return first


def reading_pages(learner: Learner) -> list[str]:
    """Every page's id, in order."""
    return [str(page["id"]) for page in learner.course["pages"]]


def assessments(learner: Learner) -> list[str]:
    """The pages of the assessments: one a module at most."""
    modules = [learner.course, *learner.course.get("modules", [])]
    return [str(one["assessment"]["page"]) for one in modules if one["assessment"]]


def read(learner: Learner, pages: list[str]) -> None:
    """These pages, with their practice and reflections."""
    for page in pages:
        if page != learner.page:
            learner.go(page)
        learner.talk(page)
        practise(learner, page)
        learner.reflect(page)


def practise(learner: Learner, page: str) -> None:
    """Answers the practice questions of a page, first wrongly if there is a second try, then rightly."""
    for question in learner.course["questions"]:
        if question["page"] != page or question.get("assessed"):
            continue
        limited = bool(question.get("tries"))  # those of an earlier launch count as well
        if not limited or (question["tries"] > 1 and learner.open(question["id"])):
            learner.check(question["id"], learner.wrong(question["id"]))
        if not limited or learner.open(question["id"]):
            learner.check(question["id"], learner.right(question["id"]))


def struggler(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Fails the assessment once, tries again and passes."""
    learner = platform.launch(*quirks, **options).ready()
    learner.read_to_end()
    learner.take(right=False)
    learner.press("retry")
    learner.answer(right=True)
    learner.submit()
    learner.leave()
    return learner


def giver_up(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Uses up every attempt."""
    learner = platform.launch(*quirks, **options).ready()
    learner.read_to_end()
    learner.take(right=False)
    for _ in range((learner.course["assessment"]["attempts"] or 1) - 1):
        learner.press("retry")
        learner.answer(right=False)
        learner.submit()
    learner.leave()
    return learner


def leaver(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Reads up to a page (2 is the third), answers its practice and leaves by the button."""
    learner = reader(platform, page, *quirks, **options)
    learner.leave()
    return learner


def reader(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Reads up to a page, answers its practice, and stays."""
    learner = platform.launch(*quirks, **options).ready()
    pages = [one["id"] for one in learner.course["pages"]]
    for identifier in pages[1 : page + 1]:
        learner.next()
        assert learner.page == identifier
    practise(learner, pages[page])
    return learner


def closer(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Shuts the window in the middle."""
    learner = reader(platform, page, *quirks, **options)
    learner.close()
    return learner


def reloader(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Presses F5 in the middle."""
    return reader(platform, page, *quirks, **options).reload()


def revisitor(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Comes back after the result, reads and practises again, takes nothing seriously, and leaves."""
    learner = platform.launch(*quirks, **options).ready()
    for page in learner.course["pages"][1:]:
        learner.go(page["id"])
        practise(learner, page["id"])
    learner.leave()
    return learner
