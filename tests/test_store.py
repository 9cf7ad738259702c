"""What a store keeps is used where nothing changed and made anew where something did; bytes are the same."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from test_pictures import photo

from coursebuilder.build import package as package_file
from coursebuilder.build import packages, store
from coursebuilder.build.as_json import as_json, from_json
from coursebuilder.build.kept import kept_check, kept_drawings, kept_lines
from coursebuilder.build.out_folder import open_store
from coursebuilder.build.pipeline import build_all, read_courses
from coursebuilder.build.store import Store, key_of
from coursebuilder.checks import check
from coursebuilder.media import Drawing, clean_svg, read_picture
from coursebuilder.model import Course, Media, Module
from coursebuilder.problems import Problem
from coursebuilder.results.codebook import codebook_lines
from coursebuilder.source import module as module_file
from coursebuilder.source import readers
from coursebuilder.targets import TARGETS

COURSES = Path(__file__).parent.parent / "courses"
TEXT = (
    "---\ntitle: {0}\nminutes: 1\n---\n{0} words by {{{{provider.contact_point}}}} [@work:1].\n\n"
    '![Hills](media/view.jpg){{rights="Photo: Sam Green"}}\n'
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Two modules with a photo, a source and a provider's detail."""
    folder = tmp_path / "course"
    for name in ("media", "modules"):
        (folder / name).mkdir(parents=True)
    (folder / "course.yaml").write_text(
        "id: kept\ntitle: Kept\naudience: All\nprovider:\n  contact_point: {label: whom to ask}\n"
        "modules: [modules/one.md, modules/two.md]\n"
    )
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "sources.yaml").write_text(
        "work:\n  title: A work\n  sections: [{lines: 1-9, name: All of it}]\n"
    )
    (tmp_path / "provider.yaml").write_text("name: Riverside\ncontact_point: Pat\n")
    for name in ("one", "two"):
        (folder / "modules" / f"{name}.md").write_text(TEXT.format(name))
    photo(folder / "media" / "view.jpg", 1600, 1200)
    return folder


def build(course: Path, out: Path, kept: bool = True) -> dict[str, str]:
    """Every zip's SHA-256 by its address."""
    used = open_store(out) if kept else None
    targets = [TARGETS["scorm12"], TARGETS["web"]]
    read = read_courses([course], course.parent / "provider.yaml", targets, store=used)
    assert [one for one in read.problems if one.severity == "error"] == []
    built = build_all(read.courses, targets, out, store=used)
    return {
        path.name + path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in built.paths
    }


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was really made since: names of modules that were parsed and of packages that were built."""
    done: list[str] = []
    parse, package = module_file.read_module, package_file.build_package

    def parsed(path: Path, *rest: object) -> object:
        done.append(path.stem)
        return parse(path, *rest)  # type: ignore[arg-type]

    def packed(order: object, *rest: object) -> object:
        done.append(order.name)  # type: ignore[attr-defined]
        return package(order, *rest)  # type: ignore[arg-type]

    rest = (readers.Readers.__init__.__defaults__ or ())[2:]
    monkeypatch.setattr(readers.Readers.__init__, "__defaults__", (read_picture, parsed, *rest))
    monkeypatch.setattr(packages, "build_package", packed)
    return done


def test_nothing_changed_and_nothing_is_made(course: Path, tmp_path: Path, made: list[str]) -> None:
    first = build(course, tmp_path / "out")
    assert sorted(set(made)) == ["kept--one", "kept--two", "one", "two"]
    made.clear()
    assert build(course, tmp_path / "out") == first == build(course, tmp_path / "plain", kept=False)
    assert sorted(set(made)) == ["kept--one", "kept--two", "one", "two"]  # by the last, which has no store


CHANGES = {
    "modules/two.md": ("two words", "other words"),
    "course.yaml": ("title: Kept", "title: Changed"),
    "../provider.yaml": ("Pat", "Sam"),
    "../shared/sources.yaml": ("A work", "Another work"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_made_anew(course: Path, tmp_path: Path, made: list[str], name: str) -> None:
    before = build(course, tmp_path / "out")
    path = course / name
    path.write_text(path.read_text().replace(*CHANGES[name]))
    made.clear()
    after = build(course, tmp_path / "out")
    parsed = set(made)
    assert after == build(course, tmp_path / "plain", kept=False)
    changed = {key for key in after if after[key] != before[key]}
    only_two = name == "modules/two.md"
    assert len(changed) == (2 if only_two else 4)
    assert parsed == ({"two", "kept--two"} if only_two else {"one", "two", "kept--one", "kept--two"})


def test_another_photo_a_theme_and_the_tool_count(
    course: Path, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(course, tmp_path / "out")
    photo(course / "media" / "view.jpg", 1600, 1000)
    after = build(course, tmp_path / "out")
    assert all(after[key] != before[key] for key in after) and after == build(
        course, tmp_path / "a", kept=False
    )
    (course / "own").mkdir()
    (course / "own" / "theme.yaml").write_text("theme:\n  title: Own\n")
    (course / "course.yaml").write_text((course / "course.yaml").read_text() + "theme: own\n")
    build(course, tmp_path / "out")
    (course / "own" / "more.css").write_text(".card{margin:1px}")
    themed = build(course, tmp_path / "out")
    assert themed != after and themed == build(course, tmp_path / "b", kept=False)
    made.clear()
    monkeypatch.setattr(store, "_tool", lambda: b"another version")
    assert build(course, tmp_path / "out") == themed and "one" in made and "kept--one" in made


def test_damage_is_ignored(course: Path, tmp_path: Path) -> None:
    first = build(course, tmp_path / "out")
    for number, path in enumerate(sorted((tmp_path / "out" / ".store").rglob("*"))):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes((b"", data[:-1], data[::-1], b"\0" * 99)[number % 4])
    (tmp_path / "out" / "web" / "kept--one.zip").write_bytes(b"changed by hand")
    assert build(course, tmp_path / "out") == first


def test_a_drawing_is_cleaned_once(tmp_path: Path) -> None:
    (drawing := tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><marquee/></svg>'
    )
    asked: list[Path] = []

    def clean(path: Path) -> Drawing:
        asked.append(path)
        return clean_svg(path)

    found = [kept_drawings(Store(tmp_path / "kept"), clean)(drawing) for _ in range(2)]
    assert found == [clean_svg(drawing)] * 2 and found[0].removed and found[0].width == 4
    assert len(asked) == 1
    drawing.write_text("<svg/>")  # refused: what is at fault isn't kept
    assert [kept_drawings(Store(tmp_path / "kept"), clean)(drawing).fault != "" for _ in range(2)] == [
        True
    ] * 2
    assert len(asked) == 3


def test_a_codebook_and_what_rules_find_are_kept_for_what_they_rest_on(course: Path, tmp_path: Path) -> None:
    (read,) = read_courses([course]).courses
    one, two = read.modules
    noted = replace(one, media=tuple(replace(file, photograph=False) for file in one.media))
    courses = [
        read,
        read,
        replace(read, version="9"),
        replace(read, modules=(replace(one, title="Changed"), two)),
        replace(read, modules=(noted, two)),
    ]
    asked: list[str] = []

    def lines(course: Course, module: Module, whole: bool) -> str:
        asked.append(f"{course.version} {module.title} {whole}")
        return f"{codebook_lines(course, module, whole)}{asked[-1]}\r\n"

    def found(course: Course) -> list[Problem]:
        asked.append(course.version)
        return [*check(course), Problem("a-code", f"{len(asked)}", course.place)]

    written = [
        kept_lines(Store(tmp_path / "kept"), lines)(part, one, whole)
        for part in courses[:3]
        for whole in (True, False)
    ]
    assert [line.splitlines()[-1] for line in written[:4]] == ["0.1 one True", "0.1 one False"] * 2
    assert len(asked) == 4  # another version is another codebook
    asked.clear()
    judged = [kept_check(Store(tmp_path / "kept"), found)(part) for part in courses]
    assert judged[0] == judged[1] and len(asked) == 4
    assert judged[0][:-1] == check(read)


def test_a_store_stays_within_its_size_and_goes_by_last_use(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    keys = [key_of("a", str(number)) for number in range(4)]
    for number, key in enumerate(keys):
        kept.put(key, bytes(100))
        os.utime(kept._path(key), (number, number))
    assert kept.get(keys[0]) == bytes(100)
    kept.sweep(300)
    assert [kept.get(key) is not None for key in keys] == [True, False, False, True]


def test_every_course_comes_back_as_it_was() -> None:
    for folder in sorted(path.parent for path in COURSES.glob("*/course.yaml")):
        (course,) = read_courses([folder]).courses
        files: list[Media] = []

        def put(media: Media, files: list[Media] = files) -> int:
            files.append(media)
            return len(files) - 1

        assert from_json(as_json(course, put), files.__getitem__) == course


def test_zips_of_modules_that_are_gone_are_named(course: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(course, out)
    (out / "web" / "kept--mine.zip").write_bytes(b"not ours")
    (out / "web" / "kept--two.zip").write_bytes(b"changed since")
    (course / "course.yaml").write_text((course / "course.yaml").read_text().replace(", modules/two.md", ""))
    read = read_courses([course], tmp_path / "provider.yaml")
    built = build_all(read.courses, [TARGETS["web"]], out)
    assert built.left_over == (out / "scorm12" / "kept--two.zip",)


def test_a_folder_of_somebody_elses_gets_no_store(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My own page</h1>")
    assert open_store(tmp_path) is None
