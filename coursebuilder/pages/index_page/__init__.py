"""The page beside the packages: your LMS, the zip for it, the settings and why, and what isn't known.

It tells of the zips of one build and of no others that may lie in the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursebuilder.model import Course, Module
from coursebuilder.model.readiness import all_missing
from coursebuilder.pages.index_page.listing import NO_CERTIFICATE, Field, as_csv, listing
from coursebuilder.platforms import PLATFORMS, Platform
from coursebuilder.templating import environment

PAGE = "index.html"
GENERATOR = '<meta name="generator" content="coursebuilder">'  # by this a build knows its own page again
LISTED_BY = "learning-hub"
_CERTIFICATE = "Certificate"


@dataclass(frozen=True, slots=True)
class Zip:
    """A package that was built: where it lies from the page, its target, what is in it, and its bytes."""

    address: str
    target: str
    course: Course
    modules: tuple[Module, ...]
    size: int
    sha256: str

    @property
    def title(self) -> str:
        """The module's title, or the course's where the package holds several modules."""
        return self.modules[0].title if len(self.modules) == 1 else self.course.title


@dataclass(frozen=True, slots=True)
class Sheet:
    """A listing: where its CSV lies, and what it says."""

    address: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A platform with the zips to load there, the other targets of this build that it takes, and listings.

    `uncertified`: titles of modules in these zips for which the platform is to give no certificate.
    """

    platform: Platform
    zips: tuple[Zip, ...]
    others: tuple[str, ...]
    uncertified: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def index_pages(zips: Sequence[Zip], platforms: Sequence[Platform] = ()) -> dict[str, bytes]:
    """The files to put beside the packages, by name; for these platforms, or all that take one of them."""
    chosen = platforms or tuple(PLATFORMS.values())
    advice = tuple(made for one in chosen if (made := _advice(one, zips)).zips)
    template = environment().get_template("index_page.html.j2")
    courses = tuple({made.course.id: made.course for made in zips}.values())
    page = template.render(
        zips=zips,
        advice=advice,
        no_certificate=NO_CERTIFICATE,
        missing=all_missing(courses),
        provider=next((course.provider for course in courses if course.provider), None),
    )
    sheets = [sheet for one in advice for sheet in one.sheets]
    return {PAGE: page.encode(), **{sheet.address: as_csv(sheet.fields) for sheet in sheets}}


def is_ours(page: bytes) -> bool:
    """Whether an earlier build wrote this page, so that it may be replaced."""
    return GENERATOR.encode() in page


def _advice(platform: Platform, zips: Sequence[Zip]) -> Advice:
    there = {made.target for made in zips}
    taken = [name for name in dict.fromkeys((*platform.builds, *platform.takes)) if name in there]
    best = tuple(made for made in zips if made.target in taken[:1])
    sheets = tuple(_sheet(made) for made in best) if platform.name == LISTED_BY else ()
    return Advice(platform, best, tuple(taken[1:]), _uncertified(platform, best), sheets)


def _uncertified(platform: Platform, zips: Sequence[Zip]) -> tuple[str, ...]:
    if all(setting.name != _CERTIFICATE for setting in platform.settings):
        return ()
    modules = (module for made in zips for module in made.modules if module.teaches_safeguarding)
    return tuple(dict.fromkeys(module.title for module in modules))


def _sheet(made: Zip) -> Sheet:
    name = made.address.rsplit("/", 1)[-1].removesuffix(".zip")
    return Sheet(f"{LISTED_BY}/{name}.csv", made.title, listing(made.course, made.modules[0]))
