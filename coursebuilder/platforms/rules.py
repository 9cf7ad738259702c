"""What a named platform can't take, as Problems with the cure, before a package is put in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from coursebuilder.model import Course, Module
from coursebuilder.package import OnDisk, Package
from coursebuilder.platforms.platform import Platform
from coursebuilder.problems import Place, Problem


def platform_problems(
    platform: Platform, course: Course, modules: tuple[Module, ...], package: Package
) -> Iterator[Problem]:
    """Titles longer than the platform takes, and files that it doesn't serve."""
    if limit := platform.title_length:
        named = [(module.title, module.place) for module in modules]
        for title, place in [(course.title, course.place), *named]:
            if len(title) > limit.most:
                yield Problem(
                    "platform-title-length",
                    f"a title of {len(title)} characters; {platform.title} takes {limit.most}",
                    place,
                    "shorten it",
                )
    yield from file_problems(platform, package)


def file_problems(platform: Platform, package: Package) -> Iterator[Problem]:
    """Files of types that it doesn't serve, or serves so that they don't work."""
    refused = {refused_type.suffix: refused_type for refused_type in platform.refused_types}
    for name, file in sorted(package.files.items()):
        if one := refused.get(PurePosixPath(name).suffix.lower()):
            place = Place(str(file.path)) if isinstance(file, OnDisk) else Place(name)
            message = f"{platform.title} can't use {one.suffix} files: {one.why}"
            yield Problem("platform-file-type", message, place, f"use {one.instead}")


def size_problems(platform: Platform, name: str, size: int) -> Iterator[Problem]:
    """A problem if a zip of `size` bytes is more than the platform takes; `name`: of the zip."""
    limit = platform.package_bytes
    if limit and size > limit.most:
        yield Problem(
            "platform-package-size",
            f"{size:,} bytes; {platform.title} takes {limit.most:,}",
            Place(name),
            "make its media smaller, or split the module",
        )


def launch_problems(platform: Platform, name: str, starts: int) -> Iterator[Problem]:
    """A problem if a zip has more launch addresses (`starts`) than the platform keeps."""
    limit = platform.launches
    if limit and starts > limit.most:
        yield Problem(
            "platform-launches",
            f"{starts} parts to start; {platform.title} starts {limit.most} of them",
            Place(name),
            "make a package of each",
        )
