"""Course folders in, packages out: the whole pipe on one screen.

Nothing is put in place before everything is made: a failed build leaves the old packages whole.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from coursebuilder import checks
from coursebuilder.model import Course, Module, kind_of, questions_of
from coursebuilder.package import File, Inline, OnDisk, Package, write_zip
from coursebuilder.pages import Sections, document, sections, with_hashes
from coursebuilder.problems import Problem, in_file_order
from coursebuilder.scripts import runtime
from coursebuilder.settings import did_you_mean
from coursebuilder.source import load, load_provider, unknown_details
from coursebuilder.stylesheet import names_in, used_rules
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order, Target
from coursebuilder.theme import load_theme, theme_names


@dataclass(frozen=True, slots=True)
class Read:
    """Courses with everything found wrong in them, and how many warnings were silenced."""

    courses: tuple[Course, ...]
    problems: tuple[Problem, ...]
    silenced: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, the bytes of it all, and what was wrong with the packages."""

    paths: tuple[Path, ...]
    size: int
    problems: tuple[Problem, ...]


def chosen_targets(names: Sequence[str]) -> tuple[tuple[Target, ...], str]:
    """The targets of those names (all without names), or the sentence that says which name is unknown."""
    for name in names:
        if name not in TARGETS:
            return (), f'there is no target "{name}": {did_you_mean(name, TARGETS)}'
    return tuple(TARGETS[name] for name in dict.fromkeys(names or TARGETS)), ""


def read_courses(
    folders: Iterable[Path], provider_file: Path | None = None, targets: Sequence[Target] = ()
) -> Read:
    """Read and check courses, with the provider's details if a file gives them; the Problems of all of it.

    With the targets they will be built for, what those advise is among the Problems.
    """
    courses: list[Course] = []
    problems: list[Problem] = []
    silenced = 0
    provider = None
    if provider_file is not None:
        provider, problems = load_provider(provider_file)
    for folder in dict.fromkeys(folders):
        loaded = load(folder, provider)
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
    return Read(tuple(courses), (*dict.fromkeys(problems), *_same_names(courses)), silenced)


def build_all(courses: Sequence[Course], targets: Sequence[Target], out: Path) -> Built:
    """Build every module for every target into `out`, all or nothing.

    Raises OSError when the folder can't be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    made: list[tuple[Path, Path]] = []
    with tempfile.TemporaryDirectory(prefix=".coursebuilder-", dir=out) as scratch:
        for order in (order for course in courses for order in orders(course)):
            rendered: dict[str, Sections] = {}
            for target in targets:
                package = build_package(order, target, rendered)
                problems += target.package_rules(package)
                path = out / target.name / f"{package.name}.zip"
                write_zip(package, temporary := Path(scratch) / f"{len(made)}.zip")
                made.append((temporary, path))
        if any(problem.severity == "error" for problem in problems):
            return Built((), 0, tuple(problems))
        for temporary, path in made:
            path.parent.mkdir(exist_ok=True)
            os.replace(temporary, path)
    size = sum(path.stat().st_size for _, path in made)
    return Built(tuple(path for _, path in made), size, tuple(problems))


def orders(course: Course) -> list[Order]:
    """One package a module; drafts stay out."""
    theme = load_theme(course.theme)
    if theme is None:
        raise ValueError(f"theme {course.theme} vanished after the check")
    return [Order(course, (module,), False, None, "", theme) for module in course.modules if not module.draft]


def build_package(order: Order, target: Target, rendered: dict[str, Sections] | None = None) -> Package:
    """One package: sections, script, style and media, then the target's control document over their names.

    `rendered` keeps a module's sections for its next target: they are the same for all.
    """
    module = order.modules[0]
    rendered = {} if rendered is None else rendered
    if module.id not in rendered:
        rendered[module.id] = sections(module, order.course, _position(order.course, module))
    script = script_of(target, kinds_in(order.modules))
    page = document(rendered[module.id], target.launch(order, module))
    style = used_rules(order.theme.style, names_in(page) | names_in(script)).encode()
    logo = [provider.logo] if (provider := order.course.provider) and provider.logo else []
    media = {item.name: _on_disk(item.path) for item in (*module.media, *logo)}
    page = with_hashes(page, script=_short(script.encode()), style=_short(style))
    files: dict[str, File] = {
        "index.html": Inline(with_hashes(page, build=_build_hash(page, media)).encode()),
        "runtime.js": Inline(script.encode()),
        "style.css": Inline(style),
        **media,
    }
    control = {name: Inline(data) for name, data in target.control(order, tuple(sorted(files))).items()}
    return Package(f"{order.course.id}--{module.id}", {**control, **files})


@lru_cache
def script_of(target: Target, kinds: tuple[str, ...]) -> str:
    """The runtime joined with a target's adapter, for questions of these kinds."""
    return runtime(target.adapter, kinds).decode()


def kinds_in(modules: Iterable[Module]) -> tuple[str, ...]:
    """The kinds of the modules' questions, each once, in one order."""
    pages = chain.from_iterable(module.pages for module in modules)
    return tuple(sorted({kind_of(one.task) for page in pages for one in questions_of(page)}))


def _position(course: Course, module: Module) -> tuple[int, int]:
    built = [one.id for one in course.modules if not one.draft or one is module]
    return built.index(module.id) + 1, len(built)


def _on_disk(path: Path) -> OnDisk:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return OnDisk(path, path.stat().st_size, digest)


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _build_hash(page: str, media: Mapping[str, OnDisk]) -> str:
    """Eight characters that change whenever anything a learner gets does; the page names script and style."""
    digest = hashlib.sha256(page.encode())
    for name, file in sorted(media.items()):
        digest.update(f"\0{name}:{file.sha256}".encode())
    return digest.hexdigest()[:8]


def _theme_problems(course: Course) -> list[Problem]:
    if load_theme(course.theme) is not None:
        return []
    return [
        Problem(
            "unknown-theme",
            f'there is no theme "{course.theme}"',
            course.place,
            did_you_mean(course.theme, theme_names()),
        )
    ]


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
