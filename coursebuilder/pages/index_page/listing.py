"""The NHS Learning Hub's form, filled in as far as a course tells: every field that is typed by hand."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from coursebuilder.model import Course, Module
from coursebuilder.model.minutes_and_marks import shown_minutes

# Read in the platform's code.
TITLE, DESCRIPTION, KEYWORD, NAME, INFORMATION = 255, 1800, 50, 100, 250
MOST_AUTHORS = 10
LICENCES = ("CC BY-NC 4.0", "CC BY-NC-SA 4.0", "CC BY-NC-ND 4.0", "All rights reserved")
GAP = "to fill in: "
NO_CERTIFICATE = "passing it does not mean that somebody is trained in safeguarding"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: an empty value is a gap, and the note says what belongs there; `most` in characters."""

    name: str
    value: str
    most: int | None = None
    note: str = ""

    @property
    def too_long(self) -> bool:
        """Whether the value has more characters than the form's field takes."""
        return self.most is not None and len(self.value) > self.most


def listing(course: Course, module: Module) -> tuple[Field, ...]:
    """The form for one module."""
    return tuple(_fields(course, module))


def as_csv(fields: tuple[Field, ...]) -> bytes:
    """The same for a spreadsheet; the mark at the start tells Excel that it is UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("Field", "Value", "Characters", "At most", "Note"))
    for field in fields:
        value = field.value or f"[{GAP}{field.note}]"
        rows.writerow((field.name, value, len(field.value), field.most or "", field.note))
    return text.getvalue().encode("utf-8-sig")


def _fields(course: Course, module: Module) -> Iterator[Field]:
    minutes = sum(shown_minutes(module))
    sensitive = "yes" if "safeguarding" in module.tags else ""
    yield Field("Title", module.title, TITLE)
    yield Field("Description", _description(course, module), DESCRIPTION)
    yield Field("Sensitive content", sensitive, note="yes or no; yes is proposed for safeguarding modules")
    yield from _keywords(course)
    yield _licence(course)
    yield from _authors(course)
    yield _certificate(module)
    yield Field("Catalogue", "", note="yours")
    yield Field("Provider", course.provider.name if course.provider else "", note="your organisation")
    yield Field("Access", "", note="public, general or full")
    yield Field("Pop-up width", "1024", note="pixels, 640 to 4096")
    yield Field("Pop-up height", "768", note="pixels, 480 to 2160")
    yield Field(
        "ESR link visibility", "", note="nobody, only you, you and the catalogue's editors, or everyone"
    )
    due = min((item.review_by for item in module.guidance if item.review_by), default="")
    yield Field("Review date", due, note="when somebody looks at it again")
    yield Field("Additional information", f"About {minutes} minutes. Version {course.version}.", INFORMATION)


def _certificate(module: Module) -> Field:
    if module.teaches_safeguarding:
        return Field("Certificate", "no", note=NO_CERTIFICATE)
    return Field("Certificate", "", note="yes or no; it is given for completed or passed")


def _description(course: Course, module: Module) -> str:
    aims = "; ".join(objective.text.rstrip(".") for objective in module.objectives)
    parts = [course.description, f"By the end of this module you will be able to: {aims}." if aims else ""]
    return textwrap.shorten(" ".join(part for part in parts if part), DESCRIPTION, placeholder=" …")


def _keywords(course: Course) -> Iterator[Field]:
    for n, word in enumerate(course.keywords or ("",), 1):
        yield Field(f"Keyword {n}", word, KEYWORD, "one at least")


def _licence(course: Course) -> Field:
    said = (course.provider.licence if course.provider else "") or course.licence
    fits = next((one for one in LICENCES if one.lower() == said.lower()), "")
    note = f"one of {', '.join(LICENCES)}"
    return Field("Licence", fits, note=note if fits or not said else f"{note}; the course says {said}")


def _authors(course: Course) -> Iterator[Field]:
    for n, author in enumerate(course.authors[:MOST_AUTHORS] or ("",), 1):
        yield Field(f"Author {n}, name or organisation", author, NAME, f"1 to {MOST_AUTHORS} authors")
        yield Field(f"Author {n}, role", "", NAME, "what they did")
