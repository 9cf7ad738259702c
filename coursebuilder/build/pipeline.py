"""Read, check and build courses: from folders to packages.

Packages are moved into place only after all of them are made: a failed build leaves the old ones unchanged.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder import checks
from coursebuilder.build.package import RenderedModule, build_package
from coursebuilder.build.specimen import specimen_problems
from coursebuilder.model import Course, questions_of
from coursebuilder.model.whole_course import whole_problems
from coursebuilder.package import Package, Written, new_zip
from coursebuilder.pages import index_page
from coursebuilder.pages.printables import review_copy, tutor_notes
from coursebuilder.platforms import PLATFORMS, Platform, platform_problems, size_problems
from coursebuilder.problems import Place, Problem, counted, did_you_mean, in_file_order
from coursebuilder.source import load, load_provider, unknown_details, unshown_tables
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order, Target
from coursebuilder.templating import BadTemplate, body_of, markup_problems
from coursebuilder.theme import Theme, read_theme


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The courses that could be read, the Problems of all, and how many warnings were silenced.

    to_do: of drafts, how much is still to be done
    """

    courses: tuple[Course, ...]
    problems: tuple[Problem, ...]
    silenced: int
    to_do: int = 0


@dataclass(frozen=True, slots=True)
class BuildChoice:
    """The targets to build, and the platforms that were named.

    wrong: a sentence on why the names allow no build; empty if they do
    """

    targets: tuple[Target, ...] = ()
    platforms: tuple[Platform, ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build wrote.

    paths: the zips; empty if a Problem was an error, then nothing was written
    page: the index page beside them
    size: of all zips, in bytes
    printables: documents beside them, such as tutor notes and codebooks
    """

    paths: tuple[Path, ...]
    page: Path
    size: int
    problems: tuple[Problem, ...]
    printables: tuple[Path, ...] = ()


def choose(targets: Sequence[str], platforms: Sequence[str]) -> BuildChoice:
    """The choice of targets for these names: those named, else the best for the platforms, else all."""
    for kind, names, known in (("target", targets, TARGETS), ("platform", platforms, PLATFORMS)):
        for name in names:
            if name not in known:
                return BuildChoice(wrong=f'there is no {kind} "{name}": {did_you_mean(name, known)}')
    named = tuple(PLATFORMS[name] for name in dict.fromkeys(platforms))
    best = {name for platform in named for name in platform.builds}
    asked = list(dict.fromkeys(targets)) or [name for name in TARGETS if name in best or not named]
    for platform in named:
        if not set(asked) & set(platform.takes):
            reason = f"{platform.title} takes {_listed(platform.takes)}, not {_listed(asked)}"
            return BuildChoice(wrong=reason)
    for name in asked if named else ():
        if not any(name in platform.takes for platform in named):
            return BuildChoice(wrong=f"no platform of --for takes {name}")
    return BuildChoice(tuple(TARGETS[name] for name in asked), named)


def _listed(names: Iterable[str]) -> str:
    return " or ".join(name for name in names if name in TARGETS)


def read_courses(
    folders: Iterable[Path],
    provider_file: Path | None = None,
    targets: Sequence[Target] = (),
    by_line: bool = False,
) -> ReadResult:
    """Read and check the courses in these folders; mistakes are Problems of the result, not exceptions.

    provider_file: the provider's details to put into the courses, if any
    targets: those to build for; their advice is among the Problems
    by_line: see Source
    """
    courses: list[Course] = []
    problems: list[Problem] = []
    silenced = 0
    provider = None
    if provider_file is not None:
        provider, problems = load_provider(provider_file)
    for folder in dict.fromkeys(folders):
        loaded = load(folder, provider, by_line)
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
    return ReadResult(tuple(courses), (*dict.fromkeys(problems), *_duplicate_ids(courses)), silenced)


def looked_at(courses: Iterable[Course]) -> str:
    """What a check read: 2 modules, 7 pages, 9 questions."""
    modules = [module for course in courses for module in course.modules]
    pages = [page for module in modules for page in module.pages if page.blocks]
    questions = sum(len(questions_of(page)) for page in pages)
    numbers = ((len(modules), "module"), (len(pages), "page"), (questions, "question"))
    return ", ".join(counted(number, what) for number, what in numbers)


def build_all(
    courses: Sequence[Course],
    targets: Sequence[Target],
    out: Path,
    platforms: Sequence[Platform] = (),
    whole: bool = False,
    control_documents: Mapping[str, Mapping[str, bytes]] | None = None,
    with_tutor_notes: bool = False,
    verify_zip: Callable[[Path], list[Problem]] | None = None,
    beside: Mapping[str, bytes] | None = None,
    against: Callable[[Path, str], list[Problem]] | None = None,
) -> BuildResult:
    """Build every module, or every course as a whole, for every target into `out`, and the index page.

    platforms: what one of them can't take is an error
    whole: one package a course instead of one a module
    control_documents: target's name → the standard's schema files to put into its zips
    with_tutor_notes: also write tutor notes for printing
    verify_zip: called with each zip before any is moved into place; gives its Problems
    against: called with each zip and its name in `out`; gives what forbids it as an update
    beside: other files to write with the packages, such as codebooks, by their names in `out`

    All or nothing: after an error nothing is written. Raises OSError when the folder can't be written.
    """
    problems = [problem for course in courses if whole for problem in whole_problems(course)]
    if problems:
        return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
    out.mkdir(parents=True, exist_ok=True)
    _refuse_foreign_page(out / index_page.PAGE)
    made: list[tuple[Path, index_page.Zip]] = []
    with tempfile.TemporaryDirectory(prefix=".coursebuilder-", dir=out) as scratch:
        for order in (order for course in courses for order in orders(course, whole)):
            order = replace(order, control_documents=control_documents or {})
            rendered: dict[str, RenderedModule] = {}
            for target in targets:
                try:
                    package = build_package(order, target, rendered)
                except BadTemplate as bad:
                    problems.append(bad.problem)
                    break
                written = new_zip(package, Path(scratch) / f"{len(made)}.zip")
                made.append((written.path, _zip(written, f"{target.name}/{package.name}.zip", order, target)))
                problems += _without_named_limits(target.package_rules(package), bool(platforms))
                problems += _platform_problems(platforms, package, made[-1][1])
                problems += against(written.path, made[-1][1].address) if against else ()
                problems += _verified(verify_zip, written.path, out / made[-1][1].address)
            problems += _template_problems(order.theme, rendered.values())
        if any(problem.severity == "error" for problem in problems):
            return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
        zips = [one for _, one in made]
        for temporary, one in made:
            _move(temporary, out / one.address)
        printables = {f"tutor-notes/{one.id}.html": tutor_notes(one) for one in courses if with_tutor_notes}
        pages = {**index_page.index_pages(zips, platforms), **printables, **(beside or {})}
        _write_pages(pages, Path(scratch), out)
    paths = tuple(out / one.address for one in zips)
    printed = tuple(out / name for name in (*printables, *(beside or {})))
    return BuildResult(paths, out / index_page.PAGE, sum(one.size for one in zips), tuple(problems), printed)


def write_reviews(courses: Sequence[Course], out: Path) -> tuple[Path, ...]:
    """Write each course's review copy to OUT/review/ID.html; their paths. Raises OSError if it can't."""
    out.mkdir(parents=True, exist_ok=True)
    pages = {f"review/{course.id}.html": review_copy(course) for course in courses}
    with tempfile.TemporaryDirectory(prefix=".coursebuilder-", dir=out) as scratch:
        _write_pages(pages, Path(scratch), out)
    return tuple(out / name for name in pages)


def _without_named_limits(found: Iterable[Problem], named: bool) -> list[Problem]:
    """The Problems without "file-type" where platforms are named: those have their own rules for files."""
    return [problem for problem in found if not (named and problem.code == "file-type")]


def _platform_problems(
    platforms: Sequence[Platform], package: Package, made: index_page.Zip
) -> Iterator[Problem]:
    for platform in platforms:
        if made.target in platform.takes:
            yield from platform_problems(platform, made.course, made.modules, package)
            yield from size_problems(platform, made.address, made.size)


def _verified(
    verify_zip: Callable[[Path], list[Problem]] | None, written: Path, path: Path
) -> Iterator[Problem]:
    """The Problems of a zip from `verify_zip`, their places changed from the temporary file to `path`."""
    for problem in verify_zip(written) if verify_zip else ():
        if problem.place.path.startswith(str(written)):
            rest = problem.place.path.removeprefix(str(written))
            yield replace(problem, place=Place(f"{path}{rest}", problem.place.line))


def _zip(file: Written, address: str, order: Order, target: Target) -> index_page.Zip:
    return index_page.Zip(address, target.name, order.course, order.modules, file.size, file.sha256)


def _refuse_foreign_page(page: Path) -> None:
    """Raise FileExistsError if the index page exists and no build wrote it: the folder has another use."""
    if page.is_file() and not index_page.is_ours(page.read_bytes()):
        reason = "no build wrote this page, so it is left alone; choose another folder with --out"
        raise FileExistsError(errno.EEXIST, reason, page.as_posix())


def _write_pages(pages: Mapping[str, bytes], scratch: Path, out: Path) -> None:
    for number, (name, data) in enumerate(pages.items()):
        (page := scratch / f"{number}.page").write_bytes(data)
        _move(page, out / name)


def _move(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except FileNotFoundError:  # the first of its folder
        path.parent.mkdir()
        os.replace(temporary, path)


def orders(course: Course, whole: bool = False) -> list[Order]:
    """The packages to build of a course: one a module, or one for the `whole` course, without drafts.

    Raises ValueError if the course's theme, which was read by the check, can't be read any more.
    """
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


def _template_problems(theme: Theme, made: Iterable[RenderedModule]) -> list[Problem]:
    """Markup that a theme's own templates wrote into pages and must not."""
    if theme.templates is None:
        return []
    return markup_problems("".join(body_of(one.sections.html) for one in made), theme.templates)


def _duplicate_ids(courses: Sequence[Course]) -> list[Problem]:
    """An error for each course with another's id: their packages and, in an LMS, records would overwrite."""
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
