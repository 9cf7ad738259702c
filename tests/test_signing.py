"""Signatures: whose they are, what they hold for, what makes them lapse, and that no script can give one."""

from __future__ import annotations

import datetime
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from coursebuilder.build.pipeline import read_courses
from coursebuilder.build.ready import not_ready
from coursebuilder.cli import main
from coursebuilder.model import Course
from coursebuilder.model.readiness import months_after, run_out, still_missing
from coursebuilder.signing import ROLES, Statement, refused, sign, to_sign
from coursebuilder.source.whole_file import write_whole

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 5, 3)
STATEMENT = Statement("Pat Jones", ROLES[0], "2026-05-03")
SETTINGS = """id: bikes
title: Bikes
audience: All
authors: [Ann Author]
provider:
  safeguarding_lead: {label: who to tell, kind: safeguarding, value: ""}
modules: [m/bikes.md]
"""
TEXT = """---
title: Bikes
minutes: 2
tags: [safeguarding]
---
Wear a helmet.

Tell {{provider.safeguarding_lead}}.

::: tutor Get ready
Bring helmets.
:::
"""
PROVIDER = """name: Hill Cycling (example)
contact: hello@hill.example
safeguarding_lead: Sam Example, 01632 960001
details_checked_on: 2026-05-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "course" / "m").mkdir(parents=True)
    (tmp_path / "course" / "course.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "course" / "m" / "bikes.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "provider.yaml").write_text(PROVIDER, encoding="utf-8")
    return tmp_path


def read(folder: Path, provider: bool = False) -> tuple[Course, list[str]]:
    result = read_courses([folder / "course"], folder / "mine" / "provider.yaml" if provider else None)
    (course,) = result.courses
    return course, [f"{one.code}: {one.message}" for one in result.problems]


def signed(folder: Path, provider: bool = False, statement: Statement = STATEMENT) -> None:
    sign(
        to_sign(folder / "course", "bikes", folder / "mine" / "provider.yaml" if provider else None),
        statement,
    )


def edit(folder: Path, before: str, after: str, name: str = "course/m/bikes.md") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "name", "changed"),
    [
        ("a helmet", "a hat", "course/m/bikes.md", ("1.1.1",)),
        ("Wear", "Stop.\n\nWear", "course/m/bikes.md", ("1.1.1",)),
        ("Wear a helmet.\n", "", "course/m/bikes.md", ("1.1.1 (gone)",)),
        ("title: Bikes", "title: Cycles", "course/m/bikes.md", ("title",)),
        ("value: \"\"", "value: Kim", "course/course.yaml", ("1.1.2", "detail safeguarding_lead")),
        ("Bring helmets", "Bring hats", "course/m/bikes.md", ()),
        ("minutes: 2", "minutes: 3", "course/m/bikes.md", ()),
    ],
)  # fmt: skip
def test_an_edit_ends_a_signature_and_names_what_changed(
    folder: Path, before: str, after: str, name: str, changed: tuple[str, ...]
) -> None:
    signed(folder)
    course, problems = read(folder)
    assert course.modules[0].signed_off and not any("sign" in one for one in problems)
    edit(folder, before, after, name)
    course, problems = read(folder)
    assert course.modules[0].changed == changed
    assert course.modules[0].signed_off == (not changed)
    stale = [one for one in problems if one.startswith("signature-stale")]
    listed = ", ".join(changed)
    expected = f'signature-stale: "bikes" has changed since Pat Jones signed it on 2026-05-03: {listed}'
    assert stale == ([expected] if changed else [])


def test_with_a_provider_only_its_own_signature_counts(folder: Path) -> None:
    signed(folder)
    course, problems = read(folder, provider=True)
    assert not course.modules[0].signed_off and course.modules[0].also_read
    assert [one.split(":")[0] for one in problems] == ["not-signed-off"]
    assert [one.message for one in not_ready([course], TODAY)] == ['"bikes" is not signed off']
    signed(folder, provider=True)
    course, problems = read(folder, provider=True)
    assert course.modules[0].signed_off and not problems and not not_ready([course], TODAY)
    assert (folder / "mine" / "signatures.yaml").is_file()
    edit(folder, "960001", "960009", "mine/provider.yaml")
    course, _ = read(folder, provider=True)
    assert set(course.modules[0].changed) == {"1.1.2", "detail safeguarding_lead"}


def test_a_providers_lead_can_say_that_none_is_needed_and_an_author_can_not(folder: Path) -> None:
    no = replace(STATEMENT, needed=False)
    own = to_sign(folder / "course", "bikes", None)
    assert "only a provider's lead" in refused(own, no, TODAY)
    given = to_sign(folder / "course", "bikes", folder / "mine" / "provider.yaml")
    assert refused(given, no, TODAY) == ""
    sign(given, no)
    edit(folder, "a helmet", "a hat")
    assert read(folder, provider=True)[0].modules[0].signed_off


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (replace(STATEMENT, by="ann  AUTHOR"), "is an author of the course"),
        (replace(STATEMENT, by=" . "), "the name of a person"),
        (replace(STATEMENT, role="Not a lead at all"), "the role is one of"),
        (replace(STATEMENT, on="2026-05-04"), "still to come"),
        (replace(STATEMENT, on="3 May 2026"), "is no day"),
        (STATEMENT, ""),
    ],
)
def test_what_is_no_signature(folder: Path, statement: Statement, why: str) -> None:
    said = refused(to_sign(folder / "course", "bikes", None), statement, TODAY)
    assert why in said and bool(why) == bool(said)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = tmp_path / "signatures.yaml"
    kept.write_text("old")
    kept.chmod(0o640)
    write_whole(kept, b"new")
    assert kept.read_bytes() == b"new" and kept.stat().st_mode & 0o777 == 0o640
    (taken := tmp_path / "released.yaml").mkdir()
    with pytest.raises(OSError):
        write_whole(taken, b"new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["released.yaml", "signatures.yaml"]


def test_a_file_written_by_hand_opens_no_gate(folder: Path) -> None:
    signed(folder, statement=replace(STATEMENT, by="Ann Author"))
    assert any(one.startswith("signed-by-author") for one in read(folder)[1])
    edit(folder, '"2026-05-03"', "soon", "course/signatures.yaml")
    assert any("on can't be" in one for one in read(folder)[1])
    (folder / "course" / "signatures.yaml").write_text("- nobody\n", encoding="utf-8")
    course, problems = read(folder)
    assert not course.modules[0].signed_off and any(one.startswith("wrong-value") for one in problems)


def test_dates_run_out(folder: Path) -> None:
    signed(folder, provider=True)
    course, _ = read(folder, provider=True)
    ends = {day: [what for _, what in run_out(course, datetime.date.fromisoformat(day))] for day in (
        "2026-05-02", "2026-05-03", "2026-11-01", "2026-11-02", "2027-05-03", "2027-05-04",
    )}  # fmt: skip
    assert [len(ends[day]) for day in ends] == [1, 0, 0, 1, 1, 2]
    assert "still to come" in ends["2026-05-02"][0] and "more than 6 months ago" in ends["2026-11-02"][0]
    assert months_after("2026-08-31", 6) == "2027-02-28"


def test_a_module_needs_one_for_what_is_in_it(folder: Path) -> None:
    edit(folder, "tags: [safeguarding]\n", "")
    assert still_missing(read(folder)[0]).unsigned == ()
    for added in (
        "\n::: safeguarding\nTell somebody.\n:::\n",
        "\n::: question q {safety}\nTell?\n\n- [x] Yes\n  > Yes.\n- [ ] No\n  > Tell.\n:::\n",
    ):
        (folder / "course" / "m" / "bikes.md").write_text(TEXT.replace("tags: [safeguarding]\n", "") + added)
        assert [one.id for one in still_missing(read(folder)[0]).unsigned] == ["bikes"]


def test_no_script_signs(folder: Path) -> None:
    ran = CliRunner().invoke(main, ["sign", str(folder / "course"), "bikes"], input="Pat\n1\nbikes\n")
    assert ran.exit_code == 2 and "people sign, programs don't" in ran.output
    assert not (folder / "course" / "signatures.yaml").exists()


def test_a_person_signs_at_a_terminal(folder: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coursebuilder", "sign", str(folder / "course"), "bikes"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as person:
        os.close(theirs)
        os.write(ours, b"Pat Jones\n1\nbikes\n")
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says so when the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert person.returncode == 0 and "Nothing proves who typed it" in shown.decode()
    assert read(folder)[0].modules[0].signed_off
