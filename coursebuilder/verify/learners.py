"""Scripts of what learners do in one launch, and parts of such scripts.

Those that take an `Openable` launch the module there, with these quirks and options, and give the Learner.
"""

from __future__ import annotations

from typing import Protocol

from coursebuilder.verify.learner import Learner


class Openable(Protocol):
    """What a script can launch the module on: a `LearnerAccount` or a `PlayThrough`."""

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Open the module in a new window."""


def completer(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Read everything, answer all practice questions, pass, leave by the button."""
    learner = platform.launch(*quirks, **options).ready()
    finish(learner)
    learner.leave()
    return learner


def finish(learner: Learner, right: bool = True) -> None:
    """Read everything, answer all practice questions, submit every assessment, right or wrong."""
    tests = assessments(learner)
    read(learner, [page for page in reading_pages(learner) if page not in tests])
    for page in tests:
        learner.go(page)
        learner.answer(right)
        learner.submit()


def try_again(learner: Learner, right: bool) -> bool:
    """Take another try, answered right or wrong; False if the result on screen offers none."""
    if not learner.find("#page-result.current [data-action=retry]").is_visible():
        return False
    learner.press("retry")
    learner.answer(right)
    learner.submit()
    return True


def begin(learner: Learner) -> str:
    """Answer one question of the assessment on screen without submitting; gives the question's id."""
    first = next(question for question in learner.asked if not learner.question(question).get("safety"))
    learner.choose(first, learner.right(first))
    return first


def reading_pages(learner: Learner) -> list[str]:
    """The ids of all pages, in order."""
    return [str(page["id"]) for page in learner.course["pages"]]


def assessments(learner: Learner) -> list[str]:
    """The ids of the pages with an assessment: each module has one at most."""
    modules = [learner.course, *learner.course.get("modules", [])]
    return [str(module["assessment"]["page"]) for module in modules if module["assessment"]]


def read(learner: Learner, pages: list[str]) -> None:
    """Read the pages of these ids, with their conversations, practice questions and reflections."""
    for page in pages:
        if page != learner.page:
            learner.go(page)
        learner.talk(page)
        practise(learner, page)
        learner.reflect(page)


def practise(learner: Learner, page: str) -> None:
    """Answer the practice questions of a page: wrong first if there is a second try, then right."""
    for question in learner.course["questions"]:
        if question["page"] != page or question.get("assessed"):
            continue
        limited = bool(question.get("tries"))  # those of an earlier launch count as well
        if not limited or (question["tries"] > 1 and learner.open(question["id"])):
            learner.check(question["id"], learner.wrong(question["id"]))
        if not limited or learner.open(question["id"]):
            learner.check(question["id"], learner.right(question["id"]))


def struggler(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Fail the assessment once, try again and pass."""
    learner = platform.launch(*quirks, **options).ready()
    learner.read_to_end()
    learner.take(right=False)
    learner.press("retry")
    learner.answer(right=True)
    learner.submit()
    learner.leave()
    return learner


def giver_up(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Fail the assessment as often as it can be tried."""
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
    """Read up to a page, by its index from 0, answer its practice questions and leave by the button."""
    learner = reader(platform, page, *quirks, **options)
    learner.leave()
    return learner


def reader(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Read up to a page, by its index from 0, answer its practice questions, and leave the window open."""
    learner = platform.launch(*quirks, **options).ready()
    pages = reading_pages(learner)
    for identifier in pages[1 : page + 1]:
        learner.next()
        assert learner.page == identifier
    practise(learner, pages[page])
    return learner


def closer(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Read up to a page and close the window."""
    learner = reader(platform, page, *quirks, **options)
    learner.close()
    return learner


def reloader(platform: Openable, page: int = 2, *quirks: str, **options: str) -> Learner:
    """Read up to a page and reload the window."""
    return reader(platform, page, *quirks, **options).reload()


def revisitor(platform: Openable, *quirks: str, **options: str) -> Learner:
    """Read everything and answer all practice questions again, but no assessment; leave by the button."""
    learner = platform.launch(*quirks, **options).ready()
    for page in learner.course["pages"][1:]:
        learner.go(page["id"])
        practise(learner, page["id"])
    learner.leave()
    return learner
