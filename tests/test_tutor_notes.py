"""Notes for tutors: in their own document, and not a byte of them in what learners get."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from coursebuilder.build.pipeline import build_all, read_courses
from coursebuilder.model import Course
from coursebuilder.pages.printables import tutor_notes
from coursebuilder.targets import TARGETS

COURSE = """id: taught
title: "Taught \\"well\\" </style>"
audience: People who teach
provider:
  organisation: {label: "your organisation", value: ""}
modules: [modules/one.md]
"""
SOURCES = """review:
  title: A review
  reference: R
  sections: [{lines: 1-9, name: Beginning}, {lines: 10-19, name: Zebra}]
extra: {title: Giraffe, reference: R, sections: [{lines: 1-9, name: All}]}
"""
GLOSSARY = '- {term: okapi, definition: An animal., source: "review:3"}\n'
GUIDANCE = "gnu: {title: Wildebeest, nation: England}\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><!-- {} --></svg>'
LEARNERS = """---
title: One
minutes: 2
objectives: [{id: tell, text: Tell it}]
---
Said to all [@review:3].

![A drawing](media/shown.svg)
NOTES
## Next {#next}

More.

::: question which {objective=tell}
Which one?

- [x] This one
  > It is.
- [ ] That one
  > It is not.
:::
"""
NOTES = """
::: tutor Quagga session {minutes=30}
See [the next page](#next). An okapi walks by [@review:12] and [@extra:2], by [@gnu].

| Minutes | What |
|---|---|
| 30 | Talk about numbats at {{provider.organisation}} |

![A tapir](media/serval.svg)

[A list](media/list.txt)
:::

::: tutor Wombat task {witness}
Tell it to somebody.
:::
"""
# Said in the notes alone, by their words, sources, terms or media.
SECRETS = (
    "Quagga",
    "okapi",
    "An animal",
    "Zebra",
    "Giraffe",
    "Wildebeest",
    "numbat",
    "tapir",
    "serval",
    "list.txt",
)


def course(folder: Path, notes: str) -> Course:
    files = {
        "taught/course.yaml": COURSE,
        "taught/modules/one.md": LEARNERS.replace("NOTES", notes),
        "taught/media/shown.svg": DRAWING.format("seen"),
        "taught/media/serval.svg": DRAWING.format("serval"),
        "taught/media/list.txt": "list.txt",
        "shared/sources.yaml": SOURCES,
        "shared/glossary.yaml": GLOSSARY,
        "shared/guidance.yaml": GUIDANCE,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    read = read_courses([folder / "taught"])
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    return read.courses[0]


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True])
def test_no_learners_package_holds_a_byte_of_them(tmp_path: Path, whole: bool) -> None:
    """For every target the package with notes is the package without them."""
    built = [
        build_all(
            [course(tmp_path / name, notes)], list(TARGETS.values()), tmp_path / f"{name}-out", whole=whole
        )
        for name, notes in (("with", NOTES), ("without", ""))
    ]
    assert len(built[0].paths) == len(TARGETS)
    for ours, other in zip(*(one.paths for one in built), strict=True):
        assert ours.read_bytes() == other.read_bytes()
        with zipfile.ZipFile(ours) as package:
            found = [*package.namelist(), *(package.read(name).decode() for name in package.namelist())]
        assert [secret for secret in (*SECRETS, "Wombat") if any(secret in text for text in found)] == []


def test_their_document_has_all_of_them_and_needs_no_other_file(tmp_path: Path) -> None:
    made = tutor_notes(course(tmp_path, NOTES)).decode()
    page: Any = html.fromstring(made)
    said = " ".join(page.text_content().split())
    for wanted in ("Quagga session (30 minutes)", "numbats at Not filled in yet: your organisation", "Zebra"):
        assert wanted in said
    assert "Which one?" in said and "This one" in said and "That one" not in said
    fields = page.xpath("//table[caption='Witness box']//th/text()")
    assert list(fields) == ["Done by", "What you saw, and when", "Witness", "Role", "Signature", "Date"]
    assert {"A review", "Giraffe", "Wildebeest"} <= set(page.xpath("//*[@id='page-references']//b/text()"))
    ids = set(page.xpath("//@id"))
    addresses = page.xpath("//@href | //@src")
    assert [one for one in addresses if not (one.startswith("data:image/") or one[1:] in ids)] == []
    assert len(page.xpath("//img")) == 1


def test_a_title_ends_neither_its_style_nor_its_quotation(tmp_path: Path) -> None:
    made = tutor_notes(course(tmp_path, NOTES)).decode()
    (footer,) = re.findall(r"@bottom-left\{content:(.*?);font", made)
    assert footer == r'"Notes for tutors: Taught \22 well\22  \3c \2f style\3e  – Version 0.1."'
    assert made.count("</style>") == 1


def test_it_is_written_beside_the_packages_only_where_asked(tmp_path: Path) -> None:
    taught = course(tmp_path, NOTES)
    targets = [TARGETS["web"]]
    assert build_all([taught], targets, tmp_path / "plain").printables == ()
    (path,) = build_all([taught], targets, tmp_path / "dist", with_tutor_notes=True).printables
    assert path == tmp_path / "dist" / "tutor-notes" / "taught.html"
    assert path.read_bytes() == tutor_notes(taught)
    assert not (tmp_path / "plain" / "tutor-notes").exists()


@pytest.mark.parametrize("name", ["toolkit_intro", "wider_workforce"])
def test_every_module_of_the_courses_has_a_plan_and_a_task_that_somebody_witnesses(name: str) -> None:
    (read,) = read_courses([Path(__file__).parent.parent / "courses" / name]).courses
    for module in read.modules:
        plans = [note for note in module.tutor_notes if note.minutes]
        tasks = [note for note in module.tutor_notes if note.witness]
        assert (len(plans), len(tasks), len(module.tutor_notes)) == (1, 1, 3), module.id
