"""The copy people sign: nothing that a learner may see is missing, and each claim shows what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser

from coursebuilder.build.out_folder import write_reviews
from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import (
    Block,
    Callout,
    Choice,
    Course,
    Figure,
    FillIn,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Table,
    TrueFalse,
    blocks_of,
    words_of,
)
from coursebuilder.pages.printables import review_copy
from coursebuilder.verify.accessibility import violations

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "toolkit": ROOT / "courses" / "toolkit_intro",
    "workforce": ROOT / "courses" / "wider_workforce",
    "kinds": ROOT / "tests" / "packages" / "kinds" / "course",
    "talk": ROOT / "tests" / "packages" / "talk" / "course",
}
SCENE = """---
title: A scene
minutes: 4
---
Hello.

## Try {#try}

::: scenario hall
You meet in the hall.

- Trust: low, **some**, high

### They begin {#begin}

**Sam, 15:** “Do you promise?”

- [best] “I can’t promise that.” -> after, trust +1
  > Sam nods.
- [unsafe] “I won’t tell.”
  > You would have to.

### After that {#after .end}

You tell the lead.
:::
"""


@cache
def course(folder: Path, provider: Path | None = None) -> Course:
    (read,) = read_courses([folder], provider, by_line=True).courses
    return read


def of_one_module(folder: Path, text: str) -> Path:
    """Write a course whose one module is this text."""
    (folder / "m").mkdir()
    (folder / "m" / "scene.md").write_text(text, encoding="utf-8")
    settings = "id: scene\ntitle: Scene\naudience: All\nmodules: [m/scene.md]\n"
    (folder / "course.yaml").write_text(settings, encoding="utf-8")
    return folder


@cache
def copy_of(name: str) -> bytes:
    return review_copy(course(FOLDERS[name]))


def page(made: bytes) -> Any:
    return html.fromstring(made.decode())


def plain(text: str) -> str:
    return " ".join(text.split())


def said(made: bytes) -> str:
    """All words of the document but citations and the numbers and bases beside claims."""
    document = page(made)
    for extra in document.xpath("//*[@class='cite' or @class='n' or @class='basis']"):
        extra.drop_tree()
    return re.sub(r"\s+([.,;:])", r"\1", plain(document.text_content()))


def texts(block: Block) -> Iterator[str]:
    """What the author wrote in a block, in pieces that no citation interrupts."""
    match block:
        case Prose(html=written) | Table(html=written):
            yield from written_in(written)
        case Figure():
            yield from (block.alt, block.caption)
        case Callout() | Reveal():
            yield block.title
        case Reflection():
            yield block.prompt
        case Question():
            yield from (*written_in(block.html), *words_of(block.task), *written_in(block.feedback))
            yield from (piece for hint in block.hints for piece in written_in(hint))
            if isinstance(block.task, Choice | TrueFalse | FillIn):
                for answer in block.task.answers:
                    yield from (answer.text, *written_in(answer.feedback))
        case Speech():
            yield from (block.speaker, block.text)
        case Scenario():
            for step in block.steps:
                yield from (step.title, *written_in(step.ask))
                for reply in step.replies:
                    yield from (reply.text, *written_in(reply.led))


def written_in(html_text: str) -> list[str]:
    pieces = re.split(
        r'<a class="cite".*?</a>|</?(?:p|li|ul|ol|t[rdh]|thead|tbody|h\d|br|blockquote)\b[^>]*>', html_text
    )
    return [plain(page(f"<p>{piece}</p>".encode()).text_content()) for piece in pieces if piece.strip()]


@pytest.mark.parametrize("name", FOLDERS)
def test_it_has_every_word_that_learners_and_tutors_read(name: str) -> None:
    read = course(FOLDERS[name])
    whole = said(copy_of(name))
    wanted = [
        text
        for module in read.modules
        for blocks in (*(page.blocks for page in module.pages), *(note.blocks for note in module.tutor_notes))
        for block in blocks_of(blocks)
        for text in texts(block)
    ]
    wanted += [page.title for module in read.modules for page in module.pages]
    wanted += [one.text for module in read.modules for one in module.objectives]
    wanted += [slot.label for slot in read.slots] + [silence.reason for silence in read.silences]
    assert len(wanted) > 40
    lacking = [text for text in map(plain, wanted) if re.sub(r"\s+([.,;:])", r"\1", text) not in whole]
    assert lacking == []


@pytest.mark.parametrize("name", FOLDERS)
def test_it_stands_alone_with_an_outline_and_a_number_for_each_claim(name: str) -> None:
    document = page(copy_of(name))
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for address in document.xpath("//@href | //@src"):
        assert address[1:] in ids or address.startswith(("data:image/", "https://", "mailto:", "tel:")), (
            address
        )
    assert document.xpath("//script[@src] | //link | //form") == []
    numbers = [plain(one.text_content()) for one in document.xpath("//*[@class='n']")]
    assert len(numbers) == len(set(numbers)) >= 8
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", number) for number in numbers)
    levels = [int(one.tag[1]) for one in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    loose = document.xpath("//section[@class='module']/section/p[not(@class)]")
    assert [plain(one.text_content()) for one in loose] == []


def test_beside_each_claim_stands_what_it_rests_on() -> None:
    document = page(copy_of("toolkit"))
    bases = {
        plain(row.xpath("string(./*[@class='said'])")): plain(row.xpath("string(./*[@class='basis'])"))
        for row in document.xpath("//*[@class='claim'][*[@class='basis']]")
    }
    (own,) = {basis for text, basis in bases.items() if text.startswith("The language of this work")}
    assert own == "Definitions [review:77]; Conclusion [review:304]"
    (practice,) = {basis for text, basis in bases.items() if text.startswith("Add the place, whom you told")}
    assert practice == "common practice"
    (story,) = {basis for text, basis in bases.items() if text.startswith("“Tuesday 3 March 2026")}
    assert story == "made-up story"
    (judged,) = {basis for text, basis in bases.items() if text.startswith("Listen. Stay calm.")}
    assert judged == "no source: for the safeguarding lead"
    rows = document.xpath("//tr[td/*[@class='n']]")
    assert any("[review:79]" in plain(row.xpath("string(td[last()])")) for row in rows)
    learners = plain(" ".join(document.xpath("//a[@class='cite']/text()")))
    assert (
        "[review:" not in " ".join(document.xpath("//*[@class='said']//a[@class='cite']/text()")) and learners
    )


def test_the_players_own_words_stand_at_the_end_as_learners_meet_them() -> None:
    document = page(copy_of("toolkit"))
    (section,) = document.xpath("//section[@id='player-words']")
    numbers, texts = ([plain(one.text_content()) for one in section.xpath(f".//td[{n}]")] for n in (1, 2))
    assert len(numbers) == len(set(numbers)) and all(re.fullmatch(r"P\.\d\.\d+", one) for one in numbers)
    assert "\0" not in copy_of("toolkit").decode() and not any("{" in text for text in texts)
    for wanted in (
        "Not yet signed off by a safeguarding lead.",
        "You passed · Well done.",
        "Your answer is sent to your training provider. Don’t write anything that could identify a child.",
        "Your learning platform gets only the pages you opened, your answers, result and time here.",
    ):
        assert wanted in texts
    assert sum(text.startswith("Without a learning platform: ") for text in texts) >= 3


def test_every_path_is_there_and_unsafe_replies_say_so(tmp_path: Path) -> None:
    document = page(review_copy(course(of_one_module(tmp_path, SCENE))))
    first, last = (plain(one.text_content()) for one in document.xpath("//*[@class='step']"))
    assert "Step 1: They begin" in first and "Sam, 15: “Do you promise?”" in first
    assert "Best: “I can’t promise that.” Sam nods. Leads to step 2. Trust +1." in first
    (unsafe,) = document.xpath("//li[@class='unsafe']")
    assert plain(unsafe.text_content()) == (
        "Unsafe: “I won’t tell.” You would have to. Put right at once; the learner chooses again."
    )
    assert last == "Step 2, an end: After that 1.2.3 You tell the lead. made-up story"
    assert "Trust, from low to high: low, some, high. It starts at “some”." in plain(document.text_content())


def test_every_module_has_a_box_to_sign_for_this_very_text() -> None:
    read = course(FOLDERS["toolkit"])
    document = page(copy_of("toolkit"))
    captions = document.xpath("//table[contains(@class, 'form')]/caption/text()")
    assert len(captions) == len(read.modules) + 1
    for field in ("Name", "Role", "Date", "Version", "Decision", "Comments, by number", "Signature"):
        assert len(document.xpath(f"//table[contains(@class, 'form')]//th[.='{field}']")) == len(captions)
    prints = re.findall(r"0\.1 \(([0-9a-f]{12})\)", document.text_content())
    assert len(prints) == len(set(prints)) == len(captions)
    changed = replace(read, modules=(replace(read.modules[0], title="Changed"), *read.modules[1:]))
    renewed = re.findall(r"0\.1 \(([0-9a-f]{12})\)", page(review_copy(changed)).text_content())
    assert [old == new for old, new in zip(prints, renewed, strict=True)] == [False, *[True] * 7, False]


def test_gaps_are_gaps_until_a_provider_fills_them() -> None:
    provider = ROOT / "tests" / "providers" / "riverside.yaml"
    rows = "//section[h2='The provider’s details']//td[2]"
    empty = page(copy_of("toolkit"))
    given = page(review_copy(course(FOLDERS["toolkit"], provider)))
    gaps = [sum("Not filled in" in cell.text_content() for cell in one.xpath(rows)) for one in (empty, given)]
    assert gaps == [19, 13]
    assert "Sam Example, 01632 960001" in given.text_content()


def test_it_prints_on_a4_and_reads_well_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    (path,) = write_reviews([course(FOLDERS["kinds"])], tmp_path)
    assert path == tmp_path / "review" / "kinds.html"
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(tab.main_frame) == []
    sheets = tab.pdf(prefer_css_page_size=True)
    tab.close()
    boxes = set(re.findall(rb"/MediaBox \[([\d .]+)\]", sheets))
    assert {tuple(round(float(n)) for n in box.split()) for box in boxes} == {(0, 0, 595, 842)}


def test_text_from_right_to_left_runs_so_on_paper(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    text = "---\ntitle: One\nminutes: 1\n---\nWelcome.\n\nمرحبا بكم\n"
    (tmp_path / "modules" / "one.md").write_text(text, encoding="utf-8")
    for language, begins in (("en-GB", '<html lang="en-GB">'), ("ar", '<html lang="ar" dir="rtl">')):
        course = f"id: a\ntitle: A\naudience: P\nlanguage: {language}\nmodules: [modules/one.md]\n"
        (tmp_path / "course.yaml").write_text(course, encoding="utf-8")
        (path,) = write_reviews(read_courses([tmp_path]).courses, tmp_path / "out")
        page = path.read_text(encoding="utf-8")
        assert begins in page
        assert re.search(r'<p[^<>]* dir="auto"[^<>]*>مرحبا', page)
