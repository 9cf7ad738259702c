"""`release`: one course for one provider and one platform as a folder to hand over, all or nothing."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from coursebuilder.build.pipeline import BuildChoice, build_all
from coursebuilder.build.ready import not_ready
from coursebuilder.build.store import FOLDER
from coursebuilder.coverage import evidence_docx, evidence_html
from coursebuilder.handbook.files import ToPdf, handbook_files, has_handbook, judged_handbook
from coursebuilder.model import Course
from coursebuilder.model.coverage import coverage
from coursebuilder.pages.printables import tutor_notes
from coursebuilder.platforms import Platform
from coursebuilder.problems import Place, Problem
from coursebuilder.problems import report as problems_as
from coursebuilder.release.diff import compared, lines, pairs, verdict
from coursebuilder.release.inspect import Inspected, data_sheet, inspect
from coursebuilder.results.codebook import codebook
from coursebuilder.templating import environment

START = "START-HERE.html"
_FORMAT = 1

Verify = Callable[[Sequence[Path], Path], list[Problem]]


@dataclass(frozen=True, slots=True)
class Handover:
    """A release that was written, or why none was. `folder` is where it lies, or would."""

    folder: Path
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def hand_over(
    course: Course,
    choice: BuildChoice,
    out: Path,
    today: datetime.date,
    verify: Verify | None = None,
    before: Path | None = None,
    to_pdf: ToPdf | None = None,
) -> Handover:
    """Write OUT/COURSE--PLATFORM with everything a provider needs to load, test and answer for the course.

    choice: of exactly one platform
    today: the day by which dates are judged, such as that of a signature
    verify: takes the zips and a folder for its reports, gives their Problems; None: nobody plays them
    before: the folder of the release before this one
    to_pdf: prints the handbook, where the course has one; None: it comes without a PDF

    Nothing is written after an error, and a folder of an earlier release is replaced only by a whole one.
    Raises OSError, what `verify` raises, and ImportError where evidence sheets need python-docx.
    """
    (platform,) = choice.platforms
    folder = out / f"{course.id}--{platform.name}"
    handbook, wrong = judged_handbook(course) if has_handbook(course) else (None, [])
    wrong += not_ready([course], today)
    if _errors(wrong):
        return Handover(folder, (), tuple(wrong))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".coursebuilder-", dir=out) as scratch:
        made = Path(scratch) / "release"
        built = build_all([course], choice.targets, made / "packages", choice.platforms)
        problems = [*wrong, *built.problems]
        found = [inspect(path) for path in built.paths]
        problems += [_not_marked_ready(one) for one in found if one.marks and not one.marks.ready]
        if verify and not _errors(problems):
            problems += verify(built.paths, made / "verify")
        if _errors(problems):
            return Handover(folder, (), tuple(_in_folder(one, made, folder) for one in problems))
        shutil.rmtree(made / "packages" / FOLDER, ignore_errors=True)  # what only the next build would use
        printed = handbook_files(handbook, course, to_pdf) if handbook else {}
        beside = {**_evidence(course), **{f"handbook/{name}": data for name, data in printed.items()}}
        _write(made, course, platform, found, verify is not None, before, beside)
        files = tuple(sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()))
        _replace(made, folder, Path(scratch) / "old")
    return Handover(folder, files, tuple(problems))


def _not_marked_ready(one: Inspected) -> Problem:
    said = "; ".join(one.readiness[:3])
    return Problem("release-not-ready", f"learners should not see it yet: {said}", Place(one.path.as_posix()))


def _errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _in_folder(problem: Problem, made: Path, folder: Path) -> Problem:
    path = problem.place.path.replace(made.as_posix(), folder.as_posix())
    return replace(problem, place=Place(path, problem.place.line))


def _write(
    made: Path,
    course: Course,
    platform: Platform,
    found: Sequence[Inspected],
    verified: bool,
    before: Path | None,
    beside: Mapping[str, bytes],
) -> None:
    """Everything beside the packages, `beside` too; the sums last, as they are of all the rest."""
    shown = [replace(one, path=one.path.relative_to(made)) for one in found]
    changes = _changes(before, made) if before else ()
    pages = {
        "data-sheet.html": data_sheet(shown),
        "codebook.csv": codebook(course),
        "tutor-notes.html": tutor_notes(course),
        "accessibility-statement.html": _page("accessibility_statement", course=course, verified=verified),
    }
    if before:
        pages["changes.txt"] = "\n".join([*(line for _, text in changes for line in text), ""]).encode()
    sheets = sorted((made / "packages").glob("learning-hub/*.csv"))
    pages[START] = _page(
        "start_here",
        course=course,
        platform=platform,
        packages=shown,
        verified=verified,
        verdicts=[said for said, _ in changes],
        sheets=[path.relative_to(made).as_posix() for path in sheets],
        evidence=[name for name in sorted(beside) if name.startswith("evidence/")],
        handbook=[name for name in sorted(beside) if name.startswith("handbook/")],
    )
    for name, data in {**pages, **beside}.items():
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(data)
    (made / "release.json").write_bytes(_record(course, platform, shown, verified))
    sums = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
    listed = (f"{sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in sums.items())
    (made / "SHA256SUMS").write_text("".join(listed), encoding="utf-8")


def _evidence(course: Course) -> dict[str, bytes]:
    """A sheet, to print and to type in, for each framework of which the course covers a code."""
    made: dict[str, bytes] = {}
    for framework in course.frameworks:
        if any(row.by for row in coverage((course,), framework)):
            made[f"evidence/{framework.key}.html"] = evidence_html(course, framework)
            made[f"evidence/{framework.key}.docx"] = evidence_docx(course, framework)
    return made


def _page(template: str, **values: object) -> bytes:
    return environment().get_template(f"release/{template}.html.j2").render(**values).encode()


def _changes(before: Path, made: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each package that was in the release before: the verdict, and all that is told of it."""
    results = [compared(*pair) for pair in pairs(before / "packages", made / "packages").both]
    return tuple(
        (one.message, (one.message,)) if isinstance(one, Problem) else (verdict(one), tuple(lines(one)))
        for one in results
    )


def _record(course: Course, platform: Platform, found: Sequence[Inspected], verified: bool) -> bytes:
    """release.json: what was handed over, for programs."""
    made: Mapping[str, object] = {
        "format": _FORMAT,
        "course": course.id,
        "version": course.version,
        "provider": course.provider.name if course.provider else "",
        "platform": platform.name,
        "verified": verified,
        "packages": [
            {
                "path": one.path.as_posix(),
                "title": one.described.title,
                "identity": one.described.identity,
                "build": one.build,
                "bytes": one.size,
                "sha256": one.sha256,
            }
            for one in found
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def as_json(made: Handover | None, problems: Sequence[Problem], silenced: int, not_judged: str = "") -> str:
    """What came of a release as one document for programs; Problems look as in `check --format json`.

    made: None where it came to no release
    problems: of the course itself; those of the release follow them
    not_judged: why it could not be judged whether anything is wrong; "" where it could
    """
    document = {
        "folder": made.folder.as_posix() if made and made.files else None,
        "files": list(made.files) if made else [],
        "not_judged": not_judged or None,
        "silenced": silenced,
        "problems": json.loads(problems_as((*problems, *(made.problems if made else ())), "json")),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _replace(made: Path, folder: Path, aside: Path) -> None:
    """Put the new folder in the place of an old release; a folder that is none is left alone."""
    if folder.exists():
        if not (folder / "release.json").is_file():
            reason = "there is no release in this folder, so it is left alone; choose another with --out"
            raise FileExistsError(17, reason, folder.as_posix())
        os.replace(folder, aside)
    try:
        os.replace(made, folder)
    except OSError:
        if aside.exists():
            shutil.move(aside, folder)
        raise
