"""Platforms by name: what is chosen for them, what they refuse, and that every fact says where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Node
from made import module, page

from coursebuilder.build.pipeline import build_all, choose, orders, read_courses
from coursebuilder.model import Course
from coursebuilder.package import Inline, OnDisk, Package
from coursebuilder.platforms import PLATFORMS, Limit, Platform, Source, platform_problems, size_problems
from coursebuilder.problems import Place, Problem, report
from coursebuilder.targets import TARGETS

SMALL = Path(__file__).parent / "packages" / "small" / "course"
HUB = PLATFORMS["learning-hub"]


@pytest.fixture(scope="module")
def course() -> Course:
    (read,) = read_courses([SMALL]).courses
    return read


def test_the_platforms_asked_for_are_there() -> None:
    known = {"learning-hub", "esr", "moodle", "totara", "bud", "open-edx", "aicc-shim", "generic"}
    assert set(PLATFORMS) == known
    assert all(name == platform.name for name, platform in PLATFORMS.items())


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_each_can_be_built_for_and_says_what_to_do(platform: Platform) -> None:
    assert set(platform.builds) <= set(platform.takes)
    assert platform.builds[0] in TARGETS
    assert platform.settings and (platform.unknown or platform.measured)
    for one in _sourced(platform):
        assert isinstance(one.source, Source), one
    assert all(one.suffix == one.suffix.lower() and one.suffix[0] == "." for one in platform.refused_types)


def _sourced(value: Any) -> Iterator[Any]:
    """Every record in a platform that must say where it is from."""
    if isinstance(value, tuple):
        for item in value:
            yield from _sourced(item)
    elif is_dataclass(value):
        if not isinstance(value, Platform):
            yield value
        for field in fields(value):
            yield from _sourced(getattr(value, field.name))


def test_totara_claims_nothing_measured() -> None:
    totara = PLATFORMS["totara"]
    assert {one.source for one in _sourced(totara)} == {Source.INFERRED}
    assert not totara.measured and "not measured" in Source.INFERRED
    assert totara.title_length == Limit(255, Source.INFERRED)


def test_the_doubles_know_the_platforms_by_the_same_names(node: Node) -> None:
    double = "".join(Path(path).read_text("utf-8") for path in TARGETS["scorm12"].double)
    assert set(node(f"{double}print(Object.keys(LMS_PLATFORMS));")) <= set(PLATFORMS)


CHOICES: list[tuple[list[str], list[str], list[str], str]] = [
    ([], [], list(TARGETS), ""),
    (["web", "web"], [], ["web"], ""),
    ([], ["moodle"], ["scorm12"], ""),
    ([], ["moodle", "esr"], ["scorm12"], ""),
    ([], ["generic"], [name for name in TARGETS if name in PLATFORMS["generic"].builds], ""),
    (["web"], ["learning-hub"], ["web"], ""),
    (["web", "scorm12"], ["learning-hub", "esr"], ["web", "scorm12"], ""),
    ([], ["moodel"], [], 'there is no platform "moodel": did you mean "moodle"?'),
    (["scrom12"], ["moodle"], [], 'there is no target "scrom12": did you mean "scorm12"?'),
    (["web"], ["esr"], [], "ESR (NHS Electronic Staff Record) takes scorm12, not web"),
    (["web"], ["learning-hub", "esr"], [], "ESR (NHS Electronic Staff Record) takes scorm12, not web"),
    (["web", "scorm12"], ["esr"], [], "no platform of --for takes web"),
]


@pytest.mark.parametrize(("targets", "platforms", "chosen", "wrong"), CHOICES)
def test_targets_for_platforms(
    targets: list[str], platforms: list[str], chosen: list[str], wrong: str
) -> None:
    choice = choose(targets, platforms)
    assert ([target.name for target in choice.targets], choice.wrong) == (chosen, wrong)
    assert [one.name for one in choice.platforms] == ([] if wrong else platforms)


def told(platform: Platform, course: Course, package: Package) -> list[Problem]:
    return list(platform_problems(platform, course, course.modules, package))


@pytest.mark.parametrize(
    ("name", "cure"), [("a.MP4", ".webm or .m4v"), ("b.vtt", "captions"), ("c.mjs", ".js")]
)
def test_files_that_the_learning_hub_does_not_serve(
    course: Course, tmp_path: Path, name: str, cure: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    package = Package("x", {f"media/{name}": OnDisk(tmp_path / name, 1, "", 0), "media/a.webm": Inline(b"")})
    (problem,) = told(HUB, course, package)
    assert (problem.code, problem.severity, problem.place) == (
        "platform-file-type", "error", Place(str(tmp_path / name)))  # fmt: skip
    assert cure in problem.hint and "NHS Learning Hub" in problem.message
    assert told(PLATFORMS["esr"], course, package) == []


def test_titles_over_a_platforms_length(course: Course) -> None:
    long = replace(module(page("aaa")), title="x" * 256)
    fine = replace(module(page("bbb")), title="x" * 255)
    made = replace(course, modules=(long, fine))
    (problem,) = told(HUB, made, Package("x", {}))
    assert (problem.code, problem.place) == ("platform-title-length", long.place)
    assert "256 characters; NHS Learning Hub takes 255" in problem.message and problem.hint
    (problem,) = told(HUB, replace(made, title="y" * 300, modules=()), Package("x", {}))
    assert problem.place == course.place


def test_packages_over_a_platforms_size() -> None:
    bud = PLATFORMS["bud"]
    assert list(size_problems(bud, "a.zip", 500_000_000)) == []
    (problem,) = size_problems(bud, "a.zip", 500_000_001)
    assert (problem.code, problem.message) == (
        "platform-package-size", "500,000,001 bytes; Bud (apprenticeships) takes 500,000,000")  # fmt: skip
    assert list(size_problems(PLATFORMS["moodle"], "a.zip", 10**12)) == []


def test_a_build_for_a_platform_puts_nothing_in_place_that_it_refuses(course: Course, tmp_path: Path) -> None:
    tiny = replace(PLATFORMS["bud"], package_bytes=Limit(1000, Source.DOCUMENTED))
    built = build_all([course], [TARGETS["scorm12"], TARGETS["web"]], tmp_path, [tiny])
    assert built.paths == () and list(tmp_path.iterdir()) == []
    assert "scorm12/small--listening.zip: error" in report(built.problems)
    assert len(built.problems) == 1  # the web package isn't for it
    assert build_all([course], [TARGETS["scorm12"]], tmp_path, [PLATFORMS["bud"]]).problems == ()


def test_every_package_is_within_what_every_platform_takes(course: Course) -> None:
    """A title at its longest, the names in the zip, and no refused type: nothing needs --for to be safe."""
    for platform in PLATFORMS.values():
        for order in orders(course):
            assert list(platform_problems(platform, order.course, order.modules, Package("x", {}))) == []
        assert platform.state_length is None or platform.state_length.most >= 4096
