"""The web: a package for any web server, a shared drive or a disk, with no learning platform behind it."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Module
from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.words import words

START = "index.html"


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """Nothing: a browser opens the page itself."""
    return {}


def launch(order: Order, module: Module | None) -> Json:
    """What is said about keeping progress on the learner's own device."""
    return {"words": words(order.course.language).device}


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package."""
    return [*start_page(package), *file_rules(package)]


def start_page(package: Package) -> Iterator[Problem]:
    """Web servers show a folder's index.html, by exactly that name."""
    if START not in package.files:
        hint = f"call the page that opens first {START}, and zip what is in its folder"
        yield Problem("start-page-missing", f"no {START} at the root of the zip", Place(START), hint)


def detect(package: Package) -> bool:
    """Whether there is a page to open and nothing that a platform would read, not even in a wrong folder."""
    return START in package.files and not any(name.endswith(".xml") for name in package.files)


WEB = Target(
    name="web",
    one_document_per="package",
    adapter="web",
    double=(),
    control=control,
    launch=launch,
    package_rules=package_rules,
    call_rules=lambda calls: [],
    tell=lambda calls: [],
    detect=detect,
    alone=True,
)
