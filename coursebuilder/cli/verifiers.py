"""Scripted learners for the commands that make packages: build, release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coursebuilder.cli.shared import NotJudged, import_verify, say_on_stderr

if TYPE_CHECKING:
    from coursebuilder.problems import Problem
    from coursebuilder.verify.accessibility import Inspection


@contextmanager
def zip_verifier(
    wanted: bool, platforms: tuple[str, ...]
) -> Iterator[Callable[[Path], list[Problem]] | None]:
    """The function that verifies each zip of a build; None unless `wanted`. Raises NotJudged."""
    if not wanted:
        yield None
        return
    run = import_verify()
    try:
        with run.zip_verifier(run.VerifyOptions(platforms=platforms, notify=say_on_stderr)) as verify_zip:
            yield verify_zip
    except run.NoBrowser as error:
        raise NotJudged(str(error)) from error


def folder_verifier(platform: str) -> Callable[[Sequence[Path], Path], list[Problem]]:
    """Lets scripted learners play zips, and writes their reports into a folder. It raises NotJudged."""
    run = import_verify()

    def verify(paths: Sequence[Path], folder: Path) -> list[Problem]:
        options = run.VerifyOptions(platforms=(platform,), accessibility=True, notify=say_on_stderr)
        opened = [run.open_package(path) for path in paths]
        inspections: dict[Path, Inspection] = {}
        try:
            cases = list(run.verify(opened, options, inspections))
        except run.NoBrowser as error:
            raise NotJudged(str(error)) from error
        if not all(case.judged for case in cases):
            raise NotJudged("this computer was too slow to judge every package: try again")
        run.write_report(folder, opened, cases)
        run.write_record(folder, tuple(inspections.values()))
        found: list[Problem] = run.problems_of(opened, cases, options)
        return found

    return verify
