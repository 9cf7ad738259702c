"""build --draft: what is unfinished is a gap on the page, what is broken an error; verify refuses it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from commands import run

from coursebuilder.begin.ids import with_ids
from coursebuilder.build.draft import as_drafts
from coursebuilder.build.pipeline import read_courses
from coursebuilder.checks.unfinished import UNFINISHED
from coursebuilder.model import Module
from coursebuilder.verify.opened_packages import open_package

ROOT = Path(__file__).parent.parent
SETTINGS = "---\ntitle: A sketch\nminutes: 2\n---\n"
# code -> a text with nothing but that unfinished, the page it is shown on
SKETCHES = {
    "choice-without-consequence": (
        "::: scenario talk\n### Hello {#hello}\n\n**Them:** Hello.\n\n- [best] “Hi.” -> bye\n"
        "- [not-quite] “Er.” -> bye\n  > Say more.\n\n### Bye {#bye .end}\n\nGone.\n:::\n"
    ),
    "clip-without-title": "::: audio media/a.mp3\nNothing is said.\n:::\n",
    "empty-block": "::: tip\n:::\n",
    "empty-page": "Text.\n\n## Nothing yet {#nothing}\n",
    "id-left-out": "::: reflection\nWhat will you do?\n:::\n",
    "missing-alt": "![](media/a.svg)\n",
    "missing-captions": '::: video media/a.webm {title="A ball"}\nIt rolls.\n:::\n',
    "missing-transcript": '::: audio media/a.mp3 {title="A talk"}\n:::\n',
    "question-without-feedback": "::: question one\nWhat?\n\n- [x] Yes\n- [ ] No\n:::\n",
    "unknown-section": "It says so [@plan:99].\n",
    "unknown-source": "It says so [@nobody:1].\n",
    "empty-module": "",
    "missing-minutes": SETTINGS.replace("minutes: 2\n", "") + "Text.\n",
    "not-signed-off": SETTINGS.replace("minutes", "tags: [safeguarding]\nminutes") + "Text.\n",
    "objective-without-question": SETTINGS.replace("minutes", "objectives: [{id: a, text: B}]\nminutes")
    + "Text.\n",
    "page-without-id": "Text.\n\n## One\n\nText.\n",
    "missing-audience": "Text.\n",
}
FORMS = """\ufeff---
title: A sketch
minutes: 4
---
<!-- no page -->

## Talk  \n
One\ttwo.   \n
## Talk ##

::: question
What?

- [x] Yes
- [ ] No
  > No.
:::

## Kept {#mine key=abc}

:::Reflection {key=xyz}
What?
:::

## Check {.assessment attempts=3}

::: {.question safety}
What?

- [x] Yes
- [ ] No
  > No.
:::

```
::: question
```

## Two lines

End"""
COURSE = 'id: sketch\ntitle: A course\naudience: Everybody\nversion: "1.0"\nmodules: [modules/01-one.md]\n'


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    media = ROOT / "coursebuilder" / "begin" / "course" / "media"
    for name, copied in (("a.webm", "ball.webm"), ("a.mp3", "silence.mp3"), ("a.svg", "first-page.svg")):
        write(tmp_path / "sketch" / "media" / name, (media / copied).read_bytes())
    write(tmp_path / "sketch" / "course.yaml", COURSE.encode())
    sources = "plan: {title: A plan, sections: [{lines: 1-9, name: Start}]}\n"
    write(tmp_path / "sketch" / "sources.yaml", sources.encode())
    return tmp_path


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def sketch(text: str) -> None:
    text = text if text.startswith("---") else SETTINGS + text
    write(Path("sketch/modules/01-one.md"), text.encode())


def drafted() -> Module:
    return as_drafts(read_courses([Path("sketch")])).courses[0].modules[0]


def page(name: str = "sketch-draft--one-draft") -> str:
    with zipfile.ZipFile(f"dist/scorm12/{name}.zip") as package:
        return package.read("index.html").decode()


def test_every_unfinished_code_has_a_sketch() -> None:
    assert set(SKETCHES) == set(UNFINISHED)


def test_the_docs_have_the_table(request: pytest.FixtureRequest) -> None:
    docs = ROOT / "docs" / "begin.md"
    begin, end = "<!-- unfinished: written by tests/test_draft.py -->\n", "<!-- end of unfinished -->\n"
    page = docs.read_text("utf-8")
    lines = "".join(f"| `{code}` | {what} |\n" for code, what in UNFINISHED.items())
    rows = f"| code | what is missing |\n|---|---|\n{lines}"
    written = re.sub(f"(?s){re.escape(begin)}.*{re.escape(end)}", lambda _: begin + rows + end, page)
    if request.config.getoption("--accept"):
        docs.write_text(written, encoding="utf-8")
    else:
        assert page == written and rows in page


@pytest.mark.parametrize("code", SKETCHES)
def test_what_is_unfinished_is_marked_on_the_page(code: str) -> None:
    sketch(SKETCHES[code])
    if code == "missing-audience":
        write(Path("sketch/course.yaml"), COURSE.replace("audience: Everybody\n", "").encode())
    found = [problem for problem in read_courses([Path("sketch")]).problems if problem.code in UNFINISHED]
    assert code in {problem.code for problem in found}
    (to_do,) = drafted().to_do or ()
    result = run("build", "sketch", "--draft", "--target", "scorm12")
    assert result.exit_code == 0, result.output
    html = page()
    assert html.count("<mark class=gap>To do ") == 1
    assert "Draft: 1 thing to do before anybody learns from it" in html
    assert f"href=#page-{to_do.page}" in html
    strict = run("build", "sketch", "--strict", "--target", "scorm12", "--out", "strict")
    assert strict.exit_code == 1 and f"[{code}]" in strict.stderr and not Path("strict").exists()


@pytest.mark.parametrize(
    "text",
    [
        "::: question one\nWhat?\n\n- [ ] Yes\n- [ ] No\n  > No.\n:::\n",
        "![A bench](media/none.svg)\n",
        "See [there](#nowhere).\n",
        "::: nota\nText.\n:::\n",
        "::: note\nText.\n",
        "---\nminutes: 1\n---\nText.\n",
    ],
)
def test_what_is_broken_stays_an_error(text: str) -> None:
    sketch(text)
    result = run("build", "sketch", "--draft", "--target", "scorm12")
    assert result.exit_code == 1 and ": error: " in result.stderr
    assert not Path("dist").exists()
    assert "--draft" not in run("build", "sketch").stderr


def test_names_and_identifiers_end_in_draft() -> None:
    sketch(SKETCHES["missing-alt"])
    write(Path("mine.yaml"), b"name: Us\niri_base: https://example.org/courses\n")
    assert run("build", "sketch", "--draft", "--provider", "mine.yaml").exit_code == 0
    paths = list(Path("dist").rglob("*.zip"))
    assert paths and all(path.name == "sketch-draft--one-draft.zip" for path in paths)
    for path in paths:
        with zipfile.ZipFile(path) as package:
            control = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        found = re.findall(r'\bid(?:entifier)?="([^"]+)"', "".join(control))
        ids = [one for one in found if "/page/" not in one and "http://adlnet" not in one]
        assert all("draft" in one for one in ids if "objective" not in one and "sketch" in one), ids
        titles = re.findall(r"<title>([^\s<][^<]*)", "".join(control))
        assert all("(draft)" in title for title in titles), titles


def test_verify_refuses_a_draft_with_the_word() -> None:
    sketch(SKETCHES["missing-alt"])
    for options in ((), ("--whole-course",)):
        run("build", "sketch", "--draft", *options)
        for path in Path("dist").rglob("*.zip"):
            (problem,) = [one for one in open_package(path).problems if one.code == "draft"]
            assert problem.severity == "error" and "a draft" in problem.message
            path.unlink()
    sketch("Text.\n")
    run("build", "sketch", "--draft", "--target", "web")
    (done,) = Path("dist").rglob("*.zip")
    assert "draft" in {one.code for one in open_package(done).problems}
    run("build", "sketch", "--target", "web", "--out", "real")
    (real,) = Path("real").rglob("*.zip")
    assert "draft" not in {one.code for one in open_package(real).problems}
    assert run("build", "sketch", "--draft", "--verify").exit_code == 2


def test_a_check_says_that_a_draft_can_be_seen() -> None:
    sketch(SKETCHES["missing-alt"])
    result = run("check", "sketch")
    assert result.exit_code == 1 and "coursebuilder build --draft sketch" in result.stderr
    assert run("check", "sketch", "--format", "json").stderr == ""


def test_a_whole_course_as_a_draft() -> None:
    sketch(SKETCHES["missing-alt"])
    write(
        Path("sketch/modules/02-two.md"),
        (SETTINGS + "![](media/a.svg)\n\n## More {#more}\n\n::: tip\n:::\n").encode(),
    )
    write(Path("sketch/course.yaml"), COURSE.replace("one.md]", "one.md, modules/02-two.md]").encode())
    assert run("build", "sketch", "--draft", "--whole-course", "--target", "scorm12").exit_code == 0
    html = page("sketch-draft")
    assert "Draft: 3 things to do" in html and html.count("<mark class=gap>To do ") == 3
    assert "href=#page-two-draft--more" in html


def test_ids_left_out_are_stable_and_free() -> None:
    question = "::: question{}\nWhat?\n\n- [x] Yes\n- [ ] No\n  > No.\n:::\n\n"
    sketch(f"## Talk {{#talk}}\n\n{question.format('')}{question.format(' talk-1')}{question.format('')}")
    assert [one.id for one in drafted().left_out] == ["talk-2", "talk-3"]


def test_check_writes_ids_once_and_keeps_every_other_byte() -> None:
    text = FORMS.replace("\n", "\r\n")
    write(Path("sketch/modules/01-one.md"), text.encode())
    result = run("check", "sketch", "--write-ids")
    assert result.exit_code == 0, result.output
    mistakes = re.findall(r": (?:error|warning): .*\[([a-z-]+)\]$", result.stderr, re.MULTILINE)
    assert set(mistakes) == {"not-signed-off"}
    wanted = text
    for before, after in (
        ("## Talk  \r\n", "## Talk {#talk}  \r\n"),
        ("## Talk ##", "## Talk {#talk-2} ##"),
        ("::: question\r\nWhat", "::: question talk-1\r\nWhat"),
        (":::Reflection {", ":::Reflection mine-1 {"),
        ("{.assessment", "{#check .assessment"),
        ("{.question", "{#check-1 .question"),
        ("## Two lines", "## Two lines {#two-lines}"),
    ):
        wanted = wanted.replace(before, after, 1)
    assert Path("sketch/modules/01-one.md").read_bytes() == wanted.encode()
    assert "ids written" in result.stderr
    assert "ids written" not in run("check", "sketch", "--write-ids").stderr
    assert Path("sketch/modules/01-one.md").read_bytes() == wanted.encode()


def test_ids_are_written_into_no_other_course() -> None:
    write(Path("other/course.yaml"), COURSE.replace("sketch", "other").encode())
    write(Path("other/modules/01-one.md"), (SETTINGS + "## Page\n\nText.\n").encode())
    sketch("Text.\n")
    write(Path("sketch/course.yaml"), COURSE.replace("modules/01", "../other/modules/01").encode())
    before = Path("other/modules/01-one.md").read_bytes()
    run("check", "sketch", "--write-ids")
    assert Path("other/modules/01-one.md").read_bytes() == before


def test_a_form_that_no_id_fits_into_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    sketch("## Page\n\nText.\n")
    before = Path("sketch/modules/01-one.md").read_bytes()
    monkeypatch.setattr("coursebuilder.begin.ids.with_ids", lambda text, ids: with_ids(text, {}))
    result = run("check", "sketch", "--write-ids")
    assert result.exit_code == 1 and "write it yourself, {#page}" in result.stderr
    assert Path("sketch/modules/01-one.md").read_bytes() == before
