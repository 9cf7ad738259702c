"""Review copies in Word: written, typed in as reviewers do, and read back at the lines they are about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from bikes import bikes, review, write

TEXT = """---
title: Bikes
minutes: 2
---
Wear a helmet.

- Check the tyres.

Table: Lights

| Where | Colour |
|---|---|
| Front | White |

::: question first
What first?

- [x] Brake
  > Right, brake.
- [ ] Ring
  > No, brake.
:::
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bikes(tmp_path, TEXT)
    result = review(tmp_path, "--docx", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [(tmp_path / "out" / "bikes.docx").as_posix()]
    return tmp_path


def boxes(document: Any) -> dict[str, Any]:
    """Number -> the cell to type in; the name's is under "name"."""
    found = {}
    for table in document.tables:
        for row in table.rows:
            label = row.cells[0].text
            if code := re.search(r"^bikes (\d\.\d\.\d) ", label, re.MULTILINE):
                found[code[1]] = row.cells[-1]
            elif "coursebuilder review copy" in label:
                found["name"] = row.cells[-1]
    return found


def edited(folder: Path, name: str, edit: Callable[[Any], None]) -> Path:
    document = docx.Document(str(folder / "out" / "bikes.docx"))
    edit(document)
    document.save(str(folder / name))
    return folder / name


def paragraph(document: Any, start: str) -> Any:
    (found,) = [one for one in document.paragraphs if one.text.startswith(start)]
    return found


def test_the_copy_holds_numbers_boxes_answers_and_codes(folder: Path) -> None:
    document = docx.Document(str(folder / "out" / "bikes.docx"))
    assert review(folder, "--out", folder / "html").exit_code == 0
    page = (folder / "html" / "review" / "bikes.html").read_text("utf-8")
    known = {number: one for one, number in re.findall(r'data-hash="(\w+)">([\d.]+)<', page)}
    assert list(known) == ["1.1.1", "1.1.2", "1.1.3", "1.1.4"]
    everything = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for number, one in known.items():
        assert any(f"bikes {number} {one}" in text for text in everything)
    assert list(boxes(document)) == ["name", *known]
    said = [one.text for one in document.paragraphs]
    assert {"1.1.1 Wear a helmet.", "a) Right: Brake", "No, brake."} <= {one.strip() for one in said}
    codes = re.findall(r"0\.1 \((\w{12})\)", "\n".join(everything))
    code = codes[0]
    assert said[-1] == f"Bikes: {code}"
    first = (folder / "out" / "bikes.docx").read_bytes()
    assert review(folder, "--docx", folder / "again.docx").exit_code == 0
    assert (folder / "again.docx").read_bytes() == first


def test_what_is_typed_changed_and_commented_comes_back_at_its_line(folder: Path) -> None:
    def edit(document: Any) -> None:
        cells = boxes(document)
        cells["name"].text = "Pat\x85Jones"
        cells["1.1.1"].text = "say\nwhy"
        cells["1.1.3"].text = "and red?"
        runs = paragraph(document, "No, brake").runs
        document.add_comment(runs, text="kinder", author="Ann Lee", initials="AL")
        runs[-1].text = "No: brake first."
        document.add_comment(paragraph(document, "1.1 ").runs, text="whole page is good", author="")
        document.add_comment(document.paragraphs[0].runs, text="fine", author="Ann Lee")

    file = edited(folder, "pat.docx", edit)
    result = review(folder, "--read", file, file)  # as a shell writes *.docx
    assert result.exit_code == 0, result.output
    module = (folder / "bikes" / "m" / "bikes.md").as_posix()
    lines = result.stderr.splitlines()
    assert f"{module}:5: advice: Pat Jones: say why [comment]" in lines
    assert "    hint: on 1.1.1: Wear a helmet. (Pat Jones)" in lines
    assert f"{module}:13: advice: Pat Jones: and red? [comment]" in lines
    assert f"{module}:15: advice: Ann Lee: kinder [comment]" in lines
    assert f"{module}:15: advice: Pat Jones: changes the text to: No: brake first. [comment]" in lines
    assert f"{module}:5: advice: Pat Jones: whole page is good [comment]" in lines
    assert f"{(folder / 'bikes' / 'course.yaml').as_posix()}:1: advice: Ann Lee: fine [comment]" in lines
    assert result.stderr.count("advice:") == 6


def test_an_untouched_copy_says_nothing_and_a_changed_source_is_marked(folder: Path) -> None:
    untouched = edited(folder, "untouched.docx", lambda document: None)
    result = review(folder, "--read", untouched)
    assert result.exit_code == 0 and "advice" not in result.output
    file = edited(folder, "pat.docx", lambda document: setattr(boxes(document)["1.1.1"], "text", "why?"))
    write(folder, TEXT.replace("Wear a", "Always wear a"))
    said = review(folder, "--read", file).stderr
    assert "Somebody: why? [comment-on-changed-text]" in said
    assert "the paragraph has changed since; now: Always wear a helmet." in said


def test_json_and_word_are_merged(folder: Path) -> None:
    file = edited(folder, "pat.docx", lambda document: setattr(boxes(document)["1.1.1"], "text", "why?"))
    code = re.search(r"bikes 1\.1\.1 (\w{12})", _xml(file))
    assert code
    note = folder / "ann.json"
    note.write_text(
        '{"comments_on": "bikes", "language": "en-GB", "by": "Ann", "comments": [{"module": "bikes",'
        f'"number": "1.1.1", "hash": "{code[1]}", "text": "good"}}]}}',
        encoding="utf-8",
    )
    said = review(folder, "--comments", note, "--read", file).stderr
    assert "Ann: good [comment]" in said and "Somebody: why? [comment]" in said


def test_words_record_of_changes_names_who_changed_what(folder: Path) -> None:
    def edit(xml: str) -> str:
        (run,) = re.findall(r"<w:r>(?:(?!</w:r>).)*> Check the tyres\.</w:t></w:r>", xml) or re.findall(
            r"<w:r><w:t[^>]*>[^<]*Check the tyres\.</w:t></w:r>", xml
        )
        gone = (
            run.replace("<w:t ", "<w:delText ")
            .replace("<w:t>", "<w:delText>")
            .replace("/w:t>", "/w:delText>")
        )
        new = run.replace("Check the tyres.", "Pump the tyres.")
        by = 'w:id="9" w:author="Sam"'
        return xml.replace(run, f"<w:del {by}>{gone}</w:del><w:ins {by}>{new}</w:ins>")

    said = review(folder, "--read", _with(folder, "word/document.xml", edit)).stderr
    assert "7: advice: Sam: changes the text to: Pump the tyres. [comment]" in said


def _xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def _with(folder: Path, name: str, edit: Callable[[str], str]) -> Path:
    """The copy with one of its files edited, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(folder / "out" / "bikes.docx") as old, zipfile.ZipFile(made, "w") as new:
        for one in {*old.namelist(), name}:
            text = old.read(one).decode() if one in old.namelist() else ""
            new.writestr(one, edit(text) if one == name else text)
    path = folder / "edited.docx"
    path.write_bytes(made.getvalue())
    return path


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("name", "edit", "said"),
    [
        ("word/vbaProject.bin", lambda _: "x", 'holds "word/vbaProject.bin"'),
        ("word/embeddings/a.xlsx", lambda _: "x", 'holds "word/embeddings/a.xlsx"'),
        ("[Content_Types].xml", lambda text: text.replace("document.main", "macroEnabled.main"), "macros"),
        (
            "word/document.xml",
            lambda text: text.replace("<w:document", f"{DOCTYPE}<w:document", 1),
            "DOCTYPE",
        ),
        ("word/document.xml", lambda _: "<a/>", "no review copy with its codes"),
        ("word/document.xml", lambda _: "", "not valid XML"),
        ("word/comments.xml", lambda _: "<", "not valid XML"),
        ("word/document.xml", lambda text: "<a>" + " " * 17_000_000 + "</a>", "at most are read"),
    ],
)
def test_another_document_is_refused(name: str, edit: Callable[[str], str], said: str, folder: Path) -> None:
    result = review(folder, "--read", _with(folder, name, edit))
    assert result.exit_code == 1 and said in result.stderr, result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", None])
def test_what_is_no_word_document_is_refused(data: bytes | None, folder: Path) -> None:
    path = folder / "other.docx"
    if data is not None:
        path.write_bytes(data)
    result = review(folder, "--read", path)
    assert result.exit_code == 1 and "other.docx" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_copy_of_another_course_is_told_and_one_file_holds_one_course(folder: Path) -> None:
    file = _with(
        folder, "word/document.xml", lambda xml: xml.replace("review copy: bikes", "review copy: boats")
    )
    edited_too = docx.Document(str(file))
    boxes(edited_too)["1.1.1"].text = "why?"
    edited_too.save(str(file))
    result = review(folder, "--read", file)
    assert result.exit_code == 1 and '"boats"' in result.stderr
