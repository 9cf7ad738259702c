"""The target web: for any web server, shared drive or disk, with no learning platform behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.model import Module
from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.files import file_rules, text_files
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.words import words

START = "index.html"
# What only a cmi5 launch has: a document each unit must read, and these names together (cmi5, 8.1 and 10).
LAUNCH_DATA = b"LMS.LaunchData"
LAUNCH_PARAMETERS = (b"endpoint", b"fetch", b"actor", b"registration", b"activityId")


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """No documents: a browser opens index.html itself."""
    return {}


def launch(order: Order, module: Module | None) -> Json:
    """The sentences about keeping progress on the learner's own device, for the adapter."""
    return {"words": words(order.course.language).device}


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package: its start page, a missing cmi5.xml, and its files."""
    return [*start_page(package), *structure_missing(package), *file_rules(package)]


def start_page(package: Package) -> Iterator[Problem]:
    """Rule: there is an index.html at the root, which web servers show for a folder."""
    if START not in package.files:
        hint = f"call the page that opens first {START}, and zip what is in its folder"
        yield Problem("start-page-missing", f"no {START} at the root of the zip", Place(START), hint)


def structure_missing(package: Package) -> Iterator[Problem]:
    """Rule: no scripts that read a cmi5 launch without a cmi5.xml: no platform would launch them."""
    for name in text_files(package):
        text = package.read(name)
        if LAUNCH_DATA in text or all(
            re.search(rb"\b%s\b" % parameter, text) for parameter in LAUNCH_PARAMETERS
        ):
            message = "it reads a cmi5 launch, and there is no cmi5.xml: no platform launches it"
            hint = "put cmi5.xml at the zip's root: that makes it a cmi5 package"
            yield Problem("cmi5-missing", message, Place(name), hint)
            return


def detect(package: Package) -> bool:
    """Whether there is an index.html and no XML file that a platform would read, in any folder."""
    return START in package.files and not any(name.lower().endswith(".xml") for name in package.files)


WEB = Target(
    name="web",
    one_document_per="package",
    adapter="web",
    double=(),
    control=control,
    launch=launch,
    package_rules=package_rules,
    call_rules=lambda calls: [],
    transcript=lambda calls: [],
    detect=detect,
    alone=True,
)
