"""What tests of package rules share: a package as a table of texts, and small changes to it."""

from __future__ import annotations

from collections.abc import Callable

from coursebuilder.package import Inline, Package

Files = dict[str, str]
Change = Callable[[Files], object]


def package(files: Files) -> Package:
    return Package("course--module", {name: Inline(text.encode()) for name, text in files.items()})


def changed(files: Files, change: Change) -> Package:
    """The package of these files after the change."""
    change(files)
    return package(files)


def swap_in(name: str, old: str, new: str, times: int = 1) -> Change:
    """Another text in a file, so many times (-1: wherever it stands); it must have been there."""

    def change(files: Files) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, times)

    return change


def put(name: str, content: str = "") -> Change:
    """One more file, or another in its place."""
    return lambda files: files.update({name: content})
