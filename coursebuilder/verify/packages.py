"""The Python API of verify: paths of zips in, Problems and a verdict for each platform out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Problem
from coursebuilder.verify.for_learners import for_learners
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.run import VerifyOptions, problems_of, unknown_name, verify
from coursebuilder.verify.verdicts import browsers_used, verdicts


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of `verify_packages`.

    problems: all Problems, their places within the zips; a package without an error here can be uploaded
    verdicts: one sentence for each platform that was played
    plays: how many cases were played: a persona on a platform, at one launch address of a package
    for_learners: whether learners may have the packages, as sentences: by what these say themselves
    browsers: the browsers that played, with versions; nothing is known of others
    """

    problems: tuple[Problem, ...]
    verdicts: tuple[str, ...]
    plays: int
    for_learners: tuple[str, ...] = ()
    browsers: str = ""


def verify_packages(
    paths: Iterable[Path],
    learners: Iterable[str] = (),
    platforms: Iterable[str] = (),
    accessibility: bool = False,
    browser: str = "",
) -> Verification:
    """Play packages in a real browser with scripted learners, as `coursebuilder verify` does; takes minutes.

    paths: the zips
    learners, platforms: names as for --learner and --for; none for the usual ones
    accessibility: inspect every page that is reached by WCAG 2.2 A and AA as well
    browser: a program's path, or "firefox"; else COURSEBUILDER_BROWSER, or one that is found

    Raises ValueError for an unknown name, NoBrowser (verify/browser.py) where no browser can be started.
    """
    options = VerifyOptions(tuple(learners), tuple(platforms), accessibility=accessibility, browser=browser)
    if wrong := unknown_name(options):
        raise ValueError(wrong)
    packages = [open_package(path) for path in dict.fromkeys(paths)]
    cases = list(verify(packages, options))
    sentences = tuple(verdict.sentence for verdict in verdicts(packages, cases))
    problems = tuple(problems_of(packages, cases, options))
    answers = tuple(answer.sentence for answer in for_learners(packages))
    plays = sum(case.played for case in cases)
    return Verification(problems, sentences, plays, answers, browsers_used(cases))
