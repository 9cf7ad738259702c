"""`diff` and `build --against`: packages of two releases found, compared, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.release.differences import Comparison, compare
from coursebuilder.release.package_contents import read_contents

_SAFE = "verdict: safe as an update"
_UNSAFE = "verdict: not safe as an update. Do what is said above, or build --as-new: both stay"
_URGENT = (
    "verdict: urgent. Replace it today: numbers or safeguarding sentences changed, and these must not wait"
)
_PLATFORMS = (
    "your LMS    load it into the same activity: a new one begins anew",
    "            whether half-way attempts go on there is known of no platform: try it with a test account",
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Zips of two releases: those with a partner of the same target and name, and those without.

    both: an old and a new zip each
    gone, added: names of zips that only the old or only the new release has, sorted
    """

    both: tuple[tuple[Path, Path], ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]


def pairs(old: Path, new: Path) -> Pairs:
    """The zips in two folders by their path in them; two zips are a pair whatever they are called."""
    if old.is_file() and new.is_file():
        return Pairs(((old, new),), (), ())
    before, after = _zips(old), _zips(new)
    both = tuple((before[name], after[name]) for name in sorted(before.keys() & after.keys()))
    return Pairs(both, tuple(sorted(before.keys() - after)), tuple(sorted(after.keys() - before)))


def _zips(folder: Path) -> dict[str, Path]:
    files = sorted(folder.rglob("*.zip")) if folder.is_dir() else [folder]
    names = {path: path.relative_to(folder).as_posix() if folder.is_dir() else path.name for path in files}
    return {name: path for path, name in names.items()}


def compared(old: Path, new: Path) -> Comparison | Problem:
    """Two zips compared, or why they can't be."""
    before, after = read_contents(old), read_contents(new)
    for contents, path in ((before, old), (after, new)):
        if contents is None:
            what = "this is no package made with coursebuilder, or it can't be read"
            return Problem(
                "not-compared", what, Place(path.as_posix()), "coursebuilder inspect says what it is"
            )
    assert before is not None and after is not None
    return compare(before, after)


def lines(found: Comparison) -> Iterator[str]:
    """The comparison for people."""
    old, new = found.old.said, found.new.said
    yield f"{new.identity} {old.version} → {new.version} ({found.old.build} → {found.new.build})"
    if not found.changes and not found.urgent:
        yield "  nothing that learners or reports notice has changed"
    for text in found.urgent:
        yield f"  urgent      {text}"
    for change in found.changes:
        yield f"  {change.where}: {change.what}"
        if change.half_way:
            yield f"    half-way  learners lose {change.half_way}"
        if change.reports:
            yield f"    reports   {change.reports}"
        if change.unsafe:
            yield f"    unsafe    {change.cure}"
    if all(not change.half_way for change in found.changes):
        yield "  half-way    learners keep their place, pages and answers"
    yield from (f"  {line}" for line in _PLATFORMS)
    yield verdict(found)


def verdict(found: Comparison) -> str:
    """Whether it may go out in the place of the old one."""
    return _URGENT if found.urgent else _UNSAFE if found.unsafe else _SAFE


def update_gate(released: Path, out: Path) -> Callable[[Path, str], list[Problem]]:
    """A function that holds new zips against the released ones of the same names, for a build.

    It takes a zip and its name beneath the folder of the build, and gives an error for each unsafe change, or
    a warning where numbers or safeguarding sentences changed too, as those must not wait.
    """
    before = _zips(released)

    def held_against(path: Path, name: str) -> list[Problem]:
        if name not in before:
            return []
        found = compared(before[name], path)
        if isinstance(found, Problem):
            return [found]
        severity: Severity = "warning" if found.urgent else "error"
        return [
            Problem(
                "unsafe-update",
                f"{change.where}: {change.what}{f'; reports: {change.reports}' if change.reports else ''}",
                Place((out / name).as_posix()),
                change.cure,
                severity,
            )
            for change in found.unsafe
        ]

    return held_against
