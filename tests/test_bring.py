"""Importing and exporting: documents made by a library of their own, banks as text, and hostile files."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from PIL import Image

from coursebuilder.begin import new_course
from coursebuilder.bring import CannotBring, bring, put_into
from coursebuilder.bring.export import FORMATS, export_questions
from coursebuilder.build.pipeline import read_courses
from coursebuilder.checks.unfinished import UNFINISHED
from coursebuilder.model import Course, Question, questions_of
from coursebuilder.source import load

ROOT = Path(__file__).parent


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course("A course", tmp_path / "course", (), "")


def brought(course: Path, source: Path) -> str:
    """The text of the one module that a file becomes; what check says of it is only what is to do."""
    landed = put_into(course, source, bring(source))
    assert not broken(course)
    return next(path for path in landed.new if path.suffix == ".md").read_text("utf-8")


def broken(course: Path) -> list[str]:
    found = read_courses([course]).problems
    return [
        f"{one.place} {one.code}" for one in found if one.severity == "error" and one.code not in UNFINISHED
    ]


def written(tmp_path: Path, name: str, text: str) -> Path:
    (path := tmp_path / name).write_text(text, encoding="utf-8")
    return path


def saved(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def handbook(pages: int) -> Document:
    document = docx.Document()
    document.add_heading("Safer talks", 0)
    for page in range(pages):
        document.add_heading(f"Part {page}: * and {{x}}", 1)
        for _ in range(10):
            words = document.add_paragraph("Plain words, ")
            words.add_run("bold ones").bold = True
            words.add_run(" and more of them, which go on to the end of the line and beyond. " * 4)
        document.add_paragraph("First point", style="List Bullet")
        document.add_paragraph("{{provider.lead}} [@review:12] <!-- x --> www.example.com ::: note")
    return document


def test_a_word_document_becomes_pages_pictures_tables_and_questions(tmp_path: Path, course: Path) -> None:
    document = handbook(2)
    table = document.add_table(2, 2)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell | {n}"
    for line in ("1. Who decides?", "a) The doctor", "b) The young person", "Answer: b"):
        document.add_paragraph(line)
    for line in ("Which of these help?", "☐ Shouting", "☒ Listening", "☒ Waiting"):
        document.add_paragraph(line)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "TIFF")
    document.add_picture(picture)
    text = brought(course, saved(document, tmp_path / "handbook.docx"))
    assert '\ntitle: "Safer talks"\n' in text and r"## Part 1: \* and \{x\} {#part-1-and-x}" in text
    assert r"| cell \| 0 | cell \| 1 |" in text and "**bold ones**" in text
    assert "::: question who-decides\nWho decides?\n\n- [ ] The doctor\n- [x] The young person\n:::" in text
    assert "- [ ] Shouting\n- [x] Listening\n- [x] Waiting" in text
    assert "![](media/handbook-picture-1.png)" in text
    report = (course / "import-report.md").read_text("utf-8")
    assert "1 without a description" in report and "real child" in report


def test_the_same_file_again_changes_nothing(tmp_path: Path, course: Path) -> None:
    source = saved(handbook(1), tmp_path / "handbook.docx")
    brought(course, source)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    landed = put_into(course, source, bring(source))
    assert not landed.new
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_what_was_deleted_is_only_counted_and_comments_lose_their_author(
    tmp_path: Path, course: Path
) -> None:
    document = docx.Document()
    said = document.add_paragraph("Kept words")
    document.add_comment(said.runs, "Is this so?", author="Jo Commenter", initials="JC")
    deleted = said._p.makeelement(f"{{{said._p.nsmap['w']}}}del", {})
    said._p.append(deleted)
    deleted.append(said._p.makeelement(f"{{{said._p.nsmap['w']}}}r", {}))
    gone = said._p.makeelement(f"{{{said._p.nsmap['w']}}}delText", {})
    gone.text = "Erased words"
    deleted[0].append(gone)
    text = brought(course, saved(document, tmp_path / "notes.docx"))
    everything = text + (course / "import-report.md").read_text("utf-8")
    assert "<!-- Comment: Is this so? -->" in text and "1 deleted passage" in everything
    assert "Erased" not in everything and "Commenter" not in everything and "JC" not in everything


def test_words_that_a_reader_loses_are_named(tmp_path: Path, course: Path) -> None:
    document = docx.Document()
    kept = document.add_paragraph("Ordinary words")
    odd = kept._p.makeelement("{urn:another}box", {})
    odd.append(docx.Document().add_paragraph("Words of an unknown box")._p)
    kept._p.append(odd)
    brought(course, saved(document, tmp_path / "odd.docx"))
    assert 'the words "words of an unknown box"' in (course / "import-report.md").read_text("utf-8")


GIFT = """$CATEGORY: $course$/top/First steps

::Q1:: Who decides? {=The young person#Yes ~The GP#No ~%50%Both \\= all ####Ask them.}

Two of them: {~%50%One ~%50%Two ~%-100%Three}

Two plus two is {=four =4} exactly.

::tf::[html]<p>It is <b>so</b>.</p>{T#wrong#right}

Match: {=Canada -> Ottawa =Italy -> Rome = -> Paris}

How many? {#3.5:0.1#well}

Say more {}

Broken { =x
"""


def test_gift(tmp_path: Path, course: Path) -> None:
    text = brought(course, written(tmp_path, "bank.txt", GIFT))
    assert "## First steps {#first-steps}" in text
    assert "- [x] The young person\n  > Yes\n- [ ] The GP\n  > No\n- [ ] Both = all\n\n> Ask them." in text
    assert r"Two plus two is \_\_\_\_\_ exactly." in text and "- [x] four\n- [x] 4" in text
    assert "It is **so**.\n\n- [x] True\n  > right\n- [ ] False\n  > wrong" in text
    assert "| Canada | Ottawa |" in text and "|  | Paris |" in text
    assert "- [x] 3.5 +- 0.1\n  > well" in text and "{kind=long-fill-in}\nSay more" in text
    report = (course / "import-report.md").read_text("utf-8")
    assert "partial credit (50 %) was dropped" in report and "never closes" in report


MOODLE = """<quiz><question type="multichoice"><name><text>One</text></name><questiontext format="html">
<text><![CDATA[<p><img src="@@PLUGINFILE@@/a.png" alt="A"></p><p>Which?</p>]]></text>
<file name="a.png" encoding="base64">{picture}</file></questiontext><single>true</single>
<answer fraction="100"><text>This</text><feedback><text>Yes</text></feedback></answer>
<answer fraction="0"><text>That {{x}}</text></answer></question>
<question type="cloze"><name><text>Gaps</text></name></question></quiz>"""


def test_moodle_xml(tmp_path: Path, course: Path) -> None:
    import base64

    Image.new("RGB", (4, 4)).save(picture := io.BytesIO(), "PNG")
    data = base64.b64encode(picture.getvalue()).decode()
    text = brought(course, written(tmp_path, "bank.xml", MOODLE.format(picture=data)))
    assert "![A](media/bank-a-1.png)\n\nWhich?\n\n- [x] This\n  > Yes\n- [ ] That \\{x\\}" in text
    assert "the kind cloze" in (course / "import-report.md").read_text("utf-8")


def questions(course: Course) -> dict[str, Question]:
    return {one.id: one for module in course.modules for page in module.pages for one in questions_of(page)}


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_comes_back_equal(tmp_path: Path, course: Path, form: str) -> None:
    loaded = load(ROOT / "packages" / "kinds" / "course").course
    assert loaded
    exported = export_questions(loaded, form)
    (source := tmp_path / "bank").write_bytes(exported.data)
    brought(course, source)
    back = load(course).course
    assert back
    lost = {
        line.partition(":")[0]
        for line in exported.lost
        if not any(word in line for word in ("objective", "headings", "reasons"))
    }
    first, again = questions(loaded), questions(back)
    assert exported.questions == sum(one in again for one in first)
    for name, one in first.items():
        if name not in lost:
            assert meaning(again[name]) == meaning(one), name


def meaning(question: Question) -> tuple[object, ...]:
    """All of a question but places and what no bank holds."""
    task = question.task
    answers = [
        (one.right, getattr(one, "html", ""), getattr(one, "low", ""), getattr(one, "high", ""), one.feedback)
        for one in getattr(task, "answers", ())
    ]
    pairs = [(left.html, right.html) for left, right in getattr(task, "pairs", ())]
    steps = [one.html for one in getattr(task, "steps", ())]
    return task.kind, question.html, question.feedback, answers, pairs, steps


def refused(path: Path) -> str:
    with pytest.raises(CannotBring) as error:
        bring(path)
    return error.value.problems[0].code


def test_xml_with_a_document_type_is_refused(tmp_path: Path) -> None:
    text = '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>'
    assert refused(written(tmp_path, "a.xml", text)) == "xml-doctype"


def test_a_bomb_is_refused_before_a_library_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("word/document.xml", b"<a>" + b" " * 40_000_000)
    assert refused(path) == "zip-bomb"


@pytest.mark.parametrize("name", ["doc", "pdf", "zip", "empty", "text", "xml"])
def test_what_is_no_bank_says_so(tmp_path: Path, name: str) -> None:
    data = {
        "doc": b"\xd0\xcf\x11\xe0",
        "pdf": b"%PDF-1.4",
        "zip": b"PK\3\4",
        "empty": b"",
        "text": b"Hello",
        "xml": b"<a/>",
    }
    (path := tmp_path / "file").write_bytes(data[name])
    assert refused(path)


@pytest.mark.parametrize("form", ["docx", "gift", "moodle-xml", "qti"])
def test_damaged_files_are_problems_and_never_break_a_course(tmp_path: Path, course: Path, form: str) -> None:
    """Bytes changed, cut and doubled, from a fixed seed."""
    loaded = load(ROOT / "packages" / "kinds" / "course").course
    assert loaded
    if form == "docx":
        handbook(1).save(str(path := tmp_path / "a.docx"))
        data = path.read_bytes()
    else:
        data = export_questions(loaded, form).data
    dice = random.Random(form)
    for number in range(8 if form == "docx" else 20):
        (path := tmp_path / f"file-{number}").write_bytes(damaged(data, dice, form))
        try:
            put_into(course, path, bring(path))
        except CannotBring as error:
            assert error.problems
    assert not broken(course)


def damaged(data: bytes, dice: random.Random, form: str) -> bytes:
    """A few changes; in a zip inside one of its files, so that it still opens."""
    if form in {"docx", "qti"}:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
            chosen = dice.choice([name for name in package.namelist() if name.endswith(".xml")])
            for name in package.namelist():
                content = package.read(name)
                changed.writestr(name, damaged(content, dice, "") if name == chosen else content)
        return out.getvalue()
    parts = [
        b"{",
        b"}",
        b"~",
        b"=",
        b"<x>",
        b"</p>",
        b"&amp;",
        b"#",
        b"::",
        b"\n\n",
        b"\xff",
        b"w:p",
        b"]]>",
        b":::",
    ]
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(data))
        data = data[:at] + dice.choice(parts) + data[at + dice.randrange(0, 40) :]
    return data
