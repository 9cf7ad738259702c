"""Importing presentations, made by a library of their own: what comes along, and what is told of the rest."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from test_bring import broken, brought, course, damaged

from coursebuilder.bring import CannotBring, bring, put_into

__all__ = ["course"]  # a fixture

TITLE, CONTENT, TITLE_ONLY, BLANK = 0, 1, 5, 6  # layouts of python-pptx's own template
ALTERNATE = """<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="a14"/><mc:Fallback/></mc:AlternateContent>"""


def slide(deck: Any, layout: int, title: str = "", notes: str = "") -> Any:
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        made.shapes.title.text = title
    if notes:
        made.notes_slide.notes_text_frame.text = notes
    return made


def said(shapes: Any, *lines: str) -> Any:
    box = shapes.add_textbox(0, 0, 100, 100)
    box.text_frame.text = "\n".join(lines)
    return box


def saved(deck: Any, tmp_path: Path) -> Path:
    deck.save(path := tmp_path / "deck.pptx")
    return path


def drawn() -> io.BytesIO:
    Image.new("RGB", (40, 30), "green").save(out := io.BytesIO(), "PNG")
    out.seek(0)
    return out


def test_slides_become_pages_with_lists_tables_pictures_and_notes(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    first = slide(deck, TITLE, "Safer talks", "Welcome everybody.")
    first.placeholders[1].text = "For volunteers"
    body = slide(deck, CONTENT, "What matters").placeholders[1].text_frame
    body.text = "First"
    for text, level in (("Deeper", 1), ("{{provider.lead}} [@review:1] ::: note", 0)):
        (line := body.add_paragraph()).text = text
        line.level = level
    (link := body.add_paragraph().add_run()).text = "NSPCC"
    link.hyperlink.address = "https://www.nspcc.org.uk/"
    more = slide(deck, TITLE_ONLY, "What matters", "Ask the group.\n::: note\nWho helps?")
    for alt in ("Two people on a bench", "IMG_0032.JPG"):
        more.shapes.add_picture(drawn(), 0, 0)._element.nvPicPr.cNvPr.set("descr", alt)
    table = more.shapes.add_table(2, 2, 0, 0, 100, 100).table
    table.cell(0, 0).text, table.cell(1, 1).text = "a | b", "c"
    said(more.shapes.add_group_shape().shapes.add_group_shape().shapes, "In groups")
    text = brought(course, saved(deck, tmp_path))
    assert (
        '\ntitle: "Safer talks"\n' in text and "---\nFor volunteers\n\n::: tutor Notes to slide 1\n" in text
    )
    assert "## What matters {#what-matters}\n\n- First\n  - Deeper\n- \\{ \\{provider.lead" in text
    assert "\n- [NSPCC](https://www.nspcc.org.uk/)\n" in text and "## What matters (2)" in text
    assert "![Two people on a bench](media/deck-picture-1.png)\n\n![](media/deck-picture-1.png)" in text
    assert "| a \\| b |  |\n|---|---|\n|  | c |\n\nIn groups" in text
    assert "::: tutor Notes to slide 3\nAsk the group.\n\n\\::: note\n\nWho helps?\n:::" in text
    report = (course / "import-report.md").read_text("utf-8")
    assert "3 slides, 2 notes pages, 1 table, 1 picture" in report and "1 without a description" in report


def test_questions_on_slides_are_questions(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    said(slide(deck, BLANK).shapes, "1. Who decides?", "a) The doctor", "b) The young person", "Answer: b")
    text = brought(course, saved(deck, tmp_path))
    assert "## Slide 1 {#slide-1}\n\n::: question who-decides\n" in text and "- [x] The young person" in text
    assert "not carried" not in (course / "import-report.md").read_text("utf-8").lower()


def test_hidden_slides_are_told_and_no_learner_sees_them(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Shown")
    hidden = slide(deck, TITLE_ONLY, "The answers")
    said(hidden.shapes, "For the trainer", "Number two")
    hidden._element.set("show", "0")
    text = brought(course, saved(deck, tmp_path))
    assert text.endswith("::: tutor Hidden slide 2: The answers\nFor the trainer\n\nNumber two\n:::\n")
    assert "- slide 2 (The answers): the slide was hidden" in (course / "import-report.md").read_text("utf-8")


def moved(page: Any) -> None:
    page._element.append(etree.fromstring(f'<p:timing xmlns:p="{page._element.nsmap["p"]}"><p:tnLst><p:par>'
        '<p:cTn presetClass="entr"/></p:par></p:tnLst></p:timing>'))  # fmt: skip


def charted(page: Any) -> None:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["a"]
    data.add_series("S", (1,))
    page.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 100, 100, data)


def filmed(page: Any) -> None:
    page.shapes.add_movie(io.BytesIO(b"film"), 0, 0, 100, 100, poster_frame_image=drawn())


def unknown(page: Any) -> None:
    odd = page.shapes._spTree.makeelement("{urn:odd}thing", {})
    page.shapes._spTree.append(odd)
    odd.append(said(page.shapes, "words of an unknown thing")._element)


def cropped(page: Any) -> None:
    page.shapes.add_picture(drawn(), 0, 0).crop_left = 0.5


@pytest.mark.parametrize(
    ("put", "told"),
    [
        (moved, "animations and transitions"),
        (charted, "a chart"),
        (filmed, "a video or sound"),
        (unknown, 'the words "words of an unknown thing"'),
        (cropped, "was cropped on the slide"),
        (lambda _page: None, "it became no page"),
    ],
    ids=["animation", "chart", "video", "unknown", "crop", "empty"],
)
def test_what_is_not_carried_is_told(
    tmp_path: Path, course: Path, put: Callable[[Any], None], told: str
) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Before")
    put(slide(deck, BLANK))
    brought(course, saved(deck, tmp_path))
    assert told in (course / "import-report.md").read_text("utf-8")


def test_shapes_in_two_forms_stand_once(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    page = slide(deck, TITLE_ONLY, "Forms")
    both = etree.fromstring(ALTERNATE)
    page.shapes._spTree.append(both)
    newer = said(page.shapes, "Newer words")._element
    both[1].append(copy.deepcopy(newer))
    both[0].append(newer)
    text = brought(course, saved(deck, tmp_path))
    assert text.count("Newer words") == 1


def test_a_slide_show_is_a_presentation(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Shown")
    shown = tmp_path / "show.ppsx"
    with zipfile.ZipFile(saved(deck, tmp_path)) as old, zipfile.ZipFile(shown, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"presentation.main+xml", b"slideshow.main+xml"))
    assert "## Shown" in brought(course, shown)


def test_damaged_presentations_are_problems_and_never_break_a_course(tmp_path: Path, course: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE, "One", "Notes")
    slide(deck, CONTENT, "Two").placeholders[1].text = "Words"
    data, dice = saved(deck, tmp_path).read_bytes(), random.Random("pptx")
    for number in range(12):
        (path := tmp_path / f"deck-{number}.pptx").write_bytes(damaged(data, dice, "docx"))
        try:
            put_into(course, path, bring(path))
        except CannotBring as error:
            assert error.problems
    assert not broken(course)
