"""A provider's file with every detail that courses ask for, what it means and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from coursebuilder.begin.files import CannotBegin, one_line, quoted, write_new
from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Course, Slot
from coursebuilder.model.signed import PANEL
from coursebuilder.source.details import SLOT_KINDS

FILE = "provider.yaml"
_HEADS = {
    "safeguarding": "Safeguarding: a learner who finds a gap here doesn't know whom to tell",
    "support": "Support for learners",
    "criteria": "How things are done where you are",
    "plain": "Other details",
}
_ALSO = """
# What you may give as well; take the # away.
# details_checked_on: 2026-05-03                  when somebody last checked each detail
# learners: many                                  of many organisations: each finds out their own details
# nation: Wales                                   England, Wales, Scotland or Northern Ireland
# national_lines: {childline: 2026-05-03}         when somebody last looked up each helpline
# licence: CC BY 4.0                              what others may do with the course, as you give it
# logo: media/logo.svg                            a picture in the folder media/ beside this file
# theme: bright                                   default, bright, contrast, or a folder beside this file
# iri_base: https://your.address/courses          for cmi5 and xAPI: an address of yours that never changes
# support_links: [{label: "Who helps", address: "https://…"}]
"""


def new_provider(name: str, courses: Sequence[Path], folder: Path) -> Path:
    """Write provider.yaml for these courses into a folder; returns the file. Raises CannotBegin."""
    name = one_line(name)
    if not courses:
        raise CannotBegin(f"name the courses too: coursebuilder new --provider {quoted(name)} COURSE...")
    read: list[Course] = []
    for course in courses:
        result = read_courses([course])
        if not result.courses:
            raise CannotBegin(f"{result.problems[0].place}: {result.problems[0].message}")
        read += result.courses
    path = folder / FILE
    text = "\n".join([*_head(name, read), *_details(name, read), *_tables(read)]) + "\n" + _ALSO
    write_new({path: text.encode()})
    return path


def _head(name: str, courses: Iterable[Course]) -> list[str]:
    return [
        f"# {name}: what only you know. Give this file to check, build and review: --provider {FILE}",
        "# Fill in what stands between the quotation marks. Where it stays empty, learners see a gap.",
        f"# Asked for by: {', '.join(course.id for course in courses)}",
        "",
        f"name: {quoted(name)}",
        "# how to reach you about the course",
        'contact: ""',
    ]


def _details(name: str, courses: Sequence[Course]) -> Iterator[str]:
    slots = {slot.name: slot for course in reversed(courses) for slot in course.slots}
    for kind in SLOT_KINDS:
        here = [slot for slot in slots.values() if slot.kind == kind and slot.name not in ("name", "contact")]
        if here:
            yield from ("", "", f"# {_HEADS[kind]}")
        for slot in here:
            yield from ("", f"# {slot.label}", *_stands(slot, courses), f"{slot.name}: {_value(slot, name)}")


def _value(slot: Slot, name: str) -> str:
    """The organisation's name where that is asked, else what the course says until somebody knows better."""
    return quoted(name if slot.name == "organisation" else slot.value)


def _stands(slot: Slot, courses: Sequence[Course]) -> Iterator[str]:
    pages = list(_pages(slot.name, courses))
    if slot.name in PANEL:
        pages.append("in the help that every page offers")
    yield from (f"#   {page}" for page in pages or ["on no page of these courses yet"])


def _pages(name: str, courses: Iterable[Course]) -> Iterator[str]:
    """Each page once that names a detail: the module's id and the page's title."""
    yield from dict.fromkeys(
        f"{module.id}: {module.page_at(asked.place.line).title}"
        for course in courses
        for module in course.modules
        for asked in module.asked
        if asked.name == name
    )


def _tables(courses: Sequence[Course]) -> Iterator[str]:
    """The tables that a provider may give, as remarks: without rows of yours there is a gap."""
    asked = [one.name for course in courses for module in course.modules for one in module.asked]
    names = [name for name in dict.fromkeys(asked) if name.startswith("data.")]
    if not names:
        return
    yield from (
        "",
        "",
        "# Tables: take the # away, and write a line for each row. The first holds the headings.",
    )
    yield "# data:"
    for name in names:
        yield f"#   {name.removeprefix('data.')}:"
        yield from (f"#     # {page}" for page in _pages(name, courses))
        yield "#     - [Heading, Heading]"
        yield "#     - [what stands below it, and here]"
