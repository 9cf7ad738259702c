"""A course that lies outside this repository and lists modules of its courses, as a provider's own does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from coursebuilder.build.pipeline import ReadResult, read_courses

ROOT = Path(__file__).parent.parent
OWN = """\
id: riverside-start
title: Riverside start
audience: Coaches and volunteers at Riverside
silence:
  - {code: empty-provider-slot, reason: our own file fills them}
  - {code: not-signed-off, reason: not read yet}
  - {code: guidance-unchecked, reason: not looked up yet, where: guidance.yaml}
modules:
  - ../clone/courses/shared/modules/keeping-safe.md
  - path: ../clone/courses/wider_workforce/modules/01-introduction.md
    maps: [{objective: approach-or-role, code: "st0958:K7", strength: introduces, mapped_by: Riverside}]
  - modules/01-own.md
"""
MODULE = """\
---
title: Ours
minutes: 1
---
Ask {{provider.safeguarding_lead}}, says the review [@review:10].
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the repository's courses in clone/, and a provider's own course in mine/."""
    shutil.copytree(ROOT / "courses", tmp_path / "clone" / "courses")
    write(tmp_path / "mine" / "course.yaml", OWN)
    write(tmp_path / "mine" / "modules" / "01-own.md", MODULE.replace("[@review:10]", "once"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def codes(read: ReadResult) -> list[str]:
    return [problem.code for problem in read.problems]


def test_modules_bring_sources_terms_codes_and_details_along(place: Path) -> None:
    read = read_courses([Path("mine")])
    assert codes(read) == ["composed-identity"]
    course = read.courses[0]
    safe, introduction, own = course.modules
    assert introduction.citations and {one.key for one in introduction.citations} <= {
        source.key for source in course.sources
    }
    assert introduction.terms and safe.guidance
    assert introduction.objectives[1].maps[-1].code == "K7"
    slots = {slot.name: slot for slot in course.slots}
    assert slots["self_harm"].kind == "safeguarding"
    procedure = "your organisation's procedure when a young person speaks of self-harm or suicide"
    assert slots["self_harm"].label == procedure
    assert "referral_criteria" not in slots  # no module here names it
    assert own.asked[0].name == "safeguarding_lead"


def test_the_new_names_are_told_once_and_not_where_the_id_stays(place: Path) -> None:
    (told,) = [one for one in read_courses([Path("mine")]).problems if one.code == "composed-identity"]
    assert "2 modules of other courses" in told.message and told.severity == "warning"
    assert told.place.path == "mine/course.yaml"
    write(place / "mine" / "course.yaml", OWN.replace("riverside-start", "wider-workforce"))
    assert "composed-identity" not in codes(read_courses([Path("mine")]))
    renamed = OWN.replace("    maps:", "    as: first\n    maps:")
    write(place / "mine" / "course.yaml", renamed.replace("riverside-start", "wider-workforce"))
    assert "composed-identity" in codes(read_courses([Path("mine")]))


def test_a_providers_file_fills_what_the_modules_brought(place: Path) -> None:
    write(place / "provider.yaml", "name: Riverside\nself_harm: Ring the duty team\n")
    course = read_courses([Path("mine")], Path("provider.yaml")).courses[0]
    assert course.slot("self_harm") == "Ring the duty team"


def test_paths_in_problems_begin_as_the_author_gave_them(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = place / "clone" / "courses" / "wider_workforce" / "course.yaml"
    write(broken, broken.read_text(encoding="utf-8").replace("kind: plain", "kind: odd"))
    path = "clone/courses/wider_workforce/course.yaml"
    assert path in {one.place.path for one in read_courses([Path("mine")]).problems}
    monkeypatch.chdir(place / "mine" / "modules")
    assert f"../../{path}" in {one.place.path for one in read_courses([Path("..")]).problems}
    whole = (place / "mine").as_posix()
    assert f"{place.as_posix()}/{path}" in {one.place.path for one in read_courses([Path(whole)]).problems}


def test_one_key_for_two_works_stays_two_works(place: Path) -> None:
    own = "review:\n  title: Our own review\n  sections: [{lines: 1-20, name: Ours}]\n"
    write(place / "mine" / "sources.yaml", own)
    write(place / "mine" / "modules" / "01-own.md", MODULE)
    read = read_courses([Path("mine")])
    assert [one for one in read.problems if one.severity == "error"] == []
    course = read.courses[0]
    titles = {source.key: source.title for source in course.sources}
    assert titles[course.modules[2].citations[0].key] == "Our own review"
    assert titles[course.modules[1].citations[0].key] != "Our own review"


def test_a_key_in_the_course_and_beside_it_is_told(place: Path) -> None:
    for folder in ("mine", "shared"):
        write(place / folder / "sources.yaml", f"plan:\n  title: {folder}\n")
    (told,) = [one for one in read_courses([Path("mine")]).problems if one.code == "duplicate-key"]
    assert told.place.path == "shared/sources.yaml" and "mine/sources.yaml" in told.message


@pytest.mark.parametrize("path", ["../loose/modules/x.md", "../secret.md", "/etc/hostname.md"])
def test_what_belongs_to_no_course_is_refused(place: Path, path: str) -> None:
    write(place / "loose" / "modules" / "x.md", MODULE)
    write(place / "secret.md", MODULE)
    write(place / "mine" / "course.yaml", OWN.replace("modules/01-own.md", path))
    assert "outside-roots" in codes(read_courses([Path("mine")]))


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("clone/courses/wider_workforce/modules/linked.md", "secret.md"),
        ("mine/linked", "clone/courses/wider_workforce"),
        ("clone/courses/shared/modules/linked.md", "secret.md"),
    ],
)
def test_links_out_of_a_root_are_refused(place: Path, link: str, target: str) -> None:
    write(place / "secret.md", MODULE)
    (place / link).symlink_to(place / target)
    module = link if link.endswith(".md") else f"{link}/modules/01-introduction.md"
    text = OWN.replace("modules/01-own.md", os.path.relpath(place / module, place / "mine"))
    write(place / "mine" / "course.yaml", text)
    assert "outside-roots" in codes(read_courses([Path("mine")]))


def test_a_copy_of_the_courses_inside_the_course_keeps_its_own_pictures(place: Path) -> None:
    shutil.move(place / "clone", place / "mine" / "clone")
    write(place / "mine" / "course.yaml", OWN.replace("../clone", "clone"))
    assert codes(read_courses([Path("mine")])) == ["composed-identity"]


def test_a_shared_module_brings_the_details_that_the_courses_beside_it_declare(place: Path) -> None:
    text = OWN.replace("../clone/courses/shared", "../shared")
    new = place / "clone" / "courses" / "new"
    write(new / "course.yaml", text[: text.index("  - path:")])
    read = read_courses([Path("clone/courses/new")])
    assert codes(read) == []
    assert {"self_harm", "organisation"} <= {slot.name for slot in read.courses[0].slots}
