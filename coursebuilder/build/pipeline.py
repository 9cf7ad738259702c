"""Read, check and build courses: from folders to packages.

Packages are moved into place only after all of them are made: a failed build leaves the old ones unchanged.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursebuilder import checks
from coursebuilder.build.earlier import left_over
from coursebuilder.build.kept import Check, around_modules, kept_check, stored
from coursebuilder.build.other_language import Language, in_language
from coursebuilder.build.out_folder import notes_for_tutors, put_zips, refuse_foreign_page, write_pages
from coursebuilder.build.packages import HoldAgainst, MadeZip, VerifyZip, Wanted, make_zips
from coursebuilder.build.scratch import scratch_folder
from coursebuilder.build.specimen import specimen_problems
from coursebuilder.build.store import Store
from coursebuilder.media import look_at, read_picture
from coursebuilder.model import Course, questions_of
from coursebuilder.model.whole_course import whole_problems
from coursebuilder.pages import index_page
from coursebuilder.platforms import PLATFORMS, Platform
from coursebuilder.problems import Problem, counted, did_you_mean, in_file_order
from coursebuilder.source import Readers, load, load_provider, unknown_details, unshown_tables
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order, Target
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
    left_over: zips of earlier builds whose modules are gone
    zips: what each of `paths` holds, with its size and hash
    """

    paths: tuple[Path, ...]
    page: Path
    size: int
    problems: tuple[Problem, ...]
    printables: tuple[Path, ...] = ()
    left_over: tuple[Path, ...] = ()
    zips: tuple[index_page.Zip, ...] = ()


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
    check_only: bool = False,
    store: Store | None = None,
    today: datetime.date | None = None,
    language: Language | None = None,
    readers: Readers | None = None,
) -> ReadResult:
    """Read and check the courses in these folders; mistakes are Problems of the result, not exceptions.

    provider_file: the provider's details to put into the courses, if any
    targets: those to build for; their advice is among the Problems
    by_line: see Source
    check_only: pictures are looked at, and nothing is made of them, so that no build can follow
    store: where what was read before is kept
    today: the day by which dates are judged; None: they aren't
    language: the one to read the courses in; None: as they are written
    readers: who reads pictures and modules, in place of those that check_only and store ask for
    """
    courses: list[Course] = []  # as they are written
    read: list[Course] = []
    problems: list[Problem] = []
    silenced = 0
    provider = None
    readers = readers or _readers(check_only, store)
    check = kept_check(store, checks.check) if store and not check_only else checks.check
    if provider_file is not None:
        provider, problems = load_provider(provider_file, readers.picture)
    for folder in dict.fromkeys(folders):
        loaded = load(folder, provider, by_line, readers)
        if loaded.course is None:
            problems += loaded.problems
            continue
        found = _judged(loaded.course, loaded.problems, targets, today, check)
        kept, covered = checks.silence(found, loaded.course)
        problems += kept
        silenced += covered
        courses.append(loaded.course)
        made = in_language(loaded.course, language, provider, by_line, readers, check, found)
        read += made.courses
        problems += in_file_order(made.problems)
    if provider_file is not None and provider is None:  # then what seems to be empty may well stand there
        problems = [problem for problem in problems if problem.code != "empty-provider-slot"]
    if provider is not None:
        problems += unknown_details(provider, {slot.name for course in courses for slot in course.slots})
        problems += unshown_tables(provider, courses)
    return ReadResult(tuple(read), (*dict.fromkeys(problems), *_duplicate_ids(courses)), silenced)


def _judged(
    course: Course,
    known: Sequence[Problem],
    targets: Sequence[Target],
    today: datetime.date | None,
    check: Check,
) -> list[Problem]:
    """All that is wrong with a course, before any of it is silenced.

    known: what was wrong when it was read; check: what the rules find
    """
    judged = checks.without_consequences(check(course), known)
    known = checks.without_consequences(known, known)
    advice = [problem for target in targets for problem in target.advice(course)]
    dated = checks.provider.dates(course, today) if today else ()
    return in_file_order([*known, *judged, *_theme_problems(course), *advice, *dated])


def _readers(check_only: bool, store: Store | None) -> Readers:
    plain = Readers(look_at if check_only else read_picture)
    return stored(plain, store) if store else plain


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
    verify_zip: VerifyZip | None = None,
    store: Store | None = None,
    progress: Callable[[int, int], None] | None = None,
    beside: Mapping[str, bytes] | None = None,
    against: HoldAgainst | None = None,
) -> BuildResult:
    """Build every module, or every course as a whole, for every target into `out`, and the index page.

    platforms: what one of them can't take is an error
    whole: one package a course instead of one a module
    control_documents: target's name → the standard's schema files to put into its zips
    with_tutor_notes: also write tutor notes for printing
    verify_zip: called with each zip before any is moved into place; gives its Problems
    store: what zips were made of before; one whose parts didn't change is left as it is
    progress: called with the number of modules that are made, and of all
    against: called with each zip and its name in `out`; gives what forbids it as an update
    beside: other files to write with the packages, such as codebooks, by their names in `out`

    All or nothing: after an error nothing is written. Raises OSError when the folder can't be written.
    """
    problems = [problem for course in courses if whole for problem in whole_problems(course)]
    if problems:
        return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
    out.mkdir(parents=True, exist_ok=True)
    refuse_foreign_page(out / index_page.PAGE)
    wanted = Wanted(targets, out, platforms, control_documents or {}, verify_zip, store, against)
    with scratch_folder(out) as scratch:
        made, problems = _make_all(courses, whole, wanted, scratch, progress)
        if any(problem.severity == "error" for problem in problems):
            return BuildResult((), out / index_page.PAGE, 0, tuple(problems))
        put_zips(made, out)
        zips = tuple(one.listed for one in made)
        printables = {**(notes_for_tutors(courses) if with_tutor_notes else {}), **(beside or {})}
        write_pages({**index_page.index_pages(zips, platforms), **printables}, scratch, out)
    if store is not None:
        store.sweep()
    paths = tuple(out / one.address for one in zips)
    printed = tuple(out / name for name in printables)
    page, size = out / index_page.PAGE, sum(one.size for one in zips)
    gone = left_over(out, courses)
    return BuildResult(paths, page, size, tuple(problems), printed, gone, zips)


def _make_all(
    courses: Sequence[Course],
    whole: bool,
    wanted: Wanted,
    scratch: Path,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[MadeZip], list[Problem]]:
    """Every course's zips, and what is wrong with them."""
    made: list[MadeZip] = []
    problems: list[Problem] = []
    asked = [(course, orders(course, whole)) for course in courses]
    count, done = sum(len(some) for _, some in asked), 0
    for course, some in asked:
        shared = around_modules(wanted.store, course, some[0].theme) if wanted.store and some else b""
        for order in some:
            zips, wrong = make_zips(order, wanted, scratch, len(made), shared)
            made += zips
            problems += wrong
            done += 1
            if progress:
                progress(done, count)
    return made, problems


def orders(course: Course, whole: bool = False) -> list[Order]:
    """The packages to build of a course: one a module, or one for the `whole` course, without drafts.

    Raises ValueError if the course's theme, which was read by the check, can't be read any more.
    """
    theme, _ = _theme(course)
    if theme is None:
        raise ValueError(f"theme {course.theme} vanished after the check")
    shares = [course.built] if whole else [(module,) for module in course.built]
    return [Order(course, modules, whole, None, "", theme) for modules in shares]


def _theme(course: Course) -> tuple[Theme | None, list[Problem]]:
    return read_theme(course.theme, course.theme_place or course.place, course.theme_roots)


def _theme_problems(course: Course) -> list[Problem]:
    theme, problems = _theme(course)
    return [*problems, *(specimen_problems(theme) if theme else ())]


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
