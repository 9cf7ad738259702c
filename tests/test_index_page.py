"""The page beside the packages: it tells of this build's zips and no others, for people and for printers."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from coursebuilder.build.pipeline import build_all, choose, read_courses
from coursebuilder.model import Course
from coursebuilder.package import Inline, Package
from coursebuilder.pages.index_page import Zip, index_pages
from coursebuilder.pages.index_page.listing import LICENCES, Field, as_csv, listing
from coursebuilder.platforms import PLATFORMS
from coursebuilder.targets import TARGETS
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.host import serve

SMALL = Path(__file__).parent / "packages" / "small" / "course"


@pytest.fixture(scope="module")
def course() -> Course:
    (course,) = read_courses([SMALL]).courses
    return course


@pytest.fixture(scope="module")
def out(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of everything, into a folder that holds an older zip of somebody's."""
    folder = tmp_path_factory.mktemp("dist")
    (folder / "scorm12").mkdir()
    (folder / "scorm12" / "somebody--elses.zip").write_bytes(b"kept")
    build_all([course], choose([], []).targets, folder)
    return folder


def find(page: Any, path: str) -> list[Any]:
    found: list[Any] = page.xpath(path)
    return found


def read(folder: Path) -> Any:
    return html.fromstring((folder / "index.html").read_bytes())


def text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_it_names_the_zips_of_this_build_with_size_version_and_hash(out: Path) -> None:
    page = read(out)
    rows = [text(row) for row in find(page, "//section[last()]//tbody/tr")]
    zips = [out / target / "small--listening.zip" for target in TARGETS]
    assert len(rows) == len(zips)
    for row, path in zip(rows, zips, strict=True):
        data = path.read_bytes()
        assert path.relative_to(out).as_posix() in row and f" {len(data):,} " in row and " 1.0 " in row
        assert hashlib.sha256(data).hexdigest() in row
    assert "somebody--elses" not in text(page)
    assert (out / "scorm12" / "somebody--elses.zip").read_bytes() == b"kept"
    for address in find(page, "//a/@href[not(starts-with(., '#'))]"):
        assert (out / address).is_file(), address


def test_every_platform_has_zip_settings_reasons_and_gaps(out: Path) -> None:
    page = read(out)
    for platform in PLATFORMS.values():
        (section,) = find(page, f"//section[.//h2/@id='{platform.name}']")
        said = text(section)
        assert "scorm12/small--listening.zip" in said
        for setting in platform.settings:
            assert f"{setting.choose} {setting.why} ({setting.source})" in said
        for sentence in (*(fact.text for fact in platform.facts), *platform.unknown):
            assert sentence in said
        assert ("Nobody here has tried this platform itself" in said) != platform.measured
    assert "web" in text(find(page, "//section[.//h2/@id='generic']")[0])


def test_platforms_are_folded_until_one_is_chosen(course: Course, out: Path, tmp_path: Path) -> None:
    """The list of platforms is what one sees; who builds for one platform sees what to do there."""
    folded = "//section/details[@name='platform'][not(@open)]"
    assert len(find(read(out), folded)) == len(PLATFORMS)
    build_all([course], choose([], ["moodle"]).targets, tmp_path, choose([], ["moodle"]).platforms)
    assert find(read(tmp_path), folded) == [] and find(read(tmp_path), "//section/details[@open]//table")


def test_only_what_was_asked_for(course: Course, tmp_path: Path) -> None:
    choice = choose([], ["moodle"])
    build_all([course], choice.targets, tmp_path, choice.platforms)
    page = read(tmp_path)
    assert find(page, "//h2/@id") == ["moodle", "all"]
    names = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert names == ["index.html", "scorm12"]
    web = choose(["web"], [])
    build_all([course], web.targets, tmp_path / "web", web.platforms)
    page = read(tmp_path / "web")
    assert find(page, "//h2/@id") == ["learning-hub", "generic", "all"]


def test_same_packages_same_bytes(course: Course, out: Path, tmp_path: Path) -> None:
    build_all([course], choose([], []).targets, tmp_path)
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.suffix in {".html", ".csv"}}
    assert len(names) == 2
    assert all((tmp_path / name).read_bytes() == (out / name).read_bytes() for name in names)


def test_it_replaces_its_own_page_and_no_other(course: Course, out: Path, tmp_path: Path) -> None:
    shutil.copy(out / "index.html", tmp_path)
    build_all([course], choose(["web"], []).targets, tmp_path)
    assert (tmp_path / "index.html").read_bytes() != (out / "index.html").read_bytes()
    (tmp_path / "index.html").write_text("<h1>My site</h1>")
    with pytest.raises(FileExistsError, match="no build wrote this page"):
        build_all([course], choose([], []).targets, tmp_path)
    assert (tmp_path / "index.html").read_text() == "<h1>My site</h1>"
    assert not (tmp_path / "scorm12").exists()


def test_texts_of_a_course_are_texts_in_the_page(course: Course) -> None:
    nasty = replace(course.modules[0], title='<script>alert(1)</script> & "x"')
    made = Zip("scorm12/a.zip", "scorm12", course, (nasty,), 1, "0")
    page = index_pages([made])["index.html"].decode()
    assert "<script" not in page and "&lt;script&gt;" in page


def test_the_page_is_self_contained_accessible_and_prints_its_listings(out: Path, browser: Browser) -> None:
    data = (out / "index.html").read_bytes()
    assert b"<script" not in data and b"src=" not in data and b"<link" not in data
    with serve(Package("dist", {"index.html": Inline(data)}), []) as host:
        for scheme, width in (("light", 1280), ("dark", 360)):
            window = browser.new_page(
                color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
            )
            window.goto(f"{host.address}/package/index.html")
            assert violations(window.main_frame) == []
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert window.evaluate(wide) <= 0
            window.emulate_media(media="print")
            shown = "[...document.querySelectorAll('.value')].every((one) => one.checkVisibility())"
            assert window.evaluate(shown)
            window.close()


def fields(course: Course) -> dict[str, Field]:
    return {field.name: field for field in listing(course, course.modules[0])}


def test_the_listing_has_every_field_and_leaves_gaps(course: Course) -> None:
    form = fields(course)
    assert list(form) == [
        "Title", "Description", "Sensitive content", "Keyword 1", "Licence",
        "Author 1, name or organisation", "Author 1, role", "Certificate", "Catalogue", "Provider", "Access",
        "Pop-up width", "Pop-up height", "ESR link visibility", "Review date", "Additional information",
    ]  # fmt: skip
    limits = {"Title": 255, "Description": 1800, "Keyword 1": 50, "Additional information": 250}
    assert {name: form[name].most for name in limits} == limits
    assert form["Title"].value == course.modules[0].title
    assert "you will be able to" in form["Description"].value
    assert all(form[name].value == "" and form[name].note for name in ("Catalogue", "Access", "Certificate"))
    assert form["Licence"].value == "" and "the course says CC BY 4.0" in form["Licence"].note


def test_the_listing_fits_and_says_where_it_does_not(course: Course) -> None:
    made = replace(
        course, description="word " * 1000, authors=("a" * 101,), licence=LICENCES[1].lower(), keywords=()
    )
    form = fields(made)
    assert len(form["Description"].value) <= 1800 and form["Description"].value.endswith("…")
    assert form["Author 1, name or organisation"].too_long and not form["Title"].too_long
    assert form["Licence"].value == LICENCES[1]
    assert form["Keyword 1"].value == "" and form["Keyword 1"].note == "one at least"


@pytest.mark.parametrize(
    ("tags", "certificate"),
    [(("safeguarding",), "no"), (("contact", "safeguarding"), ""), (("contact",), "")],
)
def test_no_certificate_for_the_module_that_teaches_safeguarding(
    course: Course, tags: tuple[str, ...], certificate: str
) -> None:
    module = replace(course.modules[0], tags=tags)
    form = {field.name: field for field in listing(course, module)}
    assert form["Certificate"].value == certificate
    zips = [Zip(f"{target}/a.zip", target, course, (module,), 1, "0") for target in TARGETS]
    page = html.fromstring(index_pages(zips)["index.html"])
    rows = [text(row) for row in find(page, "//tr[contains(th, 'Certificate for')]")]
    assert len(rows) == (certificate == "no")
    if rows:
        assert find(page, "//section[.//h2/@id='learning-hub']//tr[contains(th, 'Certificate for')]")
        assert rows[0].startswith(f"Certificate for “{module.title}” no ")
        assert rows[0].endswith("passing it does not mean that somebody is trained in safeguarding.")


def test_the_csv_says_the_same(course: Course, out: Path) -> None:
    data = (out / "learning-hub" / "small--listening.csv").read_bytes()
    assert data == as_csv(listing(course, course.modules[0]))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == {"Field": "Title", "Value": course.modules[0].title, "At most": "255", "Note": "",
                       "Characters": str(len(course.modules[0].title))}  # fmt: skip
    assert {"Field": "Catalogue", "Value": "[to fill in: yours]", "Characters": "0", "At most": "",
            "Note": "yours"} in rows  # fmt: skip
