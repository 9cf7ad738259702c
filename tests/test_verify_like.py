"""verify --like: the platform that a report of the probe tells of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import verify

from coursebuilder.package import Package, write_zip
from coursebuilder.targets import TARGETS
from coursebuilder.verify.like import BadReport, likeness

REPORT = """coursebuilder probe, visit 3 of 3
Opening
  {opens}: true (a boolean)

How much it takes
  cmi.suspend_data, characters: 255 taken; 4096 cut to 255; 4097 refused, error 405

Your LMS behaves like
{quirks}
"""
SCORM_2004 = tuple(name for name in TARGETS if name.startswith("scorm2004"))


def report(*quirks: str, opens: str = "LMSInitialize") -> str:
    return REPORT.format(opens=opens, quirks="\n".join(f"  {quirk}: as was seen" for quirk in quirks))


@pytest.mark.parametrize(
    ("text", "quirks", "unknown", "more"),
    [
        (report("booleans", "nulls"), ("booleans", "nulls"), (), {"takes": ("scorm12",), "progress": 255}),
        (report("booleans", opens="Initialize"), ("booleans",), (), {"takes": SCORM_2004}),
        (report("frozen-result", opens="Initialize"), (), ("frozen-result",), {}),
        (report("only-core", "blank-restart"), ("only-core", "blank-restart"), (), {"blank": True}),
        (report("false-with-error-0"), ("false-with-error-0",), (), {"keeps": False}),
        (report("late:4000"), ("late:4000",), (), {"wait": 5000}),
        (report("slow:2000"), ("slow:2000",), (), {"slow": True}),
        (report("opener"), (), (), {"options": {"door": "opener"}}),
        (report("unheard-of:7", "nulls"), ("nulls",), ("unheard-of:7",), {}),
        (report().rstrip() + "\n  nothing out of the ordinary\n", (), (), {"keeps": True, "blank": False}),
        (report("nulls") + "\ncopied: by hand", ("nulls",), (), {}),
        (report("numbers") + report("nulls"), ("nulls",), (), {}),
        (report("nulls").replace("\n  ", "\n"), ("nulls",), (), {"progress": 255}),
    ],
)
def test_what_a_report_says(
    text: str, quirks: tuple[str, ...], unknown: tuple[str, ...], more: dict[str, object]
) -> None:
    found = likeness(text, "report.txt")
    assert (found.behaviour.quirks, found.unknown) == (quirks, unknown)
    assert {name: getattr(found.behaviour, name) for name in more} == more
    assert found.behaviour.title == "Your LMS, as report.txt tells of it"


@pytest.mark.parametrize(
    "text", ["", "hello", report("nulls").partition("Your LMS")[0], "Your LMS behaves like"]
)
def test_what_is_no_report(text: str) -> None:
    with pytest.raises(BadReport, match="copy the whole report"):
        likeness(text, "report.txt")


def test_the_command_says_what_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("hello")
    result = verify("a.zip", "--like", tmp_path / "report.txt")
    assert result.exit_code == 2 and "copy the whole report of the probe" in result.output


def test_a_package_that_the_platform_does_not_take(tmp_path: Path, packaged: Callable[..., Package]) -> None:
    (tmp_path / "report.txt").write_text(report("nulls", "unheard-of"))
    write_zip(Package("a", packaged("web").files), tmp_path / "a.zip")
    result = verify(tmp_path / "a.zip", "--like", tmp_path / "report.txt")
    assert result.exit_code == 1
    assert "Your LMS, as report.txt tells of it takes no web packages" in result.stderr
    assert "so it isn't played: unheard-of" in result.stderr


@pytest.mark.usefixtures("verify_in_browser")
def test_a_package_is_played_on_it(tmp_path: Path, packaged: Callable[..., Package]) -> None:
    (tmp_path / "report.txt").write_text(report("booleans", "only-core"))
    write_zip(Package("a", packaged("scorm12").files), tmp_path / "a.zip")
    page = tmp_path / "report"
    options = ("--like", tmp_path / "report.txt", "--learner", "visitor", "--report", page)
    result = verify(tmp_path / "a.zip", *options)
    assert result.exit_code == 0, result.output
    assert "Your LMS, as report.txt tells of it: " in result.stdout
    assert "Any other LMS" not in result.stdout
    assert "what the probe&#39;s report says of this platform" in (page / "index.html").read_text("utf-8")
