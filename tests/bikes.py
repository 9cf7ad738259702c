"""A course of one module for tests of review copies, and the command that writes and reads them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from coursebuilder.cli import main

SETTINGS = "id: bikes\ntitle: Bikes\naudience: All\nmodules: [m/bikes.md]\n"


def bikes(folder: Path, text: str) -> Path:
    """Make the course in a folder, which is given back, with this text as its module."""
    (folder / "bikes" / "m").mkdir(parents=True)
    (folder / "bikes" / "course.yaml").write_text(SETTINGS, encoding="utf-8")
    write(folder, text)
    return folder


def write(folder: Path, text: str) -> None:
    """Put another text in the module's place."""
    (folder / "bikes" / "m" / "bikes.md").write_text(text, encoding="utf-8")


def review(folder: Path, *more: object) -> Result:
    """The command `review` for the course, with further arguments."""
    return CliRunner().invoke(main, ["review", str(folder / "bikes"), *map(str, more)])
