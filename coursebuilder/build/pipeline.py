"""Course folders in, packages out: the whole pipe on one screen.

Nothing is put in place before everything is made: a failed build leaves the old packages whole.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder import checks
from coursebuilder.build.package import RenderedModule, build_package
from coursebuilder.build.scratch import scratch_folder
from coursebuilder.build.specimen import specimen_problems
from coursebuilder.media import look_at, read_picture
from coursebuilder.model import Course
from coursebuilder.model.whole_course import whole_problems
from coursebuilder.package import Package, Written, new_zip
from coursebuilder.pages import index_page
from coursebuilder.pages.printables import review_copy, tutor_notes
from coursebuilder.platforms import PLATFORMS, Platform, platform_problems, size_problems
from coursebuilder.problems import Place, Problem, did_you_mean, in_file_order
from coursebuilder.source import load, load_provider, unknown_details, unshown_tables
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order, Target
from coursebuilder.templating import BadTemplate, body_of, markup_problems
from coursebuilder.theme import Theme, read_theme


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Courses with everything found wrong in them, and how many warnings were silenced."""

    courses: tuple[Course, ...]
    problems: tuple[Problem, ...]
    silenced: int


@dataclass(frozen=True, slots=True)
class BuildChoice:
    """What to build, and for which named platforms; `wrong` is the sentence that says why nothing can be."""

    targets: tuple[Target, ...] = ()
    platforms: tuple[Platform, ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The packages that a build wrote and the page beside them, the packages' bytes, and what was wrong.

    `printables` are the documents for paper.
    """

    paths: tuple[Path, ...]
    page: Path
    size: int
    problems: tuple[Problem, ...]
    printables: tuple[Path, ...] = ()


def choose(targets: Sequence[str], platforms: Sequence[str]) -> BuildChoice:
    """What these names ask for: the targets, else what serves the platforms best, else every target."""
    for kind, names, known in (("target", targets, TARGETS), ("platform", platforms, PLATFORMS)):
        for name in names:
            if name not in known:
                return BuildChoice(wrong=f'there is no {kind} "{name}": {did_you_mean(name, known)}')
    named = tuple(PLATFORMS[name] for name in dict.fromkeys(platforms))
    best = {name for one in named for name in one.builds}
    asked = list(dict.fromkeys(targets)) or [name for name in TARGETS if name in best or not named]
    for one in named:
        if not set(asked) & set(one.takes):
            return BuildChoice(wrong=f"{one.title} takes {_listed(one.takes)}, not {_listed(asked)}")
    for name in asked if named else ():
        if not any(name in one.takes for one in named):
            return BuildChoice(wrong=f"no platform of --for takes {name}")
    return BuildChoice(tuple(TARGETS[name] for name in asked), named)


def _listed(names: Iterable[str]) -> str:
    return " or ".join(name for name in names if name in TARGETS)


def read_courses(
    folders: Iterable[Path],
    provider_file: Path | None = None,
    targets: Sequence[Target] = (),
    by_line: bool = False,
    check_only: bool = False,
) -> ReadResult:
    """Read and check courses, with the provider's details if a file gives them; the Problems of all of it.

    check_only: pictures are looked at, and nothing is made of them, so that no build can follow.

    With the targets they will be built for, what those advise is among the Problems. `by_line`: see Source.
    """
    courses: list[Course] = []
    problems: list[Problem] = []
    silenced = 0
    provider = None
    pictures = look_at if check_only else read_picture
    if provider_file is not None:
        provider, problems = load_provider(provider_file, pictures)
    for folder in dict.fromkeys(folders):
        loaded = load(folder, provider, by_line, pictures)
        if loaded.course is None:
            problems += loaded.problems
            continue
        course = loaded.course
        advice = [problem for target in targets for problem in target.advice(course)]
        found = in_file_order([*loaded.problems, *checks.check(course), *_theme_problems(course), *advice])
        kept, covered = checks.silence(found, course)
        problems += kept
        silenced += covered
        courses.append(course)
    if provider is not None:
        problems += unknown_details(provider, {slot.name for course in courses for slot in course.slots})
        problems += unshown_tables(provider, courses)
    return ReadResult(tuple(courses), (*dict.fromkeys(problems), *_same_names(courses)), silenced)


def build_all(
    courses: Sequence[Course],
    targets: Sequence[Target],
    out: Path,
    platforms: Sequence[Platform] = (),
    whole: bool = False,
    control_documents: Mapping[str, Mapping[str, bytes]] | None = None,
    with_tutor_notes: bool = False,
    judge: Callable[[Path], list[Problem]] | None = None,
) -> BuildResult:
    """Build every module, or every course as a whole, for every target into `out`, all or nothing, and the
    page that says where each goes.

    control_documents: the standards' own schema files by target's name, where they shall be in the zips.
    judge: says what is wrong with a zip before any is put in place.
    What one of the platforms can't take is refused. Raises OSError when the folder can't be written.
    """
    problems = [problem for course in courses if whole for problem in whole_problems(course)]
    if problems:
        return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
    out.mkdir(parents=True, exist_ok=True)
    _not_somebody_elses(out / index_page.PAGE)
    made: list[tuple[Path, index_page.Zip]] = []
    with scratch_folder(out) as scratch:
        for order in (order for course in courses for order in orders(course, whole)):
            order = replace(order, control_documents=control_documents or {})
            finished: dict[str, RenderedModule] = {}
            for target in targets:
                try:
                    package = build_package(order, target, finished)
                except BadTemplate as bad:
                    problems.append(bad.problem)
                    break
                written = new_zip(package, scratch / f"{len(made)}.zip")
                made.append((written.path, _zip(written, f"{target.name}/{package.name}.zip", order, target)))
                problems += _general(target.package_rules(package), bool(platforms))
                problems += _refused(platforms, package, made[-1][1])
                problems += _judged(judge, written.path, out / made[-1][1].address)
            problems += _made_by_templates(order.theme, finished.values())
        if any(problem.severity == "error" for problem in problems):
            return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
        zips = [one for _, one in made]
        for temporary, one in made:
            _put(temporary, out / one.address)
        printables = {f"tutor-notes/{one.id}.html": tutor_notes(one) for one in courses if with_tutor_notes}
        _put_pages({**index_page.index_pages(zips, platforms), **printables}, scratch, out)
    paths = tuple(out / one.address for one in zips)
    printed = tuple(out / name for name in printables)
    return BuildResult(paths, out / index_page.PAGE, sum(one.size for one in zips), tuple(problems), printed)


def write_reviews(courses: Sequence[Course], out: Path) -> tuple[Path, ...]:
    """Write each course's review copy into `out`. Raises OSError when the folder can't be written."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {f"review/{course.id}.html": review_copy(course) for course in courses}
    with scratch_folder(out) as scratch:
        _put_pages(pages, scratch, out)
    return tuple(out / name for name in pages)


def _general(found: Iterable[Problem], named: bool) -> list[Problem]:
    """What some platform may not serve doesn't matter where one is named: it has its own rules."""
    return [problem for problem in found if not (named and problem.code == "file-type")]


def _refused(platforms: Sequence[Platform], package: Package, made: index_page.Zip) -> Iterator[Problem]:
    for platform in platforms:
        if made.target in platform.takes:
            yield from platform_problems(platform, made.course, made.modules, package)
            yield from size_problems(platform, made.address, made.size)


def _judged(judge: Callable[[Path], list[Problem]] | None, written: Path, path: Path) -> Iterator[Problem]:
    """What is wrong with a zip, at the place that it will have; its package's rules were asked before."""
    for problem in judge(written) if judge else ():
        if problem.place.path.startswith(str(written)):
            rest = problem.place.path.removeprefix(str(written))
            yield replace(problem, place=Place(f"{path}{rest}", problem.place.line))


def _zip(file: Written, address: str, order: Order, target: Target) -> index_page.Zip:
    return index_page.Zip(address, target.name, order.course, order.modules, file.size, file.sha256)


def _not_somebody_elses(page: Path) -> None:
    """A folder with a start page that no build wrote is meant for something else."""
    if page.is_file() and not index_page.is_ours(page.read_bytes()):
        reason = "no build wrote this page, so it is left alone; choose another folder with --out"
        raise FileExistsError(errno.EEXIST, reason, page.as_posix())


def _put_pages(pages: Mapping[str, bytes], scratch: Path, out: Path) -> None:
    for number, (name, data) in enumerate(pages.items()):
        (page := scratch / f"{number}.page").write_bytes(data)
        _put(page, out / name)


def _put(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except FileNotFoundError:  # the first of its folder
        path.parent.mkdir()
        os.replace(temporary, path)
    except OSError as error:  # another program has the old one open, or somebody locked it
        reason = f"{error.strerror}; is it open somewhere? Close it there and build again"
        raise OSError(error.errno, reason, path.as_posix()) from error


def orders(course: Course, whole: bool = False) -> list[Order]:
    """One package a module, or one for the whole course; drafts stay out."""
    theme, _ = _theme(course)
    if theme is None:
        raise ValueError(f"theme {course.theme} vanished after the check")
    built = tuple(module for module in course.modules if not module.draft)
    shares = [built] if whole else [(module,) for module in built]
    return [Order(course, modules, whole, None, "", theme) for modules in shares]


def _theme(course: Course) -> tuple[Theme | None, list[Problem]]:
    return read_theme(course.theme, course.theme_place or course.place, course.theme_roots)


def _theme_problems(course: Course) -> list[Problem]:
    theme, problems = _theme(course)
    return [*problems, *(specimen_problems(theme) if theme else ())]


def _made_by_templates(theme: Theme, made: Iterable[RenderedModule]) -> list[Problem]:
    """What a theme's own templates wrote into pages and may not."""
    if theme.templates is None:
        return []
    return markup_problems("".join(body_of(one.sections.html) for one in made), theme.templates)


def _same_names(courses: Sequence[Course]) -> list[Problem]:
    """Two courses with one id would overwrite each other's packages and, in an LMS, each other's records."""
    first: dict[str, Course] = {}
    problems = []
    for course in courses:
        if first.setdefault(course.id, course) is not course:
            problems.append(
                Problem(
                    "duplicate-course-id",
                    f'another course has the id "{course.id}" too: {first[course.id].place.path}',
                    course.place,
                    "give one of them another id",
                )
            )
    return problems
