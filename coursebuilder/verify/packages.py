"""Verify packages from Python: zips in, what is wrong with them and a sentence for each platform out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Problem
from coursebuilder.verify.run import Wish, problems_of, take, unknown, verify
from coursebuilder.verify.verdicts import verdicts


@dataclass(frozen=True, slots=True)
class Verification:
    """What scripted learners found.

    problems: everything wrong, by package; a package without an error here can be uploaded
    verdicts: for each platform that was played one sentence for people
    plays: how many learners took a package to an end, whatever came of it
    """

    problems: tuple[Problem, ...]
    verdicts: tuple[str, ...]
    plays: int


def verify_packages(
    paths: Iterable[Path],
    learners: Iterable[str] = (),
    platforms: Iterable[str] = (),
    accessibility: bool = False,
    browser: str = "",
) -> Verification:
    """Let scripted learners take finished zips in a real browser, as `coursebuilder verify` does: minutes.

    learners, platforms: names as for --learner and --for; none for the usual ones
    accessibility: judge every page that is reached by WCAG 2.2 A and AA as well
    browser: a program's path, or "firefox"; else COURSEBUILDER_BROWSER, or one that is found

    Raises ValueError for an unknown name, NoBrowser (verify/browser.py) where no browser can be started.
    """
    wish = Wish(tuple(learners), tuple(platforms), accessibility=accessibility, browser=browser)
    if wrong := unknown(wish):
        raise ValueError(wrong)
    every = [take(path) for path in dict.fromkeys(paths)]
    cells = list(verify(every, wish))
    sentences = tuple(verdict.sentence for verdict in verdicts(every, cells))
    return Verification(tuple(problems_of(every, cells, wish)), sentences, sum(cell.played for cell in cells))
